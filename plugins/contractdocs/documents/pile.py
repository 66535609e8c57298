"""Numbers that several copies of a process take from, each of them once: whoever is free takes the next."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from contextlib import suppress

NUMBER = 4
"""Bytes of a number."""
MOST = 2**10
"""So many entries a pipe is sure to hold (pipe(7): at least a page); of more numbers an entry stands for several."""


class Pile:
    """The numbers from 0 up to a count. It is made before the copies are, and filled once, before anybody takes.

    The copies share a pipe; where a process cannot be copied, or may open no more files, the entries stay here.
    """

    def __init__(self) -> None:
        self.entries: deque[bytes] = deque()
        self.pipe: tuple[int, ...] = ()
        if hasattr(os, "fork"):
            with suppress(OSError):
                self.pipe = os.pipe()
                os.set_blocking(self.pipe[0], False)

    def __enter__(self) -> Pile:
        """Return the pile."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let this process take no more."""
        for end in self.pipe:
            os.close(end)

    def fill(self, count: int) -> None:
        """Put the numbers on the pile."""
        entries = [number.to_bytes(NUMBER, "big") for number in range(min(count, MOST))]
        if self.pipe:
            os.write(self.pipe[1], b"".join(entries))
        else:
            self.entries.extend(entries)

    def take(self, count: int) -> Iterator[int]:
        """Yield those of so many numbers that nobody else has taken; each is taken when it is asked for."""
        while entry := self.entry():
            yield from range(int.from_bytes(entry, "big"), count, max(1, min(count, MOST)))

    def entry(self) -> bytes:
        """Return what lies on top of the pile, nothing where it is empty."""
        if not self.pipe:
            return self.entries.popleft() if self.entries else b""
        try:
            return os.read(self.pipe[0], NUMBER)
        except BlockingIOError:
            return b""
