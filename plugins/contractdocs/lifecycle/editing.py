"""Edits a document where it stands: one value, one key, one item of a list; comments, order and layout are kept.

An edit is tried in the ways that the text may be written in, and each try is read again: it only counts where the new
text says exactly what the old one said, apart from the edit. So nothing is ever broken that was not understood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

from ..documents import Document, DocumentError, Limits, Place, parse
from ..documents.pointers import split
from .spelling import Value, block, block_item, flow, spellings

UTF8_MARK = b"\xef\xbb\xbf"
DEFAULT_LIMITS = Limits()
LINE_ENDS = {"yaml": re.compile(r"\r\n|\n|\r"), "json": re.compile(r"\n")}
PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*[ \t]+)*")
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\'\'|[^\'])*\'', re.DOTALL)
DASH = re.compile(r"-(?:\s|$)")


class EditError(Exception):
    """A text that is written in a way which cannot be edited in place: names the place and what to write there."""

    def __init__(self, place: Place, wanted: str) -> None:
        super().__init__(place, wanted)
        self.place, self.wanted = place, wanted

    def __str__(self) -> str:
        """Return what is wrong, and where."""
        return f"{self.place}: what stands here is written in a way that cannot be edited in place."


def with_scalar(document: Document, pointer: str, value: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the document with another text or number at a pointer, in the quotes of the old one.

    Raises EditError where it is no scalar, one over several lines, or an alias.
    """
    if document.syntax not in LINE_ENDS:
        valued: Document = edits_of(document).with_value(document, pointer, value, limits)
        return valued
    text, old = text_of(document), at(document.data, split(pointer))
    span = token(document, text, pointer)
    for spelling in spellings(text[slice(*span)], value, document.syntax) if span else ():
        made = tried(document, text[: span[0]] + spelling + text[span[1] :], limits) if span else None
        got = at(made.data, split(pointer)) if made else None
        stated = got == value if isinstance(old, str) else made and made.source_text(pointer) == value
        if made and stated and same(made, replaced(document.data, split(pointer), got)):
            return made
    raise EditError(document.place(pointer), value)


def with_key(
    document: Document, pointer: str, key: str, value: Value, after: Sequence[str], limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Return the document with one more key in the mapping at a pointer, behind the first of `after` that is there.

    Without such a key it becomes the last one of the document. Raises EditError where it cannot be placed.
    """
    if document.syntax not in LINE_ENDS:
        longer: Document = edits_of(document).with_line(document, key, str(value), after, limits)
        return longer
    holder = at(document.data, split(pointer))
    if isinstance(holder, dict) and key not in holder:
        before = next((name for name in after if isinstance(holder.get(name), str | int | float)), None)
        wanted = replaced(document.data, split(pointer), inserted(holder, before, key, value))
        for text in beside(document, f"{pointer}/{before}", key, value) if before else at_end(document, key, value):
            made = tried(document, text, limits)
            if made and same(made, wanted):
                return made
    raise EditError(document.place(pointer), f"{key}: {flow(value)}")


def edits_of(document: Document) -> ModuleType:
    """Return what edits a text that is no tree: code by its comments, Markdown by its statements."""
    from . import commented, stated

    return stated if document.syntax == "markdown" else commented


def with_item(document: Document, pointer: str, item: Mapping[str, str], limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the document with one more item in the list at a pointer: the last one; between brackets the first one.

    Raises EditError where there is no list, or it is written in a way that is not understood.
    """
    items = at(document.data, split(pointer))
    if isinstance(items, list):
        tries = (
            (as_last(document, pointer, item), [*items, item]),
            (as_first(document, pointer, item), [item, *items]),
        )
        for text, wanted in tries:
            made = tried(document, text, limits) if text else None
            if made and same(made, replaced(document.data, split(pointer), wanted)):
                return made
    raise EditError(document.place(pointer), flow(item))


def text_of(document: Document) -> str:
    """Return the text of a document, without the mark that some editors write before it."""
    return document.content.removeprefix(UTF8_MARK).decode("utf-8")


def tried(document: Document, text: str, limits: Limits) -> Document | None:
    """Return the document that a text is in place of another; None where it cannot be read."""
    mark = UTF8_MARK if document.content.startswith(UTF8_MARK) else b""
    try:
        return parse(document.file, mark + text.encode("utf-8", "surrogatepass"), limits)
    except DocumentError:
        return None


def same(document: Document, wanted: Any) -> bool:
    """Return whether a document says what is wanted, in the same order and with the same kinds of values."""
    return repr(document.data) == repr(wanted)


def at(data: Any, steps: Sequence[str]) -> Any:
    """Return what stands at the steps of a pointer; None where nothing does."""
    for step in steps:
        if isinstance(data, list):
            data = data[int(step)] if step.isdigit() and int(step) < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def replaced(data: Any, steps: Sequence[str], value: Any) -> Any:
    """Return data with another value at the steps of a pointer that leads somewhere."""
    if not steps:
        return value
    if isinstance(data, list):
        index = int(steps[0])
        return [*data[:index], replaced(data[index], steps[1:], value), *data[index + 1 :]]
    return {**data, steps[0]: replaced(data[steps[0]], steps[1:], value)}


def inserted(data: Mapping[str, Any], before: str | None, key: str, value: Value) -> dict[str, Any]:
    """Return a mapping with one more key, behind `before` or at its end."""
    made: dict[str, Any] = {}
    for name, stated in data.items():
        made[name] = stated
        if name == before:
            made[key] = value if isinstance(value, str) else list(value)
    return made if before is not None else {**made, key: value if isinstance(value, str) else list(value)}


def offset_of(document: Document, text: str, pointer: str, *, key: bool = False) -> int:
    """Return where a value, or its key, begins in the text."""
    place = document.place(pointer, key=key)
    starts = [0, *(end.end() for end in LINE_ENDS[document.syntax].finditer(text))]
    return starts[min(place.line, len(starts)) - 1] + place.column - 1


def token(document: Document, text: str, pointer: str) -> tuple[int, int] | None:
    """Return where a scalar begins and ends, quotes included; None where it is not written on one line as it is."""
    start = offset_of(document, text, pointer)
    properties = PROPERTIES.match(text, start) if document.syntax == "yaml" else None
    start = properties.end() if properties else start
    quoted = QUOTED.match(text, start)
    if quoted:
        return quoted.span()
    written = document.source_text(pointer)
    return (start, start + len(written)) if written and text.startswith(written, start) else None


def line_end(text: str) -> str:
    """Return the line end that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"


def beside(document: Document, pointer: str, key: str, value: Value) -> Iterator[str]:
    """Yield the texts with a key behind the scalar at a pointer: on the next line, else behind a comma."""
    text, end = text_of(document), line_end(text_of(document))
    start = offset_of(document, text, pointer, key=True)
    line = text.rfind("\n", 0, start) + 1
    indent = text[line:start]
    span = token(document, text, pointer)
    if document.syntax == "yaml" and not indent.strip(" "):
        stop = text.find("\n", span[1] if span else start)
        head, tail = (text, "") if stop < 0 else (text[: stop + 1], text[stop + 1 :])
        head = head if head.endswith("\n") else head + end
        yield head + "".join(indent + row + end for row in block(key, value)) + tail
    if span:
        gap = end + indent if not indent.strip() and line else " "
        yield f"{text[: span[1]]},{gap}{json.dumps(key)}: {flow(value)}{text[span[1] :]}"


def at_end(document: Document, key: str, value: Value) -> Iterator[str]:
    """Yield the texts with a key at the end of the document, parted by an empty line where others are."""
    text, end = text_of(document), line_end(text_of(document))
    if document.syntax == "yaml":
        head = text if text.endswith("\n") else text + end
        rows = "".join(row + end for row in block(key, value))
        if end * 2 in text:
            yield head + end + rows
        yield head + rows
    stem, brace, tail = text.rpartition("}")
    if brace:
        body = stem.rstrip()
        inner = re.search(r"\n([ \t]+)\S", body)
        gap = end + inner[1] if inner else " "
        yield f"{body},{gap}{json.dumps(key)}: {flow(value)}{stem[len(body) :]}{brace}{tail}"


def as_last(document: Document, pointer: str, item: Mapping[str, str]) -> str | None:
    """Return the text with an item behind the last one of a list in block style; None where it is not in that style."""
    text, end = text_of(document), line_end(text_of(document))
    start = offset_of(document, text, pointer)
    line = text.rfind("\n", 0, start) + 1
    indent = text[line:start]
    if document.syntax != "yaml" or indent.strip(" ") or not text.startswith("-", start):
        return None
    stop = end_of_block(text, start, len(indent))
    head = text[:stop] if text[:stop].endswith("\n") else text[:stop] + end
    return head + "".join(indent + row + end for row in block_item(item)) + text[stop:]


def end_of_block(text: str, start: int, indent: int) -> int:
    """Return the offset behind the last line of a list in block style whose dashes stand behind `indent` spaces."""
    stop = offset = text.find("\n", start) + 1 or len(text)
    while offset < len(text):
        end = text.find("\n", offset) + 1 or len(text)
        line = text[offset:end].strip()
        depth = end - offset - len(text[offset:end].lstrip(" "))
        inside = depth > indent or (depth == indent and DASH.match(line) is not None)
        if line and not inside and not line.startswith("#"):
            break
        stop = end if line and inside else stop
        offset = end
    return stop


def as_first(document: Document, pointer: str, item: Mapping[str, str]) -> str | None:
    """Return the text with an item behind the opening bracket of a list; None where there is none."""
    text = text_of(document)
    behind = offset_of(document, text, pointer) + 1
    if text[behind - 1 : behind] != "[":
        return None
    first = len(text) - len(text[behind:].lstrip())
    if text[first : first + 1] == "]":
        return f"{text[:behind]}{flow(item)}{text[first:]}"
    gap = text[behind:first]
    return f"{text[:behind]}{gap}{flow(item)},{gap or ' '}{text[first:]}"
