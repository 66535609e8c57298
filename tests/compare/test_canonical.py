"""One way to write a value: what differs is written otherwise, and the order of keys is none of it."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from contractdocs.compare.forms import canonical

DIFFERENT: list[Any] = [
    *(None, True, False, 0, 1, 1.0, -1, 2**70, float("inf"), float("-inf")),
    *("", "null", "1", "true", "\ud800", "é", ":null"),
    *([], [None], [float("inf")], [[]], {}, {"a": None}, {"a": float("inf")}, {"a": "null"}, {"null": 1}, {"a": 1}),
    *({"a": 1, "b": 2}, {"a": 2, "b": 1}, ["null", None], ["null", float("inf")]),
]


@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(DIFFERENT, 2)], ids=repr)
def test_what_differs_is_written_otherwise(one: Any, other: Any) -> None:
    assert canonical(one) != canonical(other)


def test_keys_have_one_order() -> None:
    deep = {"b": [{"d": 1, "c": None}], "a": "x"}
    assert canonical(deep) == canonical({"a": "x", "b": [{"c": None, "d": 1}]})
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1})
