"""Puts schemas together: unions, null, intersections; plain JSON Schema 2020-12, without names or places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Schema = dict[str, Any]
ABSENT = "x-absent"
"""Marks a schema whose value may be missing altogether (`undefined`); it never leaves this package."""
FILLED = "x-filled"
"""Marks a schema whose value is filled in where it is missing; it never leaves this package."""
SPARED = "x-optional-input"
"""Names in `required` that those who send may leave out, for they are filled in (`.default(1)`)."""
NOTES = frozenset({"description", "deprecated", "title", "examples", "default", "x-sunset", "x-deprecation", ABSENT})
SIMPLE = ("string", "number", "integer", "boolean", "null", "array", "object")


def opaque(text: str) -> Schema:
    """Return the schema of a type that is only known as text."""
    return {"x-type-text": text}


def absent() -> Schema:
    """Return the schema of `undefined`: nothing at all."""
    return {"not": {}, ABSENT: True}


def never() -> Schema:
    """Return the schema that nothing fits."""
    return {"not": {}}


def constant(value: Any) -> Schema:
    """Return the schema of one value, with its type where it has a plain one."""
    kind = type_of(value)
    return {"type": "null"} if value is None else {"type": kind, "const": value} if kind else {"const": value}


def type_of(value: Any) -> str:
    """Return the JSON type of a plain value; empty for lists, objects and null."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    return "string" if isinstance(value, str) else ""


def enumeration(values: Iterable[Any]) -> Schema:
    """Return the schema of some values, each once, with their type where they share one."""
    every = unique(values)
    kinds = sorted({type_of(value) or "null" for value in every if value is None or type_of(value)})
    if len(every) == 1:
        return constant(every[0])
    if [value for value in every if isinstance(value, (dict, list))]:
        return {"enum": every}
    plain = [kind for kind in kinds if kind != "null"] + (["null"] if "null" in kinds else [])
    return {"type": plain[0] if len(plain) == 1 else plain, "enum": every} if plain else never()


def unique(values: Iterable[Any]) -> list[Any]:
    """Return values without those that came before; true is not 1."""
    found: dict[tuple[str, str], Any] = {}
    for value in values:
        found.setdefault((type_of(value), repr(value)), value)
    return list(found.values())


def values_in(schema: Mapping[str, Any]) -> list[Any] | None:
    """Return the values of a schema that lists them and says nothing else; None for any other."""
    if any(key not in ("type", "enum", "const", "x-enum-varnames") and key not in NOTES for key in schema):
        return None
    if "const" in schema:
        return [schema["const"]]
    return list(schema["enum"]) if "enum" in schema else [None] if schema.get("type") == "null" else None


def without_absent(schema: Schema) -> Schema:
    """Return a schema without the marks of `undefined`."""
    return without(schema, ABSENT, FILLED) if ABSENT in schema or FILLED in schema else schema


def union(parts: Iterable[Schema]) -> Schema:
    """Return the union of schemas as simply as it can be said; `undefined` among them becomes a mark."""
    every = [piece for part in parts for piece in pieces(part)]
    missing = any(part.get(ABSENT) for part in every)
    kept = [without_absent(part) for part in every if part.get("not") != {}]
    if not kept:
        return absent() if missing else never()
    found = joined(distinct(kept))
    return {**found, ABSENT: True} if missing else found


def pieces(schema: Schema) -> list[Schema]:
    """Return the branches of a bare union, else the schema itself."""
    if set(schema) <= {"anyOf", ABSENT} and "anyOf" in schema:
        return [*schema["anyOf"], *([absent()] if schema.get(ABSENT) else [])]
    return [schema]


def distinct(parts: list[Schema]) -> list[Schema]:
    """Return schemas without those that came before."""
    found: dict[str, Schema] = {}
    for part in parts:
        found.setdefault(repr(part), part)
    return list(found.values())


def joined(parts: list[Schema]) -> Schema:
    """Return the union of schemas of which none is `undefined` and none comes twice."""
    if len(parts) == 1:
        return parts[0]
    if any(not part for part in parts):
        return {}
    listed = [values_in(part) for part in parts]
    if all(values is not None for values in listed):
        return booleans(enumeration(value for values in listed for value in values or ()))
    words = [value for values in listed for value in values or () if isinstance(value, str)]
    if {"type": "string"} in parts and words:
        rest = [part for part, values in zip(parts, listed) if not only_texts(values) and part != {"type": "string"}]
        return joined([{"type": "string", "x-extensible-enum": words}, *rest])
    types = [part.get("type") for part in parts if set(part) == {"type"}]
    if len(types) == len(parts):
        return {"type": list(dict.fromkeys(t for one in types for t in ([one] if isinstance(one, str) else one or [])))}
    if {"type": "null"} in parts and len(parts) == 2:
        return nullable(next(part for part in parts if part != {"type": "null"}))
    values = [value for found in listed for value in found or ()]
    rest = [part for part, found in zip(parts, listed) if found is None]
    return {"anyOf": [*rest, *([booleans(enumeration(values))] if values else [])]}


def only_texts(values: list[Any] | None) -> bool:
    """Return whether a list holds texts alone."""
    return bool(values) and all(isinstance(value, str) for value in values or ())


def booleans(schema: Schema) -> Schema:
    """Return `boolean` for an enumeration of both truth values."""
    return {"type": "boolean"} if schema.get("type") == "boolean" and len(schema.get("enum", ())) == 2 else schema


def nullable(schema: Schema) -> Schema:
    """Return a schema that takes null as well."""
    kind = schema.get("type")
    if not schema or (isinstance(kind, list) and "null" in kind) or kind == "null":
        return schema
    if "const" in schema:
        return {
            **{k: v for k, v in schema.items() if k not in ("type", "const")},
            **enumeration([schema["const"], None]),
        }
    if kind and "anyOf" not in schema and "allOf" not in schema:
        kinds = [kind] if isinstance(kind, str) else list(kind)
        more = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
        return {**schema, "type": [*kinds, "null"], **more}
    if "anyOf" in schema and set(schema) == {"anyOf"}:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    return {"anyOf": [schema, {"type": "null"}]}


def not_null(schema: Schema) -> Schema:
    """Return a schema without null and `undefined` (`NonNullable`)."""
    schema = without_absent(schema)
    kind = schema.get("type")
    if isinstance(kind, list) and "null" in kind:
        kinds = [one for one in kind if one != "null"]
        more = {"enum": [value for value in schema["enum"] if value is not None]} if "enum" in schema else {}
        return {**schema, "type": kinds[0] if len(kinds) == 1 else kinds, **more}
    if "anyOf" in schema:
        kept = [part for part in schema["anyOf"] if part != {"type": "null"}]
        return {**schema, "anyOf": kept} if len(kept) > 1 else {**without(schema, "anyOf"), **kept[0]}
    return schema


def without(schema: Schema, *keys: str) -> Schema:
    """Return a schema without some keywords."""
    return {key: value for key, value in schema.items() if key not in keys}


def intersection(parts: list[Schema]) -> Schema:
    """Return what all schemas ask for at once. A brand (`string & { __brand: 'Id' }`) says nothing on the wire."""
    parts = distinct([without_absent(part) for part in parts if part and part != {"type": "object"}])
    scalars = [part for part in parts if is_scalar(part)]
    kept = scalars or parts
    if not kept:
        return {"type": "object"}
    return kept[0] if len(kept) == 1 else {"allOf": kept}


def is_scalar(schema: Schema) -> bool:
    """Return whether a schema is a text, a number or a truth value."""
    kind = schema.get("type")
    kinds = [kind] if isinstance(kind, str) else kind or []
    return bool(kinds) and not {"object", "array"} & set(kinds)


def noted(schema: Schema, notes: Mapping[str, Any]) -> Schema:
    """Return a schema with annotations; a wider type that a comment narrows gives way (`@type {integer}`)."""
    if not notes:
        return schema
    more = dict(notes)
    if "type" in more and schema.get("type") != "number":
        del more["type"]
    return {**schema, **more}


def merged(parts: Iterable[Schema]) -> Schema:
    """Return object schemas made one: properties of later ones take the place of earlier ones."""
    found: Schema = {"type": "object", "properties": {}}
    required: dict[str, None] = {}
    spared: dict[str, None] = {}
    for part in parts:
        properties = part.get("properties", {})
        spared = {name: None for name in spared if name not in properties}
        spared.update(dict.fromkeys(part.get(SPARED, ())))
        found["properties"] = {**found["properties"], **properties}
        required = {name: None for name in required if name not in properties}
        required.update(dict.fromkeys(part.get("required", ())))
        found.update({k: v for k, v in part.items() if k not in ("properties", "required", "allOf", *NOTES)})
    names = [name for name in found["properties"] if name in required]
    found = {**without(found, SPARED), **({SPARED: list(spared)} if spared else {})}
    return {**found, "required": names} if names else found


def chosen(schema: Schema, names: Iterable[str]) -> Schema:
    """Return an object schema with some of its properties (`Pick`)."""
    kept = set(names)
    properties = {name: value for name, value in schema.get("properties", {}).items() if name in kept}
    required = [name for name in schema.get("required", ()) if name in kept]
    spared = [name for name in schema.get(SPARED, ()) if name in kept]
    rest = without(schema, "properties", "required", SPARED, *NOTES)
    more = {**({"required": required} if required else {}), **({SPARED: spared} if spared else {})}
    return {**rest, "properties": properties, **more}


def dropped(schema: Schema, names: Iterable[str]) -> Schema:
    """Return an object schema without some of its properties (`Omit`)."""
    gone = set(names)
    return chosen(schema, [name for name in schema.get("properties", {}) if name not in gone])


def optional(schema: Schema, names: Iterable[str] | None = None) -> Schema:
    """Return an object schema with some properties, or all, optional (`Partial`)."""
    free = set(schema.get("properties", {}) if names is None else names)
    required = [name for name in schema.get("required", ()) if name not in free]
    spared = [name for name in schema.get(SPARED, ()) if name not in free]
    rest = without(schema, "required", SPARED, *NOTES)
    return {**rest, **({"required": required} if required else {}), **({SPARED: spared} if spared else {})}


def required(schema: Schema, names: Iterable[str] | None = None) -> Schema:
    """Return an object schema with some properties, or all, required (`Required`)."""
    needed = {*schema.get("required", ()), *(schema.get("properties", {}) if names is None else names)}
    listed = [name for name in schema.get("properties", {}) if name in needed]
    return {**without(schema, *NOTES), **({"required": listed} if listed else {})}
