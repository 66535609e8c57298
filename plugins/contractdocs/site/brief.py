"""A contract in short: what the pages and files about the whole catalog say of it, so that they need no more of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..escape.script import literal
from .build import Build, Story
from .documentation import Documentation, documentation_of
from .feeds import News, breaks_of, releases_of
from .finder import entry
from .naming import TEMPLATE, counted, format_name
from .registry import plain, summary
from .removals import Removal
from .text import first_sentence
from .timeline import counts_of


@dataclass(frozen=True, slots=True)
class Leaving:
    """Something that goes on a day: `page` is where to read on, `spot` the link to it from the page of removals,
    `here` the one from the catalog.
    """

    day: str
    name: str
    address: str
    holder: str
    version: str
    page: str
    spot: str
    here: str = ""
    announced: bool = False
    deprecated_in: str = ""
    deprecated_page: str = ""


@dataclass(frozen=True, slots=True)
class Announced:
    """An announced change: its name, where its text is, and what it says of itself."""

    title: str
    twin: str
    version: str
    effective: str


@dataclass(frozen=True, slots=True)
class Brief:
    """One contract in short; pages are paths from the root of the site, `difference` is empty for a first release.

    `listed` is its entry in the registry, `found` its entry in the index of everything that has a name, as a
    literal, empty for a template.
    """

    id: str
    title: str
    uri: str
    twin: str
    version: str
    release: str
    date: str
    status: str
    owner: str
    stability: str
    tags: tuple[str, ...]
    format: str
    holds: str
    lead: str
    text: str
    difference: str
    changed: bool
    counts: dict[str, int]
    documentation: Documentation | None
    removals: tuple[Leaving, ...]
    announced: tuple[Announced, ...]
    news: tuple[News, ...]
    breaks: tuple[News, ...]
    listed: dict[str, Any]
    found: str

    @property
    def is_template(self) -> bool:
        """Return whether it is no promise, but a form to copy."""
        return self.status == TEMPLATE

    def facets(self, catalog: str, today: str) -> tuple[tuple[str, str], ...]:
        """Return what the catalog is narrowed by: the key of each facet, and the values of the contract."""
        return (
            ("catalog", catalog),
            ("format", self.format),
            ("status", self.status),
            ("owner", self.owner),
            ("stability", self.stability),
            ("tag", "|".join(self.tags)),
            ("until", next((item.day for item in self.ahead(today)), "")),
        )

    def ahead(self, today: str) -> Sequence[Leaving]:
        """Return what goes today or later, the nearest first."""
        return tuple(item for item in self.removals if item.day >= today)


def brief_of(build: Build, story: Story) -> Brief:
    """Return a contract in short."""
    contract, layout = story.contract, build.layout
    head, interface = contract.head, contract.head.interface
    transition = story.history.transition(head)
    seen = first_sentence(interface.summary or interface.description)
    text = " ".join([contract.id, story.title, seen, *interface.tags]).lower()
    uri = layout.contract(contract.id)
    whole = interface.status != TEMPLATE
    return Brief(
        id=contract.id,
        title=story.title,
        uri=uri,
        twin=layout.twin(uri),
        version=head.version,
        release=layout.release(contract.id, head),
        date=head.date,
        status=interface.status,
        owner=interface.owner,
        stability=interface.stability,
        tags=tuple(interface.tags),
        format=format_name(interface.format),
        holds=holds(story),
        lead=seen,
        text=text[:600],
        difference=layout.difference(contract.id, transition.old, head) if transition else "",
        changed=bool(transition and transition.findings),
        counts=dict(counts_of(transition)) if transition else {},
        documentation=documentation_of(story.history.chapters[-1].outline) if whole else None,
        removals=tuple(leaving(build, story, item) for item in story.removals),
        announced=tuple(
            Announced(item.title, layout.twin(layout.change(item)), item.version, item.effective)
            for item in story.report.announcements
        ),
        news=tuple(releases_of(build, story)),
        breaks=tuple(breaks_of(build, story)),
        listed=plain(summary(build, story)),
        found=literal(entry(build, story)) if whole else "",
    )


def leaving(build: Build, story: Story, item: Removal) -> Leaving:
    """Return a removal with where to read on."""
    layout, contract_id = build.layout, story.contract.id
    old, pages = item.deprecated_in, (layout.removals, layout.catalog)
    spots = [build.spot(page, story, item.release, item.address) if item.address else "" for page in pages]
    return Leaving(
        item.day,
        item.name,
        item.address,
        item.holder,
        item.release.version,
        layout.change(item.announcement) if item.announcement else layout.release(contract_id, item.release),
        spots[0],
        spots[1],
        item.announcement is not None,
        old.version if old else "",
        layout.release(contract_id, old) if old else "",
    )


def holds(story: Story) -> str:
    """Return what a contract holds, in numbers."""
    outline = story.history.chapters[-1].outline
    fields = sum(1 for _ in outline.fields())
    counts = [
        (len(outline.operations), "operation"),
        (len(outline.messages), "message"),
        (len(outline.datasets), "dataset"),
        (len(outline.schemas) if not outline.operations else 0, "schema"),
        (fields, "field"),
    ]
    return ", ".join(counted(count, word) for count, word in counts if count)


def briefs_of(build: Build) -> tuple[Brief, ...]:
    """Return every contract in short."""
    return tuple(brief_of(build, story) for story in build.stories)
