"""Which line of a text an offset stands on, without a list of all lines: newlines are counted piece by piece, once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import AnyStr, Generic

PIECE = 2**12
"""So many characters are counted at a time: a large text has thousands of pieces, and a place looks at one."""


class Lines(Generic[AnyStr]):
    """Finds lines in a text or in bytes; `before` is what `lines_before` tells of it, where that is known."""

    def __init__(self, text: AnyStr, newline: AnyStr, before: Sequence[int] = ()) -> None:
        self.text: AnyStr = text
        self.newline: AnyStr = newline
        self.before = before

    def line(self, offset: int) -> int:
        """Return the line of an offset, from 1."""
        self.before = self.before or lines_before(self.text, self.newline)
        piece = offset // PIECE
        return self.before[piece] + self.text.count(self.newline, piece * PIECE, offset) + 1

    def start(self, offset: int) -> int:
        """Return where the line of an offset begins."""
        return self.text.rfind(self.newline, 0, offset) + 1


def lines_before(text: AnyStr, newline: AnyStr) -> list[int]:
    """Return how many lines end before each piece of a text, and before its end."""
    starts = range(0, len(text), PIECE)
    return list(accumulate((text.count(newline, start, start + PIECE) for start in starts), initial=0))
