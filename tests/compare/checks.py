"""Minimal pairs of OpenAPI documents for the checks of the field: edits of schemas, and where a schema stands."""

from __future__ import annotations

import copy
from typing import Any

Json = dict[str, Any]
Pair = tuple[Any, Any]

S: Json = {"type": "string"}
I: Json = {"type": "integer"}  # noqa: E741
N: Json = {"type": "number"}
LIST: Json = {"type": "array", "items": S}
TUPLE: Json = {"type": "array", "prefixItems": [S]}
OPEN: Json = {"type": "object"}
AB: Json = {"type": "object", "properties": {"a": S, "b": S}}
IF: Json = {**AB, "if": {"properties": {"a": {"const": "x"}}, "required": ["a"]}}
THEN: Json = {"then": {"required": ["b"]}}
ELSE: Json = {"else": {"properties": {"b": {"maxLength": 3}}}}
ENCODED: Json = {"type": "string", "contentMediaType": "application/json"}


def named(*names: str) -> list[Json]:
    """Return references to components."""
    return [{"$ref": f"#/components/schemas/{name}"} for name in names]


def tagged(property_name: str = "", **mapping: str) -> Json:
    """Return a union of two components, with a discriminator where a property is named."""
    told: Json = {"propertyName": property_name}
    if mapping:
        told["mapping"] = {key: f"#/components/schemas/{name}" for key, name in mapping.items()}
    return {"oneOf": named("A", "B"), **({"discriminator": told} if property_name else {})}


COMPONENTS: Json = {
    "A": {"type": "object", "properties": {"kind": S, "type": S, "a": S}, "required": ["kind", "type", "a"]},
    "B": {"type": "object", "properties": {"kind": S, "type": S, "b": I}, "required": ["kind", "type", "b"]},
    "C": {"type": "object", "properties": {"c": S}, "required": ["c"]},
    "D": {"type": "object", "properties": {"d": S}},
}


def of(base: Json, **more: Any) -> Json:
    """Return a schema with more said; a keyword that Python keeps for itself is written with a line below its end."""
    return {**base, **{name.rstrip("_"): value for name, value in more.items()}}


def there_and_back(there: str, back: str, *pairs: Pair) -> dict[str, list[Pair]]:
    """Return edits with the same the other way round."""
    return {there: list(pairs), back: [(new, old) for old, new in pairs]}


def bound(name: str, keyword: str, base: Json, low: Any, high: Any) -> dict[str, list[Pair]]:
    """Return the edits of a bound: up, down, stated and taken away."""
    one, two = of(base, **{keyword: low}), of(base, **{keyword: high})
    return {
        **there_and_back(f"{name}-increased", f"{name}-decreased", (one, two)),
        **there_and_back(f"{name}-set", f"{name}-unset", (base, one)),
    }


EDITS: dict[str, list[Pair]] = {
    "became-enum": [(S, of(S, enum=["a", "b"])), (I, {"enum": [1, 2]})],
    **there_and_back(
        "became-nullable",
        "became-not-nullable",
        (S, {"type": ["string", "null"]}),
        (S, {"anyOf": [S, {"type": "null"}]}),
        (AB, of(AB, type=["object", "null"])),
    ),
    "default-value-changed": [(of(I, default=1), of(I, default=2))],
    **there_and_back("default-value-added", "default-value-removed", (I, of(I, default=1))),
    **there_and_back(
        "enum-value-added",
        "enum-value-removed",
        ({"enum": ["a", "b"]}, {"enum": ["a", "b", "c"]}),
        (of(S, enum=["a"]), of(S, enum=["a", "b"])),
        ({"const": 1}, {"enum": [1, 2]}),
    ),
    **bound("max-items", "maxItems", LIST, 3, 5),
    **bound("min-items", "minItems", LIST, 1, 2),
    **bound("max-length", "maxLength", S, 3, 5),
    **bound("min-length", "minLength", S, 1, 2),
    **bound("max", "maximum", I, 3, 5),
    **bound("min", "minimum", N, 1, 2.5),
    **bound("exclusive-max", "exclusiveMaximum", N, 3, 5),
    **bound("exclusive-min", "exclusiveMinimum", N, 1, 2),
    **there_and_back("pattern-added", "pattern-removed", (S, of(S, pattern="^a+$"))),
    "pattern-changed": [
        (of(S, pattern=r"^\w+$"), of(S, pattern=r"^[\w\s]+$")),
        (of(S, pattern="^a+$"), of(S, pattern="^b+$")),
        (of(S, pattern="^[a-z]{1,9}$"), of(S, pattern="^[a-z]{1,5}$")),
        (of(S, pattern="^(?=a)[a-z]+$"), of(S, pattern="^(?=b)[a-z]+$")),
    ],
    "pattern-generalized": [(of(S, pattern="^a+$"), of(S, pattern=".*"))],
    "type-changed": [(I, {"type": "boolean"}), (AB, I), (of(S, format="date"), of(S, format="uuid"))],
    **there_and_back(
        "type-generalized",
        "type-specialized",
        (I, N),
        (of(I, format="int32"), of(I, format="int64")),
        (of(S, format="date"), S),
    ),
    **there_and_back(
        "list-of-types-widened",
        "list-of-types-narrowed",
        ({"type": ["string", "integer"]}, {"type": ["string", "integer", "boolean"]}),
        (I, {"type": ["integer", "boolean"]}),
    ),
    **there_and_back("const-added", "const-removed", (S, of(S, const="a")), (S, {"const": "a"})),
    "const-changed": [(of(S, const="a"), of(S, const="b")), ({"const": 1}, {"const": 2})],
    **there_and_back("discriminator-added", "discriminator-removed", (tagged(), tagged("kind"))),
    "discriminator-property-name-changed": [(tagged("kind"), tagged("type"))],
    **there_and_back(
        "discriminator-mapping-added",
        "discriminator-mapping-deleted",
        (tagged("kind", a="A"), tagged("kind", a="A", b="B")),
    ),
    "discriminator-mapping-changed": [(tagged("kind", a="A"), tagged("kind", a="B"))],
    **there_and_back(
        "all-of-added",
        "all-of-removed",
        ({"allOf": named("A")}, {"allOf": named("A", "C")}),
        ({"allOf": named("A")}, {"allOf": named("A", "D")}),
        ({"allOf": [{"type": ["string", "integer"]}]}, {"allOf": [{"type": ["string", "integer"]}, S]}),
    ),
    **there_and_back(
        "all-of-added-annotation-only",
        "all-of-removed-annotation-only",
        ({"allOf": named("A")}, {"allOf": [*named("A"), {"description": "Told apart."}]}),
    ),
    **there_and_back(
        "any-of-added",
        "any-of-removed",
        ({"anyOf": named("A", "B")}, {"anyOf": named("A", "B", "C")}),
        ({"anyOf": [of(S, maxLength=3), I]}, {"anyOf": [of(S, maxLength=3), I, AB]}),
    ),
    **there_and_back(
        "one-of-added",
        "one-of-removed",
        ({"oneOf": named("A", "B")}, {"oneOf": [*named("A", "B"), LIST]}),
        ({"oneOf": [of(S, maxLength=3), I]}, {"oneOf": [of(S, maxLength=3), I, LIST]}),
    ),
    "wrapped-in-one-of": [(named("C")[0], {"oneOf": named("C", "D")}), (AB, {"oneOf": [AB, *named("A")]})],
    **there_and_back(
        "prefix-items-added",
        "prefix-items-removed",
        (LIST, of(LIST, prefixItems=[I])),
        ({"type": "array"}, TUPLE),
        (TUPLE, {"type": "array", "prefixItems": [S, I]}),
    ),
    **there_and_back("if-added", "if-removed", (AB, {**IF, **THEN}), (AB, {**IF, **THEN, **ELSE})),
    **there_and_back("then-added", "then-removed", (IF, {**IF, **THEN}), ({**IF, **ELSE}, {**IF, **THEN, **ELSE})),
    **there_and_back("else-added", "else-removed", (IF, {**IF, **ELSE}), ({**IF, **THEN}, {**IF, **THEN, **ELSE})),
    **there_and_back(
        "contains-added",
        "contains-removed",
        (LIST, of(LIST, contains={"const": "a"})),
        (LIST, of(LIST, contains={})),
        ({"type": "array"}, {"type": "array", "contains": I, "minContains": 2}),
    ),
    **there_and_back(
        "min-contains-increased",
        "min-contains-decreased",
        (of(LIST, contains=S, minContains=1), of(LIST, contains=S, minContains=2)),
        (of(LIST, contains={"const": "a"}), of(LIST, contains={"const": "a"}, minContains=2)),
        (of(LIST, contains={"const": "a"}, minContains=0), of(LIST, contains={"const": "a"}, minContains=1)),
    ),
    **there_and_back(
        "max-contains-increased",
        "max-contains-decreased",
        (of(LIST, contains={"const": "a"}, maxContains=2), of(LIST, contains={"const": "a"}, maxContains=3)),
    ),
    **there_and_back(
        "dependent-required-added", "dependent-required-removed", (AB, of(AB, dependentRequired={"a": ["b"]}))
    ),
    "dependent-required-changed": [(of(AB, dependentRequired={"a": ["b"]}), of(AB, dependentRequired={"b": ["a"]}))],
    **there_and_back(
        "dependent-schema-added",
        "dependent-schema-removed",
        (AB, of(AB, dependentSchemas={"a": {"required": ["b"]}})),
        (AB, of(AB, dependentSchemas={"a": {"properties": {"b": {"maxLength": 3}}}})),
    ),
    **there_and_back(
        "pattern-property-added", "pattern-property-removed", (OPEN, of(OPEN, patternProperties={"^x-": S}))
    ),
    **there_and_back(
        "property-names-added",
        "property-names-removed",
        (OPEN, of(OPEN, propertyNames={"pattern": "^[a-z]+$"})),
        (AB, of(AB, propertyNames={"maxLength": 3})),
    ),
    **there_and_back(
        "unevaluated-items-added",
        "unevaluated-items-removed",
        (TUPLE, of(TUPLE, unevaluatedItems=False)),
        (TUPLE, of(TUPLE, unevaluatedItems=S)),
        (of(TUPLE, contains=I), of(TUPLE, contains=I, unevaluatedItems=False)),
    ),
    **there_and_back(
        "unevaluated-properties-added",
        "unevaluated-properties-removed",
        (AB, of(AB, unevaluatedProperties=False)),
        (AB, of(AB, unevaluatedProperties=S)),
        ({**IF, **ELSE}, {**IF, **ELSE, "unevaluatedProperties": False}),
    ),
    **there_and_back(
        "content-schema-added", "content-schema-removed", (ENCODED, of(ENCODED, contentSchema={"type": "object"}))
    ),
    "content-media-type-changed": [(ENCODED, of(ENCODED, contentMediaType="application/xml"))],
    "content-encoding-changed": [(of(S, contentEncoding="base64"), of(S, contentEncoding="base16"))],
    "x-extensible-enum-value-removed": [
        ({**S, "x-extensible-enum": ["a", "b"]}, {**S, "x-extensible-enum": ["a"]}),
    ],
    **there_and_back("deprecated", "reactivated", (S, of(S, deprecated=True))),
    "deprecated-with-sunset": [(S, {**S, "deprecated": True, "x-sunset": "2099-01-01"})],
    **there_and_back(
        "stability-increased",
        "stability-decreased",
        ({**S, "x-stability-level": "beta"}, S),
        ({**S, "x-stability-level": "alpha"}, {**S, "x-stability-level": "beta"}),
        ({**S, "x-stability-level": "alpha"}, S),
    ),
}
"""What is done to a schema, by the end of the names of the checks that ask for it."""

PROPERTY_EDITS: dict[str, list[tuple[Json, Json]]] = {}


def holding(**properties: Any) -> Json:
    """Return an object with properties; a name that ends in `_` is a required one."""
    must = [name.rstrip("_") for name in properties if name.endswith("_")]
    made: Json = {"type": "object", "properties": {name.rstrip("_"): value for name, value in properties.items()}}
    return {**made, "required": must} if must else made


RO, WO = {"readOnly": True}, {"writeOnly": True}
PROPERTY_EDITS = {
    **there_and_back("property-became-required", "property-became-optional", (holding(a=S), holding(a_=S))),
    "property-became-required-with-default": [(holding(a=of(S, default="x")), holding(a_=of(S, default="x")))],
    "property-removed": [(holding(a=S, z=I), holding(z=I)), (holding(a_=S, z=I), holding(z=I))],
    "new-required-property": [(holding(z=I), holding(z=I, a_=S))],
    "new-required-property-with-default": [(holding(z=I), holding(z=I, a_=of(S, default="x")))],
    "new-optional-property": [(holding(z=I), holding(z=I, a=S))],
    **there_and_back("optional-property-added", "optional-property-removed", (holding(z=I), holding(z=I, a=S))),
    **there_and_back("required-property-added", "required-property-removed", (holding(z=I), holding(z=I, a_=S))),
    **{
        f"{how}-property-became-{word}": [(holding(**{name: S}), holding(**{name: {**S, **flag}}))]
        for how, name in (("optional", "a"), ("required", "a_"))
        for word, flag in (("read-only", RO), ("write-only", WO))
    },
    **{
        f"{how}-property-became-not-{word}": [(holding(**{name: {**S, **flag}}), holding(**{name: S}))]
        for how, name in (("optional", "a"), ("required", "a_"))
        for word, flag in (("read-only", RO), ("write-only", WO))
    },
}
"""What is done to the properties of an object, by the end of the names of the checks that ask for it."""


def api(operation: Json, version: str = "3.1.0", **root: Any) -> Json:
    """Return a document with one operation."""
    answers = {"responses": {"200": {"description": "OK"}}}
    paths = {"/a/{id}": {"post": {**answers, **operation, "parameters": [PATH, *operation.get("parameters", [])]}}}
    head = {"openapi": version, "info": {"title": "A", "version": "1.0.0"}, "paths": paths}
    return copy.deepcopy({**head, "components": {"schemas": COMPONENTS}, **root})


PATH: Json = {"name": "id", "in": "path", "required": True, "schema": S}


def content(schema: Any, media: str = "application/json") -> Json:
    """Return the content of a body or an answer."""
    return {"content": {media: {"schema": schema}}}


def sent(schema: Any, media: str = "application/json") -> Json:
    """Return a document that takes a schema as its body."""
    return api({"requestBody": content(schema, media)})


def received(schema: Any, media: str = "application/json") -> Json:
    """Return a document that answers with a schema."""
    return api({"responses": {"200": {"description": "OK", **content(schema, media)}}})


def asked(schema: Any, place: str = "query") -> Json:
    """Return a document with a parameter."""
    return api({"parameters": [{"name": "p", "in": place, "schema": schema}]})


def carried(schema: Any) -> Json:
    """Return a document that answers with a header."""
    return api({"responses": {"200": {"description": "OK", "headers": {"X-A": {"schema": schema}}}}})


def shared(schema: Any, put: Any) -> Json:
    """Return a document that brings a schema in by a component."""
    made: Json = put({"$ref": "#/components/schemas/Shared"})
    made["components"]["schemas"]["Shared"] = schema
    return made


def below(schema: Any) -> Json:
    """Return an object with a property."""
    return {"type": "object", "properties": {"p": schema}}


BELOW = {
    "a property": below,
    "a property of a property": lambda schema: below(below(schema)),
    "a property of an item": lambda schema: {"type": "array", "items": below(schema)},
    "a property in allOf": lambda schema: {"allOf": [below(schema), {"properties": {"q": I}}]},
    "a property of a branch": lambda schema: {"oneOf": [LIST, below(schema)]},
    "a property of any other name": lambda schema: {"type": "object", "additionalProperties": below(schema)},
}


def both(put: Any) -> dict[str, Any]:
    """Return where a property may stand in what `put` makes a document of, with the same in a component."""
    places = {name: (lambda schema, inner=inner: put(inner(schema))) for name, inner in BELOW.items()}
    return {**places, "a property of a component": lambda schema: shared(below(schema), put)}


PLACES: dict[str, dict[str, Any]] = {
    "request-body": {"a body": sent, "a body by reference": lambda schema: shared(schema, sent)},
    "request-property": both(sent),
    "request-parameter-property": {
        "a property of a parameter": lambda schema: asked(below(schema)),
        "a property of a parameter by content": lambda schema: api(
            {"parameters": [{"name": "p", "in": "query", **content(below(schema))}]}
        ),
    },
    "request-parameter": {
        place: (lambda schema, place=place: asked(schema, place)) for place in ("query", "header", "cookie")
    },
    "request-header-property": {"a property of a header": lambda schema: asked(below(schema), "header")},
    "response-body": {"an answer": received, "an answer by reference": lambda schema: shared(schema, received)},
    "response-property": both(received),
    "response-header": {"a header": carried},
    "response-mediatype": {"an answer": received},
}
"""Where a schema stands, by the beginning of the names of the checks that ask for it."""

OBJECTS: dict[str, dict[str, Any]] = {
    "request": {"a body": sent, "an object in a body": lambda schema: sent(below(schema))},
    "response": {"an answer": received, "an object in an answer": lambda schema: received(below(schema))},
    "request-header": {"a header": lambda schema: asked(schema, "header")},
}
"""Where an object stands whose properties change."""
