"""Does two pieces of work at the same time, one of them in a copy of this process.

A copy (POSIX `fork`) starts within milliseconds and sees all that was read so far; only the result has to come back.
Where there is one core, no `fork`, or another thread, both pieces are done one after the other.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")


def side_by_side(here: Callable[[], S], aside: Callable[[], T], *, data: bool = False) -> tuple[S, T]:
    """Return what two functions without effects return; `data` says that the second one returns parsed data.

    Such data comes back as lists, mappings and scalars.

    An error is raised as if the functions were called one after the other.
    """
    begun = Aside(aside, data=data)
    try:
        first = here()
    except BaseException:
        begun.end()
        raise
    return first, begun.result()


class Aside(Generic[T]):
    """A piece of work that has begun in a copy of this process; where none can be made, it is done when asked for."""

    def __init__(self, aside: Callable[[], T], *, data: bool = False) -> None:
        self.aside, self.copy = aside, 0
        if can_fork():
            self.reading, writing = os.pipe()
            self.copy = os.fork()
            if self.copy == 0:
                os.close(self.reading)
                work(aside, writing, data)
            os.close(writing)

    def result(self) -> T:
        """Return what the work returns, or raise what it raises; to be asked for once."""
        returned = self.end()
        return self.aside() if returned is None else unpacked(returned)

    def end(self) -> bytes | None:
        """Wait for the copy and return what it wrote; None where there is none, or where it failed."""
        if not self.copy:
            return None
        with os.fdopen(self.reading, "rb") as pipe:
            written = pipe.read()
        _, status = os.waitpid(self.copy, 0)
        return written if status == 0 else None


def packed(value: Any, data: bool) -> bytes:
    """Return a value as bytes; parsed data goes several times as fast as anything else."""
    import pickle

    import msgspec

    try:
        return b"d" + msgspec.msgpack.encode(value) if data else b"p" + pickle.dumps(value)
    except OverflowError:  # a number of more than 64 bits
        return b"p" + pickle.dumps(value)


def unpacked(result: bytes) -> Any:
    """Return what was packed."""
    import pickle

    import msgspec

    return msgspec.msgpack.decode(result[1:]) if result[:1] == b"d" else pickle.loads(result[1:])


def can_fork() -> bool:
    """Return whether a copy of this process can be made, and has a core to run on: else it costs more than it gains."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return hasattr(os, "fork") and cores > 1 and threading.active_count() == 1 and os.getloadavg()[0] < cores


def work(aside: Callable[[], object], writing: int, data: bool) -> None:
    """Write the result and end this copy, without the cleaning up that is the first process's own."""
    status = 1
    try:
        result = packed(aside(), data)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(result)
        status = 0
    finally:
        os._exit(status)
