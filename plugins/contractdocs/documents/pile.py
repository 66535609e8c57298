"""Numbers that several copies of a process take from, each of them once: whoever is free takes the next."""

from __future__ import annotations

import os
from collections.abc import Iterator

NUMBER = 4
"""Bytes of a number."""
MOST = 2**10
"""So many entries a pipe is sure to hold (pipe(7): at least a page); of more numbers an entry stands for several."""


class Pile:
    """The numbers from 0 up to a count. It is made before the copies are, and left when all of them have ended."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.stride = max(1, min(count, MOST))
        self.taking, putting = os.pipe()
        os.write(putting, b"".join(number.to_bytes(NUMBER, "big") for number in range(min(count, MOST))))
        os.close(putting)

    def __enter__(self) -> Pile:
        """Return the pile."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the system forget it."""
        os.close(self.taking)

    def __iter__(self) -> Iterator[int]:
        """Yield numbers that nobody else has taken, until none is left; each is taken when it is asked for."""
        while entry := os.read(self.taking, NUMBER):
            yield from range(int.from_bytes(entry, "big"), self.count, self.stride)
