"""Each schema of a family against each other one, both ways, judged by a validator over every value of a pool."""

from __future__ import annotations

import itertools
import json
from typing import Any

import jsonschema_rs
import pytest

from contractdocs.model.finding import Finding
from contractdocs.rules.judgement import judge

from .schemas import changes

Json = dict[str, Any]
S: Json = {"type": "string"}
I: Json = {"type": "integer"}  # noqa: E741
N: Json = {"type": "number"}


def obj(properties: Json | None = None, *required: str, **more: Any) -> Json:
    """Return an object; a keyword that Python keeps for itself is written with a line below its end."""
    keywords = {name.rstrip("_"): value for name, value in more.items()}
    asked = {"required": list(required)} if required else {}
    return {"type": "object", "properties": properties or {}, **asked, **keywords}


A, B, AB = obj({"a": S}), obj({"b": S}), obj({"a": S, "b": S})
K1, K2 = obj({"kind": {"const": "k1"}, "a": S}, "kind"), obj({"kind": {"const": "k2"}, "b": S}, "kind")
LISTED: Json = {"type": "array"}
IF_A: Json = {"properties": {"a": {"const": "a"}}, "required": ["a"]}


def tag(values: Any, *required: str) -> Json:
    """Return an object that one of its properties tells apart."""
    return obj({"kind": {"enum": values}, "a": S}, *required)


FAMILIES: dict[str, list[Any]] = {
    "other names in allOf": [
        {"allOf": [{**A, "additionalProperties": False}, B]},
        {"allOf": [{**AB, "additionalProperties": False}, B]},
        {"allOf": [{**A, "additionalProperties": False}, {**AB, "additionalProperties": False}]},
        {"allOf": [A, obj({"b": I}, additionalProperties=S)]},
        {"allOf": [obj({"a": S}, additionalProperties=I), obj({"b": I}, additionalProperties=N)]},
        {"allOf": [A, B]},
        {"allOf": [A, B], "unevaluatedProperties": False},
        {"allOf": [A, {**B, "unevaluatedProperties": False}]},
        {**A, "additionalProperties": False},
        {**AB, "additionalProperties": False},
        {**AB, "unevaluatedProperties": False},
    ],
    "branches that overlap": [
        {"oneOf": [S, I]},
        {"oneOf": [S, N]},
        {"oneOf": [{"type": "integer", "maximum": 3}, {"type": "integer", "minimum": 4}]},
        {"anyOf": [{"type": "integer", "maximum": 3}, {"type": "integer", "minimum": 4}]},
        {"oneOf": [{"enum": ["a"]}, {"enum": ["b", "ab"]}]},
        {"enum": ["a", "b", "ab"]},
        {"oneOf": [K1, K2]},
        {"anyOf": [K1, K2]},
        {"oneOf": [{**K1, "required": ["kind", "a"]}, K2]},
        {"type": "object", "oneOf": [K2, K1]},
        S,
        I,
    ],
    "branches that ask for more": [
        {"type": "object", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"type": "object", "oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"type": "object", "allOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"type": "object", "anyOf": [{"required": ["a"]}, {}]},
        {"type": "object"},
        obj(None, "a"),
        obj(None, "a", "b"),
        obj(minProperties=1),
    ],
    "what is refused": [
        S,
        {"type": "string", "not": {"enum": ["a"]}},
        {"type": "string", "not": {"enum": ["a", "b"]}},
        {"type": "string", "not": {"pattern": "^a"}},
        {"type": "string", "not": {"pattern": "^ab"}},
        {"type": "string", "not": {"maxLength": 1}},
        {"not": {"not": S}},
        {"not": S},
        {"not": {"type": ["string", "null"]}},
        {"not": {"anyOf": [S, I]}},
        {"not": {}},
        {"type": "string", "minLength": 2},
    ],
    "conditions": [
        AB,
        obj({"a": S, "b": S}, if_=IF_A, then={"required": ["b"]}),
        obj({"a": S, "b": S}, if_=IF_A, else_={"required": ["b"]}),
        obj({"a": S, "b": S}, if_=IF_A, then={"required": ["b"]}, else_={"required": ["c"]}),
        obj({"a": S, "b": S}, if_=IF_A, then=True),
        obj({"a": S}, dependentSchemas={"a": {"properties": {"b": S}}}),
        obj({"a": S}, dependentSchemas={"a": {"required": ["b"]}}),
        obj({"a": S}, dependentRequired={"a": ["b"]}),
        obj({"a": S}, "a", dependentRequired={"a": ["b"]}),
        obj({"a": S}, "a", "b"),
    ],
    "items": [
        {"type": "array", "prefixItems": [S, I]},
        {"type": "array", "prefixItems": [S, I], "items": False},
        {"type": "array", "prefixItems": [S, I], "unevaluatedItems": False},
        {"type": "array", "allOf": [{"prefixItems": [S]}, {"prefixItems": [{}, I]}]},
        {"type": "array", "allOf": [{"prefixItems": [S]}, {"items": S}]},
        {"type": "array", "allOf": [{"contains": S}, {"contains": I}]},
        {"type": "array", "contains": S},
        {"type": "array", "contains": {}},
        {"type": "array", "contains": S, "maxContains": 1},
        {"type": "array", "maxItems": 1},
        {"type": "array", "maxItems": 1, "uniqueItems": True},
        {"type": "array", "items": False},
    ],
    "how many match": [
        {},
        LISTED,
        *(
            {**LISTED, **said}
            for said in (
                {"contains": {}},
                {"contains": {}, "minContains": 0},
                {"contains": True, "minContains": 0, "maxContains": 2},
                {"contains": {}, "minContains": 0, "maxContains": 0},
                {"contains": {}, "minContains": 2},
                {"contains": S, "minContains": 0},
                {"contains": S, "minContains": 0, "maxContains": 0},
                {"contains": S, "maxContains": 1},
                {"contains": False},
                {"contains": False, "minContains": 0},
                {"minItems": 1},
                {"maxItems": 2},
                {"maxItems": 0},
            )
        ),
    ],
    "tags": [
        {"oneOf": [tag(["k1"], "kind", "a"), tag(["k2"], "kind", "a")]},
        {"anyOf": [tag(["k1"], "kind", "a"), tag(["k2"], "kind", "a")]},
        {"oneOf": [tag(["k1"]), tag(["k2"])]},
        {"anyOf": [tag(["k1"]), tag(["k2"])]},
        tag(["k1", "k2"]),
        tag(["k1"], "kind", "a"),
        tag(["k1", "k2"], "kind", "a"),
        tag(["k1", "k2", "k3"], "kind", "a"),
        {"oneOf": [tag(["k1"], "kind", "a"), tag(["k2"], "kind", "a"), tag(["k3"], "kind")]},
        {"oneOf": [tag(["k1", "k2"], "kind", "a"), tag(["k3"], "kind")]},
        {"type": "object", "oneOf": [{"required": ["kind", "a"], **tag([one])} for one in ("k1", "k2")]},
        {**obj({"a": S}, "kind", "a"), "oneOf": [{"properties": {"kind": {"const": one}}} for one in ("k1", "k2")]},
    ],
    "values and types": [
        {"const": 1},
        {"const": 1.0},
        {"const": True},
        {"enum": [1, True]},
        {"type": ["string", "null"], "enum": ["a"]},
        {"enum": ["a", "ab"], "maxLength": 1},
        {"anyOf": [{"const": "a"}, {"const": "b"}]},
        {"enum": ["a", "b"]},
        {"type": "integer", "multipleOf": 0.5},
        {"type": "number", "multipleOf": 0.5},
        I,
        {"type": "number", "multipleOf": 1},
    ],
}
VALUES: list[Any] = [0, "a", "", None, True, "b"]
OBJECTS = [
    dict(zip(names, values))
    for count in range(4)
    for names in itertools.combinations(["a", "b", "c", "kind"], count)
    for values in itertools.product(VALUES if count < 3 else [0, "a"], repeat=count)
]
POOL: list[Any] = [
    *(None, True, False, 0, 1, 2, 3, 4, 5, -1, 0.5, 1.5, 2.25, "", "a", "b", "ab", "abc", "x"),
    *OBJECTS,
    *({"kind": kind, **one} for kind in ("k1", "k2", "k3") for one in OBJECTS if "kind" not in one),
    *(list(items) for count in range(4) for items in itertools.product([0, "a", None, "b"], repeat=count)),
]
NEVER_COMES = {"optional-property-removed", "property-refused", "property-removed", "value-forbidden"}
"""What is received no longer: a break for readers, though no value proves it."""


def accepted(schema: Any) -> list[bool]:
    """Return for each value of the pool whether a schema takes it."""
    validator = jsonschema_rs.validator_for({"$schema": DRAFT, **schema})
    return [validator.is_valid(value) for value in POOL]


def is_missed(findings: list[Finding], way: str) -> bool:
    """Return whether a break was missed: risky is right for what is received, and a name merely added is safe."""
    levels = {finding.level for finding in findings}
    if "property-added" in {finding.rule for finding in findings}:
        return False
    return "breaking" not in levels and (way == "input" or "risky" not in levels)


def is_false(findings: list[Finding]) -> bool:
    """Return whether a break is claimed that neither the pool nor a witness of its own shows."""
    broken = [finding for finding in findings if finding.level == "breaking"]
    return bool(broken) and not any(finding.witness or finding.rule in NEVER_COMES for finding in broken)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_breaks_where_a_validator_says_so(family: str) -> None:
    schemas = FAMILIES[family]
    takes = [accepted(schema) for schema in schemas]
    missed, claimed = [], []
    for one, two in itertools.permutations(range(len(schemas)), 2):
        for way, before, after in (("input", one, two), ("output", two, one)):
            lost = next((v for v, was, now in zip(POOL, takes[before], takes[after]) if was and not now), POOL)
            findings = [judge(change, "x") for change in changes(schemas[one], schemas[two], way)]  # type: ignore[arg-type]
            row = (way, json.dumps(schemas[one]), json.dumps(schemas[two]), sorted({f.rule for f in findings}))
            if lost is not POOL and is_missed(findings, way):
                missed.append((*row, lost))
            if lost is POOL and any(takes[before]) and is_false(findings):
                claimed.append(row)
    assert not missed
    assert not claimed


A_TEXT, A_SHORTER_TEXT = {"type": "string", "maxLength": 3}, {"type": "string", "maxLength": 1}
NAMED: Json = {"$ref": "#/$defs/A"}
USES: dict[str, Json] = {
    "as it is": NAMED,
    "in a not": {"not": NAMED},
    "in a not of a not": {"properties": {"a": {"not": {"properties": {"b": {"not": NAMED}}}}}},
    "in a not and as it is": obj({"a": {"not": NAMED}, "b": NAMED}, "a", "b"),
    "in an if with then": {"if": NAMED, "then": {"pattern": "^x"}},
    "in an if with else": {"type": "string", "if": NAMED, "else": {"pattern": "^x"}},
    "in an if with both": {"type": "string", "if": NAMED, "then": {"pattern": "^a"}, "else": {"pattern": "^x"}},
    "among what must be contained": {"type": "array", "contains": NAMED},
    "among what may be contained so often": {"type": "array", "contains": NAMED, "minContains": 0, "maxContains": 1},
    "among both": {"type": "array", "contains": NAMED, "maxContains": 1},
}
TEXTS = ["", "a", "aa", "aaa", "aaaa", "x", "xa", "xaa", "xaaaa", "b", "bb", "bbbb"]
PLACED = [
    *TEXTS,
    *(list(items) for count in range(3) for items in itertools.product(["", "aa", "aaaa", 1], repeat=count)),
    *({"a": one, "b": two} for one in (1, *TEXTS) for two in TEXTS),
    *({"a": {"b": one}} for one in (1, *TEXTS)),
]


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("way", ["input", "output"])
def test_a_named_schema_is_judged_by_each_of_its_uses(use: str, way: Any) -> None:
    sides = [{**USES[use], "$defs": {"A": part}} for part in (A_TEXT, A_SHORTER_TEXT)]
    for old, new in (sides, sides[::-1]):
        before, after = (old, new) if way == "input" else (new, old)
        accepts, refuses = (jsonschema_rs.validator_for({"$schema": DRAFT, **side}) for side in (before, after))
        lost = [value for value in PLACED if accepts.is_valid(value) and not refuses.is_valid(value)]
        findings = [judge(change, "x") for change in changes(old, new, way)]
        assert any(finding.level == "breaking" for finding in findings) == bool(lost), lost[:1]


DRAFT = "https://json-schema.org/draft/2020-12/schema"
