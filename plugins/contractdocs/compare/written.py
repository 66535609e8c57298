"""What a schema says as it is written, before anything is followed or merged."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..model.interface import Node
from .forms import ALL_TYPES, NAMED_TYPES, NULL

ANNOTATIONS = frozenset(
    [
        "title",
        "description",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "externalDocs",
        "summary",
        "$comment",
        "$id",
        "$schema",
        "$anchor",
        "$dynamicAnchor",
        "$vocabulary",
        "id",
        "definitions",
        "$defs",
        "x-at",
        "x-keys",
    ]
)


PLAIN = frozenset({str, int, float, bool})


def plain_words(schema: Any, dialect: str) -> tuple[Any, ...] | None:
    """Return what a schema says of values, where that is plain words and numbers; None for any other.

    That is its dialect, then each keyword with the type of its value and the value.
    """
    if type(schema) is not dict or "$ref" in schema or "$dynamicRef" in schema:
        return None
    said: list[Any] = [dialect]
    for key, value in schema.items():
        if key in ANNOTATIONS:
            continue
        if type(value) not in PLAIN:
            return None
        said += (key, type(value), value)
    return tuple(said)


def says_nothing(schema: Any) -> bool:
    """Return whether a schema, as written, takes everything."""
    return schema is True or (isinstance(schema, Mapping) and not {*schema} - ANNOTATIONS)


def takes_nothing(schema: Any) -> bool:
    """Return whether a schema, as written, takes nothing."""
    if isinstance(schema, Mapping) and {*schema} - ANNOTATIONS == {"not"}:
        return says_nothing(schema["not"])
    return schema is False


def is_any_name(schema: Any) -> bool:
    """Return whether a rule for names takes every name: a name is always a text."""
    keys = {*schema} - ANNOTATIONS if isinstance(schema, Mapping) else set()
    return says_nothing(schema) or (keys == {"type"} and "string" in schema["type"])


def unwrapped(schema: Any) -> Any:
    """Return what stands alone in an `allOf`, and a schema of any other kind as it is."""
    while isinstance(schema, Mapping) and {*schema} - ANNOTATIONS == {"allOf"}:
        parts = schema["allOf"]
        if not (isinstance(parts, list) and len(parts) == 1):
            break
        schema = parts[0]
    return schema


def plain_types(branch: Node) -> frozenset[str] | None:
    """Return the types of a branch that says nothing else."""
    schema = unwrapped(branch[0].schema)
    if not isinstance(schema, Mapping) or any(key != "type" and key not in ANNOTATIONS for key in schema):
        return None
    names = schema.get("type")
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not names or not all(isinstance(n, str) and n in NAMED_TYPES for n in names):
        return None
    return frozenset().union(*(NAMED_TYPES[name] for name in names))


def stated_types(branch: Node) -> frozenset[str]:
    """Return the types that a branch may take, as it is written: references are not followed."""
    schema = branch[0].schema
    if takes_nothing(schema):
        return frozenset()
    names = schema.get("type") if isinstance(schema, Mapping) else None
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not all(isinstance(name, str) and name in NAMED_TYPES for name in names):
        return ALL_TYPES
    nullable = branch[0].dialect in ("openapi-3.0", "swagger-2.0")
    return frozenset().union(*(NAMED_TYPES[name] for name in names), NULL if nullable else frozenset())


def only_union(branch: Node) -> str | None:
    """Return the keyword of a branch that is nothing but a union."""
    schema = branch[0].schema
    if len(branch) != 1 or not isinstance(schema, Mapping):
        return None
    keys = [key for key in schema if key not in ANNOTATIONS]
    return keys[0] if len(keys) == 1 and keys[0] in ("oneOf", "anyOf") and isinstance(schema[keys[0]], list) else None


def type_of(value: Any) -> str:
    """Return the type of a value, where a number with a fraction is a `fraction`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "integer" if isinstance(value, int) or value.is_integer() else "fraction"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "object"


def plain_number(value: Any) -> Any:
    """Return 1 for 1.0: JSON Schema compares numbers by value (JSON Schema 2020-12 core, 4.2.2)."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def bound_value(value: Any) -> Any:
    """Return a bound as a number, or as text where it is a date; None where it is no bound."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return None if isinstance(value, float) and math.isnan(value) else value


def disjoint(groups: list[frozenset[str]], keyword: str) -> bool:
    """Return whether the types may be joined: always in `anyOf`, only without overlap in `oneOf`."""
    return keyword == "anyOf" or sum(len(group) for group in groups) == len(frozenset().union(*groups))
