"""Whether something was deprecated in public, long enough before it went."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..model.contract import Release
from ..model.finding import Finding
from ..model.report import Transition

Published = Callable[[Transition], Iterable[tuple[str, Release]]]
"""Yields what was published before a transition, newest first: the day, and the contract as it was from then on."""
UNSTABLE = ("draft", "alpha")


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice that readers had: the first published day of the deprecation, and the day it named."""

    since: str
    sunset: str

    @property
    def days(self) -> int:
        """Return how long the notice was."""
        return (date.fromisoformat(self.sunset) - date.fromisoformat(self.since)).days


def takes_away(finding: Finding) -> bool:
    """Return whether a finding is about something that went."""
    return finding.rule.endswith(("-removed", "-likely-renamed")) and finding.level == "breaking"


def notice_of(finding: Finding, published: Iterable[tuple[str, Release]]) -> Notice | None:
    """Return the notice given for what a finding takes away, None where the newest published state gives none.

    The thing itself or anything that holds it counts. Only an unbroken run up to the last state counts: what was taken
    back was no notice.
    """
    since = last = ""
    for day, release in published:
        sunset = sunset_in(release, finding.address)
        if not sunset:
            break
        since, last = day, last or sunset
    return Notice(since, last) if is_day(since) and is_day(last) else None


def sunset_in(release: Release, address: str) -> str:
    """Return the last day that a release names for a deprecated thing, or for anything that holds it."""
    from ..site.history import chapter_of, parents

    chapter = chapter_of(release)
    key = chapter.canonical(address)
    for name in (key, *parents(key)):
        mark = chapter.marks.get(name)
        if mark is not None and mark.deprecated and mark.sunset:
            return mark.sunset
    return ""


def is_day(text: str) -> bool:
    """Return whether a text is a day of the calendar."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_over(notice: Notice | None, today: str, days: int) -> bool:
    """Return whether a notice was long enough and its day has passed."""
    return notice is not None and notice.sunset <= today and notice.days >= days


def stability_of(finding: Finding, transition: Transition) -> str:
    """Return how stable the older release called what a finding hurts: the most stable of the operations it reaches."""
    interface = transition.old.interface
    whole = interface.stability.lower() or "stable"
    names = finding.affects or (finding.address.partition(" > ")[0],)
    found = [interface.operations[name].stability.lower() for name in names if name in interface.operations]
    if not found or len(found) < len(names):
        return whole
    return max((name or whole for name in found), key=lambda name: RANKS.get(name, 3))


RANKS: Mapping[str, int] = {"draft": 0, "alpha": 1, "beta": 2, "stable": 3}
