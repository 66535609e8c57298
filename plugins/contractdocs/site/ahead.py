"""The page of everything that is about to be removed, by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .anchors import named
from .brief import Brief, Leaving, briefs_of
from .build import Build, ids_of
from .catalog import SECTION
from .others import removals_of_others
from .page import Heading, Page
from .searching import Entry, search_text


@dataclass(frozen=True, slots=True)
class Item:
    """One removal, and the contract that loses it."""

    brief: Brief
    removal: Leaving


@dataclass(frozen=True, slots=True)
class Day:
    """All that goes on one day."""

    id: str
    day: str
    past: bool
    items: tuple[Item, ...]


def removals_page(build: Build, briefs: Iterable[Brief] | None = None) -> Page:
    """Return the page of upcoming removals; those whose day is over and that are still there come last."""
    uri = build.layout.removals
    days = days_of(briefs_of(build) if briefs is None else briefs, build.report.today)
    others = removals_of_others(build.options.others, build.report.today)
    html = build.render("removals", uri, days=days, others=others)
    title = "Upcoming removals"
    search = search_text(title, "Everything that is about to be removed, by day", (Entry(d.id, d.day) for d in days))
    toc = Heading(1, "c-top", title, tuple(Heading(2, day.id, day.day) for day in days))
    said = "Everything that is about to be removed, by day."
    return Page(uri, title, html, (toc,), ids_of(html), search.html, search.toc, said, nav_section=SECTION)


def days_of(briefs: Iterable[Brief], today: str) -> tuple[Day, ...]:
    """Return the removals by day, those ahead first."""
    found: dict[str, list[Item]] = {}
    for brief in briefs:
        for removal in brief.removals:
            found.setdefault(removal.day, []).append(Item(brief, removal))
    days = sorted(found, key=lambda day: (day < today, day))
    return tuple(Day(named(day), day, day < today, tuple(found[day])) for day in days)
