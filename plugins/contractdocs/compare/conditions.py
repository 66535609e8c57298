"""Compares what is refused by `not`, and what holds under a condition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..model.change import Side
from ..model.interface import Node
from .alike import same_text
from .flattening import alias
from .implied import apart, conditions_hold
from .relations import relation
from .wording import raw

if TYPE_CHECKING:
    from .address import Address
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
    for kind, nodes in (("not-removed", old), ("not-added", new)):
        for node in nodes:
            if apart(self, node, older=kind == "not-added"):
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
            compare_part(self, part, left, right)
    old = [parts for parts in old if not conditions_hold(self, parts, older=False)]
    new = [parts for parts in new if not conditions_hold(self, parts, older=True)]
    for index in range(max(len(old), len(new))):
        kind = condition_kind(self, old[index : index + 1], new[index : index + 1])
        if kind:
            self.emit(kind, self.at, "if", words={"name": self.at.name}, old=index, new=index)


def condition_kind(self: Comparison, old: Sequence[Mapping[str, Node]], new: Sequence[Mapping[str, Node]]) -> str:
    """Return what became of a condition, or stands at its place: it may bind more than it did, less, or both."""
    binds_more = bool(new) and not (old and conditions_hold(self, new[0], older=True, known=old[0]))
    binds_less = bool(old) and not (new and conditions_hold(self, old[0], older=False, known=new[0]))
    return CONDITION_KINDS[binds_more, binds_less]


CONDITION_KINDS = {
    (True, True): "condition-changed",
    (True, False): "condition-added",
    (False, True): "condition-removed",
    (False, False): "",
}


def compare_part(self: Comparison, part: str, left: Mapping[str, Node], right: Mapping[str, Node]) -> None:
    """Compare what is asked where a condition is met, or where it is not; what holds anyway is no demand."""
    at = self.at.below(f"{{{part}}}")
    before, after = ({name: side[name] for name in ("if", part) if name in side} for side in (left, right))
    if part in before and part in after:
        if not same_text(left[part], right[part]) and not (
            conditions_hold(self, before, older=False) and conditions_hold(self, after, older=True)
        ):
            compare_bound(self, left[part], right[part], at)
    elif part in after and not conditions_hold(self, after, older=True):
        self.emit("condition-added", at, "if", words={"name": at.name}, new=raw(right[part]))
    elif part in before and not conditions_hold(self, before, older=False):
        self.emit("condition-removed", at, "if", words={"name": at.name}, old=raw(left[part]))


def compare_bound(self: Comparison, left: Node, right: Node, at: Address) -> None:
    """Compare what holds under a condition, which is written to be checked: there no name is merely added."""
    since = len(self.walk.changes)
    self.descend(left, right, at)
    if self.old.unevaluated or self.new.unevaluated:
        return  # there a name that is listed is one more that may come
    said = self.walk.changes[since:]
    self.walk.changes[since:] = [
        replace(one, kind=BOUND[one.kind]) if one.kind in BOUND and one.address.startswith(str(at)) else one
        for one in said
    ]


BOUND = {"property-added": "condition-added", "optional-property-removed": "condition-removed"}


def is_one_condition(self: Comparison, left: Mapping[str, Node], right: Mapping[str, Node]) -> bool:
    """Return whether two conditions ask for the same, whatever they then demand."""
    return same_text(left["if"], right["if"]) or relation(self.walk, left["if"], right["if"]) == "same"
