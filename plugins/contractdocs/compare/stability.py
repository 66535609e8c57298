"""Compares how stable a part is said to be: draft, alpha, beta, stable (`x-stability-level`)."""

from __future__ import annotations

STABILITY = {"draft": 0, "alpha": 1, "beta": 2}
UNPROMISED = 1


def stability_of(stated: str) -> int:
    """Return how stable something is called; where nothing is said, it is stable."""
    return STABILITY.get(stated.lower(), 3)


def stability_kind(old: int, new: int) -> str:
    """Return the kind of a move between two stabilities, empty where there is none."""
    if old == new:
        return ""
    if new > old:
        return "stability-raised"
    return "stability-withdrawn" if old > UNPROMISED >= new else "stability-lowered"
