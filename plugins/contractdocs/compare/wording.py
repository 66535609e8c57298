"""Values as they stand in messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..model.interface import Node
from .forms import CANONICAL


def raw(node: Node) -> Any:
    """Return what was written, without the places that a reader of another format noted."""
    return without_places(node[0].schema) if node and node[0].dialect == "odcs" else node[0].schema if node else None


def without_places(value: Any) -> Any:
    """Return a value without `x-at` and `x-keys`: where a thing stands is not what it is."""
    if isinstance(value, Mapping):
        return {key: without_places(item) for key, item in value.items() if key not in ("x-at", "x-keys")}
    return [without_places(item) for item in value] if isinstance(value, list) else value


def show(value: Any) -> str:
    """Return a value as a short word for a message."""
    text = value if isinstance(value, str) else CANONICAL(value)
    return text if len(text) <= 60 else text[:57] + "…"


def listed(values: Sequence[Any]) -> str:
    """Return values as a short list for a message."""
    shown = [f"`{show(value)}`" for value in values[:5]]
    return ", ".join(shown) + (f" and {len(values) - 5} more" if len(values) > 5 else "")
