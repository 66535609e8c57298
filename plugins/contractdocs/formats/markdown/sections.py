"""Cuts a document into its operations: each begins at its marker and ends at the next, or at a heading as high."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .blocks import Block, plain
from .endpoints import Marker, in_heading, in_item, in_line, in_request_line, in_rows, split_label

PAST = re.compile(
    r"\b(?:change ?logs?|changes|history|migrat\w+|roadmap|removed|out of scope|not in scope|deprecations?|"
    r"release notes|versioning)\b",
    re.IGNORECASE,
)
SHOWN = re.compile(
    r"^\W*(?:\d[\d.]*\s+)?(?:usage|code|curl|client|api|full|complete)?\s*(?:examples?|curl|samples?|quick ?start|"
    r"getting started|usage|testing|mock servers?|workflows?|flows?|see also|troubleshooting|ejemplos?)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Part:
    """An operation as written: its marker, the heading it stands under, and the blocks that belong to it."""

    marker: Marker
    level: int
    trail: tuple[Block, ...]
    blocks: list[Block] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return what the operation is called."""
        if self.marker.title or self.marker.style in ("heading", "row", "item"):
            return self.marker.title
        return plain(self.trail[-1].text) if self.trail else ""


@dataclass(frozen=True, slots=True)
class Loose:
    """A block outside any operation, with the headings above it."""

    block: Block
    trail: tuple[Block, ...]


@dataclass(slots=True)
class Sections:
    """A document in parts: operations in detail, entries of lists of them, and everything else."""

    parts: list[Part] = field(default_factory=list)
    entries: list[Part] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)


def says(pattern: re.Pattern[str], trail: Iterable[Block]) -> bool:
    """Return whether a heading of a trail is about something."""
    return any(pattern.search(plain(block.text)) for block in trail if in_heading(block) is None)


class Cutter:
    """Walks over the blocks of a document once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks, self.found = blocks, Sections()
        self.trail: list[Block] = []
        self.current: Part | None = None
        self.since: list[Block] = []  # what stands between a heading and the marker of its operation

    def run(self) -> Sections:
        """Return the parts of the document."""
        for index, block in enumerate(self.blocks):
            if block.kind == "heading":
                self.heading(block)
            elif not self.marked(block, self.blocks[index - 1] if index else block):
                self.keep(block)
        return self.found

    def heading(self, block: Block) -> None:
        """Close what a heading ends, and open the operation that it names."""
        while self.trail and self.trail[-1].level >= block.level:
            self.trail.pop()
        mark = None if says(PAST, self.trail) else in_heading(block)
        if self.current and block.level <= self.current.level:
            self.current = None
        if mark:
            self.open(mark, block.level)
        elif self.current:
            self.current.blocks.append(block)
        self.trail.append(block)
        self.since = []

    def open(self, mark: Marker, level: int) -> None:
        """Begin an operation."""
        self.current = Part(mark, level, tuple(self.trail))
        self.found.parts.append(self.current)

    def marked(self, block: Block, before: Block) -> bool:
        """Return whether a block other than a heading is taken as a marker."""
        if self.current and self.current.marker.style == "heading":
            return False
        if says(PAST, self.trail):
            return False
        if block.kind == "item" and self.current is None:
            return self.entry(in_item(block)) if not says(SHOWN, self.trail) else False
        if block.kind == "table":
            marks = list(in_rows(block)) if self.current is None else []
            return bool([self.entry(mark) for mark in marks])
        mark = self.mark_of(block, before)
        if mark is None:
            return False
        if self.current and self.current.marker.key == mark.key:
            return False
        if block.kind == "fence" and self.current and same_route(self.current.marker, mark):
            return False
        title = self.trail[-1:] if self.trail and not self.taken() else []
        self.current = Part(mark, self.trail[-1].level if self.trail else 1, tuple(self.trail if title else ()))
        self.current.blocks.extend([*self.since, block] if title else [block])
        self.found.parts.append(self.current)
        self.since = []
        return True

    def taken(self) -> bool:
        """Return whether an operation stands under the innermost heading already."""
        return any(part.trail and part.trail[-1] is self.trail[-1] for part in self.found.parts)

    def mark_of(self, block: Block, before: Block) -> Marker | None:
        """Return the marker that a line or a fence is."""
        if block.kind == "line" or (block.kind == "item" and self.current):
            return in_line(block) or split_label(before, block) or split_label(block, before)
        if block.kind == "fence" and not says(SHOWN, self.trail) and block.language not in ("bash", "sh", "shell"):
            first = next((n for n, line in enumerate(block.text.split("\n")) if line.strip()), 0)
            lines = block.text.split("\n")
            return in_request_line(lines[first], block.line + first, block.column)
        return None

    def entry(self, mark: Marker | None) -> bool:
        """Take a marker as an entry of an index."""
        if mark is not None:
            self.found.entries.append(Part(mark, 0, tuple(self.trail)))
        return mark is not None

    def keep(self, block: Block) -> None:
        """Take a block as part of what it stands in."""
        if self.current is not None:
            self.current.blocks.append(block)
        else:
            self.found.loose.append(Loose(block, tuple(self.trail)))
            self.since.append(block)


def same_route(one: Marker, other: Marker) -> bool:
    """Return whether a path with values in it is an example of a path with parameters."""
    wanted = "/".join("[^/]+" if part.startswith("{") else re.escape(part) for part in one.path.split("/"))
    return one.method == other.method and re.fullmatch(f"(?:/[^/]+)*{wanted}", other.path) is not None


def sections_of(blocks: Sequence[Block]) -> Sections:
    """Return a document in parts."""
    return Cutter(blocks).run()
