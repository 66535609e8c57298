"""Makes text from contracts safe for a terminal: nothing that steers it, nothing that hides."""

from __future__ import annotations

import unicodedata

from ..model.secrets import is_suspect, redacted

KEPT = frozenset("\n\t")
HIDING = frozenset(
    ["Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"]
)  # control, format (bidi), private, surrogate, unassigned, separators


def safe(text: str) -> str:
    """Return the text with every character that steers or hides shown as its code point, and credentials hidden."""
    text = redacted(text)
    if is_seen(text):
        return text
    return "".join(char if char in KEPT or not hides(char) else f"\\u{{{ord(char):x}}}" for char in text)


def is_safe(text: str) -> bool:
    """Return whether a text is certainly safe as it is, told at a glance."""
    return is_seen(text) and not is_suspect(text)


def is_seen(text: str) -> bool:
    """Return whether every character is simply seen: the quick answer, right nearly always."""
    return text.replace("\n", "").replace("\t", "").isprintable()


def hides(char: str) -> bool:
    """Return whether a character is not simply seen."""
    return unicodedata.category(char) in HIDING and char not in "\u200c\u200d"
