"""Tries values where keywords act together, so that no break hides between comparisons of one keyword each.

`oneOf`, `not`, `if`, `dependentSchemas` and `unevaluatedProperties` judge a value as a whole. Where they differ and no
comparison told of a break, values at the edges of both sides are tried with a validator: one that is right on one side
and wrong on the other is the break, and its own witness.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from ..model.change import Change, Side
from ..model.interface import Direction, Node, Resolver
from .alike import same_value
from .bundle import Bundle, Loose, TooLarge
from .edges import Sides, candidates, typical
from .favouring import Favouring
from .making import Maker
from .relations import NARROWER, SAME, WIDER
from .witness import compiled, shortest
from .wording import raw, show

if TYPE_CHECKING:
    from .comparison import Comparison
    from .forms import Shape

MOST_TRIED = 100
"""So many pairs of schemas are tried in one comparison: each costs some hundredths of a second at the most."""
MOST_BRANCHES = 24
TAGGED_OR_NOT: tuple[Loose, Loose] = ("tagged", "always")
TOGETHER = ("oneOf", "anyOf", "not", "if", "dependentSchemas", "contains", "unevaluatedProperties", "unevaluatedItems")


def compare(self: Comparison, since: int) -> None:
    """Report a value that one side alone takes, in each direction in which no change since `since` tells of one."""
    if self.walk.aside or self.walk.data or self.walk.textual or not together(self.old, self.new):
        return
    told = {change.kind for change in self.walk.changes[since:]} - SAME
    ways: tuple[Direction, ...] = ("input", "output") if self.direction == "both" else (self.direction,)
    for way in ways:
        if not told - (WIDER if way == "input" else NARROWER) and self.walk.tried < MOST_TRIED:
            self.walk.tried += 1
            try_values(self, way)


def together(old: Shape, new: Shape) -> bool:
    """Return whether keywords that judge a value as a whole differ: those that stay do no more than they did.

    What is unevaluated depends on all that stands beside it.
    """
    if is_wide(old) or is_wide(new):
        return False
    if old.unevaluated or new.unevaluated or keywords(old) != keywords(new):
        return True
    before, after = judged(old), judged(new)
    return len(before) != len(after) or not all(same_schemas(one, other) for one, other in zip(before, after))


def keywords(shape: Shape) -> list[str]:
    """Return the keywords of its unions."""
    return [union.keyword for union in shape.unions]


def same_schemas(old: Node, new: Node) -> bool:
    """Return whether two nodes are written alike, whatever dialect they are read in."""
    return len(old) == len(new) and all(same_value(a.schema, b.schema) for a, b in zip(old, new))


def is_wide(shape: Shape) -> bool:
    """Return whether a shape has a union of more branches than are tried."""
    return any(len(union.branches) > MOST_BRANCHES for union in shape.unions)


def judged(shape: Shape) -> list[Node]:
    """Return what judges a value as a whole."""
    nodes = [branch for union in shape.unions for branch in union.branches]
    nodes += [*shape.nots, *shape.dependent_schemas.values(), *shape.more_contains]
    return [*nodes, *(node for parts in shape.conditions for node in parts.values())]


def written(shape: Shape) -> dict[str, Any]:
    """Return the keywords that judge a value as a whole, as they are written: what the change is known by."""
    said: dict[str, Any] = {}
    for union in shape.unions:
        said.setdefault(union.keyword, []).extend(raw(branch) for branch in union.branches)
    for keyword, nodes in (("not", shape.nots), ("contains", shape.more_contains)):
        if nodes:
            said[keyword] = [raw(node) for node in nodes]
    if shape.conditions:
        said["if"] = [{part: raw(node) for part, node in parts.items()} for parts in shape.conditions]
    for keyword, parts in (("dependentSchemas", shape.dependent_schemas), ("", shape.unevaluated)):
        said.update({f"{keyword} {name}".strip(): raw(node) for name, node in parts.items()})
    return said


def try_values(self: Comparison, way: Direction) -> None:
    """Report the smallest value found that senders may no longer send, or that readers may get now."""
    local = Favouring(self.walk.old_resolver, self.walk.new_resolver, self.parent(self.old))
    older = View(self.nodes[0], self.walk.old_resolver), View(self.nodes[1], local)
    before, after = older if way == "input" else older[::-1]
    overlapped = self.walk.any_branch or any(
        union.discriminator for shape in (self.old, self.new) for union in shape.unions
    )
    for kind, wrong in verdicts(before, after, way, overlapped):
        report(self, kind, way, shortest(wrong))


def try_whole(self: Comparison, *, closed: bool) -> None:
    """Report a value that senders may no longer send though both sides are written alike; see `wholes`.

    `closed` says that they refuse what no part looks at.
    """
    if self.walk.data or self.walk.any_branch or self.walk.tried >= MOST_TRIED or is_wide(self.old):
        return
    self.walk.tried += 1
    before, after = View(self.nodes[0], self.walk.old_resolver), View(self.nodes[1], self.walk.new_resolver)
    found = verdicts(before, after, "input", overlapped=True) if closed else []
    if not found and (overlapping := swallowed(before, after)):
        found = [("one-of-overlapping", overlapping)]
    for kind, wrong in found:
        report(self, kind, "input", shortest(wrong))


def swallowed(before: View, after: View) -> list[Any]:
    """Return values typical of one branch that were right and that another branch takes as well now.

    Nothing where such values were refused all along: then the branches are not told apart by their writer.
    """
    try:
        was, was_loosely = (before.validator("input", loose) for loose in TAGGED_OR_NOT)
        is_now, is_loosely = (after.validator("input", loose) for loose in TAGGED_OR_NOT)
        maker, (shape, _), _ = before.asked(after)
        values = list(typical(maker, shape))
        if not is_loosely.branched or any(was_loosely.takes(value) and not was.takes(value) for value in values):
            return []
        return [value for value in values if was.takes(value) and is_loosely.takes(value) and not is_now.takes(value)]
    except (TooLarge, RecursionError):
        return []


class View(Struct, frozen=True):
    """A node with what follows its references."""

    node: Node
    resolver: Resolver

    def asked(self, other: View) -> tuple[Maker, tuple[Shape, Shape], Sides]:
        """Return what values are made of, this side first."""
        sides = Sides(self.node, self.resolver, other.node, other.resolver)
        maker = Maker(self.resolver)
        return maker, (maker.shape(self.node), Maker(other.resolver).shape(other.node)), sides

    def validator(self, way: Direction, loose: Loose) -> Validator:
        """Return a validator; a loose one takes a value by any number of branches. Raise TooLarge."""
        bundle = Bundle(self.resolver, way, loose)
        one = compiled(bundle.write(self.node))
        if one is None:
            raise TooLarge
        return Validator(one.is_valid, bundle.branched)


class Validator(NamedTuple):
    """Says whether a value is right; `branched` where it asks of how many branches of a union a value is."""

    takes: Callable[[Any], bool]
    branched: bool


def verdicts(before: View, after: View, way: Direction, overlapped: bool) -> list[tuple[str, list[Any]]]:
    """Return what happened, with the values that show it; nothing where a side is too large to be asked.

    What readers get now is right by the newer side as written, and wrong however many older branches may take it.
    Branches that overlapped all along are not told apart by their writer: one more such branch hurts nobody anew.
    Where a discriminator tells them apart, a value is of the branch that it names, however many it fits.
    """
    try:
        was, is_now = before.validator(way, "tagged"), after.validator(way, "tagged")
        values = list(candidates(*before.asked(after)))
        wrong = [value for value in values if was.takes(value) and not is_now.takes(value)]
        is_loosely = after.validator(way, "always") if wrong else is_now  # it takes all that the stricter one does
        refused = [value for value in wrong if not is_loosely.takes(value)]
        if refused:
            return [("combination-refused" if way == "input" else "combination-taken", refused)]
        if not wrong or overlapped or overlaps(before, way, was, values):
            return []
    except (TooLarge, RecursionError):
        return []
    return [("one-of-overlapping" if way == "input" else "one-of-no-longer-overlapping", wrong)]


def overlaps(view: View, way: Direction, strict: Validator, values: list[Any]) -> bool:
    """Return whether a value is of several branches of one union."""
    if not strict.branched:
        return False
    loose = view.validator(way, "always")
    return any(loose.takes(value) for value in values if not strict.takes(value))


def report(self: Comparison, kind: str, way: Direction, value: Any) -> None:
    """Report a value with itself as the witness."""
    left, right = (Side(shape.place(*TOGETHER)[0], written(shape)) for shape in (self.old, self.new))
    if self.made_inside(*TOGETHER):
        return
    accepted, refused = ("old", "new") if way == "input" else ("new", "old")
    proof = {"value": value, "accepted_by": accepted, "refused_by": refused}
    words = {"name": self.at.name, "value": show(value)}
    self.add(Change(kind, str(self.at), frozenset({way}), left, right, words, prove=lambda: proof))
