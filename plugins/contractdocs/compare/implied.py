"""What follows from all that one side says: there a further demand refuses nothing, and a further refusal neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..model.interface import Fragment, Node, Resolver
from .bundle import Bundle, TooLarge
from .favouring import Favouring
from .forms import Bounds, Shape
from .languages import length_pattern, nothing_matches
from .listed import right_values
from .relations import relation
from .shape import shape_of
from .witness import compiled
from .written import ANNOTATIONS

if TYPE_CHECKING:
    from .comparison import Comparison

DEEP = 3
LITTLE = ANNOTATIONS | {"type", "format"}
"""Keywords that leave something to take, whatever they say."""
"""So many objects and branches deep one that nothing can be is looked for."""
MOST_BRANCHES = 8


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
    return is_empty((*self.nodes[0 if older else 1], *part), both_sides(self, older=older))


def both_sides(self: Comparison, *, older: bool) -> Resolver:
    """Return what resolves names as one side does and, failing that, as the other."""
    old, new = self.walk.old_resolver, self.walk.new_resolver
    mine, other, shape = (old, new, self.old) if older else (new, old, self.new)
    return Favouring(mine, other, self.parent(shape))


def conditions_hold(
    self: Comparison, parts: Mapping[str, Node], *, older: bool, known: Mapping[str, Node] | None = None
) -> bool:
    """Return whether one side satisfies a condition of the other side anyway: it follows, or it is never asked for.

    `known` is a condition that the one side does state: where all that meets the asked one meets it, its `then` holds
    too, and its `else` where nothing but that meets it.
    """
    return then_holds(self, parts, known or {}, older=older) and else_holds(self, parts, known or {}, older=older)


def then_holds(self: Comparison, parts: Mapping[str, Node], known: Mapping[str, Node], *, older: bool) -> bool:
    """Return whether what meets an `if` satisfies its `then` anyway."""
    asked = parts.get("if", ())
    if "then" not in parts or apart(self, asked, older=older):
        return True
    told = known.get("then", ())
    if told and not implied(self, known["if"], older=older, given=asked):
        told = ()
    return implied(self, parts["then"], older=older, given=(*asked, *told))


def else_holds(self: Comparison, parts: Mapping[str, Node], known: Mapping[str, Node], *, older: bool) -> bool:
    """Return whether what does not meet an `if` satisfies its `else` anyway."""
    if "else" not in parts or implied(self, parts.get("if", ()), older=older):
        return True
    told = known.get("else", ())
    if told and not implied(self, parts["if"], older=older, given=known["if"]):
        told = ()
    return implied(self, parts["else"], older=older, given=told)


def dependent_holds(self: Comparison, name: str, part: Node, *, older: bool) -> bool:
    """Return whether one side satisfies what the other asks for beside a property."""
    there = Fragment({"required": [name]}, self.parent(self.old if older else self.new), "2020-12")
    return implied(self, part, older=older, given=(there,))


def is_empty(node: Node, resolver: Resolver, depth: int = DEEP) -> bool:
    """Return whether a node is known to take nothing."""
    if len(node) == 1 and not isinstance(node[0].schema, bool) and LITTLE.issuperset(node[0].schema):
        return False  # most are like that
    shape = shape_of(node, resolver)
    if shape.impossible or not shape.types:
        return True
    if shape.enum is not None:
        return all_refused(list(right_values(shape).values()), node, resolver)
    if all(name in EMPTY and EMPTY[name](shape, resolver, depth) for name in shape.types):
        return True
    unions = [union for union in shape.unions if len(union.branches) <= MOST_BRANCHES and not union.null]
    return depth > 0 and any(
        all(is_empty((*node, *branch), resolver, depth - 1) for branch in union.branches) for union in unions
    )


def all_refused(values: list[Any], node: Node, resolver: Resolver) -> bool:
    """Return whether a validator refuses all of the values that a node lists."""
    try:
        validator = compiled(Bundle(resolver, "both").write(node))
    except (TooLarge, RecursionError):
        return False
    return validator is not None and not any(validator.is_valid(value) for value in values)


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
    return depth > 0 and any(is_empty(node, resolver, depth - 1) for node in must)


EMPTY = {
    "string": no_text,
    "integer": lambda shape, resolver, depth: crossed(shape.number),
    "fraction": lambda shape, resolver, depth: crossed(shape.number),
    "array": lambda shape, resolver, depth: crossed(shape.items_count),
    "object": no_object,
}
"""Which type a shape leaves no value of: null and boolean have no keywords of their own."""
