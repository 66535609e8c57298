"""Finished pages by the hash of what they are made from: what has not changed since the last build is not made again.

The pages of a contract are made from its report, from where things stand, and from the options of the site, and from
no other contract; the pages of the catalog from all of them. So there is one piece a contract, one for the catalog, and
one for the reference of the rules.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from ..cache import Memory, decoder, digest, encoder
from ..model.contract import Release
from ..model.report import Transition
from . import catalog_files, story_files, story_pages
from .bounds import Counting
from .build import Build, Story
from .page import Page, Preview, Site

SHOWN = "pages shown"
"""The kind of result that says that a site was made with some options."""


class Piece(NamedTuple):
    """Some pages and files of a site, made on one day; what they say changes when one of `days` is over."""

    pages: tuple[Page, ...]
    files: dict[str, bytes]
    made: str = ""
    days: tuple[str, ...] = ()

    def holds(self, today: str) -> bool:
        """Return whether the same days are over as when this was made."""
        return all((day < self.made) == (day < today) for day in self.days)


def whole(build: Build, memory: Memory | None = None) -> Site:
    """Return every page and file, the catalog first."""
    memory = memory or Memory()
    frame, today, counting = frame_of(build), build.report.today, Counting(build.report.limits)
    keys = [key_of(build, frame, story) for story in build.stories]
    stories = of_stories(build, memory, counting)
    forgetful = memory if build.options.preview is None else Memory()  # a preview shows what else has changed
    first = piece(forgetful, digest(frame, today, *keys), today, counting, lambda: of_catalog(build, counting))
    rules = piece(memory, digest(frame, "rules"), today, counting, lambda: of_rules(build, counting))
    last = len(first.pages) - 1
    pages = [*first.pages[:last], *(page for part in stories for page in part.pages), *first.pages[last:], *rules.pages]
    files: dict[str, bytes] = {}
    for part in (first, *stories, rules):
        files.update(part.files)
    if not memory.knows(SHOWN, (repr(build.options),)):
        memory.keep(SHOWN, (repr(build.options),), int, len(pages))
    return Site(tuple(pages), files)


def of_stories(build: Build, memory: Memory, counting: Counting | None = None) -> list[Piece]:
    """Return the piece of each contract; raise SourceError where a bound of the settings is reached."""
    frame, today, counting = frame_of(build), build.report.today, counting or Counting(build.report.limits)
    return [
        piece(memory, key_of(build, frame, story), today, counting, told(build, story, counting))
        for story in build.stories
    ]


def told(build: Build, story: Story, counting: Counting) -> Callable[[], Piece]:
    """Return what makes the piece of one contract."""

    def made() -> Piece:
        days = {*(item.day for item in story.removals), *(item.effective for item in story.report.announcements)}
        pages = tuple(counting.pages(story_pages(build, story)))
        files = dict(counting.files(story_files(build, story)))
        return Piece(pages, files, build.report.today, tuple(sorted(days)))

    return made


def of_catalog(build: Build, counting: Counting) -> Piece:
    """Return what tells of all contracts; in a preview what it changes comes after the catalog."""
    from .ahead import removals_page
    from .catalog import catalog_page
    from .preview import preview_page

    preview = [preview_page(build)] if build.options.preview is not None else []
    pages = counting.pages((catalog_page(build), *preview, removals_page(build)))
    return Piece(tuple(pages), dict(counting.files(catalog_files(build))))


def of_rules(build: Build, counting: Counting) -> Piece:
    """Return the reference of the rules."""
    from .reference import rule_pages

    return Piece(tuple(counting.pages(rule_pages(build.options, build.report.own_rules))), {})


def piece(memory: Memory, key: str, today: str, counting: Counting, make: Callable[[], Piece]) -> Piece:
    """Return a piece as it was kept, else made; `memory.made` counts the pages, `counting` holds them within bounds."""
    kept: bytes | None = memory.recall("pages", (key,), bytes)
    if kept is not None:
        with suppress(zlib.error, ValueError):  # msgspec's errors are ValueErrors
            found: Piece = decoder(Piece).decode(zlib.decompress(kept))
            if found.holds(today):
                return counted(found, counting)
    made = make()
    memory.made["page"] = memory.made.get("page", 0) + len(made.pages)
    if memory.store is not None or memory.gathering:
        with suppress(TypeError, ValueError, OverflowError):
            written = encoder().encode(made)
            if decoder(Piece).decode(written) == made:
                memory.keep("pages", (key,), bytes, zlib.compress(written, 1))
    return made


def counted(found: Piece, counting: Counting) -> Piece:
    """Return a piece whose pages and files are within bounds; raise SourceError where they are not."""
    pages, files = tuple(counting.pages(found.pages)), dict(counting.files(found.files.items()))
    return found._replace(pages=pages, files=files)


def frame_of(build: Build) -> str:
    """Return the hash of what every page is made with."""
    report, options = build.report, build.options
    if options.preview is not None:
        options = replace(
            options, preview=Preview()
        )  # whatever it is a preview of, the pages of a contract are the same
    rules = (repr(rule) for rule in report.own_rules)
    levels = repr(sorted(report.levels.items()))
    return digest(repr(options), report.prefix, report.site_url, levels, report.basis, *rules)


def key_of(build: Build, frame: str, story: Story) -> str:
    """Return the hash of all that the pages of a contract are made from."""
    report = story.report
    contract = report.contract
    facts = (contract.id, contract.layout, contract.folder, build.layout.contracts[contract.id])
    lines = repr({line: [release.header.key for release in found] for line, found in contract.lines.items()})
    judged = (report.status, report.judged, report.findings, report.announcements, report.new)
    releases = [part for release in contract.releases for part in release_key(release)]
    transitions = [part for transition in report.transitions for part in transition_key(transition)]
    return digest(frame, *facts, lines, report.needed_version, repr(judged), *releases, *transitions)


def release_key(release: Release) -> tuple[str, ...]:
    """Return what a release is, as parts of a key."""
    return release.version, release.line, release.header.key, release.date, release.author, release.source


def transition_key(transition: Transition) -> tuple[str, ...]:
    """Return what changed between two releases, as parts of a key."""
    ends = transition.old.header.key, transition.new.header.key
    return (*ends, repr(transition.findings), repr(transition.not_compared))
