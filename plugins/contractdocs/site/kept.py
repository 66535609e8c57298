"""Finished pages by the hash of what they are made from: what has not changed since the last build is not made again.

The pages of a contract are made from its report, from where things stand, and from the options of the site, and from
no other contract; the pages of the catalog from all of them. So there is one piece a contract, one for the catalog, and
one for the reference of the rules. The catalog is made from each contract in short, which is kept as well.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

from ..cache import Memory, decoder, digest, encoder, existing_store
from ..model.contract import Release
from ..model.report import Transition
from . import catalog_files, story_files, story_pages
from .bounds import Counting
from .brief import Brief, brief_of
from .build import Build, Story
from .page import Preview, Site
from .spare import Gathered, Piece, Shelved

SHOWN = "pages shown"
"""The kind of result that says that a site was made with some options."""


class Short(NamedTuple):
    """A contract in short, made on one day."""

    brief: Brief
    made: str = ""
    days: tuple[str, ...] = ()


Part = TypeVar("Part", Piece, Short)


@dataclass
class Shelf:
    """Where parts are found again: in the memory that all runs share, and those of the last build as they are.

    `last` is for a process that builds again and again; what a build does not ask for is let go.
    """

    memory: Memory
    today: str
    counting: Counting
    last: dict[tuple[str, str], Any] | None = None
    asked: dict[tuple[str, str], Any] = field(default_factory=dict)

    def get(self, kind: str, key: str, type_: type[Part], make: Callable[[], Part]) -> Part:
        """Return a part as it was kept, else made; `memory.made` counts the pages.

        Raises SourceError where a bound of the settings is reached; what makes pages counts them as it goes.
        """
        part: Part | None = (self.last or {}).get((kind, key)) or self.kept(kind, key, type_)
        if part is None or not holds(part, self.today):
            part = self.keep(kind, key, type_, make())
        elif isinstance(part, Piece):
            self.count(part)
        if self.last is not None:
            self.asked[kind, key] = part
        return part

    def count(self, piece: Piece) -> None:
        """Count pages and files that were made before."""
        for counted in (self.counting.pages(piece.pages), self.counting.files(piece.files.items())):
            deque(counted, maxlen=0)

    def kept(self, kind: str, key: str, type_: type[Part]) -> Part | None:
        """Return a part from the memory, None where there is none that can be read."""
        written: bytes | None = self.memory.recall(kind, (key,), bytes)
        if written is not None:
            with suppress(zlib.error, ValueError):  # msgspec's errors are ValueErrors
                part: Part = reader(type_).decode(zlib.decompress(written))
                return part
        return None

    def keep(self, kind: str, key: str, type_: type[Part], made: Part) -> Part:
        """Keep a part where reading it back gives an equal one; return it."""
        if isinstance(made, Piece):
            self.memory.made["page"] = self.memory.made.get("page", 0) + len(made.pages)
        if self.memory.store is not None or self.memory.gathering:
            with suppress(TypeError, ValueError, OverflowError):
                written = encoder().encode(made)
                if reader(type_).decode(written) == made:
                    self.memory.keep(kind, (key,), bytes, zlib.compress(written, 1))
        return made


def reader(type_: Any) -> Any:
    """Return what reads parts of a type."""
    return decoder(type_)


def holds(part: Piece | Short, today: str) -> bool:
    """Return whether the same days are over as when a part was made."""
    return all((day < part.made) == (day < today) for day in part.days)


def whole(
    build: Build,
    memory: Memory | None = None,
    last: dict[tuple[str, str], Any] | None = None,
    *,
    spare: bool = False,
) -> Site:
    """Return every page and file, the catalog first; `last` holds the parts of the last build, then of this one.

    With `spare` what the pages hold is read from the memory's store once more when it is asked for.
    """
    memory = memory or Memory()
    shelf = shelf_of(build, memory, last)
    made = sparing(build, memory) if spare and memory.store is not None else Gathered()
    frame, keys = frame_of(build), keys_of(build)
    told = [page for key, piece in of_stories(build, shelf, keys) for page in made.put(key, piece)]
    catalog = (
        shelf if build.options.preview is None else replace(shelf, memory=Memory(), last={})
    )  # it says what is new
    key = digest(frame, shelf.today, *keys)
    briefs = partial(in_short, build, shelf, keys)
    first = catalog.get("pages", key, Piece, lambda: of_catalog(build, briefs(), shelf.counting))
    front, back = made.keep(first), made.keep(of_reference(build, shelf, frame))
    between = len(front) - 1
    pages = [*front[:between], *told, *front[between:], *back]
    if not memory.knows(SHOWN, (repr(build.options),)):
        memory.keep(SHOWN, (repr(build.options),), int, len(pages))
    if last is not None:
        last.clear()
        last.update(shelf.asked)
    return made.site(pages)


def sparing(build: Build, memory: Memory) -> Shelved:
    """Return what holds as many pieces as there is room for, and reads or makes the others again."""
    assert memory.store is not None
    path = memory.store.path

    @cache
    def known() -> tuple[dict[str, Story], Memory]:
        return dict(zip(keys_of(build), build.stories)), Memory(existing_store(path, small=False))

    def again(key: str) -> Piece:
        stories, store = known()
        shelf = shelf_of(build, store)
        return shelf.get("pages", key, Piece, partial(of_story, build, stories[key], shelf.counting))

    return Shelved(again)


def ahead(build: Build, memory: Memory) -> None:
    """Make and keep all that a site asks of the contracts in a report; raise SourceError at a bound."""
    shelf, keys = shelf_of(build, memory), keys_of(build)
    deque(of_stories(build, shelf, keys), maxlen=0)
    in_short(build, shelf, keys)


def rules_ahead(build: Build, memory: Memory) -> None:
    """Make and keep the reference of the rules."""
    of_reference(build, shelf_of(build, memory), frame_of(build))


def shelf_of(build: Build, memory: Memory, last: dict[tuple[str, str], Any] | None = None) -> Shelf:
    """Return where the parts of a site are found again."""
    return Shelf(memory, build.report.today, Counting(build.report.limits), last)


def keys_of(build: Build) -> list[str]:
    """Return the keys of all contracts."""
    frame = frame_of(build)
    return [key_of(build, frame, story) for story in build.stories]


def of_stories(build: Build, shelf: Shelf, keys: Sequence[str]) -> Iterator[tuple[str, Piece]]:
    """Yield the key and the piece of each contract; raise SourceError where a bound of the settings is reached."""
    for key, story in zip(keys, build.stories):
        yield key, shelf.get("pages", key, Piece, partial(of_story, build, story, shelf.counting))


def in_short(build: Build, shelf: Shelf, keys: Sequence[str]) -> tuple[Brief, ...]:
    """Return each contract in short."""
    pairs = zip(keys, build.stories)
    return tuple(shelf.get("brief", key, Short, partial(short, build, story)).brief for key, story in pairs)


def of_story(build: Build, story: Story, counting: Counting) -> Piece:
    """Return the piece of one contract."""
    pages = tuple(counting.pages(story_pages(build, story)))
    return Piece(pages, dict(counting.files(story_files(build, story))), build.report.today, days_of(story))


def short(build: Build, story: Story) -> Short:
    """Return one contract in short."""
    return Short(brief_of(build, story), build.report.today, days_of(story))


def days_of(story: Story) -> tuple[str, ...]:
    """Return the days after which a contract is told in another way."""
    days = {*(item.day for item in story.removals), *(item.effective for item in story.report.announcements)}
    return tuple(sorted(days))


def of_catalog(build: Build, briefs: tuple[Brief, ...], counting: Counting) -> Piece:
    """Return what tells of all contracts; in a preview what it changes comes after the catalog."""
    from .ahead import removals_page
    from .catalog import catalog_page
    from .preview import preview_page

    preview = [preview_page(build)] if build.options.preview is not None else []
    pages = counting.pages((catalog_page(build, briefs), *preview, removals_page(build, briefs)))
    return Piece(tuple(pages), dict(counting.files(catalog_files(build, briefs))))


def of_reference(build: Build, shelf: Shelf, frame: str) -> Piece:
    """Return the reference of the rules as it was kept, else made."""
    return shelf.get("pages", digest(frame, "rules"), Piece, lambda: of_rules(build, shelf.counting))


def of_rules(build: Build, counting: Counting) -> Piece:
    """Return the reference of the rules."""
    from .reference import rule_pages

    return Piece(tuple(counting.pages(rule_pages(build.options, build.report.own_rules))), {})


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
