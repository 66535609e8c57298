"""What the words above a declaration say: a description, whether it is deprecated and until when."""

from __future__ import annotations

import re
from typing import Any

from .syntax import Comment

DEPRECATED = re.compile(r"^(?:\w+ is )?deprecated\b[:.]?", re.IGNORECASE)
DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
SUNSET = re.compile(r"^\s*sunset:\s*(\d{4}-\d{2}-\d{2})\s*$", re.IGNORECASE)
ANNOTATION = re.compile(r"^\s*(?:@\w+|swagger:|\+\w+(?::\w+)?=|nolint)")


def notes_of(comment: Comment) -> dict[str, Any]:
    """Return the annotations that a comment means: a paragraph that begins with `Deprecated:` (go.dev/wiki/Deprecated).

    The day after which a deprecated part may go is the one that the paragraph names, or a line `Sunset:`.
    """
    if not comment.lines:
        return {}
    lines = [line for line, _ in comment.lines if not ANNOTATION.match(line)]
    sunset = next((found[1] for line in lines if (found := SUNSET.match(line))), "")
    text = "\n".join(line for line in lines if not SUNSET.match(line)).strip()
    notes: dict[str, Any] = {"description": text} if text else {}
    warning = next((part for part in text.split("\n\n") if DEPRECATED.match(part.lstrip())), None)
    if warning is not None:
        dated = DATE.search(warning)
        sunset = sunset or (dated[1] if dated else "")
        notes["deprecated"] = True
    return {**notes, "x-sunset": sunset} if sunset else notes
