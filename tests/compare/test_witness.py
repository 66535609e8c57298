"""A breaking change carries a value that was right and is wrong now, checked against both schemas by a validator."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from contractdocs.rules.judgement import judge

from .schemas import changes

TEXT = {"type": "string"}
CASES: dict[str, tuple[Any, Any, str]] = {
    "a value left an enumeration": ({"enum": ["a", "b"]}, {"enum": ["a"]}, "input"),
    "a value came into an enumeration of nothing else": ({"enum": ["a"]}, {"enum": ["b"]}, "input"),
    "a bound": ({"type": "integer", "maximum": 100}, {"type": "integer", "maximum": 50}, "input"),
    "a length": ({"type": "string", "maxLength": 9}, {"type": "string", "maxLength": 3}, "input"),
    "a pattern": ({"type": "string", "pattern": "^[A-Z]+$"}, {"type": "string", "pattern": "^[A-Z]{1,3}$"}, "input"),
    "a type": (TEXT, {"type": "integer"}, "input"),
    "null": ({"type": ["string", "null"]}, TEXT, "input"),
    "required": ({"properties": {"a": TEXT}}, {"properties": {"a": TEXT}, "required": ["a"]}, "input"),
    "optional, for readers": ({"properties": {"a": TEXT}, "required": ["a"]}, {"properties": {"a": TEXT}}, "output"),
    "closed": ({"type": "object"}, {"type": "object", "additionalProperties": False}, "input"),
    "unique": ({"type": "array"}, {"type": "array", "uniqueItems": True}, "input"),
    "a branch, for readers": ({"anyOf": [TEXT, {"type": "null"}]}, {"anyOf": [TEXT, {"type": "array"}]}, "output"),
    "behind a reference": (
        {"$ref": "#/$defs/A", "$defs": {"A": {"properties": {"n": {"type": "number"}}}}},
        {"$ref": "#/$defs/A", "$defs": {"A": {"properties": {"n": {"type": "integer"}}}}},
        "input",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_break_is_proved(name: str) -> None:
    old, new, direction = CASES[name]
    findings = [judge(change, "x") for change in changes(old, new, direction)]  # type: ignore[arg-type]
    broken = [finding for finding in findings if finding.level == "breaking"]
    assert broken
    for finding in broken:
        assert finding.witness is not None
        assert {finding.witness["accepted_by"], finding.witness["refused_by"]} == {"old", "new"}
    if "$ref" not in old and len(broken) == 1:
        sides = {"old": jsonschema_rs.validator_for(old), "new": jsonschema_rs.validator_for(new)}
        witness = broken[0].witness
        assert witness is not None
        assert sides[witness["accepted_by"]].is_valid(witness["value"])
        assert not sides[witness["refused_by"]].is_valid(witness["value"])


def test_where_no_value_shows_it_none_is_claimed() -> None:
    old = {"type": "object", "properties": {"a": TEXT}}
    (change,) = changes(old, {"type": "object", "properties": {}}, "output")
    finding = judge(change, "x")
    assert (finding.level, finding.witness) == ("breaking", None)
