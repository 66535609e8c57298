"""What an object says of the names that it does not list."""

from __future__ import annotations

import re

from ..model.interface import Node
from .forms import Shape
from .languages import follows


def of_others(shape: Shape) -> Node | None:
    """Return what an object says of the names that it does not list, None where it says nothing."""
    return shape.additional[0] if shape.additional else None


def names_within(shape: Shape, pattern: str) -> Node | None:
    """Return what an object says of the names that match a pattern: by a wider pattern, else as of any other name."""
    wider = [node for other, node in shape.pattern_properties.items() if follows((pattern,), other)]
    return tuple(part for node in wider for part in node) or of_others(shape)


def by_pattern(shape: Shape, name: str) -> Node:
    """Return what patterns say of a name that is not listed."""
    found = [node for pattern, node in shape.pattern_properties.items() if follows((f"^{re.escape(name)}$",), pattern)]
    return tuple(part for node in found for part in node)


def closed(shape: Shape) -> bool:
    """Return whether an object refuses the names that it does not list."""
    parts = [*shape.additional, shape.unevaluated.get("unevaluatedProperties", ())]
    return any(not any_allowed(part) for part in parts)


def any_allowed(node: Node) -> bool:
    """Return whether a node allows anything at all."""
    return all(part.schema is not False for part in node)
