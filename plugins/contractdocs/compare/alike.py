"""Whether two nodes are written alike."""

from __future__ import annotations

from typing import Any

from msgspec.json import encode

from ..model.interface import Node
from .forms import CANONICAL


def same_text(old: Node, new: Node) -> bool:
    """Return whether two nodes are written alike and read alike."""
    if len(old) != len(new):
        return False
    if len(old) == 1:
        return old[0].dialect == new[0].dialect and same_value(old[0].schema, new[0].schema)
    return all(a.dialect == b.dialect and same_value(a.schema, b.schema) for a, b in zip(old, new))


def same_value(old: Any, new: Any) -> bool:
    """Return whether two values are equal and of the same kinds: for Python, true equals 1."""
    if old is new:
        return True
    return bool(old == new) and (encode(old) == encode(new) or CANONICAL(old) == CANONICAL(new))


def all_via_one_name(old: Node, new: Node) -> bool:
    """Return whether both nodes come out of one named schema: they are compared where it is defined."""
    names = {part.via for part in (*old, *new)}
    return len(names) == 1 and "" not in names
