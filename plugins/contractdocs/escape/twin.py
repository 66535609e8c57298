"""Markdown twins of pages: marks in a line are no Markdown, and a longer text is a quotation."""

from __future__ import annotations

import re

from .html import clean

MARKS = re.compile(r"([\\`*_\[\]<>|])")


def word(text: str) -> str:
    """Return one line of a contract's text whose marks are no Markdown."""
    return MARKS.sub(r"\\\1", " ".join(clean(text).split()))


def code(text: str) -> str:
    """Return a text as code."""
    said = " ".join(clean(text).split())
    fence = "``" if "`" in said else "`"
    return f"{fence} {said} {fence}" if "`" in said else f"`{said}`"


def quoted(text: str) -> str:
    """Return a contract's own text as a quotation: it is no part of the page's outline, and no HTML."""
    lines = clean(text).replace("<", "&lt;").strip().splitlines()
    return "\n".join(f"> {line}".rstrip() for line in lines)
