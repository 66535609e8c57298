"""Compares two interfaces: what changed, as facts, where it was made."""

from __future__ import annotations

from .interfaces import compare

__all__ = ["compare"]
