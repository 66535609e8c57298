"""What a preview of a change adds: a bar on every page, and a page of what the change does to contracts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ..model.contract import Release
from ..model.finding import Finding
from ..model.report import Report, Transition
from .build import LEVELS, Build, Story, ids_of
from .difference import Group, groups_of
from .layout import segment
from .page import Heading, Page, Preview
from .text import clean
from .timeline import counts_of

TITLE = "Changes in this pull request"
SECTION = "Contracts"
SHORT = 7


@dataclass(frozen=True, slots=True)
class Step:
    """What the change does to one line of a contract; `difference` is the page of it, empty where it has none."""

    transition: Transition
    groups: tuple[Group, ...]
    counts: dict[str, int]
    difference: str


@dataclass(frozen=True, slots=True)
class Touched:
    """A contract that the change touches: new, or with what it does to it."""

    id: str
    story: Story
    steps: tuple[Step, ...]
    faults: tuple[Finding, ...]

    @property
    def is_new(self) -> bool:
        """Return whether the contract was not there before."""
        return not self.steps and self.story.report.new


def preview_page(build: Build) -> Page:
    """Return the page of what a change does to the contracts."""
    uri, report = build.layout.preview, build.report
    touched = tuple(touched_by(build))
    faults = tuple(finding for finding in report.findings if finding.level in ("error", "warning"))
    html = build.render(
        "preview",
        uri,
        title=TITLE,
        said=verdict(report),
        name=name_of(build.options.preview or Preview()),
        touched=touched,
        faults=faults,
        total={level: sum(step.counts.get(level, 0) for item in touched for step in item.steps) for level in LEVELS},
        spot=lambda item, step, finding: spot_of(build, uri, item.story, step.transition, finding),
    )
    toc = Heading(1, "c-top", TITLE, tuple(Heading(2, item.id, item.story.title) for item in touched))
    return Page(uri, TITLE, html, (toc,), ids_of(html), nav_section=SECTION, in_search=False)


def touched_by(build: Build) -> Iterator[Touched]:
    """Yield the contracts that the change touches: those that change, that are new, or that do not pass."""
    changed = build.report.changed
    for story in build.stories:
        steps = tuple(step_of(build, story, t) for t in (changed(story.contract.id) if changed else ()))
        faults = tuple(f for f in story.report.findings if f.level == "error")
        item = Touched(segment(f"c-{story.contract.id}"), story, steps, faults)
        if steps or faults or item.is_new:
            yield item


def step_of(build: Build, story: Story, transition: Transition) -> Step:
    """Return what the change does to one line of a contract."""
    old = published(story, transition.old)
    page = build.layout.difference(story.contract.id, old, transition.new) if old is not None else ""
    known = page if any((t.old, t.new) == (old, transition.new) for t in story.differences) else ""
    return Step(transition, groups_of(transition.findings), counts_of(transition), known)


def published(story: Story, release: Release) -> Release | None:
    """Return the release of the contract's history that another one is equal to; None where it is none of them."""
    same = (r for r in story.contract.releases if (r.line, r.version) == (release.line, release.version))
    return next((r for r in same if r.header.key == release.header.key), None)


def spot_of(build: Build, uri: str, story: Story, transition: Transition, finding: Finding) -> str:
    """Return the link to the thing that a finding is about, in the newer release; empty where it is gone."""
    return build.spot(uri, story, transition.new, finding.address)


def verdict(report: Report) -> str:
    """Return what the gate says of the change, in one sentence."""
    bare = sum(not j.proof and j.attributed for item in report.contracts for j in item.judged)
    if report.status == "incomplete":
        return "The contracts could not be compared completely: nothing is decided."
    if bare:
        return f"{bare} breaking change{'s' if bare > 1 else ''} that nobody announced."
    return "The contracts do not pass." if report.status == "fail" else "Every breaking change is announced."


def name_of(preview: Preview) -> str:
    """Return what a preview is of, in words."""
    if not preview.name:
        return "this change"
    return f"#{preview.name}" if preview.name.isdigit() else preview.name


def bar(build: Build, uri: str) -> str:
    """Return the bar of a preview for the top of a page: what it is of, its commit, and what it is compared with."""
    preview = build.options.preview
    if preview is None:
        return ""
    commit = Markup(" at <code>{}</code>").format(clean(preview.commit[:SHORT])) if preview.commit else Markup("")
    text = Markup('Preview of {}{}, compared with {}. <a href="{}">{}</a>').format(
        clean(name_of(preview)),
        commit,
        clean(build.report.attribution),
        build.href(uri)(build.layout.preview),
        TITLE,
    )
    frame = Markup('<div class="cd"><aside class="banner risky preview" aria-label="Preview"><p>{}</p></aside></div>\n')
    return str(frame.format(text))


NO_INDEX = '<meta name="robots" content="noindex, nofollow">'


def unlisted(html: str) -> str:
    """Return a whole page with the word to search engines that it is not to be found."""
    head, tag, rest = html.partition("</head>")
    return f"{head}{NO_INDEX}{tag}{rest}" if tag else html
