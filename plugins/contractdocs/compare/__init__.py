"""Compares two interfaces: what changed, as facts, where it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .interfaces import compare

__all__ = ["compare"]


def __getattr__(name: str) -> Any:
    """Return `compare`, loaded when it is first asked for: all that it needs takes as long as to parse a megabyte."""
    if name != "compare":
        raise AttributeError(name)
    from .interfaces import compare

    return compare
