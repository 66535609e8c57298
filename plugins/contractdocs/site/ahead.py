"""The page of everything that is about to be removed, by day."""

from __future__ import annotations

from dataclasses import dataclass

from .anchors import named
from .build import Build, Story, ids_of
from .catalog import SECTION
from .others import removals_of_others
from .page import Heading, Page
from .removals import Removal
from .searching import Entry, search_text


@dataclass(frozen=True, slots=True)
class Item:
    """One removal with the links that lead on."""

    story: Story
    removal: Removal
    spot: str
    past: bool


@dataclass(frozen=True, slots=True)
class Day:
    """All that goes on one day."""

    id: str
    day: str
    past: bool
    items: tuple[Item, ...]


def removals_page(build: Build) -> Page:
    """Return the page of upcoming removals; those whose day is over and that are still there come last."""
    uri = build.layout.removals
    days = days_of(build, uri)
    others = removals_of_others(build.options.others, build.report.today)
    html = build.render("removals", uri, days=days, others=others)
    title = "Upcoming removals"
    search = search_text(title, "Everything that is about to be removed, by day", (Entry(d.id, d.day) for d in days))
    toc = Heading(1, "c-top", title, tuple(Heading(2, day.id, day.day) for day in days))
    said = "Everything that is about to be removed, by day."
    return Page(uri, title, html, (toc,), ids_of(html), search.html, search.toc, said, nav_section=SECTION)


def days_of(build: Build, uri: str) -> tuple[Day, ...]:
    """Return the removals by day, those ahead first."""
    today = build.report.today
    found: dict[str, list[Item]] = {}
    for story in build.stories:
        for removal in story.removals:
            spot = build.spot(uri, story, removal.release, removal.address) if removal.address else ""
            found.setdefault(removal.day, []).append(Item(story, removal, spot, removal.day < today))
    days = sorted(found, key=lambda day: (day < today, day))
    return tuple(Day(named(day), day, day < today, tuple(found[day])) for day in days)
