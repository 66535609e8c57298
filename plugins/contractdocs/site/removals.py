"""What is about to be taken away: deprecated things with the day after which they may go, and announced changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..catalog.ends import stated_end
from ..model.contract import Contract, Release
from ..model.report import Announcement, ContractReport
from .history import History, Mark, marks_of


@dataclass(frozen=True, slots=True)
class Removal:
    """Something that goes on a day: a field, an operation, a whole line of versions, or an announced change.

    `address` is where it stands on the page of `release`, empty for a whole line; `day` is an ISO date.
    """

    contract: Contract
    release: Release
    name: str
    address: str
    day: str
    deprecated_in: Release | None = None
    announcement: Announcement | None = None
    also: tuple[Release, ...] = ()

    @property
    def releases(self) -> tuple[Release, ...]:
        """Return the releases that it goes from: the newest of each line of versions that still has it."""
        return (self.release, *self.also)

    @property
    def holder(self) -> str:
        """Return what it is taken from, in words."""
        return self.address.removesuffix(self.name).rstrip(" >.") if self.address != self.name else ""


def removals_of(report: ContractReport, history: History, today: str) -> tuple[Removal, ...]:
    """Return what goes, by day; announced changes only where their day is not over."""
    found = [
        *together(deprecated_things(report, history), history),
        *ending_lines(report.contract),
        *announced(report, today),
    ]
    return tuple(sorted(found, key=lambda item: (item.day, item.address, item.name)))


def deprecated_things(report: ContractReport, history: History) -> Iterator[Removal]:
    """Yield the deprecated things of the newest release of each line that say until when they stay."""
    for releases in (report.contract.lines or {"": report.contract.releases}).values():
        release = releases[-1]
        at = history.index(release)
        marks = [mark for mark in marks_of(history.chapters[at].outline) if mark.deprecated and mark.sunset]
        for mark in outermost(marks):
            life = history.life(mark.address, at)
            if life is not None and life.removed_in is None:
                yield Removal(report.contract, release, mark.name, mark.address, mark.sunset, life.deprecated_in)


def together(found: Iterable[Removal], history: History) -> Iterator[Removal]:
    """Yield each thing once, from its newest release, where several lines of versions lose it on the same day."""
    same: dict[tuple[str, str], list[Removal]] = {}
    for item in found:
        same.setdefault((item.day, item.address), []).append(item)
    for items in same.values():
        newest, *older = sorted(items, key=lambda item: -history.index(item.release))
        yield replace(newest, also=tuple(item.release for item in older))


def outermost(marks: list[Mark]) -> Iterator[Mark]:
    """Yield the marks that stand below no other mark of the same day."""
    for mark in marks:
        above = (o for o in marks if o is not mark and o.sunset == mark.sunset)
        if not any(mark.address.startswith((f"{other.address} > ", f"{other.address}.")) for other in above):
            yield mark


def ending_lines(contract: Contract) -> Iterator[Removal]:
    """Yield the lines of versions whose document says when they end."""
    for line, releases in contract.lines.items():
        release = releases[-1]
        day = end_of(release)
        if day:
            name = f"{contract.head.interface.title or contract.id} {line_name(line, release)}"
            yield Removal(contract, release, name, "", day)


def line_name(line: str, release: Release) -> str:
    """Return a line of versions as people call it."""
    return f"v{line}" if line.isdigit() else line or release.version


def end_of(release: Release) -> str:
    """Return the day after which a whole release may go, as its document states it; empty where it does not.

    An end of life is a service level like any other while a data contract is not deprecated.
    """
    day, pointer = stated_end(release.document.data)
    return "" if pointer.startswith("/slaProperties") and release.status != "deprecated" else day


def announced(report: ContractReport, today: str) -> Iterator[Removal]:
    """Yield the announced changes that are still to come."""
    for item in report.announcements:
        release = next((r for r in report.contract.releases if r.version == item.version), report.contract.head)
        if item.effective and item.effective >= today:
            yield Removal(report.contract, release, item.title, "", item.effective, None, item)
