"""A breaking change carries a value that was right and is wrong now, checked against both schemas by a validator."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest

from contractdocs.compare import compare
from contractdocs.compare.bundle import Bundle
from contractdocs.rules.judgement import judge
from contractdocs.rules.proof import KNOWN, no_witness
from contractdocs.rules.registry import rule

from ..rules.pages import all_examples
from .conformance import PAIRS as FIELD
from .conformance import read as read_file
from .schemas import changes
from .test_mirror import read

TEXT = {"type": "string"}


def nested(depth: int) -> dict[str, Any]:
    """Return objects in objects, each of which must be there."""
    inner = nested(depth - 1) if depth else {"type": "string", "pattern": "^x+$"}
    return {"type": "object", "properties": {"in": inner}, "required": ["in"]}


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
    "a format": ({"type": "string"}, {"type": "string", "format": "uuid"}, "input"),
    "a range of whole numbers": ({"type": "integer"}, {"type": "integer", "format": "int32"}, "input"),
    "a length of an address": (
        {"type": "string", "format": "uri", "maxLength": 1000},
        {"type": "string", "format": "uri", "maxLength": 500},
        "input",
    ),
    "a pattern as browsers read it": (
        {"type": "string", "pattern": r"^[\w-.]+$"},
        {"type": "string", "pattern": r"^[\w-]+$"},
        "input",
    ),
    "a fraction between two multiples": ({"type": "number"}, {"type": "number", "multipleOf": 0.5}, "input"),
    "an end that moved by less than one": (
        {"type": "number", "exclusiveMinimum": 0.5},
        {"type": "number", "minimum": 1},
        "input",
    ),
    "different items": (
        {"type": "array", "uniqueItems": True, "maxItems": 4},
        {"type": "array", "uniqueItems": True, "maxItems": 3},
        "input",
    ),
    "a value that nobody lists": ({"type": "string"}, {"type": "string", "enum": ["", "a", "aa"]}, "input"),
    "a pattern beside a length": (
        {"type": "string", "pattern": "^[a-f]+$", "minLength": 3, "maxLength": 9},
        {"type": "string", "pattern": "^[a-f]{4}$", "minLength": 3, "maxLength": 9},
        "input",
    ),
    "what is required far below": (
        {"type": "object", "properties": {"a": nested(9)}, "required": ["a"]},
        {"type": "object", "properties": {"a": nested(9)}},
        "output",
    ),
    "a branch with a required object": (
        {"anyOf": [TEXT]},
        {"anyOf": [TEXT, {"type": "object", "properties": {"a": nested(6)}, "required": ["a"]}]},
        "output",
    ),
    "many items": (
        {"type": "array", "items": TEXT, "maxItems": 1000},
        {"type": "array", "items": TEXT, "maxItems": 500},
        "input",
    ),
    "behind a reference": (
        {"$ref": "#/$defs/A", "$defs": {"A": {"properties": {"n": {"type": "number"}}}}},
        {"$ref": "#/$defs/A", "$defs": {"A": {"properties": {"n": {"type": "integer"}}}}},
        "input",
    ),
}


def validator(schema: Any) -> Any:
    """Return a validator that checks formats; one of numbers is said in bounds, as it knows only those of texts."""
    bounds = {"minimum": -(2**31), "maximum": 2**31 - 1} if schema.get("format") == "int32" else {}
    if "pattern" in schema:  # the validator refuses a dash there that browsers take as it stands
        bounds = {"pattern": schema["pattern"].replace(r"\w-.", r"\w\-.")}
    return jsonschema_rs.validator_for({**schema, **bounds}, validate_formats=True)


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
        sides = {"old": validator(old), "new": validator(new)}
        witness = broken[0].witness
        assert witness is not None
        assert sides[witness["accepted_by"]].is_valid(witness["value"])
        assert not sides[witness["refused_by"]].is_valid(witness["value"])


def test_where_no_value_shows_it_none_is_claimed() -> None:
    old = {"type": "object", "properties": {"a": TEXT}}
    (change,) = changes(old, {"type": "object", "properties": {}}, "output")
    finding = judge(change, "x")
    assert (finding.level, finding.witness) == ("breaking", None)
    assert no_witness(finding) == "both releases allow the same values; the property just never comes again"


def test_a_witness_is_looked_for_once_for_all_changes_of_a_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    from contractdocs.compare import witness

    asked = []
    search = witness.search
    monkeypatch.setattr(witness, "search", lambda *given: asked.append(given) or search(*given))
    names = [f"p{i}" for i in range(20)]
    old = {"type": "object", "properties": dict.fromkeys(names, TEXT)}
    found = [judge(change, "x") for change in changes(old, {**old, "required": names}, "input")]
    assert len(found) == 20
    assert all(finding.witness and not no_witness(finding) for finding in found)
    assert len(asked) == 1


PAGES = [example for example in all_examples() if example.is_pair and example.format in ("openapi", "json-schema")]


@pytest.mark.parametrize("example", PAGES, ids=lambda e: f"{e.rule}-{e.format}")
def test_each_break_of_the_rule_pages_has_a_witness_or_a_reason_of_its_own(example: Any) -> None:
    sides = [read(example.file, text.encode()) for text in (example.before, example.after)]
    for finding in (judge(change, "x") for change in compare(*sides).changes):
        if finding.level == "breaking" and rule(finding.rule).area == "schemas" and finding.rule not in KNOWN:
            assert finding.witness is not None, finding.message


@pytest.mark.skipif(not FIELD.is_dir(), reason="the pairs of the field are not beside the checkout")
def test_the_breaks_of_the_pairs_of_the_field_have_a_witness_or_a_reason_of_their_own() -> None:
    """Those without are of schemas that contradict themselves, or of formats that no validator tells apart."""
    broken, unshown = 0, []
    for case in sorted(path.parent for path in FIELD.glob("*/expected.json")):
        sides = [read_file(next(case.glob(f"{side}.*"))) for side in ("old", "new")]
        for finding in (judge(change, "x") for change in compare(*sides).changes):
            if finding.level == "breaking" and rule(finding.rule).area == "schemas":
                broken += 1
                if finding.witness is None and finding.rule not in KNOWN and not finding.words.get("slip"):
                    unshown.append((case.name, finding.message))
    assert broken > 150
    assert len(unshown) <= 5, unshown


def test_a_list_beside_branches_that_is_none_is_written() -> None:
    """What is no schema is a finding of its own; to ask a validator about it is no fault."""
    branches = {"oneOf": [TEXT, {"type": "integer"}], "allOf": True}
    schemas = {"schemas": {"A": {**branches, "type": ["string", "integer"]}}}
    head = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
    side = read("a.json", json.dumps({**head, "components": schemas}).encode())
    node = side.schemas["A"].node
    written = Bundle(side.resolver, "input", "always").write(node)
    assert written["allOf"] == [{"anyOf": branches["oneOf"]}]
