"""Edits what code says about itself: the value of a line such as `// Status: draft`, of a constant, or one more line.

As with every edit, the text is read again, and counts only where it says what it said before, apart from the edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..documents import Document, DocumentError, Limits, parse
from ..documents.pointers import split
from ..formats.lowering import NOT_READ
from ..formats.noted import NOTED
from ..formats.spelled_versions import same_version
from .editing import EditError, at, replaced, text_of

LABELS = {
    "x-status": "Status",
    "x-released": "Released",
    "x-sunset": "Sunset",
    "x-change-notes": "Change notes",
    "x-status-reason": "Status reason",
}
"""The words before a value in a comment, by the key that it has in the tree."""
NOTES = (NOTED, NOT_READ)
"""What the document is told about itself by its reader, which an edit may change."""


def with_value(document: Document, pointer: str, value: str, limits: Limits) -> Document:
    """Return the document with another value at a pointer; raise EditError where it stands in another file, or as code.

    A value that is made of several parts is not written anywhere as such.
    """
    old, place = at(document.data, split(pointer)), document.place(pointer)
    lines = text_of(document).split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if isinstance(old, str) and place.file == document.file and line.startswith(old, place.column - 1):
        start = place.column - 1
        lines[place.line - 1] = line[:start] + one_line(value) + line[start + len(old) :]
        made = tried(document, "\n".join(lines), split(pointer), one_line(value), limits)
        if made is not None:
            return made
    raise EditError(place, value)


def with_other_versions(document: Document, old: str, new: str, limits: Limits) -> Document:
    """Return the document of a new version with the old one changed wherever else it stands, as far as can be."""
    lines = text_of(document).split("\n")
    told = [item for item in document.data.get(NOTED, []) if item.get("rule") == "version-disagreement"]
    for item in (item for item in told if same_version(item["words"]["other"], old)):
        place, other = document.place("/" + "/".join(item["steps"])), item["words"]["other"]
        line, start = lines[place.line - 1], place.column - 1
        start += line[start : start + 1] in ("'", '"')
        if place.file == document.file and line.startswith(other, start):
            lines[place.line - 1] = line[:start] + new + line[start + len(other) :]
    try:
        made = reread(document.file, "\n".join(lines).encode(), limits)
    except DocumentError:
        return document
    return made if same_but_order(made, document.data) else document


def with_line(document: Document, key: str, value: str, after: Sequence[str], limits: Limits) -> Document:
    """Return the document with one more line in its comment, behind the first of `after` that stands in one."""
    lines = text_of(document).split("\n")
    place = document.place("")
    for before in (name for name in after if isinstance(document.data.get(name), str)):
        place = document.place(f"/{before}")
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        head, colon, _ = line[: place.column - 1].rpartition(":")
        mark = head[: len(head) - len(head.lstrip(" \t/*@"))]
        if colon and place.file == document.file and head.strip():
            end = "\r" if line.endswith("\r") else ""
            added = f"{mark}{LABELS[key]}: {one_line(value)}{end}"
            made = tried(
                document, "\n".join([*lines[: place.line], added, *lines[place.line :]]), [key], one_line(value), limits
            )
            if made is not None:
                return made
    raise EditError(place, f"{LABELS[key]}: {value}")


def tried(document: Document, text: str, steps: Sequence[str], value: str, limits: Limits) -> Document | None:
    """Return the document that a text is in place of another; None where more than one value is another now."""
    try:
        before, made = (reread(document.file, content, limits) for content in (document.content, text.encode()))
    except DocumentError:
        return None
    wanted = replaced({**before.data, **({} if steps[0] in before.data else {steps[0]: ""})}, steps, value)
    return made if same_but_order(made, wanted) else None


def same_but_order(document: Document, wanted: dict[str, Any]) -> bool:
    """Return whether a document says what is wanted, its statements in whatever order."""
    data = {key: value for key, value in document.data.items() if key not in NOTES}
    wanted = {key: value for key, value in wanted.items() if key not in NOTES}
    return repr(data) == repr({key: wanted[key] for key in data if key in wanted}) and len(wanted) == len(data)


def reread(file: str, content: bytes, limits: Limits) -> Document:
    """Return a text as its format reads it, without the files beside it; raise DocumentError."""
    from ..formats import detect

    document = parse(file, content, limits)
    found = detect(document)
    return found.read(document, Alone()).origin.document if found else document


class Alone:
    """Fetches nothing."""

    def __call__(self, path: str) -> Document | None:
        """Return nothing."""
        return None

    def folder(self, path: str) -> tuple[str, ...]:
        """Return the file alone."""
        return (path,)


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
