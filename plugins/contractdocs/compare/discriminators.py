"""Compares the property that tells the branches of a union apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..model.interface import Resolver
from .forms import Shape
from .shape import shape_of
from .wording import show

if TYPE_CHECKING:
    from .comparison import Comparison


def compare_discriminator(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report another discriminator."""
    old, new = (value if isinstance(value, Mapping) else {} for value in (old, new))
    before, after = old.get("propertyName"), new.get("propertyName")
    words = {"name": self.at.name, "old": show(before), "new": show(after)}
    if before != after and (before is None or after is None) and tells_itself(self, str(before or after)):
        return
    if before != after:
        kind = (
            "discriminator-added"
            if before is None
            else "discriminator-removed"
            if after is None
            else "discriminator-changed"
        )
        self.emit(kind, self.at, keyword, words=words, old=before, new=after)
        return
    left, right = (side.get("mapping") if isinstance(side.get("mapping"), Mapping) else {} for side in (old, new))
    for value in sorted({*left, *right}, key=str):
        if left.get(value) != right.get(value):
            kind = "discriminator-value-" + (
                "added" if value not in left else "removed" if value not in right else "changed"
            )
            words = {"name": self.at.name, "value": show(value)}
            self.emit(kind, self.at, keyword, words=words, old=left.get(value), new=right.get(value))


def tells_itself(self: Comparison, name: str) -> bool:
    """Return whether a property is a constant of every branch on both sides: saying so once more changes nothing."""
    return all(
        any(
            union.branches and all(constant(shape_of(branch, resolver), name, resolver) for branch in union.branches)
            for union in shape.unions
        )
        for shape, resolver in ((self.old, self.walk.old_resolver), (self.new, self.walk.new_resolver))
    )


def constant(shape: Shape, name: str, resolver: Resolver) -> bool:
    """Return whether an object must have a property, and the property takes one value alone."""
    if name not in shape.required or name not in shape.properties:
        return False
    values = shape_of(shape.properties[name], resolver).enum
    return values is not None and len(values) == 1
