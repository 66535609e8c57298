"""The catalog: every contract in one table, with what is about to change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..sources.registries import OtherContract
from .anchors import named
from .brief import Brief, Leaving, briefs_of
from .build import Build, ids_of
from .naming import counted
from .others import OtherLine, other_lines, removals_of_others
from .page import SHOWN_IN_NAV, Heading, Page
from .searching import Entry, search_text

SECTION = "Contracts"


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the catalog: its name in the address, its label, its values."""

    key: str
    label: str
    values: tuple[str, ...]


def catalog_page(build: Build, lines: Sequence[Brief] | None = None) -> Page:
    """Return the catalog; `lines` are the contracts in short, made here where they are not given."""
    lines = sorted(briefs_of(build) if lines is None else lines, key=lambda line: line.is_template)
    uri = build.layout.catalog
    ahead = upcoming(lines, build.report.today)
    others = other_lines(build.options.others, build.report.today)
    chosen = facets(lines, others, build.options.title)
    said = lead(build, lines, others)
    html = build.render("catalog", uri, lines=lines, others=others, facets=chosen, ahead=ahead, lead=said)
    few = lines if len(lines) <= SHOWN_IN_NAV else ()  # all have pages of their own that are found
    entries = [Entry(named(line.id), line.title, line.lead) for line in few]
    search = search_text(build.options.title, "All contracts", entries)
    return Page(
        uri,
        build.options.title,
        html,
        (Heading(1, "c-contracts", build.options.title),),
        ids_of(html),
        search.html,
        search.toc,
        said,
        nav_section=SECTION,
        hide=("toc",),
    )


def facets(lines: Sequence[Brief], others: Sequence[OtherLine] = (), title: str = "") -> tuple[Facet, ...]:
    """Return the ways to narrow the catalog; one that has a single value is left out."""
    heads: list[Brief | OtherContract] = [*lines, *(line.contract for line in others)]
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


def upcoming(lines: Iterable[Brief], today: str) -> list[tuple[Brief, Leaving]]:
    """Return every removal that is still ahead, the nearest first."""
    found = [(line, item) for line in lines for item in line.ahead(today)]
    return sorted(found, key=lambda pair: (pair[1].day, pair[0].id, pair[1].address))


def lead(build: Build, lines: Sequence[Brief], others: Sequence[OtherLine] = ()) -> str:
    """Return the catalog in a sentence."""
    owners = {line.owner for line in lines} - {""}
    today = build.report.today
    ahead = len(upcoming(lines, today)) + len(removals_of_others(build.options.others, today))
    forms = sum(line.is_template for line in lines)
    many = counted(len(lines) - forms, "contract") + (f" and {counted(forms, 'template')}" if forms else "")
    of = f" of {len(owners)} teams" if len(owners) > 1 else f" of {min(owners)}" if owners else ""
    tail = f" {counted(ahead, 'removal')} ahead." if ahead else " Nothing is about to be removed."
    beside = f", and {len(others)} of other catalogs" if others else ""
    return f"{many}{of}{beside}.{tail}" if lines or others else "There are no contracts yet."
