"""Feeds: one line of text without marks of code; it is escaped where it is put in."""

from __future__ import annotations

from .html import clean


def plain(text: str) -> str:
    """Return one line of text without marks of code and without hidden characters."""
    return " ".join(clean(text).replace("`", "").split())
