"""Reads the keywords of each dialect as JSON Schema 2020-12, one schema object at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

EXCLUSIVE = ("exclusiveMinimum", "exclusiveMaximum")
NULLABLE = "x-contractdocs-nullable"  # the schema as a whole also takes null, although no keyword here says a type


def to_2020(schema: Mapping[str, Any], dialect: str) -> Mapping[str, Any]:
    """Return the schema with the keywords of 2020-12; sub-schemas stay as they are."""
    if dialect in ("openapi-3.0", "swagger-2.0"):
        return from_openapi_30(schema)
    if "items" in schema and isinstance(schema["items"], list):
        return from_tuple_items(schema)
    return schema


def from_openapi_30(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read OpenAPI 3.0's `nullable` and boolean exclusive bounds (OpenAPI 3.0.4, Schema Object)."""
    nullable = schema.get("nullable") is True or schema.get("x-nullable") is True
    exclusive = "exclusiveMinimum" in schema or "exclusiveMaximum" in schema
    booleans = [key for key in EXCLUSIVE if isinstance(schema.get(key), bool)] if exclusive else []
    if not nullable and not booleans:
        return schema
    read = {key: value for key, value in schema.items() if key not in ("nullable", "x-nullable", *booleans)}
    for key in booleans:
        bound = "minimum" if key == "exclusiveMinimum" else "maximum"
        if schema[key] and bound in read:
            read[key] = read.pop(bound)
    if nullable:
        if isinstance(read.get("type"), str):
            read["type"] = [read["type"], "null"]
            if isinstance(read.get("enum"), list) and None not in read["enum"]:
                read["enum"] = [*read["enum"], None]
        if not isinstance(read.get("type"), (str, list)) or "oneOf" in read or "anyOf" in read:
            read[NULLABLE] = True  # branches that refuse null are not asked about it: that is what writers mean
    return read


def from_tuple_items(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read `items` as a list and `additionalItems` of drafts 4 to 2019-09 as `prefixItems` and `items`."""
    read = {key: value for key, value in schema.items() if key not in ("items", "additionalItems")}
    read["prefixItems"] = schema["items"]
    if "additionalItems" in schema:
        read["items"] = schema["additionalItems"]
    return read
