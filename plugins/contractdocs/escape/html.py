"""Pages: everything is escaped where it is put in, and what is not seen is left out."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup, escape

__all__ = ["HIDDEN", "Markup", "clean", "escape", "literal", "shown"]

UNSEEN = (
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff"
)
HIDDEN = re.compile(f"[{UNSEEN}]")
WATCHED = re.compile(f"[&<>'\"{UNSEEN}]")


def clean(text: str) -> str:
    """Return a text without characters that are not seen, or that turn others round."""
    return HIDDEN.sub("", text)


def literal(text: str) -> Markup:
    """Return code as it stands between tags, where quotes need no escape."""
    return Markup(clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def shown(value: Any) -> str:
    """Return a value as it goes into a page: what is HTML already as it is, nothing for None, all else escaped."""
    kind = type(value)
    if kind is str:
        return escape(clean(value)) if WATCHED.search(value) else str(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if value is None:
        return ""
    return escape(clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value)
