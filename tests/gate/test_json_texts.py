"""What a report says is written in one way, whichever encoder writes it."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from contractdocs.reports.json import dump

TEXTS = ["", "plain", "é", "\x7f", "\x00\n\t", '"\\/', "\u2028", "\U0001f600", "\ud800", "</script>"]
NUMBERS = [0, -1, 2**63, 2**70, -(2**70), 0.1, 1.0, -0.0, 1e22, 1e-7, 5e-324, 1.7976931348623157e308]


@pytest.mark.parametrize("value", [*TEXTS, *NUMBERS, True, None, ["a", ["é"]], ("a", 1), {"a": {"é": [1.5, "\ud800"]}}])
def test_a_value_is_written_as_json_writes_it(value: Any) -> None:
    for data in (value, [value], {"of": value, "in": [{"value": value}]}):
        assert dump(data) == json.dumps(data, indent=2, ensure_ascii=True)


@pytest.mark.parametrize("text", TEXTS)
def test_so_is_a_key(text: str) -> None:
    assert dump({text: text, "a": 1.5}) == json.dumps({text: text, "a": 1.5}, indent=2, ensure_ascii=True)


@pytest.mark.parametrize(("value", "shown"), [(math.nan, "nan"), (math.inf, "inf"), (-math.inf, "-inf")])
def test_what_is_no_number_in_json_is_told_as_text(value: float, shown: str) -> None:
    assert json.loads(dump({"value": value, "é": [value]})) == {"value": shown, "é": [shown]}


def test_credentials_are_hidden_in_keys_and_in_what_has_no_kind_of_its_own() -> None:
    address = "postgres://ada:hunter22@db.example.com"

    class Odd:
        def __str__(self) -> str:
            return address

    for beside in ("a", "é"):
        assert "hunter22" not in dump({address: [address, Odd()], beside: 1})
