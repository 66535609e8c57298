"""A tree that grows while a document is read, with the place of each part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...documents.document import Spot
from .blocks import Cell

At = tuple[int, int]
Steps = tuple[str, ...]


class Tree:
    """Data and spots: a part is put at its steps, and what stands around it is made on the way."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.spots: dict[Steps, Spot] = {(): Spot((1, 1))}

    def at(self, steps: Steps) -> Any:
        """Return what stands at steps; None where nothing does."""
        value: Any = self.data
        for step in steps:
            if isinstance(value, list):
                value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
            else:
                value = value.get(step) if isinstance(value, dict) else None
        return value

    def put(self, steps: Steps, value: Any, at: At | None = None, key: At | None = None) -> None:
        """Put a value at steps, with its place where it has one of its own."""
        holder: Any = self.data
        for index, step in enumerate(steps[:-1]):
            if isinstance(holder, list):
                holder = holder[int(step)]
                continue
            if not isinstance(holder.get(step), (dict, list)):
                holder[step] = {}
                if at and steps[: index + 1] not in self.spots:
                    self.spots[steps[: index + 1]] = Spot(at, key or at)
            holder = holder[step]
        holder[steps[-1]] = value
        if at:
            self.spots[steps] = Spot(at, key or at)

    def append(self, steps: Steps, value: Any, at: At) -> Steps:
        """Put a value at the end of the list at steps, and return its own steps."""
        if not isinstance(self.at(steps), list):
            self.put(steps, [], at)
        held = self.at(steps)
        held.append(value)
        whole = (*steps, str(len(held) - 1))
        self.spots[whole] = Spot(at, at)
        return whole

    def graft(self, steps: Steps, value: Any, spots: Mapping[Steps, Spot]) -> None:
        """Put a tree that has spots of its own at steps."""
        own = spots.get(())
        self.put(steps, value, own.value if own else None, own.key if own else None)
        self.spots.update({(*steps, *below): spot for below, spot in spots.items() if below})


def place_of(cell: Cell) -> At:
    """Return the place of a cell."""
    return cell.line, cell.column
