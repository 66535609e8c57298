"""Intersects two shapes."""

from __future__ import annotations

from typing import Any

from ..model.interface import Node, Resolver
from .forms import Shape, tighter
from .merging import both_prefixes


def combine(shape: Shape, other: Shape) -> None:
    """Intersect another shape into this one: used where a union came down to one branch."""
    shape.types &= other.types
    if other.enum is not None:
        have = shape.enum
        shape.enum = other.enum if have is None else {key: value for key, value in have.items() if key in other.enum}
    for name in ("number", "length", "items_count", "members", "contains_count"):
        setattr(shape, name, tighter(getattr(shape, name), getattr(other, name)))
    for name in ("multiple_of", "patterns", "formats"):
        have_all: tuple[Any, ...] = getattr(shape, name)
        setattr(shape, name, (*have_all, *(v for v in getattr(other, name) if v not in have_all)))
    shape.encodings = tuple(sorted({*shape.encodings, *other.encodings}))
    shape.unique_items = shape.unique_items or other.unique_items
    for name in ("properties", "pattern_properties", "dependent_schemas"):
        mine: dict[str, Node] = getattr(shape, name)
        for key, node in getattr(other, name).items():
            mine[key] = (*mine.get(key, ()), *node)
    for direction in {*shape.spared, *other.spared}:
        ours, theirs = (side.spared.get(direction, frozenset()) for side in (shape, other))
        firm = (shape.required - ours) | (other.required - theirs)
        shape.spared[direction] = (ours | theirs) - firm
    shape.required |= other.required
    shape.additional.extend(other.additional)
    shape.rests.extend(other.rests)
    shape.dependent_required = {**other.dependent_required, **shape.dependent_required}
    shape.content = (*shape.content, *other.content)
    shape.property_names = (*shape.property_names, *other.property_names)
    shape.more_contains.extend([*([other.contains] if shape.contains and other.contains else ()), *other.more_contains])
    shape.contains = shape.contains or other.contains
    shape.prefix = both_prefixes(shape.prefix, other.prefix)
    shape.tails.extend(other.tails)
    if other.items is not None:
        shape.items = (*(shape.items or ()), *other.items)
    for key, node in other.unevaluated.items():
        shape.unevaluated.setdefault(key, node)
    shape.unions.extend(other.unions)
    shape.nots.extend(other.nots)
    shape.conditions.extend(other.conditions)
    shape.notes = {**other.notes, **shape.notes}
    shape.other = {**other.other, **shape.other}
    shape.field_terms = shape.field_terms or other.field_terms
    shape.places = {**other.places, **shape.places}
    for keyword, statements in other.said.items():
        shape.said[keyword] = [*shape.said.get(keyword, ()), *statements]
    shape.via |= other.via
    shape.impossible = shape.impossible or other.impossible


def combine_part(shape: Shape, node: Node, resolver: Resolver, opened: frozenset[int]) -> None:
    """Intersect a part that always holds, unless it leads back to itself."""
    from .shape import shape_of

    if not any(id(part.schema) in opened for part in node):
        combine(shape, shape_of(node, resolver, opened | {id(part.schema) for part in node}))
