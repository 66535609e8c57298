"""Every other logical type for every field of a real contract is a break: nothing slips through."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.model.interface import Interface
from contractdocs.rules.judgement import judge

NEWEST = sorted(Path(__file__).parents[2].glob("contracts/user-events/*.yaml"))[-1].read_text("utf-8")
TYPES = ["string", "integer", "number", "boolean", "date", "timestamp", "time", "object", "array"]
PLACES = [match.span(1) for match in re.finditer(r"logicalType: (\w+)", NEWEST)]


def read(text: str) -> Interface:
    document = parse("contract.odcs.yaml", text.encode())
    found = detect(document)
    assert found is not None
    return found.read(document, lambda path: None)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"line-{NEWEST[: place[0]].count(chr(10)) + 1}")
def test_another_logical_type_is_a_break(place: tuple[int, int]) -> None:
    start, end = place
    old = read(NEWEST)
    for name in TYPES:
        if name != NEWEST[start:end]:
            new = read(NEWEST[:start] + name + NEWEST[end:])
            levels = {judge(change, "user-events").level for change in compare(old, new).changes}
            assert "breaking" in levels, f"{NEWEST[start:end]} became {name}"
