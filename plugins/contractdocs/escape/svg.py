"""Pictures: one line of text that fits, without what is not seen; it is escaped where it is put in."""

from __future__ import annotations

from .html import clean

LONGEST = 60


def short(text: str) -> str:
    """Return one line that fits."""
    said = " ".join(clean(text).split())
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
