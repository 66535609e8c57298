"""Compares what arrays hold."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..model.interface import flip
from . import intervals
from .alike import same_text
from .forms import Bounds, Shape
from .objects import compare_unevaluated

if TYPE_CHECKING:
    from .comparison import Comparison


def compare_arrays(self: Comparison) -> None:
    """Compare what arrays hold."""
    compare_counts(self)
    several = all((side.items_count.high or 2) > 1 for side in (self.old, self.new))  # one item is unlike all others
    if self.old.unique_items != self.new.unique_items and several:
        kind = "unique-items-added" if self.new.unique_items else "unique-items-removed"
        self.emit(
            kind,
            self.at,
            "uniqueItems",
            words={"name": self.at.name},
            old=self.old.unique_items,
            new=self.new.unique_items,
        )
    old, new = self.old, self.new
    for index in range(max(len(old.prefix), len(new.prefix))):
        left = old.prefix[index] if index < len(old.prefix) else self.or_anything(old, old.items, "items")
        right = new.prefix[index] if index < len(new.prefix) else self.or_anything(new, new.items, "items")
        self.descend(left, right, self.at.below(f"[{index}]"))
    if not (ends(old) or ends(new)):  # what may follow a list of fixed length is told by its length
        self.optional_node(old.items, new.items, "items", self.at.below("[]"))
    compare_contains(self)
    compare_unevaluated(self, "unevaluatedItems")


def compare_counts(self: Comparison) -> None:
    """Compare how many items there may be; a least number that the items which must match reach anyway is none."""
    old, new = self.old.items_count, self.new.items_count
    self.old.items_count, self.new.items_count = reached(old, new, self.old), reached(new, old, self.new)
    intervals.compare(self, "items_count", "min-items", "max-items")


def reached(mine: Bounds, other: Bounds, shape: Shape) -> Bounds:
    """Return the least number of items of the other side, where the items that must match here reach it."""
    return replace(mine, low=other.low) if mine.low is None and (other.low or 0) <= least_matches(shape) else mine


def compare_contains(self: Comparison) -> None:
    """Compare `contains`: where some must match a narrower schema leaves fewer arrays right, where no more than so many
    may match a wider one does.
    """
    old, new, at = self.old, self.new, self.at.below("[contains]")
    if old.more_contains or new.more_contains:
        return compare_all_contained(self)
    if not (old.contains and new.contains):
        empty = 0 in (old.items_count.high, new.items_count.high)
        if not (empty and not (least_matches(old) or least_matches(new))):
            self.optional_node(old.contains, new.contains, "contains", at)
        return None
    looked_at = any("unevaluatedItems" in side.unevaluated for side in (old, new))
    if looked_at or least_matches(old) or least_matches(new):
        self.descend(old.contains, new.contains, at)
    if old.contains_count.high is not None or new.contains_count.high is not None:
        self.walk.node(old.contains, new.contains, at, flip(self.direction))
    intervals.compare(self, "contains_count", "min-contains", "max-contains")
    return None


def least_matches(shape: Shape) -> float:
    """Return how many items at least must match its `contains`."""
    return shape.contains_count.low or 0 if shape.contains else 0


def compare_all_contained(self: Comparison) -> None:
    """Compare several `contains`: those that are written alike are one; the others go together in their order.

    What one that came or went does is found by trying values, but where it is only asked how two nodes relate.
    """
    old, new = ([part for part in (side.contains, *side.more_contains) if part] for side in (self.old, self.new))
    gone = [part for part in old if not any(same_text(part, other) for other in new)]
    come = [part for part in new if not any(same_text(part, other) for other in old)]
    for left, right in zip_longest(gone, come, fillvalue=()) if self.walk.aside else zip(gone, come):
        self.optional_node(left, right, "contains", self.at.below("[contains]"))
    intervals.compare(self, "contains_count", "min-contains", "max-contains")
    counted = any(side.contains_count not in (Bounds(), Bounds(low=1)) for side in (self.old, self.new))
    if self.walk.aside and counted and (gone or come):  # which of them is counted is not kept
        self.emit("condition-changed", self.at, "contains", words={"name": self.at.name})


def ends(shape: Shape) -> bool:
    """Return whether a list ends with the items that are listed: nothing may follow them."""
    refused = shape.items is not None and any(part.schema is False for part in shape.items)
    return refused or shape.items_count.high == 0
