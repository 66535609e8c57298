"""Where the blocks of a text stand, and their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Steps = tuple[str, ...]
AnyText = str | bytes
CHUNK = 2**17
"""So many characters are read at a time: large texts are slow to make, above all where one character is rare, and what
is looked through for several signs stays in the cache of a core.
"""
Depths = Mapping[str, int]
"""How many levels of a top-level key are taken apart: 1 for a mapping of blocks, 2 for a mapping of those."""
Piece = tuple[list[Any], int] | None
"""The data of some blocks and a number that their nodes do not exceed; None where the whole has to be read."""


class Mark(NamedTuple):
    """Where a block or a folder of blocks stands: the offsets of its key, of its value or behind its key, and of its
    text. Those of JSON count bytes, those of YAML characters. A folder has no text of its own.
    """

    key: int
    value: int
    start: int
    end: int
    folder: bool


Outline = Mapping[Steps, Mark]
"""The blocks and folders of one text in their order, each folder before what is in it: all that reading them finds."""


class Texts(Mapping[Steps, Any]):
    """The texts of blocks, bytes where they are JSON: each is cut out when it is asked for, to have few in memory."""

    def __init__(self, whole: AnyText, marks: Outline) -> None:
        self.whole, self.marks = whole, marks

    def __getitem__(self, at: Steps) -> AnyText:
        """Return the text of a block; raise KeyError where there is none."""
        mark = self.marks[at]
        return self.whole[mark.start : mark.end]

    def __contains__(self, at: object) -> bool:
        """Return whether a block is there, without its text."""
        return at in self.marks

    def __iter__(self) -> Iterator[Steps]:
        """Yield the steps of the blocks, in their order."""
        return iter(self.marks)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.marks)

    def size(self, at: Steps) -> int:
        """Return how long the text of a block is, 0 where there is none."""
        return self.marks[at].end - self.marks[at].start if at in self.marks else 0

    def is_written(self, at: Steps, text: Any) -> bool:
        """Return whether a block that may not be there begins with a text, which is one of the same syntax."""
        whole: Any = self.whole
        return at in self.marks and type(text) is type(whole) and bool(whole.startswith(text, self.marks[at].start))


def chunks(texts: Texts) -> Iterator[list[Steps]]:
    """Yield blocks that stand in one folder, so many as make up a text that is quick to read."""
    made: list[Steps] = []
    size = 0
    for at in texts:
        if made and (at[:-1] != made[0][:-1] or size > CHUNK):
            yield made
            made, size = [], 0
        made.append(at)
        size += texts.size(at)
    if made:
        yield made


def outline_of(marks: Iterable[tuple[Sequence[str], Sequence[Any]]]) -> Outline:
    """Return an outline that came from another process."""
    return {tuple(at): Mark(*mark) for at, mark in marks}


def below(data: Any, steps: Steps) -> Any:
    """Return what stands at some steps."""
    for step in steps:
        data = data[step]
    return data
