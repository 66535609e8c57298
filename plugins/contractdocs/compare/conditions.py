"""Compares what is refused by `not`, and what holds under a condition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..model.change import Side
from ..model.interface import Node
from .alike import same_text
from .flattening import alias
from .relations import relation
from .shape import shape_of
from .wording import raw

if TYPE_CHECKING:
    from .comparison import Comparison


def compare_nots(self: Comparison) -> None:
    """Compare what is refused: more of it leaves less that is right."""
    old, new = list(self.old.nots), list(self.new.nots)
    for node in list(old):
        match = next((other for other in new if same_text(node, other)), None)
        if match is not None:
            old.remove(node)
            new.remove(match)
    for node in list(old):
        match = next((other for other in new if refuse_alike(self, node, other)), None)
        if match is not None:
            old.remove(node)
            new.remove(match)
    if len(old) == len(new) == 1:  # what is refused became more, less, or both
        related = relation(self.walk, old[0], new[0])
        old, new = [] if related == "wider" else old, [] if related == "narrower" else new
    sides = (
        ("not-removed", old, self.new, self.walk.old_resolver),
        ("not-added", new, self.old, self.walk.new_resolver),
    )
    for kind, nodes, other, resolver in sides:
        for node in nodes:
            if not other.types & shape_of(node, resolver).types:
                continue  # it refuses what nothing else allows
            side = Side(node[0].origin, raw(node))
            left, right = (
                (side, Side(self.parent(self.new))) if kind == "not-removed" else (Side(self.parent(self.old)), side)
            )
            self.add(self.change(kind, self.at, left, right, {"name": self.at.name}))


def refuse_alike(self: Comparison, old: Node, new: Node) -> bool:
    """Return whether two nodes refuse the same, or go by one name: then they are compared where it is defined."""
    name = alias(old, self.walk.old_resolver)
    if name and name == alias(new, self.walk.new_resolver):
        return True
    return relation(self.walk, old, new) == "same"


def compare_conditions(self: Comparison) -> None:
    """Compare `if`, `then` and `else`: those of one condition with each other, then what is left in order."""
    old, new = list(self.old.conditions), list(self.new.conditions)
    pairs = []
    for left in list(old):
        right = next((one for one in new if is_one_condition(self, left, one)), None)
        if right is not None:
            pairs.append((left, right))
            old.remove(left)
            new.remove(right)
    for left, right in pairs:
        for part in ("then", "else"):
            self.optional_node(left.get(part), right.get(part), part, self.at.below(f"{{{part}}}"))
    changed = min(len(old), len(new))
    kinds = ["condition-changed"] * changed + ["condition-removed"] * (len(old) - changed)
    for index, kind in enumerate(kinds + ["condition-added"] * (len(new) - changed)):
        self.emit(kind, self.at, "if", words={"name": self.at.name}, old=index, new=index)


def is_one_condition(self: Comparison, left: Mapping[str, Node], right: Mapping[str, Node]) -> bool:
    """Return whether two conditions ask for the same, whatever they then demand."""
    return same_text(left["if"], right["if"]) or relation(self.walk, left["if"], right["if"]) == "same"
