"""What follows from all that one side says: there a further demand refuses nothing, and a further refusal neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..model.interface import Fragment, Node, Resolver
from .favouring import Favouring
from .forms import Bounds, Shape
from .languages import length_pattern, nothing_matches
from .listed import right_values
from .relations import relation
from .shape import shape_of
from .written import type_of

if TYPE_CHECKING:
    from .comparison import Comparison

DEEP = 4
"""So many objects deep a property that nothing can be is looked for."""


def implied(self: Comparison, part: Node, *, older: bool, given: Node = ()) -> bool:
    """Return whether all that one side takes, the older one or the newer, satisfies a part of the other side.

    `given` is what holds too, as the condition under which the part is asked for.
    """
    aside = self.walk.scratch()
    aside.old_resolver = aside.new_resolver = both_sides(self, older=older)
    aside.known_shapes = {}
    whole = (*self.nodes[0 if older else 1], *given)
    return relation(aside, whole, (*whole, *part)) == "same"


def apart(self: Comparison, part: Node, *, older: bool) -> bool:
    """Return whether one side, the older one or the newer, is known to take nothing that a part takes."""
    resolver = both_sides(self, older=older)
    return is_empty(shape_of((*self.nodes[0 if older else 1], *part), resolver), resolver)


def both_sides(self: Comparison, *, older: bool) -> Resolver:
    """Return what resolves names as one side does and, failing that, as the other."""
    old, new = self.walk.old_resolver, self.walk.new_resolver
    mine, other, shape = (old, new, self.old) if older else (new, old, self.new)
    return Favouring(mine, other, self.parent(shape))


def conditions_hold(self: Comparison, parts: Mapping[str, Node], *, older: bool) -> bool:
    """Return whether one side satisfies a condition of the other side anyway, whatever the condition is met by."""
    given = {"then": parts.get("if", ()), "else": ()}
    return all(implied(self, parts[name], older=older, given=given[name]) for name in given if name in parts)


def dependent_holds(self: Comparison, name: str, part: Node, *, older: bool) -> bool:
    """Return whether one side satisfies what the other asks for beside a property."""
    there = Fragment({"required": [name]}, self.parent(self.old if older else self.new), "2020-12")
    return implied(self, part, older=older, given=(there,))


def is_empty(shape: Shape, resolver: Resolver, depth: int = DEEP) -> bool:
    """Return whether a shape is known to take nothing."""
    if shape.impossible or not shape.types:
        return True
    if shape.enum is not None:
        left = [value for value in right_values(shape).values() if type_of(value) in shape.types]
        return not left
    return all(name in EMPTY and EMPTY[name](shape, resolver, depth) for name in shape.types)


def crossed(bounds: Bounds) -> bool:
    """Return whether there is nothing between two ends."""
    if bounds.low is None or bounds.high is None:
        return False
    return bounds.low > bounds.high or (bounds.low == bounds.high and (bounds.step_low or bounds.step_high))


def no_text(shape: Shape, resolver: Resolver, depth: int) -> bool:
    """Return whether no text keeps the lengths and matches the patterns."""
    if crossed(shape.length):
        return True
    return bool(shape.patterns) and nothing_matches(
        (*shape.patterns, length_pattern(shape.length.low, shape.length.high))
    )


def no_object(shape: Shape, resolver: Resolver, depth: int) -> bool:
    """Return whether no object has all that is required."""
    if crossed(shape.members):
        return True
    must = [shape.properties[name] for name in sorted(shape.required) if name in shape.properties]
    return depth > 0 and any(is_empty(shape_of(node, resolver), resolver, depth - 1) for node in must)


EMPTY = {
    "string": no_text,
    "integer": lambda shape, resolver, depth: crossed(shape.number),
    "fraction": lambda shape, resolver, depth: crossed(shape.number),
    "array": lambda shape, resolver, depth: crossed(shape.items_count),
    "object": no_object,
}
"""Which type a shape leaves no value of: null and boolean have no keywords of their own."""
