"""Pages: everything is escaped where it is put in, and what is not seen is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

__all__ = ["HIDDEN", "Markup", "clean", "escape", "filled", "joined", "literal", "shown"]

NOT_SEEN = (
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff"
)
HIDDEN = re.compile(f"[{NOT_SEEN}]")
TELLING = re.compile(f"[&<>\"'{NOT_SEEN}]")
"""What a text cannot hold where it is to be written as it stands."""


def clean(text: str) -> str:
    """Return a text without characters that are not seen, or that turn others round."""
    return HIDDEN.sub("", text)


def literal(text: str) -> Markup:
    """Return code as it stands between tags, where quotes need no escape."""
    return Markup(clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def shown(value: Any) -> Any:
    """Return a value as a template puts it into a page, where it is escaped: nothing hidden, nothing for None."""
    if type(value) is str:
        return HIDDEN.sub("", value)
    if value is None:
        return ""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def filled(text: str, *values: Any) -> Markup:
    """Return HTML that is written here with values in its places `{}`, each as a template would put it in: escaped."""
    return Markup(text.format(*map(written, values)))


def joined(parts: Iterable[Any]) -> Markup:
    """Return parts one after the other, each as a template would put it in: escaped where it is text."""
    return Markup("".join(map(written, parts)))


def written(value: Any) -> str:
    """Return a value as it stands between tags or in an attribute; HTML that is finished stays as it is."""
    kind = type(value)
    if kind is Markup or (kind is str and TELLING.search(value) is None):
        return value  # type: ignore[no-any-return]
    return escape(shown(value))
