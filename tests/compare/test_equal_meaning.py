"""Equal meaning is no change (and an equal document never is)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.model.interface import Interface

from .schemas import interface, kinds

STRING, INTEGER = {"type": "string"}, {"type": "integer"}
ORDER = {"type": "object", "properties": {"id": STRING}, "required": ["id"]}

EQUAL: dict[str, tuple[Any, Any]] = {
    "one-member allOf": (ORDER, {"allOf": [ORDER]}),
    "properties moved into allOf": (
        {"type": "object", "properties": {"id": STRING, "n": INTEGER}},
        {"allOf": [{"type": "object", "properties": {"id": STRING}}, {"properties": {"n": INTEGER}}]},
    ),
    "const and an enumeration of one": ({"enum": ["a"]}, {"const": "a"}),
    "an enumeration says its type": ({"enum": ["a", "b"]}, {"type": "string", "enum": ["b", "a"]}),
    "oneOf of plain types": ({"type": ["string", "integer"]}, {"oneOf": [STRING, INTEGER]}),
    "anyOf with null": ({"type": ["string", "null"]}, {"anyOf": [STRING, {"type": "null"}]}),
    "bounds of integers": (
        {"type": "integer", "minimum": 5},
        {"type": "integer", "exclusiveMinimum": 4},
    ),
    "a bound that is no bound": ({"type": "string"}, {"type": "string", "minLength": 0}),
    "a number with a fraction of nothing": ({"enum": [1]}, {"enum": [1.0]}),
    "additional properties allowed": (ORDER, {**ORDER, "additionalProperties": True}),
    "a condition that only asks for a property": (
        {"type": "object", "dependentRequired": {"a": ["b"]}},
        {"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}},
    ),
    "an empty sub-schema": ({"type": "array"}, {"type": "array", "items": {}}),
    "a reference and what it says": (
        {"type": "object", "properties": {"o": {"$ref": "#/$defs/Order"}}, "$defs": {"Order": ORDER}},
        {"type": "object", "properties": {"o": ORDER}},
    ),
    "a renamed definition": (
        {"type": "object", "properties": {"o": {"$ref": "#/$defs/A"}}, "$defs": {"A": ORDER}},
        {"type": "object", "properties": {"o": {"$ref": "#/$defs/B"}}, "$defs": {"B": ORDER}},
    ),
    "renamed definitions that refer to themselves": (
        {"$ref": "#/$defs/A", "$defs": {"A": {"type": "object", "properties": {"next": {"$ref": "#/$defs/A"}}}}},
        {"$ref": "#/$defs/B", "$defs": {"B": {"type": "object", "properties": {"next": {"$ref": "#/$defs/B"}}}}},
    ),
    "branches in another order": (
        {"oneOf": [ORDER, {"type": "object", "properties": {"n": INTEGER}, "required": ["n"]}]},
        {"oneOf": [{"type": "object", "properties": {"n": INTEGER}, "required": ["n"]}, ORDER]},
    ),
    "an anyOf branch that another holds": ({"type": "number"}, {"anyOf": [{"type": "number"}, INTEGER]}),
    "a branch that another holds": (
        {"anyOf": [STRING, {"type": "string", "maxLength": 5}, ORDER]},
        {"anyOf": [STRING, ORDER]},
    ),
    "a branch of plain types that another holds": (
        {"anyOf": [STRING, {"type": "string", "maxLength": 5}, INTEGER]},
        {"anyOf": [STRING, INTEGER]},
    ),
    "a branch that others hold together": (
        {"anyOf": [{"enum": ["a", "b"]}, {"enum": ["a"]}, {"enum": ["b"]}]},
        {"anyOf": [{"enum": ["a"]}, {"enum": ["b"]}]},
    ),
    "null in a branch or beside it": (
        {"oneOf": [{**ORDER, "type": ["object", "null"]}, STRING]},
        {"oneOf": [ORDER, STRING, {"type": "null"}]},
    ),
    "a pattern that the length says too": (
        {"type": "string", "pattern": "^[a-z]*$", "minLength": 1},
        {"type": "string", "pattern": "^[a-z]+$"},
    ),
    "patterns that match the same": (
        {"type": "string", "pattern": r"^\d{4}$"},
        {"type": "string", "pattern": "^[0-9]{4}$"},
    ),
    "older tuples": (
        {"type": "array", "items": [STRING, INTEGER]},
        {"type": "array", "prefixItems": [STRING, INTEGER]},
    ),
    "a bound that the format keeps": (
        {"type": "integer", "format": "int32"},
        {"type": "integer", "format": "int32", "maximum": 2**40, "minimum": -(2**31)},
    ),
    "ends between two multiples": (
        {"type": "number", "multipleOf": 5, "maximum": 14},
        {"type": "number", "multipleOf": 5, "maximum": 10},
    ),
    "an end that is refused": ({"type": "string", "minLength": 2}, {"type": "string", "not": {"maxLength": 1}}),
    "types that are refused": ({"not": {"type": ["string", "null"]}}, {"not": {"anyOf": [STRING, {"type": "null"}]}}),
    "a refusal of what nothing takes": (INTEGER, {**INTEGER, "not": {"enum": ["a", 0.5]}}),
    "a refusal of texts that no pattern matches": (
        {"type": "string", "pattern": "^[a-f]+$"},
        {"type": "string", "pattern": "^[a-f]+$", "not": {"pattern": "^x"}},
    ),
    "a condition that is never met": (
        ORDER,
        {**ORDER, "if": {"properties": {"id": INTEGER}}, "then": {"required": ["n"]}},
    ),
    "a condition that asks for what is there": (
        ORDER,
        {**ORDER, "if": {"required": ["n"]}, "then": {"required": ["id"]}},
    ),
    "a condition that is no question": (ORDER, {"if": True, "then": ORDER, "else": INTEGER}),
    "a dependent that is required": (ORDER, {**ORDER, "dependentRequired": {"n": ["id"]}}),
    "a dependent of what is required": (
        {**ORDER, "required": ["id", "n"]},
        {**ORDER, "dependentRequired": {"id": ["n"]}},
    ),
    "a number of properties that a choice of them reaches": (
        {"type": "object", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"type": "object", "anyOf": [{"required": ["a"]}, {"required": ["b"]}], "minProperties": 1},
    ),
    "a place that takes nothing": (
        {"type": "array", "prefixItems": [STRING, False]},
        {"type": "array", "prefixItems": [STRING], "items": False},
    ),
    "tags that an enumeration lists": (
        {"oneOf": [{**ORDER, "properties": {"id": {"const": one}}} for one in ("a", "b")]},
        {**ORDER, "properties": {"id": {"enum": ["a", "b"]}}},
    ),
    "multiples that follow": (
        {"type": "integer", "multipleOf": 4},
        {"allOf": [{"multipleOf": 2}, {"type": "integer", "multipleOf": 4}]},
    ),
}


@pytest.mark.parametrize("name", EQUAL)
def test_equal_meaning_is_no_change(name: str) -> None:
    old, new = EQUAL[name]
    assert kinds(old, new) == []
    assert kinds(new, old) == []


def api(schema: Any, version: str) -> Interface:
    """Return an interface that answers with a schema."""
    answer = {"description": "OK.", "content": {"application/json": {"schema": schema}}}
    paths = {"/a": {"get": {"responses": {"200": answer}}}}
    document = parse(
        "a.json", json.dumps({"openapi": version, "info": {"title": "A", "version": "1"}, "paths": paths}).encode()
    )
    found = detect(document)
    assert found is not None
    return found.read(document, lambda path: None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"nullable": True, **ORDER}, {**ORDER, "type": ["object", "null"]}),
        ({"nullable": True, "oneOf": [ORDER, STRING]}, {"oneOf": [ORDER, STRING, {"type": "null"}]}),
        ({"nullable": True, "anyOf": [ORDER, STRING]}, {"anyOf": [{**ORDER, "type": ["object", "null"]}, STRING]}),
        ({"nullable": True, "allOf": [ORDER]}, {"anyOf": [ORDER, {"type": "null"}]}),
        ({"type": "integer", "minimum": 4, "exclusiveMinimum": True}, {"type": "integer", "exclusiveMinimum": 4}),
        ({"type": "string", "enum": ["a"], "nullable": True}, {"enum": ["a", None]}),
    ],
)
def test_openapi_30_and_its_31_spelling_are_one(old: Any, new: Any) -> None:
    sides = api(old, "3.0.3"), api(new, "3.1.0")
    assert [change.kind for change in compare(*sides).changes] == []
    assert [change.kind for change in compare(*reversed(sides)).changes] == []


def test_an_extension_that_nothing_compares_is_named() -> None:
    old, new = (
        {"type": "object", "properties": {"a": {**STRING, "x-shape": 1}}},
        {"type": "object", "properties": {"a": STRING}},
    )
    assert compare(interface(old), interface(new)).not_compared == ("`x-shape` at Thing > a",)
    assert compare(interface(old), interface(old)).not_compared == ()


DIFFERENT: dict[str, tuple[Any, Any, list[str]]] = {
    "a value left an enumeration": ({"enum": ["a", "b"]}, {"enum": ["a"]}, ["enum-value-removed"]),
    "no shared value": ({"enum": ["a"]}, {"enum": ["b"]}, ["constant-changed"]),
    "an integer became a number": (INTEGER, {"type": "number"}, ["type-widened"]),
    "a text became a number": (STRING, INTEGER, ["type-changed"]),
    "null came in": (STRING, {"type": ["string", "null"]}, ["null-allowed"]),
    "a schema became nothing": ({"properties": {"a": STRING}}, {"properties": {"a": False}}, ["value-forbidden"]),
    "closed": (ORDER, {**ORDER, "additionalProperties": False}, ["additional-properties-closed"]),
    "a map got narrower": (
        {"additionalProperties": {"type": ["string", "integer"]}},
        {"additionalProperties": STRING},
        ["type-narrowed"],
    ),
    "a required property went": (ORDER, {"type": "object"}, ["property-removed"]),
    "a required property came": ({"type": "object"}, ORDER, ["required-property-added"]),
    "a property became required": ({**ORDER, "required": []}, ORDER, ["property-became-required"]),
    "a longer pattern": (
        {"type": "string", "pattern": "^a+$"},
        {"type": "string", "pattern": "^a{1,3}$"},
        ["pattern-narrowed"],
    ),
    "a length that a pattern says too": (
        {"type": "string", "pattern": "^[a-z]{1,20}$"},
        {"type": "string", "pattern": "^[a-z]{1,10}$", "maxLength": 10},
        ["max-length-lowered"],
    ),
    "null left a union": (
        {"oneOf": [{**ORDER, "type": ["object", "null"]}, STRING]},
        {"oneOf": [ORDER, STRING]},
        ["null-refused"],
    ),
    "not": ({"type": "string"}, {"type": "string", "not": {"enum": ["x"]}}, ["not-added"]),
    "not, turned round": ({"not": {"enum": ["x", "y"]}}, {"not": {"enum": ["x"]}}, ["not-removed"]),
    "a branch came": ({"oneOf": [STRING, ORDER]}, {"oneOf": [STRING, ORDER, {"type": "array"}]}, ["branch-added"]),
    "one became oneOf": (ORDER, {"oneOf": [ORDER, {"type": "array"}]}, ["branch-added"]),
    "items": ({"items": STRING}, {"items": INTEGER}, ["type-changed"]),
    "a tighter multiple": ({"multipleOf": 2}, {"multipleOf": 4}, ["multiple-of-tightened"]),
    "unique items": ({"type": "array"}, {"type": "array", "uniqueItems": True}, ["unique-items-added"]),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_a_difference_is_one_change(name: str) -> None:
    old, new, expected = DIFFERENT[name]
    assert kinds(old, new) == expected
    assert kinds(old, old) == kinds(new, new) == []


def test_a_change_in_a_shared_definition_is_one_change_with_its_uses() -> None:
    def document(kind: str) -> Any:
        uses = {name: {"$ref": "#/$defs/Money"} for name in ("net", "gross", "tax")}
        return {"type": "object", "properties": uses, "$defs": {"Money": {"properties": {"amount": {"type": kind}}}}}

    assert kinds(document("integer"), document("string")) == ["type-changed"]


def test_a_definition_beside_other_keywords_is_reported_where_it_is_defined() -> None:
    def document(*required: str) -> Any:
        base = {"type": "object", "properties": {"id": STRING}, "required": list(required)}
        both = {"allOf": [{"$ref": "#/$defs/Base"}, {"properties": {"n": INTEGER}}]}
        return {"type": "object", "properties": {"x": both, "y": both}, "$defs": {"Base": base}}

    assert kinds(document(), document("id")) == ["property-became-required"]
