"""Compares `oneOf` and `anyOf` branch by branch: matched by reference, text, title, meaning, and at last likeness."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..model.change import Change, Side
from ..model.interface import Node, Resolver
from .branch_pairs import pair_up
from .branches import (
    CLOSE_LOOKS,
    branch_name,
    by_type,
    describe,
    limited,
    splits_of,
    spread_out,
    type_names,
    written_values,
)
from .discriminators import compare_discriminator, compare_implied
from .flattening import alias
from .forms import ALL_TYPES, Shape, Union, canonical
from .implied import implied, is_empty
from .relations import NARROWER, WIDER
from .shape import shape_of

if TYPE_CHECKING:
    from .comparison import Comparison


__all__ = ["branch_name", "compare"]


def compare(self: Comparison) -> bool:
    """Compare the unions of two shapes; return whether that says all there is to say of them."""
    old, new = self.old.unions, self.new.unions
    if not old and not new:
        return False
    compare_null(self)
    if len(old) == len(new) == 1 and moved(self):
        sides = spread_out(self.nodes[0], self.walk.old_resolver), spread_out(self.nodes[1], self.walk.new_resolver)
        if sides[0] and sides[1]:
            compare_branches(self, *sides, old[0], new[0])
            return True
    if len(old) == len(new):
        for left, right in in_order(old, new):
            compare_branches(self, list(left.branches), list(right.branches), left, right)
        return False
    if old and new:
        return compare_several(self)
    if not old:
        return compare_grown(self, new[0]) if len(new) == 1 else compare_several(self)
    return compare_shrunk(self, old[0]) if len(old) == 1 else compare_several(self)


def in_order(old: list[Union], new: list[Union]) -> list[tuple[Union, Union]]:
    """Return the unions of two sides in pairs: those that are written alike first, the others as they come."""
    texts = {union_text(union): union for union in new}
    pairs = [(one, texts.pop(text)) for one in old if (text := union_text(one)) in texts]
    rest = [one for one in old if not any(one is left for left, _ in pairs)]
    return [*pairs, *zip(rest, [one for one in new if not any(one is right for _, right in pairs)])]


def union_text(union: Union) -> str:
    """Return how a union is written."""
    return canonical([[part.schema for part in branch] for branch in union.branches])


def moved(self: Comparison) -> bool:
    """Return whether something may have moved between the branches of a union and what stands beside it."""
    old, new = self.old, self.new
    beside = old.types != new.types or {*old.properties} != {*new.properties} or old.required != new.required
    return beside and union_text(old.unions[0]) != union_text(new.unions[0])


def compare_several(self: Comparison) -> bool:
    """Report unions that cannot be paired."""
    words = {"name": self.at.name, "old": describe(self.old), "new": describe(self.new)}
    self.emit("type-changed", self.at, "oneOf", "anyOf", words=words, old=words["old"], new=words["new"])
    return True


def compare_grown(self: Comparison, union: Union) -> bool:
    """Compare one schema with a union that took its place."""
    return compare_one_sided(self, self.nodes[0], union, grown=True)


def compare_shrunk(self: Comparison, union: Union) -> bool:
    """Compare a union with the one schema that took its place."""
    return compare_one_sided(self, self.nodes[1], union, grown=False)


def compare_one_sided(self: Comparison, single: Node, union: Union, *, grown: bool) -> bool:
    """Compare a single schema with the branches of a union on the other side."""
    plain = self.old if grown else self.new
    if not says_types(plain):
        side = self.new if grown else self.old
        words = {"name": self.at.name, "old": describe(self.old), "new": describe(self.new)}
        kind = "type-narrowed" if grown else "type-widened"
        if not side.unions or plain.properties:
            kind = "type-changed"
        self.emit(kind, self.at, union.keyword, words=words, old=words["old"], new=words["new"])
        return True
    branches = list(union.branches)
    resolver = self.walk.new_resolver if grown else self.walk.old_resolver
    if not any(says_types(shape_of(branch, resolver)) for branch in branches):
        return compare_demand(self, single, union, grown=grown)
    parts = by_type(single, self.walk.old_resolver if grown else self.walk.new_resolver)
    branches = spread_out(self.nodes[1 if grown else 0], resolver) or branches
    typed = [part for part in parts if part[-1].schema != {"type": "null"}]  # null is said of the whole
    singles = typed if len(typed) > 1 else [single]
    left, right = (singles, branches) if grown else (branches, singles)
    compare_branches(self, left, right, union, union)
    return True


def compare_demand(self: Comparison, single: Node, union: Union, *, grown: bool) -> bool:
    """Compare a union whose branches only ask for more, such as one of two properties, with nothing of the kind.

    Where all that the other side takes meets a branch anyway, nothing more is asked.
    """
    if not any(implied(self, branch, older=grown) for branch in union.branches):
        kind = "condition-added" if grown else "condition-removed"
        self.emit(kind, self.at, union.keyword, words={"name": self.at.name})
    return False


def compare_null(self: Comparison) -> None:
    """Compare whether null is allowed, by the whole or by a branch."""
    before, after = takes_null(self.old, self.walk.old_resolver), takes_null(self.new, self.walk.new_resolver)
    if None not in (before, after) and before != after and not null_in_named_branch(self):
        kind = "null-allowed" if after else "null-refused"
        self.emit(kind, self.at, words={"name": self.at.name}, old=before, new=after)


def takes_null(shape: Shape, resolver: Resolver, depth: int = 3) -> bool | None:
    """Return whether a shape takes null; None where it says nothing of types and so takes anything."""
    if "null" not in shape.types:
        return False
    own = True if len(shape.types) < 7 else None
    answers = [own, *(union_takes_null(union, resolver, depth - 1) for union in shape.unions if depth)]
    if False in answers:
        return False
    return True if own or (shape.unions and None not in answers[1:]) else None


def union_takes_null(union: Union, resolver: Resolver, depth: int) -> bool | None:
    """Return whether a union takes null, of its own or by a branch; None where a branch takes anything."""
    answers = [union.null, *(takes_null(shape_of(one, resolver), resolver, depth) for one in union.branches)]
    return True if True in answers else None if None in answers else False


def null_in_named_branch(self: Comparison) -> bool:
    """Return whether a branch that both sides name takes null on one of them only: that is said where it is defined."""
    old, new = (
        {
            name: takes_null(shape_of(one, side), side)
            for union in shape.unions
            for one in union.branches
            if (name := alias(one, side))
        }
        for shape, side in ((self.old, self.walk.old_resolver), (self.new, self.walk.new_resolver))
    )
    return any(old[name] != new[name] for name in {*old} & {*new})


def says_types(shape: Shape) -> bool:
    """Return whether a shape restricts values enough to be matched with a branch."""
    return len(shape.types) < 7 or shape.enum is not None or bool(shape.properties)


def compare_branches(self: Comparison, old: list[Node], new: list[Node], left: Union, right: Union) -> None:
    """Pair branches, compare the pairs, report the rest."""
    pairs = pair_up(self, old, new)
    gone = [node for node in old if not any(node is before for before, _ in pairs)]
    come = [node for node in new if not any(node is after for _, after in pairs)]
    for before, after in pairs:
        held = held_by_others(self, before, after, old, new)
        if held == (False, False):
            compare_branch(self, before, after, old, new)
        elif held == (True, False):  # nothing of the older branch is lost, so that the newer one is a further one
            come.append(after)
        elif held == (False, True):
            gone.append(before)
    few = len(gone) <= CLOSE_LOOKS and len(come) <= CLOSE_LOOKS
    for node in gone:
        if not (few and (kept(self, node, new) or is_empty(node, self.walk.old_resolver))):
            report(self, "branch-removed", node, self.walk.old_resolver, left)
    for node in come:
        if not (few and (known(self, node, old) or is_empty(node, self.walk.new_resolver))):
            report(self, "branch-added", node, self.walk.new_resolver, right)
    compare_union_discriminator(self, left, right)
    compare_implied(self, pairs, left, right)


def compare_branch(self: Comparison, before: Node, after: Node, old: list[Node], new: list[Node]) -> None:
    """Compare two branches that are one, but for what other branches hold together with them."""
    at = self.at.below(f"<{branch_name(before, self.walk.old_resolver)}>") if len(old) > 1 else self.at
    since = len(self.walk.changes)
    self.descend(*with_types(self, before, after), at)
    drop_null(self.walk.changes, since, str(at))
    here = {change.kind for change in self.walk.changes[since:] if change.address.startswith(str(at))}
    if not here or len(old) > CLOSE_LOOKS or len(new) > CLOSE_LOOKS:
        return
    told_apart = here & NARROWER and len(new) > 1 and kept(self, before, new)
    joined = here & WIDER and len(old) > 1 and known(self, after, old)
    nothing = (NARROWER if told_apart else frozenset()) | (WIDER if joined else frozenset())
    said = self.walk.changes[since:]
    self.walk.changes[since:] = [c for c in said if c.kind not in nothing or not c.address.startswith(str(at))]


def with_types(self: Comparison, before: Node, after: Node) -> tuple[Node, Node]:
    """Return two branches, with the types that are stated beside them where only one of the two states its own."""
    sides = (before, self.old, self.walk.old_resolver), (after, self.new, self.walk.new_resolver)
    open_ones = [len(shape_of(node, resolver).types) == len(ALL_TYPES) for node, _, resolver in sides]
    if all(open_ones) or not any(open_ones):
        return before, after
    left, right = (
        limited(node, {"type": names}) if (names := type_names(shape.types)) else node for node, shape, _ in sides
    )
    return left, right


def drop_null(changes: list[Change], since: int, at: str) -> None:
    """Drop what was said about null of a branch: it is said of the whole."""
    said = changes[since:]
    changes[since:] = [c for c in said if c.address != at or c.kind not in ("null-allowed", "null-refused")]


def held_by_others(self: Comparison, before: Node, after: Node, old: list[Node], new: list[Node]) -> tuple[bool, bool]:
    """Return whether other branches hold all of the older one of a pair, and whether others held all of the newer."""
    from .alike import same_text

    if same_text(before, after) or len(old) > CLOSE_LOOKS or len(new) > CLOSE_LOOKS:
        return False, False
    others = [node for node in old if node is not before], [node for node in new if node is not after]
    if not (others[0] or others[1]) or (related := self.relation(before, after)) == "same":
        return False, False
    held = kept(self, before, others[1]), known(self, after, others[0])
    if held != (True, True) and kept(self, before, new) and known(self, after, old):
        return True, True
    return held if related == "other" or all(held) else (False, False)


def kept(self: Comparison, node: Node, new: list[Node]) -> bool:
    """Return whether every value of an older branch is still taken, by one newer branch or by several together."""

    def held(one: Node) -> bool:
        return any(self.relation(one, other) in ("same", "wider") for other in new[:CLOSE_LOOKS])

    sides = self.walk.old_resolver, self.walk.new_resolver
    return held(node) or by_parts(self, held, node, new, sides)


def known(self: Comparison, node: Node, old: list[Node]) -> bool:
    """Return whether every value of a newer branch was taken before, by one older branch or by several together."""

    def held(one: Node) -> bool:
        return any(self.relation(other, one) in ("same", "narrower") for other in old[:CLOSE_LOOKS])

    sides = self.walk.new_resolver, self.walk.old_resolver
    return held(node) or by_parts(self, held, node, old, sides)


def by_parts(
    self: Comparison, held: Callable[[Node], bool], node: Node, others: list[Node], sides: tuple[Resolver, Resolver]
) -> bool:
    """Return whether a branch falls into parts each of which is held: by its values, types, or what tells others apart.

    `sides` follow the references of the branch, and of the others.
    """

    def is_tag(name: str) -> bool:
        below = (self.walk.shape(other, sides[1]).properties.get(name, ()) for other in others)
        return any(len(written_values(one)) == 1 for one in below)

    shape = self.walk.shape(node, sides[0])
    return any(parts and all(map(held, parts)) for parts in splits_of(node, shape, sides[0], is_tag))


def report(self: Comparison, kind: str, node: Node, resolver: Resolver, union: Union) -> None:
    """Report a branch that came or went."""
    if node[0].via and node[0].via in self.old.via and node[0].via in self.new.via:
        return
    name = branch_name(node, resolver)
    side = Side(node[0].origin, node[0].schema)
    other = Side(self.parent(self.new if kind == "branch-removed" else self.old))
    pair = (side, other) if kind == "branch-removed" else (other, side)
    words = {"name": self.at.name, "value": name, "union": union.keyword}
    self.add(self.change(kind, self.at.below(f"<{name}>"), *pair, words))


def compare_union_discriminator(self: Comparison, left: Union, right: Union) -> None:
    """Compare the discriminators of two unions, where their shapes have not said it already."""
    if left is right or "discriminator" in self.old.notes or "discriminator" in self.new.notes:
        return
    if left.discriminator != right.discriminator:
        compare_discriminator(self, "discriminator", left.discriminator, right.discriminator)
