"""Where a part of a document stood: the nearest heading before it that is still there."""

from __future__ import annotations

from ..model.interface import Interface, Origin


def nearest_heading(origin: Origin, old: Interface, new: Interface) -> Origin | None:
    """Return the heading of the newer document that stood nearest before a part of the older one.

    None where the newer one has none of them, or is no document with headings.
    """
    left: dict[str, list[Origin]] = {}
    for text, place in new.headings:
        left.setdefault(text, []).append(place)
    line = origin.document.place(origin.pointer, key=True).line
    before = [text for text, place in old.headings if place.document.place(place.pointer).line <= line]
    for index in range(len(before) - 1, -1, -1):
        if before[index] in left:
            same = left[before[index]]
            return same[min(before[: index + 1].count(before[index]), len(same)) - 1]
    return new.headings[0][1] if new.headings else None
