"""Pairs the branches of two unions: by reference, text, title, meaning, and at last likeness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.interface import Node, Resolver
from .branches import CLOSE_LOOKS, branch_title
from .flattening import alias
from .forms import Shape, canonical
from .shape import shape_of

if TYPE_CHECKING:
    from .comparison import Comparison


def pair_up(self: Comparison, old: list[Node], new: list[Node]) -> list[tuple[Node, Node]]:
    """Return the branches that belong together."""
    pairs: list[tuple[Node, Node]] = []
    left, right = list(old), list(new)
    for key in (branch_key, branch_title):
        take_equal(pairs, left, right, lambda n, r, key=key: key(n, r), self.walk.old_resolver, self.walk.new_resolver)
    if len(left) <= CLOSE_LOOKS and len(right) <= CLOSE_LOOKS:
        take_best(self, pairs, left, right)
    return pairs


def take_equal(
    pairs: list[tuple[Node, Node]], left: list[Node], right: list[Node], key: Any, old: Resolver, new: Resolver
) -> None:
    """Move the branches with equal keys from both lists into `pairs`."""
    by_key: dict[str, list[Node]] = {}
    for node in right:
        found = key(node, new)
        if found:
            by_key.setdefault(found, []).append(node)
    for node in list(left):
        matches = by_key.get(key(node, old) or "", [])
        if matches:
            match = matches.pop(0)
            pairs.append((node, match))
            left[:] = [item for item in left if item is not node]
            right[:] = [item for item in right if item is not match]


def branch_key(node: Node, resolver: Resolver) -> str:
    """Return what a branch refers to, or its text."""
    return alias(node, resolver) or canonical([part.schema for part in node])


def take_best(self: Comparison, pairs: list[tuple[Node, Node]], left: list[Node], right: list[Node]) -> None:
    """Pair what is left by meaning first, then by likeness."""
    shapes = {id(n): shape_of(n, self.walk.old_resolver) for n in left}
    shapes.update({id(n): shape_of(n, self.walk.new_resolver) for n in right})
    scored = [
        (score, i, j, before, after)
        for i, before in enumerate(left)
        for j, after in enumerate(right)
        if (score := likeness(self, before, after, shapes)) > 0
    ]
    taken: set[int] = set()
    for _, _, _, before, after in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if id(before) not in taken and id(after) not in taken:
            taken |= {id(before), id(after)}
            pairs.append((before, after))


def likeness(self: Comparison, before: Node, after: Node, shapes: dict[int, Shape]) -> float:
    """Return how alike two branches are: 3 the same, 2 one holds the other, below 1 the share of properties."""
    old, new = shapes[id(before)], shapes[id(after)]
    if not old.types & new.types:
        return 0.0
    related = self.relation(before, after)
    if related == "same":
        return 3.0
    common = {*old.properties} & {*new.properties}
    every = {*old.properties} | {*new.properties}
    share = len(common) / len(every) if every else 0.5
    if every and share < 0.5:
        return 0.0
    return (1.0 if related in ("wider", "narrower") else 0.0) + share
