"""A large document as named blocks of text, found without reading what is in them.

Where two documents hold a block alike, neither has to read it. The blocks of JSON are the members that the native
decoder skips over; those of YAML are the lines from one key of a column to the next. That is sound because what
belongs to a key of block YAML stands further right (YAML 1.2, 6.1); where the lines look different from plain keys,
the answer is None and the document is read whole. The text that is left is read like any other, with the same checks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
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
Piece = tuple[list[Any], int] | None
"""The data of some blocks and a number that their nodes do not exceed; None where the whole has to be read."""

PLAIN = rf"{FIRST}[^\n:\#\t]*(?:(?::(?=\S)|(?<=\S)\#)[^\n:\#\t]*)*"
KEY_LINE = re.compile(rf"""({PLAIN}|"[^"\\\n\t]*"|'(?:[^'\n\t]|'')*'):(?=[ \n])""")
NOTHING = re.compile(r" *(?:#[^\n]*)?\n")
OPENING = re.compile(r"(?: *(?:#[^\n]*)?\n)*( *)")
CHUNK = 2**17
"""So many characters are read at a time: large texts are slow to make, above all where one character is rare."""
UNSURE = ("\r", "\x85", "\u2028", "\u2029", "\n---", "\n...", "\n%")


class Blocks(NamedTuple):
    """The blocks of one document: `parts` may be left out, `rest` holds the text of every other top-level value.

    `order` has the steps of all of them and of their folders, each folder before what is in it.
    """

    parts: Mapping[Steps, str]
    rest: Mapping[str, str]
    order: Sequence[Steps]
    text: JsonText | YamlText

    def chosen(self, wanted: Container[Steps]) -> list[Steps]:
        """Return the steps of the wanted blocks that are here, in their order; a folder is none."""
        return [at for at in self.order if at in wanted and (at in self.parts or (len(at) == 1 and at[0] in self.rest))]

    def data(self, wanted: Container[Steps], limits: Limits) -> Piece:
        """Return the data of the chosen blocks, in their order."""
        return self.text.data({at: self.parts.get(at) or self.rest[at[0]] for at in self.chosen(wanted)}, limits)

    def tree(self, values: Mapping[Steps, Any]) -> Any:
        """Return the data of the document with these blocks alone."""
        made: dict[str, Any] = {}
        for at in self.order:
            if at in values:
                below(made, at[:-1])[at[-1]] = values[at]
            elif at not in self.parts:
                below(made, at[:-1])[at[-1]] = {}
        return made

    def document(self, file: str, content: bytes, data: Any) -> Document:
        """Return the document of such data; its places are those of the whole text."""
        left_out = frozenset(at for at in self.parts if not is_held(data, at))
        return replace(self.text.document(file, content, data), left_out=left_out)


def is_held(data: Any, steps: Steps) -> bool:
    """Return whether something stands at some steps."""
    for step in steps:
        if step not in data:
            return False
        data = data[step]
    return True


def below(data: Any, steps: Steps) -> Any:
    """Return what stands at some steps."""
    for step in steps:
        data = data[step]
    return data


def taken_apart(texts: Mapping[Steps, str | None], text: JsonText | YamlText) -> Blocks:
    """Return the blocks of their texts; a folder has none."""
    parts = {at: written for at, written in texts.items() if len(at) > 1 and written is not None}
    rest = {at[0]: written for at, written in texts.items() if len(at) == 1 and written is not None}
    return Blocks(parts, rest, tuple(texts), text)


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
        """Return the blocks of a JSON text; None where it is no object, does not parse, or has a key twice."""
        import msgspec

        made = cls(JsonPlaces(content), depths)
        try:
            leaves = made.leaves((), made.root(), 0)
            texts = {steps: None if part is None else str(memoryview(part.raw), "utf-8") for steps, part in leaves}
        except (msgspec.DecodeError, ValueError, RecursionError, StopIteration, TwiceError):
            return None  # whoever reads the whole says what is wrong, and where
        return taken_apart(texts, made)

    @property
    def pace(self) -> int:
        """Return about how many characters are read in a microsecond."""
        return 85

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

    def leaves(self, steps: Steps, part: JsonPart, depth: int) -> Iterator[tuple[Steps, JsonPart | None]]:
        """Yield the members that are not taken apart any further, and nothing for those that are, before theirs."""
        for name, member in self.members(part).items():
            below = self.depths.get(name, 0) if not steps else depth - 1
            folder = below and bytes(memoryview(member.raw)[:1]) == b"{"
            yield (*steps, name), None if folder else member
            if folder:
                yield from self.leaves((*steps, name), member, below)

    def data(self, texts: Mapping[Steps, str], limits: Limits) -> Piece:
        """Return the data of some blocks."""
        from .json_data import parse_parts

        return parse_parts(list(texts.values()), limits, max(self.depths.values()) + 1)

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


class YamlText(NamedTuple):
    """A text of plain block YAML and the offsets before and behind the keys of its blocks and folders."""

    text: str
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
        made = cls(text, {})
        try:
            leaves = made.leaves((), 0, len(text), 0, depths)
            return taken_apart({steps: text[slice(*span)] if span else None for steps, span in leaves}, made)
        except UnsureError:
            return None

    def leaves(
        self, steps: Steps, start: int, end: int, depth: int, depths: Depths
    ) -> Iterator[tuple[Steps, tuple[int, int] | None]]:
        """Yield the ranges of the keys that are not taken apart any further, None for those that are, before theirs.

        Raise UnsureError.
        """
        for name, key, value, stop in keys_between(self.text, start, end):
            at = (*steps, name)
            if at in self.keys:
                raise UnsureError
            self.keys[at] = (key, value)  # type: ignore[index]  # the mapping is filled here and nowhere else
            below = depths.get(name, 0) if not steps else depth - 1
            line = NOTHING.match(self.text, value)
            if below and line and line.end() < stop and self.text[line.end()] == " ":
                yield at, None
                yield from self.leaves(at, line.end(), stop, below, depths)
            else:
                yield at, (self.text.rfind("\n", 0, key) + 1, stop)

    def data(self, texts: Mapping[Steps, str], limits: Limits) -> Piece:
        """Return the data of some blocks."""
        values: list[Any] = []
        nodes = 0
        for chunk in chunks(texts):
            folder = chunk[0][:-1]
            above = [self.head(folder[:count]) for count in range(1, len(folder) + 1)]
            text = "".join([*above, *(texts[at] for at in chunk)])
            found = parse_fast(text, limits)
            inside = inside_of(found[0], folder) if found else {}
            if list(inside) != [at[-1] for at in chunk]:
                return None
            values += inside.values()
            nodes += text.count("\n") * 3 + text.count(",")
        return (values, nodes) if nodes <= limits.max_nodes else None

    @property
    def pace(self) -> int:
        """Return about how many characters are read in a microsecond."""
        return 16

    def head(self, folder: Steps) -> str:
        """Return the line of the key of a folder."""
        key, end = self.keys[folder]
        return self.text[self.text.rfind("\n", 0, key) + 1 : end] + "\n"

    def document(self, file: str, content: bytes, data: Any) -> Document:
        """Return the document of such data."""
        return Document(file, content, "yaml", data, LinePlaces(content, self.keys))


def inside_of(data: Any, folder: Steps) -> dict[str, Any]:
    """Return what a folder holds; nothing where it is not read under its name."""
    try:
        return dict(below(data, folder))
    except (LookupError, TypeError, ValueError):
        return {}


def chunks(texts: Mapping[Steps, str]) -> Iterator[list[Steps]]:
    """Yield blocks that stand in one folder, so many as make up a text that is quick to read."""
    made: list[Steps] = []
    size = 0
    for at, text in texts.items():
        if made and (at[:-1] != made[0][:-1] or size > CHUNK):
            yield made
            made, size = [], 0
        made.append(at)
        size += len(text)
    if made:
        yield made


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
