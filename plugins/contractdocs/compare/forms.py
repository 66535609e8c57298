"""The normal form of a schema node: what it allows, keyword by keyword."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.json import encode

from ..model.interface import Fragment, Node, Origin
from .remainder import Rest, Tail

ALL_TYPES = frozenset({"null", "boolean", "integer", "fraction", "string", "array", "object"})


NULL = frozenset({"null"})


NAMED_TYPES = {
    **{name: frozenset({name}) for name in ALL_TYPES - {"fraction"}},
    "number": frozenset({"integer", "fraction"}),
}


CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=True, default=str).encode


def canonical(value: Any) -> str:
    """Return how a value is written in one way only; as `CANONICAL` does, in another way and several times as fast."""
    try:
        found = encode(value, order="deterministic").decode()
    except (TypeError, ValueError, OverflowError, RecursionError):
        return CANONICAL(value)
    return CANONICAL(value) if any(sign in found for sign in NULLS) or found == "null" else found


NULLS = ":null", ",null", "[null"
"""How null is written, and by the native encoder what is infinite too: they are not the same."""


class Bounds(Struct, frozen=True):
    """An interval; None is no bound. `step_low` and `step_high` say that the bound itself is outside."""

    low: float | None = None
    high: float | None = None
    step_low: bool = False
    step_high: bool = False


class Union(Struct, frozen=True):
    """The branches of one `oneOf` or `anyOf`."""

    keyword: str
    branches: tuple[Node, ...]
    discriminator: Mapping[str, Any] | None = None
    null: bool = False  # null is allowed beside the branches


class Shape(Struct):
    """What a node allows, keyword by keyword, after merging; built once and not changed after."""

    types: frozenset[str] = ALL_TYPES
    enum: dict[str, Any] | None = None
    number: Bounds = Bounds()
    length: Bounds = Bounds()
    items_count: Bounds = Bounds()
    members: Bounds = Bounds()
    contains_count: Bounds = Bounds()
    multiple_of: tuple[float, ...] = ()
    patterns: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    encodings: tuple[tuple[str, str], ...] = ()
    content: Node = ()  # what a text must be once it is decoded
    unique_items: bool = False
    properties: dict[str, Node] = {}
    required: frozenset[str] = frozenset()
    spared: dict[str, frozenset[str]] = {}  # by direction: required in the other one only
    additional: list[Node] = []
    rests: list[Rest] = []  # the same, each with the names that it does not speak of
    pattern_properties: dict[str, Node] = {}
    property_names: Node = ()
    dependent_required: dict[str, frozenset[str]] = {}
    dependent_schemas: dict[str, Node] = {}
    prefix: tuple[Node, ...] = ()
    items: Node | None = None
    tails: list[Tail] = []  # the same, each with the place where it begins
    contains: Node = ()
    more_contains: list[Node] = []
    unevaluated: dict[str, Node] = {}
    below: list[tuple[str, Fragment, Node]] = []  # what is said of what no part looks at
    unions: list[Union] = []
    nots: list[Node] = []
    conditions: list[dict[str, Node]] = []
    notes: dict[str, Any] = {}
    field_terms: Mapping[str, Any] | None = None
    impossible: bool = False
    places: dict[str, tuple[Origin, str]] = {}
    via: frozenset[str] = frozenset()
    said: dict[str, list[tuple[str, Any]]] = {}  # each statement, with what brought it in
    where: Origin | None = None
    other: dict[str, Any] = {}

    def must_have(self, direction: str) -> frozenset[str]:
        """Return the properties that are required in a direction."""
        return self.required - self.spared[direction] if direction in self.spared else self.required

    def place(self, *keywords: str) -> tuple[Origin, str]:
        """Return the origin of the first stated keyword, else that of the schema, with what brought it in."""
        for keyword in keywords:
            if keyword in self.places:
                return self.places[keyword]
        assert self.where is not None
        return self.where, next(iter(self.via)) if len(self.via) == 1 else ""


def tighter(one: Bounds, two: Bounds) -> Bounds:
    """Return the intersection of two intervals."""
    low = max((b for b in (one, two) if b.low is not None), key=lambda b: (b.low, b.step_low), default=one)
    high = min((b for b in (one, two) if b.high is not None), key=lambda b: (b.high, not b.step_high), default=one)
    return Bounds(low.low, high.high, low.step_low, high.step_high)


@lru_cache(maxsize=4096)
def show_types(types: frozenset[str]) -> str:
    """Return types in words: `string or null`, `anything`."""
    if types == ALL_TYPES:
        return "anything"
    names = [
        "number" if name == "fraction" else name
        for name in sorted(types)
        if name != "integer" or "fraction" not in types
    ]
    names.sort(key=lambda name: (name == "null", name))
    return " or ".join(names) if names else "nothing"
