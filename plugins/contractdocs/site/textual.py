"""Differences of the text of two releases, bounded: what changed line by line, and the lines around a place."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..model.contract import Release
from ..model.finding import Spot

CONTEXT = 3
MOST_INPUT = 20_000
WIDEST = 400
EXCERPT = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a difference: `sign` is `+`, `-` or a space; a number is 0 where that side has no such line."""

    sign: str
    old: int
    new: int
    text: str

    @property
    def numbers(self) -> str:
        """Return both line numbers in two columns."""
        return f"{self.old or '':>5} {self.new or '':>5}"


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that belong together; `file` is told where a release is written in several."""

    lines: tuple[Line, ...]
    file: str = ""

    @property
    def blocks(self) -> tuple[tuple[bool, tuple[Line, ...]], ...]:
        """Return runs of lines that are the same on both sides, and runs that are swapped for each other."""
        runs = groupby(self.lines, key=lambda line: line.sign != " ")
        return tuple((swapped, tuple(lines)) for swapped, lines in runs)

    @property
    def where(self) -> str:
        """Return the lines that it covers, in words."""
        first = self.lines[0]
        return f"{self.file}{', ' if self.file else ''}line {first.old or first.new} → {first.new or first.old}"


@dataclass(frozen=True, slots=True)
class TextDiff:
    """The difference of two texts; `cut` says why it is not whole."""

    hunks: tuple[Hunk, ...]
    added: int = 0
    removed: int = 0
    cut: str = ""


def lines_of(release: Release, file: str = "") -> list[str]:
    """Return the lines of a release's document, or of another file that it is written in."""
    document = next((part for part in release.interface.parts if part.file == file), release.document)
    content = document.content
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else str(content)
    return text.splitlines()


def texts_of(release: Release) -> dict[str, list[str]]:
    """Return the lines of every file that a release is written in; those beside the document by their names there."""
    folder = posixpath.dirname(release.document.file) or "."
    parts = {posixpath.relpath(part.file, folder): lines_of(release, part.file) for part in release.interface.parts}
    return {"": lines_of(release), **parts}


def text_diff(old: Release, new: Release, most: int) -> TextDiff:
    """Return what changed between the texts of two releases, at most so many lines."""
    left, right = texts_of(old), texts_of(new)
    sizes = [sum(map(len, side.values())) for side in (left, right)]
    if sum(sizes) > MOST_INPUT:
        return TextDiff((), cut=f"The files have {sizes[0]} and {sizes[1]} lines, too many to compare here.")
    main = posixpath.basename(new.document.file) if len(left) + len(right) > 2 else ""
    hunks: list[Hunk] = []
    count = added = removed = 0
    for name in sorted({*left, *right}):
        before, after = left.get(name, []), right.get(name, [])
        matcher = difflib.SequenceMatcher(None, before, after, autojunk=True)
        for group in matcher.get_grouped_opcodes(CONTEXT):
            lines = tuple(hunk_lines(group, before, after))
            added += sum(line.sign == "+" for line in lines)
            removed += sum(line.sign == "-" for line in lines)
            if count < most:
                hunks.append(Hunk(lines[: most - count], name or main))
            count += len(lines)
    cut = f"The first {most} of {count} lines are shown." if count > most else ""
    return TextDiff(tuple(hunks), added, removed, cut)


def hunk_lines(group: list[tuple[str, int, int, int, int]], before: list[str], after: list[str]) -> Iterator[Line]:
    """Yield the lines of one group of operations."""
    for tag, i1, i2, j1, j2 in group:
        if tag == "equal":
            yield from (Line(" ", i + 1, j1 + i - i1 + 1, shorten(before[i])) for i in range(i1, i2))
        else:
            yield from (Line("-", i + 1, 0, shorten(before[i])) for i in range(i1, i2))
            yield from (Line("+", 0, j + 1, shorten(after[j])) for j in range(j1, j2))


def shorten(line: str) -> str:
    """Return a line that a page can hold."""
    return line if len(line) <= WIDEST else line[:WIDEST] + "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The lines around a place; `first` is the number of the first, `marked` how many belong to the place."""

    version: str
    where: str
    first: int
    lines: tuple[str, ...]
    cut: bool = False


def excerpt(release: Release, spot: Spot | None) -> Excerpt | None:
    """Return the block that begins at a place: its line and those indented below it."""
    if spot is None or not spot.pointer:
        return None
    if spot.place.file not in (release.document.file, *(part.file for part in release.interface.parts)):
        return None
    lines = lines_of(release, spot.place.file)
    first = spot.place.line
    if not 0 < first <= len(lines):
        return None
    block = block_from(lines, first - 1)
    shown = tuple(shorten(line) for line in dedent(block[:EXCERPT]))
    return Excerpt(release.version, f"{spot.place.file.rpartition('/')[2]}:{first}", first, shown, len(block) > EXCERPT)


def block_from(lines: list[str], index: int) -> list[str]:
    """Return a line and the lines indented deeper that follow it, without empty ones at the end."""
    depth, block = indent(lines[index]), [lines[index] or " "]
    for line in lines[index + 1 :]:
        if line.strip() and indent(line) <= depth:
            break
        block.append(line)
    while len(block) > 1 and not block[-1].strip():
        block.pop()
    return block


def indent(line: str) -> int:
    """Return how far a line is indented."""
    return len(line) - len(line.lstrip())


def dedent(lines: list[str]) -> list[str]:
    """Return lines without the indent that they share."""
    depth = min((indent(line) for line in lines if line.strip()), default=0)
    return [line[depth:] for line in lines]
