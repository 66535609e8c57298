"""Which line of a text an offset stands on, without a list of all lines: newlines are counted piece by piece, once."""

from __future__ import annotations

from itertools import accumulate
from typing import AnyStr, Generic

PIECE = 2**12
"""So many characters are counted at a time: a large text has thousands of pieces, and a place looks at one."""


class Lines(Generic[AnyStr]):
    """Finds lines in a text or in bytes."""

    def __init__(self, text: AnyStr, newline: AnyStr) -> None:
        self.text: AnyStr = text
        self.newline: AnyStr = newline
        self.before: list[int] = []

    def line(self, offset: int) -> int:
        """Return the line of an offset, from 1."""
        if not self.before:
            starts = range(0, len(self.text), PIECE)
            counts = (self.text.count(self.newline, start, start + PIECE) for start in starts)
            self.before = list(accumulate(counts, initial=0))
        piece = offset // PIECE
        return self.before[piece] + self.text.count(self.newline, piece * PIECE, offset) + 1

    def start(self, offset: int) -> int:
        """Return where the line of an offset begins."""
        return self.text.rfind(self.newline, 0, offset) + 1
