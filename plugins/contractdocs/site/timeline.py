"""The life of a contract as a picture: one mark for each release and each removal ahead, by shape and word."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ..model.contract import Release
from ..model.report import ContractReport, Transition
from .history import History
from .removals import Removal

SLOT = 92  # the least room that a version and its date need, in user units
WIDTH = 684
EDGE = 46
MOST = 9
ROW = 46


@dataclass(frozen=True, slots=True)
class Stop:
    """One mark: `shape` is first, safe, risky, breaking or removal; `here` marks the release that the page shows."""

    label: str
    day: str
    note: str
    shape: str
    href: str
    level: str = ""
    here: bool = False
    x: float = 0
    y: float = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The marks with their places, and the size of both pictures; `older` releases are not drawn."""

    stops: tuple[Stop, ...]
    width: float
    height: float
    older: int
    summary: str


def timeline_of(
    report: ContractReport, history: History, removals: Sequence[Removal], shown: Release, links: Links
) -> Timeline:
    """Return the timeline of a contract as its page for the release `shown` draws it."""
    releases = report.contract.releases
    older = max(0, len(releases) - MOST)
    stops = [release_stop(release, history, shown, links) for release in releases[older:]]
    ahead = [stop for day in sorted({item.day for item in removals}) if (stop := removal_stop(day, removals, links))]
    placed = spread([*stops, *ahead[:3]])
    return Timeline(tuple(placed), width_of(placed), ROW * len(placed), older, summary(report, removals))


@dataclass(frozen=True, slots=True)
class Links:
    """Where the marks lead: a release to its page or its differences, a removal to the list of removals."""

    release: Callable[[Release, Transition | None], str]
    removal: Callable[[Removal], str]


def release_stop(release: Release, history: History, shown: Release, links: Links) -> Stop:
    """Return the mark of a release."""
    transition = history.transition(release)
    level = worst_level(transition)
    return Stop(
        release.version,
        release.date,
        note_of(transition),
        level or "first",
        links.release(release, transition),
        level,
        release.document is shown.document,
    )


def removal_stop(day: str, removals: Sequence[Removal], links: Links) -> Stop | None:
    """Return the mark of what goes on a day."""
    same = [item for item in removals if item.day == day]
    note = same[0].name.replace("`", "") if len(same) == 1 else f"{len(same)} things"
    return Stop("removal", day, cut(note), "removal", links.removal(same[0]), "risky")


def cut(text: str, most: int = 15) -> str:
    """Return a text that fits below a mark."""
    return text if len(text) <= most else text[: most - 1] + "…"


def worst_level(transition: Transition | None) -> str:
    """Return the worst level of a transition, empty for the first release."""
    if transition is None:
        return ""
    levels = {finding.level for finding in transition.findings}
    return next((level for level in ("breaking", "risky") if level in levels), "safe")


def note_of(transition: Transition | None) -> str:
    """Return what happened in a release, in three words."""
    if transition is None:
        return "first release"
    counts = counts_of(transition)
    for level in ("breaking", "risky"):
        if counts[level]:
            return f"{counts[level]} {level}"
    if not transition.findings:
        return "no change"
    return f"{counts['safe']} safe"


def counts_of(transition: Transition) -> dict[str, int]:
    """Return how many findings of each level a transition has."""
    return {level: sum(f.level == level for f in transition.findings) for level in ("breaking", "risky", "safe")}


def spread(stops: list[Stop]) -> list[Stop]:
    """Return the marks with their places: the further apart the more days lie between, never nearer than a slot."""
    days = [days_between(a.day, b.day) for a, b in pairwise(stops)]
    gaps = [math.sqrt(gap) for gap in days] if max(days, default=0) else [1.0 for _ in days]
    free = WIDTH - 2 * EDGE - SLOT * len(gaps)
    total = sum(gaps)
    scale = free / total if free > 0 and total else 0.0
    placed, x = [], float(EDGE)
    for index, stop in enumerate(stops):
        x += SLOT + gaps[index - 1] * scale if index else 0
        placed.append(replace(stop, x=round(x, 1), y=ROW * index + 18))
    return placed


def width_of(placed: list[Stop]) -> float:
    """Return the width of the picture."""
    return max(WIDTH, placed[-1].x + EDGE) if placed else WIDTH


def days_between(first: str, second: str) -> int:
    """Return the days from one ISO date to another, 0 where one is missing or none."""
    try:
        return max(0, (date.fromisoformat(second[:10]) - date.fromisoformat(first[:10])).days)
    except ValueError:
        return 0


def summary(report: ContractReport, removals: Sequence[Removal]) -> str:
    """Return the picture in a sentence, for those who do not see it."""
    releases = report.contract.releases
    count = len(releases)
    many = f"{count} releases" if count != 1 else "One release"
    span = f" from {releases[0].version} to {releases[-1].version}" if count > 1 else f", {releases[0].version}"
    broke = [item.new.version for item in report.transitions if item.breaking]
    breaking = f"; breaking: {', '.join(broke)}" if broke else "; none of them breaking" if count > 1 else ""
    ahead = f"; {len(removals)} removal{'s' if len(removals) != 1 else ''} ahead" if removals else ""
    return f"{many}{span}{breaking}{ahead}."
