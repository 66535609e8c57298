"""Where the parts of a YAML text stand, worked out when the first place is asked for.

Two finders give the same answers: one reads the event stream and knows every text, the other jumps through the lines
of texts that the light scan has understood, and touches only what lies on the way.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from .document import Spot
from .encoding import without_mark
from .lines import Lines
from .yaml_nodes import Node, tree
from .yaml_scan import ITEM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Steps = tuple[str, ...]
NEXT = re.compile(r"^ *(?=[^ #\n])", re.MULTILINE)
ITEMS = re.compile(ITEM, re.VERBOSE)
WORD = re.compile(r"[^\s,\]]*")
NEAR = 2**13
"""So many characters are searched at first for a key."""


def normal(content: bytes) -> str:
    """Return the text of a file that is known to be UTF-8, with one kind of line ends."""
    return str(without_mark(content), "utf-8").replace("\r\n", "\n")


class EventPlaces:
    """Finds places in any YAML text by its event stream, read once."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.root: Node | None = None

    def find(self, steps: Sequence[str]) -> Spot:
        """Return where the part at the steps stands."""
        node, key = self.walk(steps)
        return Spot(node.place, key)

    def raw(self, steps: Sequence[str]) -> str:
        """Return the scalar at the steps as it is written."""
        return self.walk(steps)[0].text or ""

    def walk(self, steps: Sequence[str]) -> tuple[Node, tuple[int, int] | None]:
        """Return the node at the steps and the place of its key."""
        if self.root is None:
            self.root = tree(normal(self.content))
        node, key = self.root, None
        for step in steps:
            key, node = (None, node.items[int(step)]) if node.items is not None else node.keys[step]
        return node, key


class Part(Struct, frozen=True):
    """Offsets of a value and of its key; `empty` where nothing is written for the value."""

    value: int
    key: int | None = None
    empty: bool = False


class LinePlaces:
    """Finds places in the plain block YAML that the light scan understands, by jumping from key to key.

    In such a text every line that begins at the column of a mapping, from the first key of it on, is a key of it,
    until the mapping ends: everything inside its values stands further right.
    """

    def __init__(self, content: bytes, keys: Mapping[Steps, tuple[int, int]] | None = None, text: str = "") -> None:
        self.content = content
        self.keys = keys or {}  # offsets before and behind keys that are known already
        self.text = text  # of the content, where that is known: normal, and its last line ended
        self.lines = Lines("", "\n")
        self.parts: dict[Steps, Part] = {}
        self.dashes: dict[int, list[int]] = {}

    def find(self, steps: Sequence[str]) -> Spot:
        """Return where the part at the steps stands."""
        part = self.part(tuple(steps))
        return Spot(self.position(part.value), None if part.key is None else self.position(part.key))

    def raw(self, steps: Sequence[str]) -> str:
        """Return the scalar at the steps as it is written; it is a number, a truth value or nothing."""
        part = self.part(tuple(steps))
        match = WORD.match(self.text, part.value)
        return "" if part.empty or match is None else match[0]

    def part(self, steps: Steps) -> Part:
        """Return the offsets of the part at the steps; what lies on the way is kept."""
        if not self.parts:
            self.open()
        known = len(steps)
        while steps[:known] not in self.parts:
            known -= 1
        for count in range(known, len(steps)):
            below = steps[: count + 1]
            self.parts[below] = self.known(below) or self.child(self.parts[steps[:count]].value, steps[count])
        return self.parts[steps]

    def open(self) -> None:
        """Decode the text and find its root."""
        self.text = self.text or normal(self.content) + "\n"
        self.lines = Lines(self.text, "\n")
        self.parts[()] = Part(self.next_content(self.after_dashes()))

    def after_dashes(self) -> int:
        """Return the offset below the dashes that may open the document."""
        start = self.next_content(0)
        return self.text.find("\n", start) + 1 if self.text.startswith("---", start) else start

    def next_content(self, offset: int) -> int:
        """Return the offset of the next text that is no comment, from the beginning of a line on."""
        match = NEXT.search(self.text, offset)
        return match.end() if match else len(self.text)

    def known(self, steps: Steps) -> Part | None:
        """Return the offsets of a part whose key is known."""
        if steps not in self.keys:
            return None
        key, end = self.keys[steps]
        value, empty = self.value(end, self.column(key), key, in_list=False)
        return Part(value, key, empty)

    def child(self, at: int, step: str) -> Part:
        """Return the offsets of the child of the list or mapping that begins at `at`."""
        if self.text[at] == "[":
            return Part(next(islice(ITEMS.finditer(self.text, at + 1), int(step), None)).start())
        column = self.column(at)
        if self.text[at] == "-" and self.text[at + 1] in " \n":
            dash = self.dash(at, column, int(step))
            value, empty = self.value(dash + 1, column, dash, in_list=True)
            return Part(value, None, empty)
        key, end = self.key(at, column, step)
        value, empty = self.value(end, column, key, in_list=False)
        return Part(value, key, empty)

    def dash(self, at: int, column: int, index: int) -> int:
        """Return the offset of the dash of an item; the dashes on the way are kept."""
        known = self.dashes.setdefault(at, [at])
        needle = "\n" + " " * column + "-"
        while len(known) <= index:
            found = self.text.index(needle, known[-1]) + len(needle) - 1
            known.append(found)
        return known[index]

    def key(self, at: int, column: int, key: str) -> tuple[int, int]:
        """Return the offsets before and behind a key of the mapping at `at`, whichever way it is quoted.

        It is mostly near: a spelling that is not used is not looked for to the end of the text.
        """
        spellings = (key + ":", f'"{key}":', "'" + key.replace("'", "''") + "':")
        reach = NEAR
        while True:
            first, end = min(at + reach, len(self.text)), 0
            for spelling in spellings:
                found = self.line_with(spelling, at, column, first)
                if found >= 0:
                    first, end = found, found + len(spelling)
            if end or at + reach >= len(self.text):
                return first, end
            reach *= 8

    def line_with(self, spelling: str, at: int, column: int, stop: int) -> int:
        """Return the offset of the next key before `stop` that is spelled so in its column; -1 where there is none."""
        needle = "\n" + " " * column + spelling
        found = at if self.text.startswith(spelling, at) else self.next_line_with(needle, at, column, stop)
        while found >= 0 and self.text[found + len(spelling)] not in " \n":
            found = self.next_line_with(needle, found, column, stop)
        return found

    def next_line_with(self, needle: str, start: int, column: int, stop: int) -> int:
        """Return where the text behind a line break and the indentation begins; -1 where there is none."""
        found = self.text.find(needle, start, stop)
        return found + 1 + column if found >= 0 else -1

    def value(self, offset: int, column: int, holder: int, *, in_list: bool) -> tuple[int, bool]:
        """Return the offset of the value behind a key or dash, and whether there is none: then that of its holder."""
        line = self.text.find("\n", offset) + 1
        rest = self.text[offset : line - 1]
        written = rest.lstrip(" ")
        if written and not written.startswith("#"):
            return offset + len(rest) - len(written), False
        found = self.next_content(min(line, len(self.text)))
        deeper = self.column(found) - column
        same = deeper == 0 and not in_list and self.text.startswith(("- ", "-\n"), found)
        if found < len(self.text) and (deeper > 0 or same):
            return found, False
        return holder, True

    def column(self, offset: int) -> int:
        """Return the column of an offset, from 0."""
        return offset - self.lines.start(offset)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, from 1."""
        return self.lines.line(offset), self.column(offset) + 1
