"""How two nodes relate as sets of values, asked by comparing them on the side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..model.change import Change
from ..model.interface import Node
from .address import Address

if TYPE_CHECKING:
    from .schema import SchemaWalk

Relation = Literal["same", "wider", "narrower", "other"]

NARROWER = frozenset(
    [
        "type-narrowed",
        "null-refused",
        "enum-value-removed",
        "enum-added",
        "minimum-raised",
        "maximum-lowered",
        "min-length-raised",
        "max-length-lowered",
        "min-items-raised",
        "max-items-lowered",
        "min-properties-raised",
        "max-properties-lowered",
        "min-contains-raised",
        "max-contains-lowered",
        "multiple-of-tightened",
        "pattern-added",
        "pattern-narrowed",
        "format-added",
        "format-narrowed",
        "unique-items-added",
        "property-became-required",
        "required-property-added",
        "property-added",
        "closed-property-removed",
        "additional-properties-closed",
        "additional-items-closed",
        "dependent-required-added",
        "not-added",
        "condition-added",
        "branch-removed",
        "value-forbidden",
        "property-refused",
        "property-name-rule-added",
    ]
)
WIDER = frozenset(
    [
        "type-widened",
        "null-allowed",
        "enum-value-added",
        "enum-removed",
        "minimum-lowered",
        "maximum-raised",
        "min-length-lowered",
        "max-length-raised",
        "min-items-lowered",
        "max-items-raised",
        "min-properties-lowered",
        "max-properties-raised",
        "min-contains-lowered",
        "max-contains-raised",
        "multiple-of-loosened",
        "pattern-removed",
        "pattern-widened",
        "format-removed",
        "format-widened",
        "unique-items-removed",
        "property-became-optional",
        "property-removed",
        "optional-property-removed",
        "closed-property-added",
        "additional-properties-opened",
        "additional-items-opened",
        "dependent-required-removed",
        "not-removed",
        "condition-removed",
        "branch-added",
        "value-allowed",
        "property-name-rule-removed",
    ]
)
SAME = frozenset(
    [
        "description-changed",
        "default-added",
        "default-removed",
        "default-changed",
        "deprecated-added",
        "deprecated-removed",
        "sunset-added",
        "sunset-removed",
        "sunset-moved-earlier",
        "sunset-moved-later",
        "extensible-enum-value-added",
        "extensible-enum-value-removed",
        "discriminator-value-added",
        "discriminator-value-removed",
        "discriminator-added",
        "discriminator-removed",
    ]
)


ABOUT_NULL = frozenset(["null-allowed", "null-refused"])
"""What unions take back: it is said of the whole."""


class SettledError(Exception):
    """Two nodes are known to be neither the wider nor the narrower one."""


class Kinds(list[Change]):
    """Changes that are collected until they have ruled out that either side holds the other."""

    def __init__(self) -> None:
        super().__init__()
        self.may_be_wider = self.may_be_narrower = True

    def append(self, change: Change) -> None:
        """Keep a change; raise SettledError where no further one can matter."""
        super().append(change)
        if change.kind not in SAME and change.kind not in ABOUT_NULL:
            self.may_be_wider &= change.kind in WIDER
            self.may_be_narrower &= change.kind in NARROWER
            if not (self.may_be_wider or self.may_be_narrower):
                raise SettledError


def relation(walk: SchemaWalk, old: Node, new: Node) -> Relation:
    """Return how the values of `new` relate to those of `old`."""
    aside = walk.scratch()
    aside.changes = Kinds()
    try:
        aside.node(old, new, Address("?"), "both")
    except SettledError:
        return "other"
    kinds = {change.kind for change in aside.changes} - SAME
    if not kinds:
        return "same"
    if kinds <= WIDER:
        return "wider"
    return "narrower" if kinds <= NARROWER else "other"
