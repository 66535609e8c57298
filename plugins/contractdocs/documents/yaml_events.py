"""The event stream of libyaml, or of PyYAML where libyaml is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD_BREAKS = "\x85\u2028\u2029"
"""Characters that end a line in YAML 1.1, which libyaml reads, but are plain characters in YAML 1.2."""
LINE_END = re.compile("[\n\r]")


class Mark(Protocol):
    """A position in the stream, from 0."""

    line: int
    column: int


def events_of(text: str) -> Iterator[Any]:
    """Return the event stream of a text; it is lazy and never recurses."""
    if text.isascii() or not any(sign in text for sign in OLD_BREAKS):
        return stream(text)
    return with_breaks_kept(text)


def stream(text: str) -> Iterator[Any]:
    """Return the event stream as libyaml gives it, or PyYAML."""
    import yaml

    if hasattr(yaml, "CSafeLoader"):
        return yaml.parse(text, Loader=yaml.CSafeLoader)
    return without_halves(yaml.parse(text, Loader=yaml.SafeLoader))


def without_halves(events: Iterator[Any]) -> Iterator[Any]:
    """Yield the events of PyYAML; raise as libyaml does where an escape names one half of a character."""
    from yaml.scanner import ScannerError

    for event in events:
        if any(0xD800 <= ord(sign) <= 0xDFFF for sign in getattr(event, "value", "")):
            raise ScannerError(None, None, "found invalid Unicode character escape code", event.start_mark)
        yield event


def with_breaks_kept(text: str) -> Iterator[Any]:
    """Yield the events of a text where others stand in for the old line breaks until a scalar is out."""
    unused = (sign for sign in map(chr, range(0xE000, 0xF900)) if sign not in text)
    pairs = [(ord(sign), ord(hidden)) for sign, hidden in zip(OLD_BREAKS, unused)]
    back = {hidden: sign for sign, hidden in pairs}
    for event in stream(text.translate(dict(pairs))):
        if hasattr(event, "value"):
            event.value = event.value.translate(back)
        yield event


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as marks count them."""
    return LINE_END.split(text)
