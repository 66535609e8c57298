"""The life of every field and operation, worked out from the releases: since, changed, deprecated, removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..model.contract import Contract, Release
from ..model.finding import Finding
from ..model.report import ContractReport, Transition
from .outline import outline_of
from .parts import Outline

TELLING = frozenset({"breaking", "risky"})
LIFECYCLE = ("deprecated-", "sunset-")


@dataclass(frozen=True, slots=True)
class Touch:
    """One release that changed a thing, with the worst finding of it."""

    release: Release
    previous: Release
    finding: Finding


@dataclass(frozen=True, slots=True)
class Life:
    """The life of one thing as seen from one release."""

    since: Release
    touched: tuple[Touch, ...] = ()
    deprecated_in: Release | None = None
    sunset: str = ""
    removed_in: Release | None = None
    last_in: Release | None = None
    removal: Touch | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """A thing that was in an earlier release and is no longer there."""

    address: str
    name: str
    life: Life


@dataclass(frozen=True, slots=True)
class Mark:
    """What one release says of a thing: its name, whether it is deprecated, and until when it stays."""

    address: str
    name: str
    deprecated: bool = False
    sunset: str = ""


@dataclass(slots=True)
class Chapter:
    """One release: its outline, and every thing in it by its canonical address."""

    release: Release
    outline: Outline
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def canonical(self, address: str) -> str:
        """Return an address with path parameters by position, so that renaming one breaks no history."""
        head, sign, tail = address.partition(" > ")
        return self.outline.canonical.get(head, head) + sign + tail


class History:
    """All releases of a contract, and what became of each thing in them."""

    def __init__(self, report: ContractReport) -> None:
        self.contract: Contract = report.contract
        self.transitions = {id(item.new.document): item for item in report.transitions}

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return the releases with their outlines, oldest first."""
        return tuple(chapter_of(release) for release in self.contract.releases)

    @cached_property
    def touches(self) -> Mapping[str, tuple[Touch, ...]]:
        """Return what changed at each canonical address, oldest first."""
        found: dict[str, list[Touch]] = {}
        for chapter in self.chapters:
            transition = self.transitions.get(id(chapter.release.document))
            for finding in transition.findings if transition else ():
                touch = Touch(chapter.release, transition.old, finding)  # type: ignore[union-attr]
                found.setdefault(chapter.canonical(finding.address), []).append(touch)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def positions(self) -> Mapping[int, int]:
        """Return the position of each release, by the identity of its document."""
        return {id(release.document): index for index, release in enumerate(self.contract.releases)}

    def index(self, release: Release) -> int:
        """Return the position of a release."""
        return self.positions[id(release.document)]

    def transition(self, release: Release) -> Transition | None:
        """Return what changed into a release."""
        return self.transitions.get(id(release.document))

    def life(self, address: str, at: int) -> Life | None:
        """Return the life of a thing as seen from the release at a position; None where it is not in it."""
        key = self.chapters[at].canonical(address)
        if key not in self.chapters[at].marks:
            return None
        first, last = run_around(at, [key in chapter.marks for chapter in self.chapters])
        after = self.chapters[last + 1].release if last + 1 < len(self.chapters) else None
        touched = [t for t in self.touches.get(key, ()) if first < self.index(t.release) <= at]
        mark = self.chapters[at].marks[key]
        return Life(
            self.chapters[first].release,
            tuple(telling(touched)),
            self.deprecated_in(key, first, at),
            mark.sunset,
            after,
            self.chapters[last].release,
            self.removal(key, last + 1) if after else None,
        )

    def deprecated_in(self, key: str, first: int, at: int) -> Release | None:
        """Return the release that deprecated a thing, None where it is not deprecated at the position."""
        if not self.chapters[at].marks[key].deprecated:
            return None
        start, _ = run_around(at, [i >= first and c.deprecated(key) for i, c in enumerate(map(Marked, self.chapters))])
        return self.chapters[start].release

    def removal(self, key: str, at: int) -> Touch | None:
        """Return the finding that took a thing away."""
        release = self.chapters[at].release
        return next((t for t in self.touches.get(key, ()) if t.release is release), None)

    def gone(self, at: int) -> Iterator[Gone]:
        """Yield the things of earlier releases that the release at a position no longer has, outermost only."""
        here = self.chapters[at].marks
        last: dict[str, int] = {}
        for index, chapter in enumerate(self.chapters[:at]):
            last.update(dict.fromkeys(chapter.marks, index))
        missing = {key for key in last if key not in here}
        for key in sorted(missing, key=lambda item: (-last[item], item)):
            if not any(above in missing for above in parents(key)):
                mark = self.chapters[last[key]].marks[key]
                life = self.life(mark.address, last[key])
                if life is not None:
                    yield Gone(mark.address, mark.name, life)


@dataclass(frozen=True, slots=True)
class Marked:
    """Asks a release whether a thing is deprecated."""

    chapter: Chapter

    def deprecated(self, key: str) -> bool:
        """Return whether a thing is there and deprecated."""
        mark = self.chapter.marks.get(key)
        return mark is not None and mark.deprecated


def telling(touched: list[Touch]) -> Iterator[Touch]:
    """Yield the changes worth a word at the field: the worst of each release, lifecycle and safe ones left out."""
    by_release: dict[int, list[Touch]] = {}
    for touch in touched:
        if touch.finding.level in TELLING and not touch.finding.rule.startswith(LIFECYCLE):
            by_release.setdefault(id(touch.release), []).append(touch)
    for group in by_release.values():
        yield min(group, key=lambda touch: touch.finding.level != "breaking")


def run_around(at: int, present: list[bool]) -> tuple[int, int]:
    """Return the first and last position of the unbroken run that holds a position."""
    first = last = at
    while first > 0 and present[first - 1]:
        first -= 1
    while last + 1 < len(present) and present[last + 1]:
        last += 1
    return first, last


def parents(address: str) -> Iterator[str]:
    """Yield the addresses above an address, nearest first."""
    while True:
        cut = max(address.rfind("."), address.rfind(" > "), address.rfind("<"))
        if cut <= 0:
            return
        address = address[:cut]
        yield address
        if address.endswith(("[]", "{}")):
            yield address[:-2]


def chapter_of(release: Release) -> Chapter:
    """Return a release with its outline and marks."""
    outline = outline_of(release.interface)
    chapter = Chapter(release, outline)
    chapter.marks = {chapter.canonical(mark.address): mark for mark in marks_of(outline)}
    return chapter


def marks_of(outline: Outline) -> Iterator[Mark]:
    """Yield every thing that has a history."""
    for operation in outline.operations:
        stated = operation.operation
        yield Mark(operation.address, operation.address, stated.deprecated, stated.sunset)
        yield from (Mark(answer.address, answer.status) for answer in operation.answers)
    for channel in outline.channels:
        yield Mark(channel.address, channel.channel.key)
        yield from (Mark(item.key, item.key, item.deprecated, item.sunset) for item in channel.operations())
    for message in outline.messages:
        yield Mark(message.address, message.message.name, message.message.deprecated, message.message.sunset)
    yield from (Mark(dataset.address, dataset.dataset.name) for dataset in outline.datasets)
    yield from (Mark(schema.address, schema.name, schema.deprecated, schema.sunset) for schema in outline.schemas)
    yield from (Mark(item.address, item.name, item.deprecated, item.sunset) for item in outline.fields())
