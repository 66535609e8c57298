"""What the template of a contract asks for: one release, seen with the whole history of its contract."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..compare.counterparts import WHOLE
from ..compare.reach import Reach, reach_of
from ..compare.status import STATUS_NAMES
from ..escape.html import Markup, filled
from ..model.contract import Release
from ..model.finding import Finding
from ..model.interface import Dataset, Interface
from ..model.report import Announcement, Transition
from .anchors import Anchors, named
from .build import LEVELS, Build, Story, content_of
from .calls import Code, codes, judge_of
from .described import Piece
from .document import document_of
from .fields import facts_of
from .flow import Group, groups_of
from .history import Gone, Life, Touch
from .naming import TEMPLATE, format_name
from .parts import Answer, Content, Field, OperationPart, Outline, SchemaPart
from .related import facts_of_dataset
from .relation_diagram import Diagram, diagram_of
from .tables import Table
from .templating import SLOT
from .terms import tables_of
from .text import Rendered, first_sentence
from .timeline import Links, Timeline, counts_of, timeline_of
from .versioning import stated

SHOWN_CHANGES = 8
WAYS = {frozenset({"input"}): "sent", frozenset({"output"}): "received"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One row of the table of releases."""

    release: Release
    page: str
    raw: str
    transition: Transition | None
    difference: str
    counts: Mapping[str, int]
    announcements: tuple[Announcement, ...]


class View:
    """All that the template of a contract asks for."""

    def __init__(self, build: Build, story: Story, release: Release, uri: str, *, main: bool) -> None:
        self.build, self.story, self.release, self.uri, self.main = build, story, release, uri, main
        self.at = story.history.index(release)
        self.outline: Outline = story.history.chapters[self.at].outline
        self.anchor: Anchors = build.anchors(story, self.at)
        self.transition = story.history.transition(release)
        self.reach: Reach = reach_of(release.interface)
        self.uses = uses_of(self.outline)
        self.homes = homes_of(self.outline, self.uses)
        self.by_name = {schema.name: schema for schema in self.outline.schemas}
        self.tables: tuple[Table, ...] = tables_of(release.interface, self.outline)
        self.gone: tuple[Gone, ...] = tuple(story.history.gone(self.at))
        self.judges: dict[int, Callable[[Any], bool] | None] = {}
        self.marked: set[str] = set()
        self.peeked: set[str] = set()
        self.silent = False  # inside another page nothing has an id

    @property
    def interface(self) -> Interface:
        """Return the interface that the page shows."""
        return self.release.interface

    @property
    def name(self) -> str:
        """Return what the release calls the contract."""
        return self.interface.title or self.story.contract.id

    @property
    def is_template(self) -> bool:
        """Return whether the page shows no promise, but a form to copy."""
        return self.interface.status == TEMPLATE

    @property
    def title(self) -> str:
        """Return the title of the page."""
        name = SLOT.sub("…", self.name) if self.is_template else self.name
        return name if self.main else f"{name} {self.release.version}"

    @property
    def format(self) -> str:
        """Return the format with its version, as people write it."""
        name, _, version = self.interface.format.partition(" ")
        return f"{format_name(name)} {version}".strip()

    @cached_property
    def about(self) -> str:
        """Return what the description says beyond the first lines of the page, empty where it says no more."""
        if self.document is not None:
            return ""  # it stands in the document
        said, summary = self.interface.description.strip(), self.interface.summary.strip()
        first, _, rest = said.partition("\n\n")
        lead = summary or first_sentence(said)
        return rest.strip() if " ".join(first.split()) in (" ".join(lead.split()), "") else said

    @cached_property
    def document(self) -> Rendered | None:
        """Return the document as its author wrote it; None where it is data."""
        return document_of(self.release, self.anchor)

    def brief(self, item: Answer) -> bool:
        """Return whether an answer fits into one line of a table: an error without fields of its own."""
        return not item.status.startswith(("1", "2", "3")) and not any(
            c.fields or self.schema(c) for c in item.contents
        )

    @property
    def timeline(self) -> Timeline:
        """Return the picture of the releases."""
        return timeline_of(self.story.report, self.story.history, self.story.removals, self.release, self.links())

    @property
    def ending(self) -> str:
        """Return `deprecated` or `retired` where the contract as a whole is, on the pages of all its releases."""
        status = self.story.contract.head.status
        status = STATUS_NAMES.get(status, status)
        return status if status in ("deprecated", "retired") else ""

    @property
    def reason(self) -> str:
        """Return why the contract has its status, where its newest release says so."""
        return stated(self.story.contract.head.document.data, "x-status-reason", "statusReason")

    @property
    def diagram(self) -> Diagram | None:
        """Return the picture of the datasets and what they refer to."""
        return diagram_of(self.outline)

    def links(self) -> Links:
        """Return where the marks of the picture lead."""
        href, layout, contract = self.build.href(self.uri), self.build.layout, self.story.contract

        def release(item: Release, transition: Transition | None) -> str:
            if transition is None:
                return str(href(layout.release(contract.id, item)))
            return str(href(layout.difference(contract.id, transition.old, item)))

        return Links(release, lambda item: str(href(layout.removals, named(item.day))))

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return the releases, newest first."""
        return tuple(self.chapter(release) for release in reversed(self.story.contract.releases))

    def chapter(self, release: Release) -> Chapter:
        """Return one row of the table of releases."""
        layout, contract, transition = self.build.layout, self.story.contract.id, self.story.history.transition(release)
        return Chapter(
            release,
            layout.release(contract, release),
            layout.raw(contract, release),
            transition,
            layout.difference(contract, transition.old, release) if transition else "",
            counts_of(transition) if transition else {},
            tuple(a for a in self.story.report.announcements if a.version == release.version),
        )

    @property
    def newer(self) -> tuple[Chapter, ...]:
        """Return the releases after the one that the page shows, newest first."""
        return tuple(self.chapter(release) for release in reversed(self.story.contract.releases[self.at + 1 :]))

    @property
    def since(self) -> str:
        """Return the page of all that changed since this release, empty where a single step led to the newest."""
        head = self.story.contract.head
        pairs = ((item.old, item.new) for item in self.story.distant)
        found = next(((old, new) for old, new in pairs if old is self.release and new is head), None)
        return self.build.layout.difference(self.story.contract.id, *found) if found else ""

    @property
    def changes(self) -> tuple[Finding, ...]:
        """Return the changes of this release that tell most."""
        return sorted_findings(self.transition.findings if self.transition else ())[:SHOWN_CHANGES]

    @property
    def raw(self) -> str:
        """Return the path of the file of this release."""
        return self.build.layout.raw(self.story.contract.id, self.release)

    @property
    def file_name(self) -> str:
        """Return the name of the file of this release."""
        return self.release.file.rpartition("/")[2]

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return the names and the paths of the other files of this release."""
        path, files = self.build.layout.part, (part.file for part in self.release.interface.parts)
        return tuple((file.rpartition("/")[2], path(self.story.contract.id, self.release, file)) for file in files)

    @property
    def sha256(self) -> str:
        """Return the hash of the file of this release."""
        return hashlib.sha256(content_of(self.release)).hexdigest()

    def mark(self, address: str) -> Markup:
        """Return the id of a thing as an attribute; of two things at one address, which no valid contract has, once."""
        anchor = self.anchor(address)
        if self.silent or anchor in self.marked:
            return Markup("")
        self.marked.add(anchor)
        return filled(' id="{}"', anchor)

    def life(self, address: str) -> Life | None:
        """Return the life of a thing."""
        return self.story.history.life(address, self.at)

    def touch(self, touch: Touch) -> str:
        """Return the link to the change that touched a thing."""
        return self.build.touch(self.uri, self.story, touch)

    def spot(self, finding: Finding) -> str:
        """Return the link to the thing that a change is about."""
        return self.build.spot(self.uri, self.story, self.release, finding.address)

    def place(self, address: str) -> str:
        """Return the link to what an address names, empty where this release does not have it."""
        return self.build.spot(self.uri, self.story, self.release, address)

    def codes(self, part: OperationPart) -> tuple[Code, ...]:
        """Return how an operation is called; on the page of an older release nobody asks."""
        return codes(part.operation, self.interface) if self.main else ()

    def fits(self, content: Content, value: Any) -> str:
        """Return whether an example fits its schema, in words; empty where nobody looked."""
        if not self.main or not content.node:
            return ""
        key = id(content.node)
        if key not in self.judges:
            self.judges[key] = judge_of(content.node, self.interface.resolver)
        judge = self.judges[key]
        return "" if judge is None else "fits its schema" if judge(value) else "does not fit its schema"

    @cached_property
    def channels(self) -> list[Group]:
        """Return the channels with their messages and the drawing of who sends to whom."""
        return groups_of(self.interface, self.outline.channels, self.outline.messages)

    def facts(self, item: Field) -> tuple[tuple[str, str], ...]:
        """Return what a data contract says of a field beside its schema."""
        return facts_of(item)

    def told(self, dataset: Dataset) -> tuple[tuple[str, str], ...]:
        """Return what a data contract says of a dataset beside its fields."""
        return tuple(facts_of_dataset(dataset.details))

    def schema(self, content: Content) -> SchemaPart | None:
        """Return the named schema that is shown where it is used, because nothing else uses it."""
        return self.by_name.get(content.name) if self.homes.get(content.name) == content.address else None

    def peek(self, content: Content) -> tuple[Field, ...]:
        """Return the outermost fields of the schema that a content names, where the page names it first."""
        schema = None if content.name in self.peeked else self.by_name.get(content.name)
        self.peeked.add(content.name)
        return tuple(item for item in schema.fields if not item.depth) if schema else ()

    @property
    def schemas(self) -> tuple[SchemaPart, ...]:
        """Return the named schemas that have no other place."""
        return tuple(schema for schema in self.outline.schemas if schema.name not in self.homes)

    def way(self, name: str) -> str:
        """Return in which direction a schema travels, seen from the consumer."""
        ways = self.reach.directions.get(name)
        return WAYS.get(frozenset(ways), "sent and received") if ways else "not used by any operation"

    def called(self, part: SchemaPart) -> str:
        """Return what a schema is called; the whole of a document is what the contract is called."""
        return self.name if part.name == WHOLE else part.name

    def users(self, name: str) -> tuple[str, ...]:
        """Return the operations, messages and datasets that use a schema."""
        return tuple(sorted(self.reach.users_of(name)))

    def gone_from(self, holder: str) -> tuple[Gone, ...]:
        """Return what left a part; for an empty name, the parts that left as a whole."""
        return tuple(item for item in self.gone if holder_of(item, self.outline) == holder)

    @property
    def groups(self) -> tuple[tuple[str, tuple[OperationPart, ...]], ...]:
        """Return the operations by their first tag, in the order in which they are written."""
        found: dict[str, list[OperationPart]] = {}
        for part in self.outline.operations:
            found.setdefault(part.operation.tags[0] if part.operation.tags else "", []).append(part)
        if len(found) < 2:
            return (("", self.outline.operations),)
        return tuple((tag, tuple(parts)) for tag, parts in found.items())


def holder_of(gone: Gone, outline: Outline) -> str:
    """Return the part that a missing thing belonged to, empty where that is gone as well."""
    return max((a for a in outline.addresses() if gone.address.startswith((f"{a} > ", f"{a}."))), key=len, default="")


def uses_of(outline: Outline) -> Counter[str]:
    """Return how often each named schema is named."""
    found: Counter[str] = Counter()
    for content in contents_of(outline):
        found.update([content.name] if content.name else names_in(content.described.type))
    for item in outline.fields():
        found.update(names_in(item.described.type))
    for schema in outline.schemas:
        found.update(names_in(schema.described.type))
    return found


def names_in(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield the named schemas of a type."""
    return (piece.name for piece in pieces if piece.name)


def contents_of(outline: Outline) -> Iterator[Content]:
    """Yield everything that travels."""
    for operation in outline.operations:
        yield from operation_contents(operation)
    yield from (message.payload for message in outline.messages)


def operation_contents(part: OperationPart) -> Iterator[Content]:
    """Yield everything that travels with an operation."""
    yield from part.contents
    for answer in part.answers:
        yield from answer.contents
    for callback in part.callbacks:
        yield from operation_contents(callback)


def homes_of(outline: Outline, uses: Counter[str]) -> dict[str, str]:
    """Return the schemas that a single content uses, with its address: they are shown there."""
    return {content.name: content.address for content in contents_of(outline) if uses[content.name] == 1}


def sorted_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings, the worst first and new wording last, otherwise in their order."""
    rank = {level: index for index, level in enumerate(LEVELS)}
    return tuple(sorted(findings, key=lambda finding: (rank.get(finding.level, len(rank)), is_wording(finding))))


def is_wording(finding: Finding) -> bool:
    """Return whether a change touches words only."""
    return finding.level == "safe" and finding.bump == "patch"
