"""A large document as named blocks of text, found without reading what is in them.

Where two documents hold a block alike, neither has to read it. The blocks of JSON are the members that the native
decoder skips over; those of YAML are the lines from one key of a column to the next. That is sound because what
belongs to a key of block YAML stands further right (YAML 1.2, 6.1); where the lines look different from plain keys,
the answer is None and the document is read whole. The text that is left is read like any other, with the same checks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
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
AnyText = str | bytes
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


class Mark(NamedTuple):
    """Where a block or a folder of blocks stands: the offsets of its key, of its value or behind its key, and of its
    text. Those of JSON count bytes, those of YAML characters. A folder has no text of its own.
    """

    key: int
    value: int
    start: int
    end: int
    folder: bool


Outline = Mapping[Steps, Mark]
"""The blocks and folders of one text in their order, each folder before what is in it: all that reading them finds."""


class Texts(Mapping[Steps, Any]):
    """The texts of blocks, bytes where they are JSON: each is cut out when it is asked for, to have few in memory."""

    def __init__(self, whole: AnyText, marks: Outline) -> None:
        self.whole, self.marks = whole, marks

    def __getitem__(self, at: Steps) -> AnyText:
        """Return the text of a block; raise KeyError where there is none."""
        mark = self.marks[at]
        return self.whole[mark.start : mark.end]

    def __contains__(self, at: object) -> bool:
        """Return whether a block is there, without its text."""
        return at in self.marks

    def __iter__(self) -> Iterator[Steps]:
        """Yield the steps of the blocks, in their order."""
        return iter(self.marks)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.marks)

    def size(self, at: Steps) -> int:
        """Return how long the text of a block is, 0 where there is none."""
        return self.marks[at].end - self.marks[at].start if at in self.marks else 0


class Blocks(NamedTuple):
    """The blocks of one document: `parts` may be left out, `rest` is every other top-level value.

    `order` has the steps of all of them and of their folders, each folder before what is in it.
    """

    parts: Texts
    rest: Texts
    order: Sequence[Steps]
    text: JsonText | YamlText

    def chosen(self, wanted: Container[Steps]) -> list[Steps]:
        """Return the steps of the wanted blocks that are here, in their order; a folder is none."""
        return [at for at in self.order if at in wanted and (at in self.parts or at in self.rest)]

    def data(self, wanted: Container[Steps], limits: Limits) -> Piece:
        """Return the data of the chosen blocks, in their order."""
        return self.text.data(self.texts(wanted), limits)

    def texts(self, wanted: Container[Steps]) -> Texts:
        """Return the texts of the chosen blocks, in their order."""
        return Texts(self.text.text, {at: self.text.outline[at] for at in self.chosen(wanted)})

    def quick_data(self, wanted: Container[Steps]) -> Mapping[Steps, Any] | None:
        """Return the data of the chosen blocks of JSON, not checked; None where they are no JSON."""
        from .json_data import parse_quickly

        return parse_quickly(self.texts(wanted))

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
        return self.text.document(file, content, data)


def below(data: Any, steps: Steps) -> Any:
    """Return what stands at some steps."""
    for step in steps:
        data = data[step]
    return data


def blocks_of(file: str, content: bytes, depths: Depths) -> Blocks | None:
    """Return the blocks of a text; None where it is not one that can be taken apart."""
    found = JsonText.of(content, depths) if is_json(content) else YamlText.of(file, content, depths)
    return None if found is None else taken_apart(found)


def outline_of(marks: Iterable[tuple[Sequence[str], Sequence[Any]]]) -> Outline:
    """Return an outline that came from another process."""
    return {tuple(at): Mark(*mark) for at, mark in marks}


def blocks_again(content: bytes, outline: Outline) -> Blocks:
    """Return the blocks of a text whose outline is known."""
    if is_json(content):
        return taken_apart(JsonText(without_mark(content), outline))
    return taken_apart(YamlText(ended(str(without_mark(content), "utf-8")), outline))


def taken_apart(whole: JsonText | YamlText) -> Blocks:
    """Return the blocks of a text with an outline."""
    parts, rest = (
        Texts(
            whole.text, {at: mark for at, mark in whole.outline.items() if not mark.folder and (len(at) > 1) == below}
        )
        for below in (True, False)
    )
    return Blocks(parts, rest, tuple(whole.outline), whole)


def is_quick(content: bytes, limits: Limits) -> bool:
    """Return whether the blocks of a text can be read without checks, because it is JSON and holds no more than it may:
    each key and each value stands behind a comma, or opens a list or an object.
    """
    return is_json(content) and 1 + 2 * sum(content.count(sign) for sign in (b",", b"[", b"{")) <= limits.max_nodes


def is_json(content: bytes) -> bool:
    """Return whether a text opens like JSON."""
    return without_mark(content)[:1] in (b"{", b"[")


def json_leaves(
    places: JsonPlaces, steps: Steps, part: JsonPart, depths: Depths, depth: int
) -> Iterator[tuple[Steps, Mark]]:
    """Yield the members of an object, and behind each that is a folder its members."""
    for name, member in members(places, part).items():
        below = depths.get(name, 0) if not steps else depth - 1
        raw = memoryview(member.raw)
        folder = bool(below) and bytes(raw[:1]) == b"{"
        yield (*steps, name), Mark(member.key or 0, member.value, member.value, member.value + len(raw), folder)
        if folder:
            yield from json_leaves(places, (*steps, name), member, depths, below)


def members(places: JsonPlaces, part: JsonPart) -> dict[str, JsonPart]:
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
            return cls(places.content, dict(json_leaves(places, (), places.root(), depths, 0)))
        except (msgspec.DecodeError, ValueError, RecursionError, StopIteration, TwiceError):
            return None  # whoever reads the whole says what is wrong, and where

    def data(self, texts: Texts, limits: Limits) -> Piece:
        """Return the data of some blocks."""
        from .json_data import parse_parts

        return parse_parts(list(texts.values()), limits, max(map(len, self.outline)))

    def document(self, file: str, content: bytes, data: Any) -> Document:
        """Return the document of such data; what is known of its places need not be looked for again."""
        places, view = JsonPlaces(content), memoryview(self.text)
        known: dict[Steps, dict[str, JsonPart]] = {}
        for at, mark in self.outline.items():
            known.setdefault(at[:-1], {})[at[-1]] = JsonPart(mark.value, mark.key, view[mark.start : mark.end])
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


def ended(text: str) -> str:
    """Return a text whose lines all end alike, the last one too."""
    return text.replace("\r\n", "\n") + ("" if text.endswith("\n") else "\n")


def yaml_leaves(
    text: str, steps: Steps, within: tuple[int, int], depths: Depths, depth: int
) -> Iterator[tuple[Steps, Mark]]:
    """Yield the keys of a mapping, and behind each that is a folder its keys; raise UnsureError."""
    for name, key, value, stop in keys_between(text, *within):
        at, below = (*steps, name), depths.get(name, 0) if not steps else depth - 1
        line = NOTHING.match(text, value)
        folder = bool(below and line and line.end() < stop and text[line.end()] == " ")
        yield at, Mark(key, value, text.rfind("\n", 0, key) + 1, stop, folder)
        if folder and line:
            yield from yaml_leaves(text, at, (line.end(), stop), depths, below)


class YamlText(NamedTuple):
    """A text of plain block YAML and its outline."""

    text: str
    outline: Outline

    @classmethod
    def of(cls, file: str, content: bytes, depths: Depths) -> YamlText | None:
        """Return a YAML text; None where its lines are not those of plain block YAML."""
        try:
            text = decode(file, content)
            check_characters(file, text, content)
        except DocumentError:
            return None
        made = cls(ended(text), {})
        if made.text[0] in "-.%" or any(sign in made.text for sign in UNSURE):
            return None
        try:
            leaves = list(yaml_leaves(made.text, (), (0, len(made.text)), depths, 0))
        except UnsureError:
            return None
        outline = dict(leaves)
        return made._replace(outline=outline) if len(outline) == len(leaves) else None

    def data(self, texts: Texts, limits: Limits) -> Piece:
        """Return the data of some blocks."""
        values: list[Any] = []
        nodes = 0
        for chunk in chunks(texts):
            folder = chunk[0][:-1]
            above = [self.head(folder[:count]) for count in range(1, len(folder) + 1)]
            text = "".join([*above, *(self.text[texts.marks[at].start : texts.marks[at].end] for at in chunk)])
            found = parse_fast(text, limits)
            inside = inside_of(found[0], folder) if found else {}
            if list(inside) != [at[-1] for at in chunk]:
                return None
            values += inside.values()
            nodes += text.count("\n") * 3 + text.count(",")
        return (values, nodes) if nodes <= limits.max_nodes else None

    def head(self, folder: Steps) -> str:
        """Return the line of the key of a folder."""
        mark = self.outline[folder]
        return self.text[mark.start : mark.value] + "\n"

    def document(self, file: str, content: bytes, data: Any) -> Document:
        """Return the document of such data."""
        keys = {at: (mark.key, mark.value) for at, mark in self.outline.items()}
        return Document(file, content, "yaml", data, LinePlaces(content, keys, self.text))


def inside_of(data: Any, folder: Steps) -> dict[str, Any]:
    """Return what a folder holds; nothing where it is not read under its name."""
    try:
        return dict(below(data, folder))
    except (LookupError, TypeError, ValueError):
        return {}


def chunks(texts: Texts) -> Iterator[list[Steps]]:
    """Yield blocks that stand in one folder, so many as make up a text that is quick to read."""
    made: list[Steps] = []
    size = 0
    for at in texts:
        if made and (at[:-1] != made[0][:-1] or size > CHUNK):
            yield made
            made, size = [], 0
        made.append(at)
        size += texts.size(at)
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
