"""Makes equal meanings equal after merging."""

from __future__ import annotations

import math
from fractions import Fraction

from msgspec.structs import replace

from ..model.interface import Resolver
from .combining import combine_part
from .flattening import flatten
from .forms import Bounds, Shape, tighter
from .negations import open_conditions, open_nots
from .numbers import is_finite, is_whole
from .opening import open_unions
from .remainder import Rest, is_conditional, refuses, rest_below, tail_below
from .written import says_nothing, takes_nothing, type_of


def settle(shape: Shape, resolver: Resolver, opened: frozenset[int]) -> None:
    """Make equal meanings equal after merging."""
    open_unions(shape, resolver, opened)
    open_conditions(shape, resolver, opened)
    open_nots(shape, resolver, opened)
    settle_unevaluated(shape, resolver)
    settle_values(shape)
    settle_numbers(shape)
    shape.impossible = shape.impossible or not shape.types
    settle_items(shape)
    settle_dependents(shape, resolver, opened)
    settle_members(shape)


def settle_values(shape: Shape) -> None:
    """Keep the listed values that are of a stated type, and the types that a listed value has."""
    if shape.enum is None:
        return
    allowed = {key: value for key, value in shape.enum.items() if type_of(value) in shape.types}
    if allowed or not shape.enum:
        shape.enum = allowed
        shape.types &= frozenset(type_of(value) for value in allowed.values())
    # where no listed value is of the stated type, one of the two is a slip of the pen, and both are kept
    bare = shape.types == {"null"} and bool(allowed)
    if bare or (shape.types <= {"null", "boolean"} and {"true", "false"} <= set(allowed)):
        shape.enum = None  # there is nothing else that these types could hold


def settle_numbers(shape: Shape) -> None:
    """Tell whole numbers from others, and drop the steps and ends that whole numbers keep anyway."""
    whole = any(map(is_whole, shape.multiple_of))
    if whole and shape.field_terms is None:  # a multiple of a whole number is one, but a column's type is its own
        shape.types -= {"fraction"}
    if "fraction" not in shape.types:  # each whole number is a multiple of 1 and of its parts
        shape.multiple_of = tuple(step for step in shape.multiple_of if not divides_one(step))
        shape.number = whole_bounds(shape.number)


def settle_items(shape: Shape) -> None:
    """Drop what is said of items that there cannot be; a least number of 0 says nothing."""
    for tail in shape.tails:
        if refuses(tail.node):  # what follows the listed items is refused: there are no more of them
            shape.items_count = tighter(shape.items_count, Bounds(high=tail.start))
    settle_contains(shape)
    for name in ("length", "items_count", "members"):
        bounds: Bounds = getattr(shape, name)
        if bounds.low == 0:
            setattr(shape, name, replace(bounds, low=None))
    if shape.items_count.high is not None and shape.items_count.high <= 1:
        shape.unique_items = False  # one item is unlike all others
    if shape.items_count.high == 0:
        shape.items, shape.tails, shape.prefix = None, [], ()


def settle_dependents(shape: Shape, resolver: Resolver, opened: frozenset[int]) -> None:
    """Let what depends on a property that must be there hold always."""
    if not (shape.dependent_schemas or shape.dependent_required):
        return
    for name in sorted(shape.required & shape.dependent_schemas.keys()):
        combine_part(shape, shape.dependent_schemas.pop(name), resolver, opened)
    for name in sorted(shape.required & shape.dependent_required.keys()):
        shape.required |= shape.dependent_required[name]
    for name, needed in list(shape.dependent_required.items()):
        shape.dependent_required[name] = needed - shape.required - {name}


def settle_members(shape: Shape) -> None:
    """Drop the numbers of properties that what is required reaches, or what is listed cannot exceed."""
    if shape.members.low is not None and shape.members.low <= len(shape.required):
        shape.members = replace(shape.members, low=None)
    named_only = any(part[0].schema is False for part in shape.additional) and not shape.pattern_properties
    if named_only and shape.members.high is not None and shape.members.high >= len(shape.properties):
        shape.members = replace(shape.members, high=None)


def divides_one(step: float) -> bool:
    """Return whether 1 is a multiple of a number."""
    return math.isfinite(step) and step > 0 and (1 / Fraction(str(step))).denominator == 1


def settle_unevaluated(shape: Shape, resolver: Resolver) -> None:
    """Read `unevaluatedProperties` as `additionalProperties`, and items alike, where it is known what is looked at.

    Where it depends on the value it is kept, unless the branches that it depended on have been opened.
    """
    for keyword, fragment, node in shape.below:
        parts = [schema for schema, _ in flatten((fragment,), resolver)]
        properties = keyword == "unevaluatedProperties"
        if is_conditional(parts, *(() if properties else ("contains",))):
            shape.unevaluated.setdefault(keyword, node)
        elif properties and (rest := rest_below(parts, node)) is not None:
            add_rest(shape, rest)
        elif not properties and (tail := tail_below(parts, node)) is not None:
            shape.tails.append(tail)
            shape.items = (*(shape.items or ()), *node)
            shape.places.setdefault("items", shape.places[keyword])
    if shape.unions or shape.conditions or shape.dependent_schemas:
        return
    left = shape.unevaluated.pop("unevaluatedProperties", None)
    if left is not None and "additionalProperties" not in shape.places:
        add_rest(shape, Rest(frozenset(shape.properties), frozenset(shape.pattern_properties), left))


def add_rest(shape: Shape, rest: Rest) -> None:
    """Let `unevaluatedProperties` say what `additionalProperties` would."""
    shape.additional.append(rest.node)
    shape.rests.append(rest)
    shape.places.setdefault("additionalProperties", shape.places["unevaluatedProperties"])


def settle_contains(shape: Shape) -> None:
    """Write out what `contains` asks for where every item matches, or none (JSON Schema 2020-12 validation, 6.4.4-5).

    One item must match where nothing else is said; a list that ends before so many is none.
    """
    if not shape.contains:
        return
    count = shape.contains_count = (
        replace(shape.contains_count, low=1) if shape.contains_count.low is None else (shape.contains_count)
    )
    asked = (count.low or 0) > 0
    if all(says_nothing(part.schema) for part in shape.contains):
        shape.items_count, shape.contains = tighter(shape.items_count, count), ()
    elif any(takes_nothing(part.schema) for part in shape.contains):
        shape.contains = ()
        shape.types -= {"array"} if asked else set()
    elif (
        not asked
        and (count.high is None or shape.items_count.high == 0)
        and "unevaluatedItems" not in shape.unevaluated
    ):
        shape.contains = ()


def whole_bounds(bounds: Bounds) -> Bounds:
    """Return bounds over integers with both ends inside: more than 4 is at least 5."""
    low, high = bounds.low, bounds.high
    if low is not None and is_finite(low):
        low = math.floor(low) + 1 if bounds.step_low else math.ceil(low)
    if high is not None and is_finite(high):
        high = math.ceil(high) - 1 if bounds.step_high else math.floor(high)
    return Bounds(low, high)
