"""The blocks of a YAML text: the lines from one key of a column to the next.

What belongs to a key of block YAML stands further right (YAML 1.2, 6.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from .document import Document, DocumentError, Limits
from .encoding import check_characters, decode
from .outlines import Depths, Mark, Outline, Piece, Steps, Texts, below, chunks
from .yaml_closing import ends_what_opens
from .yaml_fast import parse_fast
from .yaml_places import LinePlaces
from .yaml_scan import FIRST, UNSURE

PLAIN = rf"{FIRST}[^\n:\#\t]*(?:(?::(?=\S)|(?<=\S)\#)[^\n:\#\t]*)*"
KEY_LINE = re.compile(rf"""({PLAIN}|"[^"\\\n\t]*"|'(?:[^'\n\t]|'')*'):(?=[ \n])""")
NOTHING = re.compile(r" *(?:#[^\n]*)?\n")
OPENING = re.compile(r"(?: *(?:#[^\n]*)?\n)*( *)")
MARKER = re.compile(r"\n(?:---|\.\.\.|%)")


def ended(text: str) -> str:
    """Return a text whose lines all end alike, the last one too."""
    plain = text.replace("\r\n", "\n") if "\r" in text else text  # to look for one character is much faster
    return plain if plain.endswith("\n") else plain + "\n"


def leaves_of(
    text: str, steps: Steps, within: tuple[int, int], depths: Depths, depth: int
) -> Iterator[tuple[Steps, Mark]]:
    """Yield the keys of a mapping, and behind each that is a folder its keys; raise UnsureError."""
    for name, key, value, stop in keys_between(text, *within):
        at, below = (*steps, name), depths.get(name, 0) if not steps else depth - 1
        line = NOTHING.match(text, value)
        folder = bool(below and line and line.end() < stop and text[line.end()] == " ")
        yield at, Mark(key, value, text.rfind("\n", 0, key) + 1, stop, folder)
        if folder and line:
            yield from leaves_of(text, at, (line.end(), stop), depths, below)


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
        if made.text[0] in "-.%" or any(sign in made.text for sign in UNSURE) or MARKER.search(made.text):
            return None
        try:
            leaves = list(leaves_of(made.text, (), (0, len(made.text)), depths, 0))
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

    def closes(self, wanted: Iterable[Steps], limits: Limits) -> bool:
        """Return whether some blocks end what opens in them, so that no line that looks like a key is none.

        A block that may not is parsed for itself, exactly.
        """
        marks = ((at, self.outline[at]) for at in wanted)
        return all(
            ends_what_opens(self.text, mark.start, mark.end)
            or self.data(Texts(self.text, {at: mark}), limits) is not None
            for at, mark in marks
        )

    def head(self, folder: Steps) -> str:
        """Return the line of the key of a folder."""
        mark = self.outline[folder]
        return self.text[mark.start : mark.value] + "\n"

    def document(self, file: str, content: bytes, data: Any, before: Sequence[int] = ()) -> Document:
        """Return the document of such data; `before` is known of JSON alone."""
        keys = {at: (mark.key, mark.value) for at, mark in self.outline.items()}
        return Document(file, content, "yaml", data, LinePlaces(content, keys, self.text))


def inside_of(data: Any, folder: Steps) -> dict[str, Any]:
    """Return what a folder holds; nothing where it is not read under its name."""
    try:
        return dict(below(data, folder))
    except (LookupError, TypeError, ValueError):
        return {}


class UnsureError(Exception):
    """Lines that are not those of plain block YAML."""


def keys_between(text: str, start: int, end: int) -> Iterator[tuple[str, int, int, int]]:
    """Yield name, offset, end of the key and end of all that belongs to it, for each key of the mapping at `start`.

    Raise UnsureError where a line in the column of the keys is no plain key.
    """
    opening = OPENING.match(text, start, end)
    column = len(opening[1]) if opening else 0
    found = [match.end() - 1 for match in lines_at(column).finditer(text, max(start - 1, 0), end)]
    if not start and text[0] not in " #\n":
        found.insert(0, 0)
    for key, following in zip(found, [*found[1:], end + column]):
        line = KEY_LINE.match(text, key)
        if line is None:
            raise UnsureError
        yield unquoted(line[1]), key, line.end(), following - column


@cache
def lines_at(column: int) -> re.Pattern[str]:
    """Return the pattern of the lines that begin at a column, but for comments and for the items of a list there.

    Letter by letter it is found faster than as a number of spaces.
    """
    return re.compile("\n" + " " * column + r"[^ \n#-]")


def unquoted(key: str) -> str:
    """Return the text of a key; one in double quotes has no escapes here."""
    if key[0] == "'":
        return key[1:-1].replace("''", "'")
    return key[1:-1] if key[0] == '"' else key.rstrip()
