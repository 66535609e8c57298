"""The catalog: every contract in one table, with what is about to change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model.interface import Interface
from ..sources.registries import OtherContract
from .anchors import named
from .build import Build, Story, ids_of
from .documentation import Documentation, documentation_of
from .others import OtherLine, other_lines, removals_of_others
from .page import Heading, Page
from .removals import Removal
from .searching import Entry, search_text
from .text import first_sentence
from .timeline import counts_of

SECTION = "Contracts"
TEMPLATE = "template"
"""The status of a document that is there to be copied."""


@dataclass(frozen=True, slots=True)
class Line:
    """One contract as the catalog shows it."""

    story: Story
    uri: str
    format: str
    holds: str
    lead: str
    counts: dict[str, int]
    next_removal: Removal | None
    text: str
    documentation: Documentation | None

    def facets(self, catalog: str) -> tuple[tuple[str, str], ...]:
        """Return what the catalog is narrowed by: the key of each facet, and the values of the contract."""
        stated = self.story.contract.head.interface
        return (
            ("catalog", catalog),
            ("format", self.format),
            ("status", stated.status),
            ("owner", stated.owner),
            ("stability", stated.stability),
            ("tag", "|".join(stated.tags)),
            ("until", self.next_removal.day if self.next_removal else ""),
        )

    @property
    def is_template(self) -> bool:
        """Return whether it is no promise, but a form to copy."""
        return self.story.contract.head.interface.status == TEMPLATE


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the catalog: its name in the address, its label, its values."""

    key: str
    label: str
    values: tuple[str, ...]


def catalog_page(build: Build) -> Page:
    """Return the catalog."""
    lines = sorted((line_of(build, story) for story in build.stories), key=lambda line: line.is_template)
    uri = build.layout.catalog
    ahead = upcoming(build)
    others = other_lines(build.options.others, build.report.today)
    chosen = facets(lines, others, build.options.title)
    html = build.render(
        "catalog",
        uri,
        lines=lines,
        others=others,
        facets=chosen,
        ahead=ahead,
        lead=lead(build, lines, others),
        spot=lambda story, item: build.spot(uri, story, item.release, item.address),
    )
    entries = [Entry(named(line.story.contract.id), line.story.title, line.lead) for line in lines]
    search = search_text(build.options.title, "All contracts", entries)
    return Page(
        uri,
        build.options.title,
        html,
        (Heading(1, "c-contracts", build.options.title),),
        ids_of(html),
        search.html,
        search.toc,
        lead(build, lines, others),
        nav_section=SECTION,
        hide=("toc",),
    )


def line_of(build: Build, story: Story) -> Line:
    """Return one contract as the catalog shows it."""
    head = story.contract.head
    transition = story.history.transition(head)
    counts = counts_of(transition) if transition else {}
    seen = first_sentence(head.interface.summary or head.interface.description)
    text = " ".join([story.contract.id, story.title, seen, *head.interface.tags]).lower()
    ahead = [item for item in story.removals if item.day >= build.report.today]
    uri = build.layout.contract(story.contract.id)
    kind = format_name(head.interface.format)
    whole = head.interface.status != TEMPLATE
    told = documentation_of(story.history.chapters[-1].outline) if whole else None
    return Line(story, uri, kind, holds(story), seen, counts, ahead[0] if ahead else None, text[:600], told)


def format_name(written: str) -> str:
    """Return the name of a format without its version, as people write it."""
    name = written.partition(" ")[0]
    return {
        "openapi": "OpenAPI",
        "swagger": "Swagger",
        "json-schema": "JSON Schema",
        "asyncapi": "AsyncAPI",
        "markdown": "Markdown",
        "go": "Go",
        "typescript": "TypeScript",
        "zod": "Zod",
    }.get(name.lower(), name or "unknown")


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


def counted(count: int, word: str) -> str:
    """Return a number with its word."""
    return f"{count} {word}{'s' if count != 1 else ''}"


def facets(lines: Sequence[Line], others: Sequence[OtherLine] = (), title: str = "") -> tuple[Facet, ...]:
    """Return the ways to narrow the catalog; one that has a single value is left out."""
    heads: list[Interface | OtherContract] = [line.story.contract.head.interface for line in lines]
    heads += [line.contract for line in others]
    formats = [*(line.format for line in lines), *(line.format for line in others)]
    catalogs = [title, *(line.catalog for line in others)] if others else []
    found = (
        Facet("catalog", "catalog", chosen_from(catalogs)),
        Facet("format", "format", chosen_from(formats)),
        Facet("status", "status", chosen_from(head.status for head in heads)),
        Facet("owner", "owner", chosen_from(head.owner for head in heads)),
        Facet("tag", "tag", chosen_from(tag for head in heads for tag in head.tags)),
        Facet("stability", "stability", chosen_from(head.stability for head in heads)),
    )
    return tuple(facet for facet in found if len(facet.values) > 1)


def chosen_from(values: Iterable[str]) -> tuple[str, ...]:
    """Return values in order, each once, without the empty one."""
    return tuple(sorted(set(values) - {""}))


def upcoming(build: Build) -> list[tuple[Story, Removal]]:
    """Return every removal that is still ahead, the nearest first."""
    found = [(story, item) for story in build.stories for item in story.removals if item.day >= build.report.today]
    return sorted(found, key=lambda pair: (pair[1].day, pair[0].contract.id, pair[1].address))


def lead(build: Build, lines: Sequence[Line], others: Sequence[OtherLine] = ()) -> str:
    """Return the catalog in a sentence."""
    owners = {line.story.contract.head.interface.owner for line in lines} - {""}
    ahead = len(upcoming(build)) + len(removals_of_others(build.options.others, build.report.today))
    forms = sum(line.is_template for line in lines)
    many = counted(len(lines) - forms, "contract") + (f" and {counted(forms, 'template')}" if forms else "")
    of = f" of {len(owners)} teams" if len(owners) > 1 else f" of {min(owners)}" if owners else ""
    tail = f" {counted(ahead, 'removal')} ahead." if ahead else " Nothing is about to be removed."
    beside = f", and {len(others)} of other catalogs" if others else ""
    return f"{many}{of}{beside}.{tail}" if lines or others else "There are no contracts yet."
