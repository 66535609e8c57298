"""Finds a value that was right and is now wrong: built from the schemas, checked with a validator against both."""

from __future__ import annotations

import json
from typing import Any

from msgspec import Struct

from ..model.interface import Direction
from .bundle import Bundle, TooLarge
from .edges import Sides, candidates
from .making import Maker
from .shape import shape_of

__all__ = ["Maker", "compiled"]


class Proof(Struct, frozen=True):
    """The values found that one side accepts and the other refuses: `old` and `new` in this order, or turned round."""

    wrong: tuple[Any, ...]
    accepted_by: str
    refused_by: str

    def witness(self, present: str = "", absent: str = "") -> dict[str, Any]:
        """Return the smallest value, of those that have or lack the property that a change is about."""

        def likely(value: Any) -> bool:
            names = value if isinstance(value, dict) else {}
            return (not present or present in names) and (not absent or absent not in names)

        value = shortest([value for value in self.wrong if likely(value)] or list(self.wrong))
        return {"value": value, "accepted_by": self.accepted_by, "refused_by": self.refused_by}


def proof(sides: Sides, direction: Direction) -> Proof | None:
    """Return the values found that the change makes wrong; None where none was found.

    Going in, the older schema accepts them and the newer refuses them; coming out, the other way round.
    """
    incoming = direction != "output"
    found = search(sides, direction) if incoming else search(swapped(sides), direction)
    sides_of = ("old", "new") if incoming else ("new", "old")
    return Proof(tuple(found), *sides_of) if found else None


def swapped(sides: Sides) -> Sides:
    """Return the sides the other way round."""
    return Sides(sides.new, sides.new_resolver, sides.old, sides.old_resolver, sides.known)


def search(sides: Sides, direction: Direction) -> list[Any]:
    """Return the values tried that the first side accepts and the second refuses."""
    try:
        accepts = compiled(Bundle(sides.old_resolver, direction).write(sides.old))
        refuses = compiled(Bundle(sides.new_resolver, direction).write(sides.new))
    except (TooLarge, RecursionError):
        return []
    if accepts is None or refuses is None:
        return []
    makers = Maker(sides.old_resolver, sides.known), Maker(sides.new_resolver, sides.known)
    shapes = shape_of(sides.old, sides.old_resolver), shape_of(sides.new, sides.new_resolver)
    right = [value for value in candidates(makers[0], shapes, sides) if accepts.is_valid(value)]
    return [value for value in right if not refuses.is_valid(value)]


def shortest(values: list[Any]) -> Any:
    """Return the value that is written shortest."""
    return min(values, key=lambda value: len(json.dumps(value, default=str)))


def compiled(schema: dict[str, Any]) -> Any:
    """Return a validator whose patterns run in linear time; None where the schema cannot be compiled."""
    import jsonschema_rs

    try:
        return jsonschema_rs.validator_for(schema, validate_formats=True, pattern_options=jsonschema_rs.RegexOptions())
    except Exception:  # the library raises its own error, and ValueError for a pattern that it cannot compile
        return None
