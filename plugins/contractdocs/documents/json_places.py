"""Where the parts of a JSON text stand: only what lies on the way to the wanted part is looked at.

The native decoder skips whole values; between them stand only keys, commas, colons and white space.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from .document import Spot
from .encoding import without_mark
from .lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SPACE = re.compile(rb"[ \t\r\n]*")
ESCAPE_OR_QUOTE = re.compile(rb'\\.|"', re.DOTALL)
COLON = re.compile(rb"[ \t\r\n]*:[ \t\r\n]*")
COMMA = re.compile(rb"[ \t\r\n]*,[ \t\r\n]*")
GAP = re.compile(rb"[ \t\r\n]*,?[ \t\r\n]*")
SCALAR = re.compile(rb"[^\s,\]}]*")


class Part(NamedTuple):
    """Offsets of a value and of its key, and the bytes of the value."""

    value: int
    key: int | None
    raw: Any


class JsonPlaces:
    """Finds places in a JSON text that is known to parse; the children of what was passed are kept."""

    def __init__(self, content: bytes, before: Sequence[int] = ()) -> None:
        self.content = without_mark(content)
        self.children: dict[int, dict[str, Part]] = {}
        self.pending: dict[int, Iterator[tuple[str, Part]]] = {}  # the members of an object that nobody asked for yet
        self.lines = Lines(self.content, b"\n", before)

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process without what was found."""
        return JsonPlaces, (self.content, self.lines.before)

    def find(self, steps: Sequence[str]) -> Spot:
        """Return where the part at the steps stands."""
        part = self.part(steps)
        return Spot(self.line_and_column(part.value), None if part.key is None else self.line_and_column(part.key))

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return line and column of a byte."""
        before = self.content[self.lines.start(offset) : offset]
        return self.lines.line(offset), len(before.decode("utf-8", "replace")) + 1

    def raw(self, steps: Sequence[str]) -> str:
        """Return the scalar at the steps as it is written; it is no text."""
        match = SCALAR.match(self.content, self.part(steps).value)
        return match[0].decode() if match else ""

    def part(self, steps: Sequence[str]) -> Part:
        """Return the offsets of the part at the steps."""
        part = self.root()
        for step in steps:
            part = self.child(part, step)
        return part

    def child(self, part: Part, step: str) -> Part:
        """Return one child of a list or object; what stands behind it is left for whoever asks for that."""
        known = self.children.get(part.value)
        if known is None:
            if self.content[part.value : part.value + 1] != b"{":
                return self.children_of(part)[step]
            known = self.children[part.value] = {}
            self.pending[part.value] = object_members(self.content, part)
        if step not in known and part.value in self.pending:
            for name, member in self.pending[part.value]:
                known[name] = member
                if name == step:
                    break
        return known[step]

    def root(self) -> Part:
        """Return the offsets of the whole text."""
        return Part(end_of(SPACE, self.content, 0), None, self.content)

    def children_of(self, part: Part) -> dict[str, Part]:
        """Return the children of a list or object by their steps."""
        if part.value not in self.children:
            members = object_members if self.content[part.value : part.value + 1] == b"{" else list_items
            self.children[part.value] = dict(members(self.content, part))
        self.children[part.value].update(self.pending.pop(part.value, ()))
        return self.children[part.value]


def object_members(content: bytes, part: Part) -> Iterator[tuple[str, Part]]:
    """Yield the members of an object with their keys; most stand as far apart as the two before."""
    import msgspec

    end, gap, colon = part.value + 1, b"", b""
    for key, raw in msgspec.json.decode(part.raw, type=dict[str, msgspec.Raw]).items():
        view = memoryview(raw)
        written = b'%b"%b"%b' % (gap, key.encode("utf-8", "surrogatepass"), colon)
        value = end + len(written)
        if not content.startswith(written, end) or content[value] != view[0]:
            start = end_of(GAP, content, end)
            stop = end_of_text(content, start)
            value = end_of(COLON, content, stop)
            gap, colon = content[end:start], content[stop:value]
        yield key, Part(value, end + len(gap), raw)
        end = value + len(view)
        gap = gap if gap[:1] == b"," else b"," + gap


def end_of_text(content: bytes, start: int) -> int:
    """Return the offset behind the text whose opening quote stands at `start`, that of the end where none closes it."""
    ends = (found.end() for found in ESCAPE_OR_QUOTE.finditer(content, start + 1) if found[0] == b'"')
    return next(ends, len(content))


def list_items(content: bytes, part: Part) -> Iterator[tuple[str, Part]]:
    """Yield the items of a list with their indexes."""
    import msgspec

    offset = end_of(SPACE, content, part.value + 1)
    for index, raw in enumerate(msgspec.json.decode(part.raw, type=list[msgspec.Raw])):
        yield str(index), Part(offset, None, raw)
        offset = end_of(COMMA, content, offset + len(memoryview(raw)))


def end_of(pattern: re.Pattern[bytes], content: bytes, offset: int) -> int:
    """Return the offset behind what a pattern matches at an offset."""
    match = pattern.match(content, offset)
    return match.end() if match else offset
