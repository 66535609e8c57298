"""Edits what a Markdown document says about itself: a key of its front matter, or a line such as `**Status**: active`.

As with every edit, the text is read again, and counts only where it says what it said before, apart from the edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..documents import Document, DocumentError, Limits
from ..documents.pointers import split
from ..formats.markdown.blocks import blocks_of
from ..formats.markdown.stated import Entry, stated_in
from ..formats.noted import NOTED
from ..formats.spelled_versions import numbers, same_version
from .commented import one_line, reread
from .editing import EditError, at, replaced, text_of
from .spelling import spellings

LABELS = {
    "x-status": "Status",
    "x-released": "Released",
    "x-sunset": "Sunset",
    "x-change-notes": "Change notes",
    "x-status-reason": "Status reason",
}
"""The words before a value on a line of its own, by the key that it has in the tree."""
BEFORE_VALUE = re.compile(r"[\"'`]?v?", re.IGNORECASE)
LABEL = re.compile(r"^(?P<lead>[>*_\s-]*)(?P<name>[^\s:*_][^:*_]*)(?P<mark>[*_]*\s*:[*_]*\s*)")
DAY = r"\d{4}-\d{2}-\d{2}"
STEM = re.compile(
    rf"[*_`\[]*(?:version\s+)?(?:{DAY}|v?\d+(?:\.\d+)*)[\]*_`]*(?:\s*[-–—(,/]*\s*(?:{DAY}|v?\d+(?:\.\d+)+)\)?)?[*_`)]*"
    r"(?:\s*[:–—-]+\s*|\s+|$)",
    re.IGNORECASE,
)
"""The version and the date that an entry of a change log begins with."""
OWN = "x-markdown"
"""What the document is told about itself by its reader: lines and counts, which an edit may move."""


def with_value(document: Document, pointer: str, value: str, limits: Limits) -> Document:
    """Return the document with another value at a pointer; raise EditError where it is not written there as such."""
    old, place = at(document.data, split(pointer)), document.place(pointer)
    lines = text_of(document).split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    before = BEFORE_VALUE.match(line, place.column - 1)
    start = before.end() if before else place.column - 1
    if isinstance(old, str) and place.file == document.file and line.lower().startswith(old.lower(), start):
        for spelling, begin, end in ways(line, old, one_line(value), start, in_front(lines, place.line)):
            lines[place.line - 1] = line[:begin] + spelling + line[end:]
            made = tried(document, "\n".join(lines), split(pointer), one_line(value), limits)
            if made is not None:
                return made
    raise EditError(place, value)


def ways(line: str, old: str, value: str, start: int, front: bool) -> Iterator[tuple[str, int, int]]:
    """Yield how a value may be written in the place of the old one: as it is, then in the quotes that YAML asks for."""
    end = start + len(old)
    yield value, start, end
    if front and line[start - 1 : start] not in ("'", '"'):
        yield from ((spelling, start, end) for spelling in spellings("", value, "yaml"))


def with_line(document: Document, key: str, value: str, after: Sequence[str], limits: Limits) -> Document:
    """Return the document with one more statement, behind the first of `after` that stands on a line of its own."""
    lines = text_of(document).split("\n")
    info = document.data.get("info", {})
    place = document.place("")
    for name in (name for name in after if isinstance(info.get(name), str)):
        place = document.place(f"/info/{name}")
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        for added in like(line, LABELS[key], one_line(value), in_front(lines, place.line)):
            text = "\n".join([*lines[: place.line], added, *lines[place.line :]])
            made = tried(document, text, ["info", key], one_line(value), limits)
            if made is not None:
                return made
    raise EditError(place, f"{LABELS[key]}: {value}")


def like(line: str, label: str, value: str, front: bool) -> Iterator[str]:
    """Yield a statement as the line beside it is written: a key of front matter, or words with the same marks."""
    end = "\r" if line.endswith("\r") else ""
    if front:
        yield from (f"{label.lower().replace(' ', '-')}: {spelling}{end}" for spelling in spellings("", value, "yaml"))
    elif found := LABEL.match(line):
        gap = "  " if line.rstrip("\r").endswith("  ") else ""
        yield f"{found['lead']}{label}{found['mark']}{value}{gap}{end}"


def in_front(lines: Sequence[str], number: int) -> bool:
    """Return whether a line stands in the front matter."""
    ends = (index for index, line in enumerate(lines) if index and line.rstrip() == "---")
    return bool(lines) and lines[0].rstrip() == "---" and number <= next(ends, 0)


def tried(document: Document, text: str, steps: Sequence[str], value: str, limits: Limits) -> Document | None:
    """Return the document that a text is in place of another; None where more than one value is another now."""
    try:
        before, made = (reread(document.file, content, limits) for content in (document.content, text.encode()))
    except DocumentError:
        return None
    info = {**before.data.get("info", {}), steps[-1]: ""}
    wanted = replaced({**before.data, "info": info}, steps, value)
    return made if said(made.data, steps[-1]) == said(wanted, steps[-1]) else None


def said(data: Mapping[str, Any], key: str) -> Any:
    """Return what a document says, without what its reader notes of it; its date may follow from its version."""
    info = {name: item for name, item in data["info"].items() if name == key or name != "x-released"}
    return {name: item for name, item in data.items() if name not in (OWN, NOTED)} | {"info": info}


# -- the other places that a release changes ------------------------------------------------------------------------


def logged(document: Document, old: str, new: str, day: str, notes: str, limits: Limits) -> tuple[Document, bool]:
    """Return the document of a new version with its title, its constants and its change log brought along.

    The second value says whether the notes stand in the change log now. What is written in another way is left as it
    is: the rule `version-disagreement` points at it.
    """
    text = text_of(document)
    known = stated_in(document.file, text, blocks_of(text))
    lines = text.split("\n")
    for one in known.versions:
        if one.source in ("the title", "a line of its own", "a constant", "a comment") and same_version(one.value, old):
            line, start = lines[one.at[0] - 1], one.at[1] - 1
            if line.startswith(one.value, start):
                lines[one.at[0] - 1] = line[:start] + as_long(new, one.value) + line[start + len(one.value) :]
    added = entry_like(known.log, lines, new, day, notes)
    if added:
        at, rows = added
        lines[at:at] = rows
    try:
        made = reread(document.file, "\n".join(lines).encode(), limits)
    except DocumentError:
        return document, False
    before = reread(document.file, document.content, limits)
    return (made, bool(added)) if promised(made.data) == promised(before.data) else (document, False)


def promised(data: Mapping[str, Any]) -> Any:
    """Return what a document promises, without what it says about itself."""
    kept = {name: item for name, item in data.items() if name not in (OWN, NOTED, "info", "tags")}
    paths = {
        path: {way: {**one, "tags": []} for way, one in item.items()} for path, item in data.get("paths", {}).items()
    }
    return {**kept, "paths": paths}  # an operation may be tagged with the title, which names the version


def as_long(version: str, like_this: str) -> str:
    """Return a version with as many numbers, and the `v`, that another spelling has."""
    count = like_this.count(".") + 1
    plain = ".".join(version.removeprefix("v").split(".")[:count])
    return ("v" if like_this.startswith("v") else "") + plain


def entry_like(
    log: Sequence[Entry], lines: Sequence[str], version: str, day: str, notes: str
) -> tuple[int, list[str]] | None:
    """Return an entry of a change log in the style of its newest one, and the line before which it stands.

    None where there is no log, or where its newest entry is not the first one.
    """
    if not notes or not log or any((numbers(e.version), e.date) > (numbers(log[0].version), log[0].date) for e in log):
        return None
    first = log[0]
    line, start = lines[first.at[0] - 1], first.at[1] - 1
    head, rest = line[:start], line[start:]
    found = STEM.match(rest)
    stem = found.group() if found else ""
    written = stem.replace(first.date, day) if first.date else stem
    written = written.replace(first.version.removeprefix("v"), version.removeprefix("v")) if first.version else written
    if head.lstrip().startswith("#"):
        return first.at[0] - 1, [(head + written).rstrip(), "", notes, ""]
    cells = line.split("|")
    if head.lstrip().startswith("|") and len(cells) > 3:
        made = [cell.replace(first.version, version).replace(first.date or version, day) for cell in cells[1:-2]]
        return first.at[0] - 1, ["|".join(["", *made, f" {notes} ", ""])]
    return first.at[0] - 1, [head + written + notes]
