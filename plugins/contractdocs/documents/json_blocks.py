"""The blocks of a JSON text: the members that the native decoder skips over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from .document import Document, Limits
from .json_places import SPACE, JsonPlaces, Part, end_of
from .outlines import Depths, Mark, Outline, Piece, Steps, Texts


def leaves(places: JsonPlaces, steps: Steps, part: Part, depths: Depths, depth: int) -> Iterator[tuple[Steps, Mark]]:
    """Yield the members of an object, and behind each that is a folder its members."""
    for name, member in members(places, part).items():
        below = depths.get(name, 0) if not steps else depth - 1
        raw = memoryview(member.raw)
        folder = bool(below) and bytes(raw[:1]) == b"{"
        yield (*steps, name), Mark(member.key or 0, member.value, member.value, member.value + len(raw), folder)
        if folder:
            yield from leaves(places, (*steps, name), member, depths, below)


def members(places: JsonPlaces, part: Part) -> dict[str, Part]:
    """Return the members of an object; raise TwiceError where they are not as many as are written."""
    found, content, stop = places.children_of(part), places.content, part.value + 1
    for name, member in found.items():
        start, stop = member.value, member.value + len(memoryview(member.raw))
        if not is_key(content, member.key or 0, start, name):
            raise TwiceError
    if content[(end := end_of(SPACE, content, stop)) : end + 1] != b"}":
        raise TwiceError
    return found


class JsonText(NamedTuple):
    """A JSON object and its outline."""

    text: bytes
    outline: Outline

    @classmethod
    def of(cls, content: bytes, depths: Depths) -> JsonText | None:
        """Return a JSON text; None where it is no object, does not parse, or has a key twice."""
        import msgspec

        places = JsonPlaces(content)
        try:
            return cls(places.content, dict(leaves(places, (), places.root(), depths, 0)))
        except (msgspec.DecodeError, ValueError, RecursionError, TwiceError):
            return None  # whoever reads the whole says what is wrong, and where

    def data(self, texts: Texts, limits: Limits) -> Piece:
        """Return the data of some blocks."""
        from .json_data import parse_parts

        return parse_parts(list(texts.values()), limits, max(map(len, self.outline)))

    def closes(self, wanted: Iterable[Steps], limits: Limits) -> bool:
        """Return whether some blocks end what opens in them: those of JSON are found by a decoder, and do."""
        return True

    def document(self, file: str, content: bytes, data: Any, before: Sequence[int] = ()) -> Document:
        """Return the document of such data; what is known of its places need not be looked for again.

        `before` is what `lines_before` tells of the text, where that is known.
        """
        places, view = JsonPlaces(content, before), memoryview(self.text)
        known: dict[Steps, dict[str, Part]] = {}
        for at, mark in self.outline.items():
            known.setdefault(at[:-1], {})[at[-1]] = Part(mark.value, mark.key, view[mark.start : mark.end])
        for at, children in known.items():
            places.children[self.outline[at].value if at else places.root().value] = children
        return Document(file, content, "json", data, places)


class TwiceError(Exception):
    """An object whose members do not stand where they should: one of them is there twice."""


def is_key(content: bytes, start: int, end: int, name: str) -> bool:
    """Return whether a key stands between two offsets; most are written as they are."""
    if content.startswith(b'"' + name.encode() + b'"', start):
        return True
    return bool(json.loads(content[start:end].rstrip(b" \t\r\n").removesuffix(b":")) == name)
