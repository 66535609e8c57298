"""The page of a breaking change, made from its announcement: what, why, whom it hurts, what it reaches, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..escape.html import Markup
from ..model.contract import Release
from ..model.finding import Finding
from ..model.report import Announcement, Transition
from ..rules.proof import no_witness
from ..rules.registry import pages, rule
from .anchors import Anchors
from .build import Build, Story, findings_of, ids_of
from .described import as_code
from .page import Heading, Page
from .searching import Entry, search_text
from .text import first_sentence, render
from .textual import Excerpt, excerpt
from .view import sorted_findings

HEADING = re.compile(r"^## ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the announcement's text under one heading, or before the first; `beside` stands to its right."""

    id: str
    title: str
    html: Markup
    beside: Piece | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule takes a change as breaking."""

    rule_id: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A finding with the text before and after it; None where a side has nothing there."""

    finding: Finding
    before: Excerpt | None
    after: Excerpt | None


@dataclass(frozen=True, slots=True)
class Witness:
    """A value that one release takes and the other does not."""

    finding: Finding
    facts: tuple[tuple[str, str], ...]


def breaking_page(build: Build, story: Story, announcement: Announcement) -> Page:
    """Return the page of an announced change."""
    uri = build.layout.change(announcement)
    findings = sorted_findings(findings_of(story.report, announcement))
    transition = transition_of(story, announcement)
    anchors = anchors_of()
    guide = pieces_of(announcement.text, anchors)
    reasons = reasons_of(findings)
    hurt = tuple(reader for reader in story.readers if any(reader.hurt_by(finding) for finding in findings))
    parts = sections(guide, findings, transition, reasons, hurt=bool(hurt))
    html = build.render(
        "breaking",
        uri,
        story=story,
        announcement=announcement,
        findings=findings,
        transition=transition,
        guide=guide,
        steps=tuple(piece for piece in guide if piece.id),
        hurt=hurt,
        place=lambda address: place_of(build, story, transition, uri, address),
        reasons=reasons,
        pairs=pairs_of(findings, transition),
        witnesses=witnesses_of(findings),
        spot=lambda finding: spot_of(build, story, transition, uri, finding),
    )
    said = first_sentence(announcement.text)
    entries = (Entry("c-reaches", finding.message, finding.address) for finding in findings)
    search = search_text(announcement.title, said, entries)
    return Page(
        uri,
        announcement.title.replace("`", ""),
        html,
        (Heading(1, "c-top", announcement.title.replace("`", ""), parts),),
        ids_of(html),
        search.html,
        search.toc,
        said,
        announcement.file,
        announcement.effective,
    )


def anchors_of() -> Anchors:
    """Return the anchors of the page, with those of its own sections taken."""
    anchors = Anchors()
    for name in ("top", "do", "why", "who", "reaches", "text", "witness"):
        anchors(name)
    return anchors


def transition_of(story: Story, announcement: Announcement) -> Transition | None:
    """Return the transition into the version that an announcement is about."""
    return story.report.transition_to(announcement.version)


def spot_of(build: Build, story: Story, transition: Transition | None, uri: str, finding: Finding) -> str:
    """Return the link to the thing that a finding is about: where it still stands."""
    return place_of(build, story, transition, uri, finding.address)


def place_of(build: Build, story: Story, transition: Transition | None, uri: str, address: str) -> str:
    """Return the link to what an address names, in the newer release where it is there."""
    releases: tuple[Release, ...] = (transition.new, transition.old) if transition else (story.contract.head,)
    return next((link for release in releases if (link := build.spot(uri, story, release, address))), "")


def pieces_of(text: str, anchors: Anchors) -> tuple[Piece, ...]:
    """Return the announcement's text by its own headings; what was before stands beside what is after."""
    pieces: list[Piece] = []
    for part in HEADING.split(text):
        title, _, body = part.partition("\n") if part is not text and pieces else ("", "", part)
        said = title.strip().strip("#").strip()
        piece = Piece(anchors(f"guide > {said}") if said else "", said, render(body, lowest=3, anchors=anchors).html)
        if pieces and (pieces[-1].title.lower(), said.lower()) == ("before", "after"):
            pieces[-1] = replace(pieces[-1], beside=piece)
        elif said or piece.html or not pieces:
            pieces.append(piece)
    return tuple(piece for piece in pieces if piece.title or piece.html)


def titles(guide: tuple[Piece, ...]) -> Iterator[Piece]:
    """Yield the pieces that have a heading."""
    for piece in guide:
        yield from (part for part in (piece, piece.beside) if part is not None and part.title)


def sections(
    guide: tuple[Piece, ...],
    findings: tuple[Finding, ...],
    transition: Transition | None,
    reasons: tuple[Reason, ...],
    *,
    hurt: bool = False,
) -> tuple[Heading, ...]:
    """Return the sections of the page in their order."""
    own = tuple(Heading(2, piece.id, piece.title) for piece in titles(guide))
    steps = own or (Heading(2, "c-do", "What to do"),)
    first = [("c-why", "Why it breaks")] if reasons else []
    first += [("c-who", "Who reads it")] if hurt else []
    first += [("c-reaches", "What it reaches")] if findings else []
    rest = []
    if findings and transition:
        rest.append(("c-text", "In the contract"))
    if any(finding.witness for finding in findings):
        rest.append(("c-witness", "Seen in an example"))
    return (*(Heading(2, *item) for item in first), *steps, *(Heading(2, *item) for item in rest))


def reasons_of(findings: tuple[Finding, ...]) -> tuple[Reason, ...]:
    """Return why each rule takes its change as breaking, each rule once."""
    found = []
    for rule_id in dict.fromkeys(finding.rule for finding in findings):
        if rule_id in pages():
            judged = rule(rule_id)
            found.append(Reason(rule_id, judged.title, judged.why))
    return tuple(found)


def pairs_of(findings: tuple[Finding, ...], transition: Transition | None) -> tuple[Pair, ...]:
    """Return the text of both releases at each finding."""
    if transition is None:
        return ()
    return tuple(
        Pair(finding, side(finding, transition.old, old=True), side(finding, transition.new, old=False))
        for finding in findings
    )


def side(finding: Finding, release: Release, *, old: bool) -> Excerpt | None:
    """Return the text of one release at a finding, None where nothing stands there."""
    spot = finding.old if old else finding.new
    return excerpt(release, spot) if spot is not None and spot.value is not None else None


def witnesses_of(findings: tuple[Finding, ...]) -> tuple[Witness, ...]:
    """Return the values that show the break, or why there is none."""
    return tuple(Witness(finding, facts) for finding in findings if (facts := facts_of(finding)))


def facts_of(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Return what is known of the witness of a finding, word by word."""
    if finding.witness:
        return tuple((key.replace("_", " "), as_code(value)) for key, value in finding.witness.items())
    reason = no_witness(finding)
    return (("no example", reason),) if reason else ()
