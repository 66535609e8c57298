"""What a value may be, in a few words: its type, with links to named schemas, and what restricts it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..compare.shape import ALL_TYPES, Bounds, Shape, alias, shape_of, show_types
from ..model.interface import Node, Resolver

MAX_VALUES = 60
MAX_TEXT = 300
MAX_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a type; with `name` it is a named schema."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """One restriction or remark: words, then a value as code where there is one."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One listed value, with what is said of it."""

    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """A type, its restrictions, its listed values, and its samples."""

    type: tuple[Piece, ...]
    details: tuple[Detail, ...] = ()
    values: tuple[Value, ...] = ()
    more_values: int = 0
    examples: tuple[str, ...] = ()

    @property
    def told(self) -> bool:
        """Return whether anything is said of the listed values."""
        return any(value.text for value in self.values)

    @property
    def words(self) -> str:
        """Return the type as plain text."""
        return "".join(piece.text for piece in self.type)


def as_code(value: Any) -> str:
    """Return a value as it is written in JSON, cut where it is long; texts stand without quotes."""
    if isinstance(value, str):
        text = value
    else:
        try:
            text = json.dumps(value, ensure_ascii=False, default=str)
        except (ValueError, RecursionError):
            text = "…"
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + "…"


def type_of(node: Node, resolver: Resolver, names: Collection[str], depth: int = 0) -> tuple[Piece, ...]:
    """Return the type of a node; named schemas in `names` are linked, the others written out."""
    name = alias(node, resolver) if node else None
    if name and name in names:
        return (Piece(name, name),)
    if not node or depth > MAX_DEPTH:
        return (Piece("anything" if not node else "…"),)
    return type_of_shape(shape_of(node, resolver), resolver, names, depth)


def type_of_shape(shape: Shape, resolver: Resolver, names: Collection[str], depth: int = 0) -> tuple[Piece, ...]:
    """Return the type of a merged schema."""
    if shape.impossible:
        return (Piece("nothing"),)
    text = shape.notes.get("x-type-text")
    if isinstance(text, str) and text:
        return (Piece(text[:MAX_TEXT]),)
    if shape.unions and depth <= MAX_DEPTH:
        return union_type(shape, resolver, names, depth)
    return with_null(shape, plain_type(shape, resolver, names, depth))


def union_type(shape: Shape, resolver: Resolver, names: Collection[str], depth: int) -> tuple[Piece, ...]:
    """Return the branches of the first union, in words."""
    union = shape.unions[0]
    word = "one of " if union.keyword == "oneOf" else "any of "
    kinds = [type_of(branch, resolver, names, depth + 1) for branch in union.branches[:MAX_VALUES]]
    if len(kinds) > 1 and set(kinds) == {(Piece("object"),)}:
        return (Piece(f"{word}{len(kinds)} kinds of object"),)
    pieces = [Piece(word)]
    for index, kind in enumerate(dict.fromkeys(kinds)):
        pieces.extend([Piece(", ")] if index else [])
        pieces.extend(kind)
    return tuple(pieces)


def plain_type(shape: Shape, resolver: Resolver, names: Collection[str], depth: int) -> tuple[Piece, ...]:
    """Return the type without null: a logical type where one is stated, lists and maps with what they hold."""
    types = shape.types - {"null"} if shape.types != ALL_TYPES else shape.types
    if types == ALL_TYPES and (shape.properties or shape.items is not None):
        types = frozenset({"object" if shape.properties else "array"})
    logical = (shape.field_terms or {}).get("logicalType")
    if types == {"array"} and logical in (None, "array"):
        if shape.items is not None:
            return (Piece("list of "), *type_of(shape.items, resolver, names, depth + 1))
        return (Piece("list"),)
    if isinstance(logical, str):
        return (Piece(logical),)
    maps = [part for part in shape.additional if part and part[0].schema is not False]
    if types == {"object"} and maps and not shape.properties:
        return (Piece("map of "), *type_of(maps[0], resolver, names, depth + 1))
    return (Piece(show_types(types)),)


def with_null(shape: Shape, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the type with `or null` where null is let in beside it."""
    nullable = "null" in shape.types and shape.types not in (ALL_TYPES, frozenset({"null"}))
    return (*pieces, Piece(" or null")) if nullable else pieces


def described(node: Node, resolver: Resolver, names: Collection[str], shape: Shape | None = None) -> Described:
    """Return the type of a node with all that is said of its values; a named schema says that at its own place."""
    name = alias(node, resolver) if node else None
    found = shape if shape is not None else shape_of(node, resolver)
    pieces = (Piece(name, name),) if name and name in names else type_of_shape(found, resolver, names)
    if name and name in names:
        return Described(pieces, examples=examples_of(node))
    values = tuple(listed_values(found))
    return Described(
        pieces,
        tuple(details(found)),
        values[:MAX_VALUES],
        max(0, len(values) - MAX_VALUES),
        examples_of(node),
    )


def listed_values(shape: Shape) -> Iterator[Value]:
    """Yield the values that are listed, with their labels where a data contract gives them."""
    labels = value_labels((shape.field_terms or {}).get("enum"))
    items = shape.enum.values() if shape.enum is not None else shape.notes.get("x-extensible-enum")
    codes = shape.notes.get("x-error-codes")
    if items is None and isinstance(codes, Mapping):
        yield from (Value(as_code(code), about if isinstance(about, str) else "") for code, about in codes.items())
    for item in items if items is not None and not isinstance(items, str) else ():
        code = as_code(item)
        yield Value(code, labels.get(code, ""))


def value_labels(listed: Any) -> dict[str, str]:
    """Return what is said of each listed value of a data contract."""
    found = {}
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, Mapping):
            said = item.get("description") or item.get("label")
            found[as_code(item.get("value"))] = said if isinstance(said, str) else ""
    return found


def details(shape: Shape) -> Iterator[Detail]:
    """Yield what restricts a value, the most telling first."""
    for found in shape.formats:
        yield Detail(found)
    yield from bounded(shape.number, "")
    yield from bounded(shape.length, "characters")
    yield from bounded(shape.items_count, "items")
    yield from bounded(shape.members, "members")
    for number in shape.multiple_of:
        yield Detail(f"multiple of {number}")
    for pattern in shape.patterns:
        yield Detail("pattern", as_code(pattern))
    for keyword, encoding in shape.encodings:
        yield Detail("encoded as" if keyword == "contentEncoding" else "holds", encoding)
    yield from remarks(shape)


def remarks(shape: Shape) -> Iterator[Detail]:
    """Yield what is said of a value beside its range."""
    if shape.unique_items:
        yield Detail("no item twice")
    if any(part and part[0].schema is False for part in shape.additional):
        yield Detail("no other members")
    if "x-extensible-enum" in shape.notes:
        yield Detail("more values may come")
    if isinstance(shape.notes.get("discriminator"), Mapping):
        yield Detail("told apart by", as_code(shape.notes["discriminator"].get("propertyName")))
    if "default" in shape.notes:
        yield Detail("default", as_code(shape.notes["default"]))


def bounded(bounds: Bounds, unit: str) -> Iterator[Detail]:
    """Yield an interval in words: `1 to 64 characters`, `at least 0`, `more than 4`."""
    low, high = bounds.low, bounds.high
    if low is None and high is None:
        return
    last = low if high is None else high
    tail = f" {unit.removesuffix('s') if last == 1 else unit}" if unit else ""
    if low is not None and low == high:
        yield Detail(f"exactly {low}{tail}")
    elif low is not None and high is not None and not (bounds.step_low or bounds.step_high):
        yield Detail(f"{low} to {high}{tail}")
    else:
        parts = [] if low is None else [f"{'more than' if bounds.step_low else 'at least'} {low}"]
        parts += [] if high is None else [f"{'less than' if bounds.step_high else 'at most'} {high}"]
        yield Detail(f"{', '.join(parts)}{tail}")


def examples_of(node: Node) -> tuple[str, ...]:
    """Return the samples that stand beside a schema, at most three."""
    found: list[str] = []
    for fragment in node:
        if isinstance(fragment.schema, Mapping):
            listed = fragment.schema.get("examples")
            found.extend(as_code(item) for item in (listed if isinstance(listed, list) else ())[:3])
            if "example" in fragment.schema:
                found.append(as_code(fragment.schema["example"]))
    return tuple(dict.fromkeys(found))[:3]
