"""Members of JSON that is laid out: each stands on a line of its own, a step further right than what it is in.

A text of JSON has no line ends but between its parts, so that a line which begins with a key at the column of an
object's members is one of them, as long as everything around stands where it should: the native encoder, which lays it
out again, has to come to the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

OPENED = re.compile(rb"[\[{]\n( +)")
ESCAPED = re.compile(rb"\\[u/]")
PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
CLOSING = {b"{": b"}", b"[": b"]"}
LONGEST = 2**20
"""So many bytes are laid out again at the most."""
MOST_TRIED = 50
"""So many keys are looked at that are spelled like the one that is looked for and stand deeper."""


class Layout(NamedTuple):
    """How many spaces stand before the members of an object or the items of a list, how many more before theirs, and
    the offset behind the text of which this is known.
    """

    spaces: int
    step: int
    end: int

    @property
    def before(self) -> bytes:
        """Return what stands before each member or item, and after a step back before the bracket that closes them."""
        return b"\n" + b" " * self.spaces

    @property
    def below(self) -> Layout:
        """Return the layout of what is in a member."""
        return self._replace(spaces=self.spaces + self.step)


def layout_of(written: memoryview, start: int) -> Layout | None:
    """Return how an object or a list that begins at an offset is laid out.

    None where it is not, or where a key in it may be written in another way than as it is.
    """
    import msgspec

    opened = OPENED.match(written)
    if opened is None or len(written) > LONGEST or ESCAPED.search(written):
        return None
    text = bytes(written).rstrip(b" \t\r\n")
    spaces, outer = len(opened[1]), len(text) - text.rfind(b"\n") - 2
    step = spaces - outer
    if step < 1:
        return None
    depth = outer // step
    again = msgspec.json.format(b"%b%b%b" % (b"[" * depth, text, b"]" * depth), indent=step)
    around = sum(2 + step * level for level in range(depth)) + outer
    return Layout(spaces, step, start + len(text)) if again.startswith(text, around) else None


def member_at(content: bytes, start: int, layout: Layout, name: str) -> tuple[int, int] | None:
    """Return the offsets of the key and the value of a member that an object has, which begins at an offset.

    None where that takes longer than to look at all members.
    """
    if not PLAIN.fullmatch(name):
        return None
    before, written = layout.before, b'"%b":' % name.encode()
    at = start
    for _ in range(MOST_TRIED):
        at = content.find(written, at + 1, layout.end)
        if at < 0:
            return None
        if content.startswith(before, at - len(before)):
            return at, at + len(written) + 1
    return None


def items_at(content: bytes, start: int, layout: Layout) -> Iterator[int]:
    """Yield the offsets of the items of a list that begins at an offset; they are as many as it has, then others."""
    items = re.compile(layout.before + rb"(?=[^ \]}])")
    return (found.end() for found in items.finditer(content, start, layout.end))


def end_at(content: bytes, start: int, layout: Layout) -> int:
    """Return the offset behind an object or a list that begins at an offset and has members of a layout."""
    closing = layout._replace(spaces=layout.spaces - layout.step).before + CLOSING[content[start : start + 1]]
    return content.find(closing, start, layout.end) + len(closing)
