"""Ways to spell one schema otherwise that leave what it takes as it is."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

from . import generated_deep as deep

TOGETHER = (
    {"if", "then", "else"},
    {"contains", "minContains", "maxContains"},
    {"properties", "patternProperties", "additionalProperties"},
    {"prefixItems", "items"},
)
"""Keywords that speak of each other, and stay beside each other."""


def split(schema: Any, rng: random.Random) -> Any:
    """Return a schema in two parts, where no keyword looks at the whole."""
    if not isinstance(schema, dict) or len(schema) < 2:
        return schema
    if {"unevaluatedProperties", "unevaluatedItems", "$ref"} & schema.keys():
        return schema
    key = rng.choice(list(schema))
    taken = {key}.union(*(group for group in TOGETHER if key in group))
    parts = [{k: v for k, v in schema.items() if (k in taken) == here} for here in (True, False)]
    return {"allOf": [part for part in parts if part]}


def as_constant(schema: Any, rng: random.Random) -> Any:
    """Return a list of one value as a constant, and a constant as a list."""
    if not isinstance(schema, dict) or ("const" in schema) == ("enum" in schema):
        return schema
    rest = {key: value for key, value in schema.items() if key not in ("const", "enum")}
    if "const" in schema:
        return {**rest, "enum": [schema["const"]]}
    return {**rest, "const": schema["enum"][0]} if len(schema["enum"]) == 1 else schema


def as_branches(schema: Any, rng: random.Random) -> Any:
    """Return several types as a branch each, and one as a list."""
    types = schema.get("type") if isinstance(schema, dict) else None
    if isinstance(types, str):
        return {**schema, "type": [types]}
    if types is None or "anyOf" in schema or len({*types}) < 2:
        return schema
    return {**{k: v for k, v in schema.items() if k != "type"}, "anyOf": [{"type": one} for one in types]}


SPELLINGS: dict[str, Callable[[Any, random.Random], Any]] = {
    "the only part": lambda schema, rng: {"allOf": [schema]},
    "the only choice": lambda schema, rng: {"anyOf": [schema]},
    "the only branch": lambda schema, rng: {"oneOf": [schema]},
    "not refused": lambda schema, rng: {"not": {"not": schema}},
    "all and nothing": lambda schema, rng: {} if schema is True else {"not": {}} if schema is False else schema,
    "in two parts": split,
    "a constant": as_constant,
    "types as branches": as_branches,
}


def respelled(rng: random.Random, made: deep.Json, how: str) -> deep.Json:
    """Return a generated schema with one place spelled otherwise."""
    out = copy.deepcopy(made)
    holder, key = rng.choice([*deep.places(out["allOf"], 0)])
    holder[key] = SPELLINGS[how](holder[key], rng)
    return out
