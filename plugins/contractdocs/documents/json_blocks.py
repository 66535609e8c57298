"""The blocks of a JSON text: the members that the native decoder skips over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple, TypedDict

from .document import Document, Limits
from .encoding import without_mark
from .json_places import SPACE, JsonPlaces, Keys, Part, end_of
from .outlines import Depths, Mark, Outline, Piece, Steps, Texts


def outline_of_json(content: bytes, depths: Depths) -> Outline:
    """Return the outline of a JSON object, which is decoded once; raise TwiceError or what the decoder raises."""
    found: dict[Steps, Mark] = {}
    end = end_of(SPACE, content, 0) + 1
    for name, folder in decoder_of(*depths.items()).decode(content).items():
        marks, end = marks_of(content, (), end, {**members_before(content, end, name), name: folder})
        add(found, marks)
    marks, end = marks_of(content, (), end, members_in(content[end : content.rindex(b"}")]))
    add(found, marks)
    behind_brace(content, end)
    return found


def add(found: dict[Steps, Mark], marks: Mapping[Steps, Mark]) -> None:
    """Add marks to others; raise TwiceError where one of them is there."""
    if found.keys() & marks.keys():
        raise TwiceError
    found.update(marks)


@cache
def decoder_of(*depths: tuple[str, int]) -> Any:
    """Return what decodes the folders of an object; it skips over the blocks in them, and over all else."""
    import msgspec

    def folder(depth: int) -> Any:
        return dict[str, folder(depth - 1)] if depth else msgspec.Raw  # type: ignore[misc]

    named = {name: folder(depth) for name, depth in depths}
    return msgspec.json.Decoder(TypedDict("Folders", named, total=False))  # type: ignore[operator]


def members_before(content: bytes, end: int, name: str) -> dict[str, Any]:
    """Return the members of an object between an offset and one of its keys; raise TwiceError where that is not found.

    What is spelled like the key is the key if all before it is whole.
    """
    import msgspec

    at, written = end - 1, b'"%b"' % name.encode()
    for _ in range(MOST_TRIED):
        at = content.find(written, at + 1)
        if at < 0:
            break
        with suppress(msgspec.DecodeError):
            return members_in(content[end:at])
    raise TwiceError


def members_in(text: bytes) -> dict[str, Any]:
    """Return the members of an object that stand in a piece of it, with the commas around; raise DecodeError."""
    import msgspec

    return msgspec.json.decode(b"{%b}" % text.strip(b" \t\r\n,"), type=dict[str, msgspec.Raw])


def marks_of(content: bytes, steps: Steps, end: int, members: Mapping[str, Any]) -> tuple[dict[Steps, Mark], int]:
    """Return where the members of an object stand, and behind each that is a folder its members; and where they end.

    `end` is the offset behind the brace, or behind the last member. Raise TwiceError where they do not stand there.
    """
    found: dict[Steps, Mark] = {}
    keys = Keys(content)
    for name, value in members.items():
        key, start = keys.find(end, name)
        if not is_key(content, key, start, name):
            raise TwiceError
        at, below = (*steps, name), None
        if type(value) is dict:
            below, end = marks_of(content, at, start + 1, value)
            end = behind_brace(content, end)
        else:
            end = start + len(memoryview(value))
        found[at] = Mark(key, start, start, end, below is not None)
        found.update(below or {})
    return found, end


def behind_brace(content: bytes, end: int) -> int:
    """Return the offset behind the brace that closes an object; raise TwiceError where a member stands before it."""
    at = end_of(SPACE, content, end)
    if content[at : at + 1] != b"}":
        raise TwiceError
    return at + 1


class JsonText(NamedTuple):
    """A JSON object and its outline."""

    text: bytes
    outline: Outline

    @classmethod
    def of(cls, content: bytes, depths: Depths) -> JsonText | None:
        """Return a JSON text; None where it is no object, does not parse, or has a key twice."""
        import msgspec

        plain = without_mark(content)
        try:
            return cls(plain, outline_of_json(plain, depths))
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
            places.children[self.outline[at].value if at else places.root.value] = children
        return Document(file, content, "json", data, places)


MOST_TRIED = 20
"""So many times a text that may be a key is looked at, before the whole is read."""


class TwiceError(Exception):
    """An object whose members do not stand where they should: one of them is there twice."""


def is_key(content: bytes, start: int, end: int, name: str) -> bool:
    """Return whether a key stands between two offsets; most are written as they are."""
    if content.startswith(b'"' + name.encode() + b'"', start):
        return True
    return bool(json.loads(content[start:end].rstrip(b" \t\r\n").removesuffix(b":")) == name)
