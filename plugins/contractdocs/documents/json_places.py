"""Where the parts of a JSON text stand: only what lies on the way to the wanted part is looked at.

The native decoder skips whole values; between them stand only keys, commas, colons and white space. Where each member
stands on a line of its own, it is found by its line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from .document import Spot
from .encoding import without_mark
from .json_lines import Layout, end_at, items_at, layout_of, member_at
from .lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SPACE = re.compile(rb"[ \t\r\n]*")
ESCAPE_OR_QUOTE = re.compile(rb'\\.|"', re.DOTALL)
COLON = re.compile(rb"[ \t\r\n]*:[ \t\r\n]*")
COMMA = re.compile(rb"[ \t\r\n]*,[ \t\r\n]*")
GAP = re.compile(rb"[ \t\r\n]*,?[ \t\r\n]*")
SCALAR = re.compile(rb"[^\s,\]}]*")
BETWEEN = b" \t\r\n,:"
MOST_ALONE = 16
"""So many members of one object are looked for one by one, before all of them are gone through."""


class Part(NamedTuple):
    """Offsets of a value and of its key, and the bytes of the value."""

    value: int
    key: int | None
    raw: Any


class JsonPlaces:
    """Finds places in a JSON text that is known to parse; the children of what was passed are kept."""

    def __init__(self, content: bytes, before: Sequence[int] = ()) -> None:
        self.content = without_mark(content)
        self.root = Part(end_of(SPACE, self.content, 0), None, self.content)
        self.children: dict[int, dict[str, Part]] = {}
        self.pending: dict[int, Iterator[tuple[str, Part]]] = {}  # the members of an object that nobody asked for yet
        self.layouts: dict[int, Layout | None] = {}
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
        part = self.root
        for step in steps:
            part = self.child(part, step)
        return part

    def child(self, part: Part, step: str) -> Part:
        """Return one child of a list or object; what stands behind it is left for whoever asks for that."""
        known = self.children.setdefault(part.value, {})
        if step not in known:
            self.look_for(part, step, known)
        return known[step]

    def look_for(self, part: Part, step: str, known: dict[str, Part]) -> None:
        """Find a child, and what is found on the way, if it is there."""
        layout = self.layout(part)
        is_object = self.content[part.value : part.value + 1] == b"{"
        alone = layout if is_object and len(known) < MOST_ALONE else None
        if alone and (found := member_at(self.content, part.value, alone, step)):
            known[step] = self.below(alone, *found)
            return
        if part.value not in self.pending:
            self.pending[part.value] = self.children_of(part, layout, is_object)
        for name, child in self.pending[part.value]:
            known[name] = child
            if name == step:
                break

    def layout(self, part: Part) -> Layout | None:
        """Return how the members of an object or the items of a list are laid out; None where they are not."""
        if part.value not in self.layouts:
            self.layouts[part.value] = layout_of(memoryview(part.raw), part.value)
        return self.layouts[part.value]

    def below(self, layout: Layout, key: int | None, value: int) -> Part:
        """Return a member or an item of what is laid out."""
        self.layouts[value] = layout.below
        return Part(value, key, b"")

    def children_of(self, part: Part, layout: Layout | None, is_object: bool) -> Iterator[tuple[str, Part]]:
        """Return the children of a list or an object, one after the other."""
        if not layout:
            return (object_members if is_object else list_items)(self.content, part)
        if not is_object:
            items = enumerate(items_at(self.content, part.value, layout))
            return ((str(index), self.below(layout, None, value)) for index, value in items)
        whole = part._replace(raw=self.content[part.value : end_at(self.content, part.value, layout)])
        members = object_members(self.content, whole)
        return ((name, self.below(layout, member.key, member.value)) for name, member in members)


class Keys:
    """Finds the keys of an object one after the other; most stand as far apart as the two before."""

    def __init__(self, content: bytes) -> None:
        self.content, self.gap, self.colon = content, b"", b""

    def find(self, end: int, key: str) -> tuple[int, int]:
        """Return the offsets of the next key and of its value; `end` is the one behind the brace or the last value."""
        content, gap = self.content, self.gap
        written = b'%b"%b"%b' % (gap, key.encode("utf-8", "surrogatepass"), self.colon)
        start, value = end + len(gap), end + len(written)
        if not content.startswith(written, end) or content[value] in BETWEEN:
            start = end_of(GAP, content, end)
            stop = end_of_text(content, start)
            value = end_of(COLON, content, stop)
            gap, self.colon = content[end:start], content[stop:value]
        self.gap = gap if gap[:1] == b"," else b"," + gap
        return start, value


def object_members(content: bytes, part: Part) -> Iterator[tuple[str, Part]]:
    """Yield the members of an object with their keys."""
    import msgspec

    keys, end = Keys(content), part.value + 1
    for key, raw in msgspec.json.decode(part.raw, type=dict[str, msgspec.Raw]).items():
        start, value = keys.find(end, key)
        yield key, Part(value, start, raw)
        end = value + len(memoryview(raw))


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
