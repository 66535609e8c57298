"""Does one piece of work after another in a copy of this process, which sees all that was read when it was made.

Every copy makes the memory of both processes be copied as they go on: one that is kept costs less than several.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BufferedReader
from typing import IO, Any

from . import side_by_side

WIDTH = 2**20
"""Bytes that a pipe holds; without privileges more are refused."""


class Companion:
    """Does work in a copy of this process (POSIX `fork`); without one, or where it fails, here when it is asked for.

    What is asked is data: lists, mappings and scalars; so is what is answered, where that is said to be `data`. Answers
    come in the order of the questions.
    """

    def __init__(self, work: Callable[[Any], Any], *, data: bool = True) -> None:
        self.work, self.data, self.copy = work, data, 0
        self.questions: deque[Any] = deque()
        if side_by_side.can_fork():
            self.begin()

    def begin(self) -> None:
        """Make the copy, unless the system allows no more files or processes."""
        pipes: list[tuple[int, int]] = []
        try:
            pipes.append(os.pipe())
            pipes.append(os.pipe())
            self.copy = os.fork()
        except OSError:
            for end in (end for pipe in pipes for end in pipe):
                os.close(end)
            return
        questions, answers = pipes
        if self.copy == 0:
            os.close(questions[1])
            os.close(answers[0])
            serve(self.work, questions[0], answers[1], self.data)
        widen(questions[1])
        widen(answers[0])
        os.close(questions[0])
        os.close(answers[1])
        os.set_blocking(questions[1], False)
        side_by_side.COPIES.add(self.copy)
        self.asking, self.answers = os.fdopen(questions[1], "wb", buffering=0), Answers(os.fdopen(answers[0], "rb"))

    def ask(self, question: Any, *, last: bool = False) -> None:
        """Let some work begin; after the last one the copy ends by itself, which takes it a while."""
        self.questions.append(question)
        if self.copy:
            try:
                self.send(side_by_side.message(side_by_side.packed(question, True)))
                if last:
                    self.asking.close()
            except OSError:
                self.end()

    def send(self, message: bytes) -> None:
        """Write a message, and take in what is answered meanwhile: neither process may wait for the other to read."""
        left = memoryview(message)
        while left:
            written = self.asking.write(left)
            if written is None:  # the pipe is full
                self.answers.wait_beside(self.asking)
            left = left[written or 0 :]

    def answer(self) -> Any:
        """Return what the work makes of the first question that has no answer yet, or raise what it raises."""
        question = self.questions.popleft()
        if self.copy:
            found = side_by_side.received(self.answers)
            if found:
                return side_by_side.unpacked(found)
            self.end()
        return self.work(question)

    def remaining(self) -> Iterator[Any]:
        """Yield what the work makes of all questions that have no answer yet."""
        while self.questions:
            yield self.answer()

    def stop(self) -> None:
        """End the copy at once, whatever it does: nobody waits for it."""
        if self.copy:
            from signal import SIGKILL

            with suppress(OSError):  # it may be gone
                os.kill(self.copy, SIGKILL)
        self.end()

    def end(self) -> None:
        """Let the copy end."""
        if self.copy:
            copy, self.copy = self.copy, 0
            self.answers.close()
            with suppress(OSError):  # it may be gone
                self.asking.close()
            side_by_side.let_end(copy)


class Answers:
    """What a copy answers, of which some may be taken in before it is asked for."""

    def __init__(self, pipe: BufferedReader) -> None:
        self.pipe, self.early = pipe, bytearray()

    def read(self, count: int) -> bytes:
        """Return so many bytes, fewer where no more are to come."""
        start = bytes(self.early[:count])
        del self.early[:count]
        return start + self.pipe.read(count - len(start)) if len(start) < count else start

    def wait_beside(self, asking: IO[bytes]) -> None:
        """Wait until more can be written; take in what there is to be read."""
        import select

        either = select.poll()
        either.register(asking, select.POLLOUT)
        either.register(self.pipe, select.POLLIN)
        if any(ready == self.pipe.fileno() for ready, _ in either.poll()):
            self.early += self.pipe.read1(WIDTH)

    def close(self) -> None:
        """Take in no more."""
        self.pipe.close()


def widen(pipe: int) -> None:
    """Let a pipe hold what is asked or answered, where the system allows it: so nobody waits for the other to read.

    Otherwise it holds 64 KiB (pipe(7), Linux 2.6.35 and later).
    """
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, WIDTH)


def serve(work: Callable[[Any], Any], questions: int, answers: int, data: bool) -> None:
    """Answer until no more is asked, and end this copy, without the cleaning up that is the first process's own."""
    status = 1
    try:
        with os.fdopen(questions, "rb") as asked, os.fdopen(answers, "wb") as told:
            while question := side_by_side.received(asked):
                side_by_side.send(told, side_by_side.packed(work(side_by_side.unpacked(question)), data))
        status = 0
    finally:
        os._exit(status)
