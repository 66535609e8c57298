"""A large document as named blocks of text, found without reading what is in them.

Where two documents hold a block alike, neither has to read it. The blocks of JSON are the members that the native
decoder skips over; those of YAML are the lines from one key of a column to the next. That is sound because what
belongs to a key of block YAML stands further right (YAML 1.2, 6.1); where the lines look different from plain keys,
the answer is None and the document is read whole. The text that is left is read like any other, with the same checks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from .document import Document, DocumentError, Limits
from .encoding import check_characters, decode, without_mark
from .json_places import SPACE, JsonPlaces, end_of
from .json_places import Part as JsonPart
from .yaml_fast import parse_fast
from .yaml_places import LinePlaces
from .yaml_scan import FIRST

Steps = tuple[str, ...]
Depths = Mapping[str, int]
"""How many levels of a top-level key are taken apart: 1 for a mapping of blocks, 2 for a mapping of those."""
Piece = tuple[Any, int] | None
"""The data of a part of a text, and a number that its nodes do not exceed; None where the whole has to be read."""

PLAIN = rf"{FIRST}[^\n:\#\t]*(?:(?::(?=\S)|(?<=\S)\#)[^\n:\#\t]*)*"
KEY_LINE = re.compile(rf"""({PLAIN}|"[^"\\\n\t]*"|'(?:[^'\n\t]|'')*'):(?=[ \n])""")
NOTHING = re.compile(r" *(?:#[^\n]*)?\n")
OPENING = re.compile(r"(?: *(?:#[^\n]*)?\n)*( *)")
UNSURE = ("\r", "\x85", "\u2028", "\u2029", "\n---", "\n...", "\n%")


class Blocks(NamedTuple):
    """The blocks of one document: `parts` may be left out, `rest` holds the text of every other top-level value."""

    parts: Mapping[Steps, str]
    rest: Mapping[str, str]
    text: JsonText | YamlText

    def data(self, left_out: Container[Steps], limits: Limits) -> Piece:
        """Return the data without some of the blocks."""
        return self.text.data(left_out, limits)

    def joined(self, own: Any, shared: Any, blocks: Container[Steps]) -> Any:
        """Return data that was read without some `blocks`, with these in their places, taken from other data."""
        folders: dict[Steps, dict[str, Any]] = {}
        for steps in self.parts:
            folder = below(shared if steps in blocks else own, steps[:-1])
            if steps[-1] in (folder or ()):
                folders.setdefault(steps[:-1], {})[steps[-1]] = folder[steps[-1]]
        for steps, made in folders.items():
            below(own, steps[:-1])[steps[-1]] = made
        return own

    def document(self, file: str, content: bytes, data: Any) -> Document:
        """Return the document of such data; its places are those of the whole text."""
        return self.text.document(file, content, data)


def below(data: Any, steps: Steps) -> Any:
    """Return what stands at some steps; the mappings on the way are there, as no block of them is left out."""
    for step in steps:
        data = data[step]
    return data


def blocks_of(file: str, content: bytes, depths: Depths) -> Blocks | None:
    """Return the blocks of a text; None where it is not one that can be taken apart."""
    if without_mark(content)[:1] in (b"{", b"["):
        return JsonText.of(content, depths)
    return YamlText.of(file, content, depths)


class JsonText(NamedTuple):
    """A JSON object and those of its members that are taken apart."""

    places: JsonPlaces
    depths: Depths

    @classmethod
    def of(cls, content: bytes, depths: Depths) -> Blocks | None:
        """Return the blocks of a JSON text; None where it does not parse or has a key twice on the way."""
        import msgspec

        made = cls(JsonPlaces(content), depths)
        try:
            parts = {steps: str(raw(part), "utf-8") for steps, part in made.leaves((), made.root(), 0)}
        except (msgspec.DecodeError, UnicodeDecodeError, StopIteration, TwiceError):
            return None
        above = {steps[0]: text for steps, text in parts.items() if len(steps) == 1}
        return Blocks({steps: text for steps, text in parts.items() if len(steps) > 1}, above, made)

    def root(self) -> JsonPart:
        """Return the whole text."""
        return self.places.root()

    def members(self, part: JsonPart) -> dict[str, JsonPart]:
        """Return the members of an object; raise TwiceError where they are not as many as are written."""
        members, content, stop = self.places.children_of(part), self.places.content, part.value + 1
        for name, member in members.items():
            start, stop = member.value, member.value + len(memoryview(member.raw))
            if not is_key(content, member.key or 0, start, name):
                raise TwiceError
        if content[(end := end_of(SPACE, content, stop)) : end + 1] != b"}":
            raise TwiceError
        return members

    def leaves(self, steps: Steps, part: JsonPart, depth: int) -> Iterator[tuple[Steps, JsonPart]]:
        """Yield the members that are not taken apart any further."""
        for name, member in self.members(part).items():
            below = self.depths.get(name, 0) if not steps else depth - 1
            if below and bytes(memoryview(member.raw)[:1]) == b"{":
                yield from self.leaves((*steps, name), member, below)
            else:
                yield (*steps, name), member

    def without(self, left_out: Container[Steps], steps: Steps, part: JsonPart, depth: int) -> bytes:
        """Return the text of an object without some of its blocks."""
        written = []
        for name, member in self.places.children_of(part).items():
            at = (*steps, name)
            below = self.depths.get(name, 0) if not steps else depth - 1
            if at in left_out:
                continue
            inside = below and bytes(memoryview(member.raw)[:1]) == b"{"
            value = self.without(left_out, at, member, below) if inside else raw(member)
            written.append(json.dumps(name).encode() + b":" + value)
        return b"{" + b",".join(written) + b"}"

    def data(self, left_out: Container[Steps], limits: Limits) -> Piece:
        """Return the data without some of the blocks."""
        from .json_data import may_hold, parse_json

        text = self.without(left_out, (), self.root(), 0)
        try:
            return (parse_json("", text, limits), may_hold(text))
        except DocumentError:
            return None  # the whole text says where

    def document(self, file: str, content: bytes, data: Any) -> Document:
        """Return the document of such data."""
        return Document(file, content, "json", data, self.places)


class TwiceError(Exception):
    """An object whose members do not stand where they should: one of them is there twice."""


def is_key(content: bytes, start: int, end: int, name: str) -> bool:
    """Return whether a key stands between two offsets; most are written as they are."""
    if content.startswith(b'"' + name.encode() + b'"', start):
        return True
    return bool(json.loads(content[start:end].rstrip(b" \t\r\n").removesuffix(b":")) == name)


def raw(part: JsonPart) -> bytes:
    """Return the bytes of a value."""
    return bytes(part.raw)


class YamlText(NamedTuple):
    """A text of plain block YAML and the ranges of its blocks."""

    text: str
    ranges: Mapping[Steps, tuple[int, int]]
    keys: Mapping[Steps, tuple[int, int]]

    @classmethod
    def of(cls, file: str, content: bytes, depths: Depths) -> Blocks | None:
        """Return the blocks of a YAML text; None where its lines are not those of plain block YAML."""
        try:
            text = decode(file, content)
            check_characters(file, text, content)
        except DocumentError:
            return None
        text = text.replace("\r\n", "\n") + ("" if text.endswith("\n") else "\n")
        if text[0] in "-.%" or any(sign in text for sign in UNSURE):
            return None
        made = cls(text, {}, {})
        try:
            leaves = dict(made.leaves((), 0, len(text), 0, depths))
        except UnsureError:
            return None
        ranges = {steps: span for steps, span in leaves.items() if len(steps) > 1}
        rest = {steps[0]: text[slice(*span)] for steps, span in leaves.items() if len(steps) == 1}
        parts = {steps: text[slice(*span)] for steps, span in ranges.items()}
        return Blocks(parts, rest, cls(text, ranges, made.keys))

    def leaves(
        self, steps: Steps, start: int, end: int, depth: int, depths: Depths
    ) -> Iterator[tuple[Steps, tuple[int, int]]]:
        """Yield the ranges of the keys that are not taken apart any further; raise UnsureError."""
        for name, key, value, stop in keys_between(self.text, start, end):
            at = (*steps, name)
            if at in self.keys:
                raise UnsureError
            self.keys[at] = (key, value)  # type: ignore[index]  # the mapping is filled here and nowhere else
            below = depths.get(name, 0) if not steps else depth - 1
            line = NOTHING.match(self.text, value)
            if below and line and line.end() < stop and self.text[line.end()] == " ":
                yield from self.leaves(at, line.end(), stop, below, depths)
            else:
                yield at, (self.text.rfind("\n", 0, key) + 1, stop)

    def data(self, left_out: Container[Steps], limits: Limits) -> Piece:
        """Return the data without some of the blocks."""
        kept, at = [], 0
        for steps, (start, end) in self.ranges.items():
            if steps in left_out:
                kept.append(self.text[at:start])
                at = end
        text = "".join([*kept, self.text[at:]])
        found = parse_fast(text, limits)
        return None if found is None else (found[0], text.count("\n") * 3 + text.count(","))

    def document(self, file: str, content: bytes, data: Any) -> Document:
        """Return the document of such data."""
        return Document(file, content, "yaml", data, LinePlaces(content, self.keys))


class UnsureError(Exception):
    """Lines that are not those of plain block YAML."""


def keys_between(text: str, start: int, end: int) -> Iterator[tuple[str, int, int, int]]:
    """Yield name, offset, end of the key and end of all that belongs to it, for each key of the mapping at `start`.

    Raise UnsureError where a line in the column of the keys is no plain key.
    """
    opening = OPENING.match(text, start, end)
    column = len(opening[1]) if opening else 0
    found = [match.end() for match in lines_at(column).finditer(text, max(start - 1, 0), end)]
    if not start and text[0] not in " #\n":
        found.insert(0, 0)
    for key, following in zip(found, [*found[1:], end + column]):
        line = KEY_LINE.match(text, key)
        if line is None:
            raise UnsureError
        yield unquoted(line[1]), key, line.end(), following - column


@cache
def lines_at(column: int) -> re.Pattern[str]:
    """Return the pattern of the lines that begin at a column, but for comments and for the items of a list there."""
    return re.compile(rf"\n {{{column}}}(?=[^ \n#-])")


def unquoted(key: str) -> str:
    """Return the text of a key; one in double quotes has no escapes here."""
    if key[0] == "'":
        return key[1:-1].replace("''", "'")
    return key[1:-1] if key[0] == '"' else key.rstrip()
