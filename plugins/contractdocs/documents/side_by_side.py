"""Does two pieces of work at the same time, one of them in a copy of this process.

A copy (POSIX `fork`) starts within milliseconds and sees all that was read so far; only the result has to come back.
Where there is one core, no `fork`, or another thread, both pieces are done one after the other.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from time import sleep
from typing import IO, Any, Protocol, TypeVar

T = TypeVar("T")
LENGTH = 8
"""Bytes that say how long a message is."""
COPIES: set[int] = set()
"""Copies of this process that are at work, or wait for it."""
ENDING: list[int] = []
"""Copies that are asked for nothing more and may not have ended."""
PAUSES = 0, 0.001, 0.004
"""Seconds to wait before each look for a free core: what others do there is often done in a moment."""


def side_by_side(here: Callable[[], T], aside: Callable[[], T], *, data: bool = False) -> tuple[T, T]:
    """Return what two functions without effects return; `data` says that the second one returns parsed data.

    Such data comes back as lists, mappings and scalars.

    An error is raised as if the functions were called one after the other.
    """
    if not can_fork():
        return here(), aside()
    try:
        reading, writing = os.pipe()
    except OSError:  # no more files are allowed
        return here(), aside()
    try:
        copy = os.fork()
    except OSError:  # no more processes are allowed
        os.close(reading)
        os.close(writing)
        return here(), aside()
    if copy == 0:
        os.close(reading)
        work(aside, writing, data)
    os.close(writing)
    COPIES.add(copy)
    try:
        first = here()
    finally:
        with os.fdopen(reading, "rb") as pipe:
            result = received(pipe)
        let_end(copy)
    return first, (unpacked(result) if result else aside())


class Readable(Protocol):
    """What messages are read from."""

    def read(self, count: int, /) -> bytes:
        """Return so many bytes, fewer where no more are to come."""
        ...


def send(pipe: IO[bytes], packed: bytes) -> None:
    """Write one message."""
    pipe.write(message(packed))
    pipe.flush()


def message(packed: bytes) -> bytes:
    """Return a message as it is written."""
    return len(packed).to_bytes(LENGTH, "big") + packed


def received(pipe: Readable) -> bytes:
    """Return one message, nothing where there is none to come."""
    length = int.from_bytes(pipe.read(LENGTH), "big")
    found = pipe.read(length)
    return found if len(found) == length else b""


def let_end(copy: int) -> None:
    """Let a copy end that is asked for nothing more; whether it has is looked at when the next one is let go.

    The system takes its memory apart meanwhile, which takes some milliseconds.
    """
    COPIES.discard(copy)
    ENDING.append(copy)
    forget_ended()


def forget_ended() -> None:
    """Forget the copies that have ended: the system may give their numbers to others."""
    ENDING[:] = [one for one in ENDING if not has_ended(one)]


def has_ended(copy: int) -> bool:
    """Return whether a copy has ended."""
    try:
        return os.waitpid(copy, os.WNOHANG)[0] != 0
    except ChildProcessError:  # somebody else has waited for it
        return True


def packed(value: Any, data: bool) -> bytes:
    """Return a value as bytes; parsed data goes several times as fast as anything else."""
    import msgspec

    if data:
        try:
            return b"d" + msgspec.msgpack.encode(value)
        except OverflowError:  # a number of more than 64 bits
            pass
    import pickle

    return b"p" + pickle.dumps(value)


def unpacked(result: bytes) -> Any:
    """Return what was packed."""
    if result[:1] == b"d":
        import msgspec

        return msgspec.msgpack.decode(memoryview(result)[1:])
    import pickle

    return pickle.loads(memoryview(result)[1:])


def can_fork() -> bool:
    """Return whether a copy of this process can be made, and has a core to run on: else it costs more than it gains."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if not hasattr(os, "fork") or cores < 2 or threading.active_count() > 1:
        return False
    return os.getloadavg()[0] < cores or has_free_core(cores)


def has_free_core(cores: int) -> bool:
    """Return whether one of so many cores is free of the work of others: the load is that of the last minute.

    A core may be free again long before the load says so (proc_loadavg(5)). Copies of this process are no others.
    """
    for pause in PAUSES:
        sleep(pause)
        forget_ended()
        if 0 < running() < cores + len(COPIES) + len(ENDING):
            return True
    return False


def running() -> int:
    """Return how many processes run or wait for a core just now, this one included; 0 where it is not known."""
    try:
        with open("/proc/loadavg", encoding="ascii") as file:
            return int(file.read().split()[3].partition("/")[0])
    except (OSError, ValueError, IndexError):
        return 0


def work(aside: Callable[[], object], writing: int, data: bool) -> None:
    """Write the result and end this copy, without the cleaning up that is the first process's own."""
    status = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            send(pipe, packed(aside(), data))
        status = 0
    finally:
        os._exit(status)
