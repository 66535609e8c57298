"""Reads Go: the types, constants and services of a package are a contract, its comments say the rest."""

from __future__ import annotations

from .format import Go
from .lower import lower_go

__all__ = ["Go", "lower_go"]
