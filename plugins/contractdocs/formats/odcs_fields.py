"""Reads the properties of a data contract as JSON Schema, with what that cannot say beside it under `x-odcs`.

Each sub-schema carries `x-at`, the JSON pointer of the property in the document, and `x-keys`, the pointers of
keywords that stand elsewhere than directly below it. A property that is not required may be null: that is one fact,
its absence from `required`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .odcs_parts import join, mapping, mappings, text

Where = Callable[[str], str]
Schema = dict[str, Any]

JSON_TYPES: Mapping[str, str] = {
    **{name: name for name in ("string", "integer", "number", "boolean", "array", "object")},
    **dict.fromkeys(("date", "timestamp", "time", "bytes"), "string"),
    "map": "object",
    "vector": "array",
}
MERGED_TYPES = frozenset({"date", "timestamp", "time", "bytes", "map", "vector"})
DATED = frozenset({"date", "timestamp", "time"})
OPTION_KEYWORDS = frozenset(
    {"minLength", "maxLength", "pattern", "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
    | {"multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"}
)
SAID_IN_SCHEMA = frozenset({"properties", "items", "map", "description", "id", "deprecated", "logicalTypeOptions"})


def field_schema(data: Mapping[str, Any], pointer: str, where: Where) -> Schema:
    """Return a property as a schema; `pointer` is its place, `where` maps pointers onto the document."""
    keys: dict[str, str] = {}
    schema: Schema = {"x-at": where(pointer), "x-keys": keys}
    told = terms_of(data)
    logical = data.get("logicalType")
    if isinstance(logical, str):
        if logical in JSON_TYPES:
            schema["type"] = JSON_TYPES[logical]
            keys["type"] = where(join(pointer, "logicalType"))
        if logical in MERGED_TYPES or logical not in JSON_TYPES:
            schema["x-logical-type"] = logical
    add_notes(schema, data)
    add_options(schema, told, data, pointer, where)
    add_enum(schema, data, pointer, where)
    add_parts(schema, data, pointer, where)
    schema["x-odcs"] = told
    return schema


def terms_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that a property says and JSON Schema does not, under the keys of ODCS."""
    return {key: value for key, value in data.items() if key not in SAID_IN_SCHEMA}


def add_notes(schema: Schema, data: Mapping[str, Any]) -> None:
    """Add description, id, deprecation and examples."""
    if isinstance(data.get("description"), str):
        schema["description"] = data["description"]
    if isinstance(data.get("id"), str):
        schema["x-id"] = data["id"]
    if data.get("deprecated") is True:
        schema["deprecated"] = True
    if isinstance(data.get("examples"), list):
        schema["examples"] = data["examples"]


def add_options(schema: Schema, told: dict[str, Any], data: Mapping[str, Any], pointer: str, where: Where) -> None:
    """Add the options of the logical type: as keywords where JSON Schema has them, else to what is told beside."""
    dated = text(data.get("logicalType")) in DATED
    aside: dict[str, Any] = {}
    for key, value in plain_bounds(mapping(data.get("logicalTypeOptions"))).items():
        if key in OPTION_KEYWORDS and not dated:
            schema[key] = value
            schema["x-keys"][key] = where(join(pointer, "logicalTypeOptions", key))
        elif key != "required":
            aside[key] = value
    if aside:
        told["logicalTypeOptions"] = aside


def plain_bounds(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options with exclusive bounds as values: ODCS 3.0 writes them as flags beside `minimum`."""
    plain = dict(options)
    for flag, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(plain.get(flag), bool):
            exclusive = plain.pop(flag)
            if exclusive and bound in plain:
                plain[flag] = plain.pop(bound)
    return plain


def add_enum(schema: Schema, data: Mapping[str, Any], pointer: str, where: Where) -> None:
    """Add the listed values (ODCS 3.2); plain values are taken as they are."""
    listed = data.get("enum")
    if isinstance(listed, list):
        schema["enum"] = [item.get("value") if isinstance(item, Mapping) else item for item in listed]
        schema["x-keys"]["enum"] = where(join(pointer, "enum"))


def add_parts(schema: Schema, data: Mapping[str, Any], pointer: str, where: Where) -> None:
    """Add what stands below: properties of objects, items of arrays, keys and values of maps."""
    if isinstance(data.get("properties"), list):
        add_properties(schema, data, pointer, where)
    elif mapping(data.get("logicalTypeOptions")).get("required"):
        add_required(schema, (), data, pointer, where)
    if isinstance(data.get("items"), Mapping):
        schema["items"] = field_schema(data["items"], join(pointer, "items"), where)
    pair = mapping(data.get("map"))
    for key, keyword in (("key", "propertyNames"), ("value", "additionalProperties")):
        if isinstance(pair.get(key), Mapping):
            schema[keyword] = field_schema(pair[key], join(pointer, "map", key), where)


def add_properties(schema: Schema, data: Mapping[str, Any], pointer: str, where: Where) -> None:
    """Add the named properties; of two with one name the first holds (a lint rule tells of the second)."""
    properties: Schema = {}
    required: list[str] = []
    for index, item in mappings(data.get("properties")):
        name = item.get("name")
        name = name if isinstance(name, str) and name else f"[{index}]"
        if name not in properties:
            properties[name] = field_schema(item, join(pointer, "properties", index), where)
            if item.get("required") is True:
                required.append(name)
                properties[name]["x-keys"]["x-required"] = where(join(pointer, "properties", index, "required"))
    schema["properties"] = properties
    add_required(schema, tuple(required), data, pointer, where)


def add_required(schema: Schema, named: tuple[str, ...], data: Mapping[str, Any], pointer: str, where: Where) -> None:
    """Add `required`: the properties that say so, and those that the options of the object name."""
    listed = mapping(data.get("logicalTypeOptions")).get("required")
    also = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    required = list(dict.fromkeys((*named, *also)))
    if required:
        schema["required"] = required
    if also:
        schema["x-keys"]["required"] = where(join(pointer, "logicalTypeOptions", "required"))


def dataset_schema(data: Mapping[str, Any], pointer: str, where: Where) -> Schema:
    """Return a schema object of the contract as an object schema."""
    schema: Schema = {"type": "object", "x-at": where(pointer), "x-keys": {}}
    add_notes(schema, data)
    add_properties(schema, data, pointer, where)
    schema.setdefault("required", [])
    return schema
