"""What every page is made with: the report, where pages stand, the histories, the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..model.contract import Contract, Release
from ..model.finding import Finding
from ..model.report import Announcement, ContractReport, Report, Transition
from .anchors import Anchors
from .consumers import Reader, readers_of
from .history import History, Touch
from .layout import Layout, layout_of, relative
from .page import SiteOptions
from .removals import Removal, removals_of
from .templating import change_id, environment, section

if TYPE_CHECKING:
    from jinja2 import Environment

    from ..settings import Consumer

Between = Callable[[str, Release, Release], Transition]
MOST_DISTANT = 24
LEVELS = ("breaking", "risky", "safe")


@dataclass(eq=False)
class Story:
    """One contract with its history and what is about to leave it, worked out when it is first asked for."""

    report: ContractReport
    today: str
    consumers: Sequence[Consumer] = ()
    between: Between | None = None

    @cached_property
    def history(self) -> History:
        """Return the lives of all that it holds."""
        return History(self.report)

    @cached_property
    def removals(self) -> tuple[Removal, ...]:
        """Return what is about to leave it."""
        return removals_of(self.report, self.history, self.today)

    @cached_property
    def announced(self) -> Mapping[str, Announcement]:
        """Return the announcements by the fingerprints of the changes that they name."""
        return dict(announced(self.report))

    @cached_property
    def unannounced(self) -> frozenset[str]:
        """Return the fingerprints of the breaks without a proof."""
        return frozenset(judged.finding.fingerprint for judged in self.report.judged if not judged.proof)

    @cached_property
    def readers(self) -> tuple[Reader, ...]:
        """Return who reads it."""
        return readers_of(self.report.contract.id, self.consumers, self.history.chapters)

    @cached_property
    def distant(self) -> tuple[Transition, ...]:
        """Return what changed between releases that are no neighbours."""
        return tuple(distant_of(self.report, self.between)) if self.between else ()

    @property
    def contract(self) -> Contract:
        """Return the contract."""
        return self.report.contract

    @property
    def title(self) -> str:
        """Return what the contract is called."""
        return self.contract.head.interface.title or self.contract.id

    def hurt(self, finding: Finding) -> tuple[Reader, ...]:
        """Return the consumers that a change hurts."""
        return tuple(reader for reader in self.readers if reader.hurt_by(finding))

    def removals_from(self, release: Release) -> tuple[Removal, ...]:
        """Return what goes from one release."""
        return tuple(item for item in self.removals if any(release is other for other in item.releases))

    @property
    def differences(self) -> tuple[Transition, ...]:
        """Return every difference that has a page: between neighbours, and from older releases to the newest."""
        return (*self.report.transitions, *self.distant)


def distant_of(report: ContractReport, between: Between) -> Iterable[Transition]:
    """Yield what changed from each release to the newest, neighbours left out; so many as stay cheap."""
    contract = report.contract
    for release in contract.releases[:-2][-MOST_DISTANT:]:
        yield between(contract.id, release, contract.head)


def announced(report: ContractReport) -> Iterable[tuple[str, Announcement]]:
    """Yield the fingerprints of the findings that an announcement names, each with it."""
    for announcement in report.announcements:
        for finding in findings_of(report, announcement):
            yield finding.fingerprint, announcement


def findings_of(report: ContractReport, announcement: Announcement) -> tuple[Finding, ...]:
    """Return the findings that an announcement names, in its order, each once."""
    into = [f for t in report.transitions if t.new.version == announcement.version for f in t.findings]
    known = {f.fingerprint: f for f in [*into, *(judged.finding for judged in report.judged)]}
    named = (f for entry in announcement.entries for f in known.values() if entry.names(f))
    return tuple({f.fingerprint: f for f in named}.values())


class Build:
    """One making of the site."""

    def __init__(self, report: Report, options: SiteOptions) -> None:
        self.report, self.options = report, options
        self.layout: Layout = layout_of(report, options)
        self.stories = tuple(Story(item, report.today, options.consumers, report.between) for item in report.contracts)

    @cached_property
    def templates(self) -> Environment:
        """Return the templates."""
        return environment()

    def href(self, source: str) -> Callable[..., str]:
        """Return the function that links from one page to any other."""

        def link(target: str, fragment: str = "") -> str:
            return relative(source, target, directory_urls=self.options.directory_urls, fragment=fragment)

        return link

    def address(self, source: str, target: str, fragment: str = "") -> str:
        """Return the whole address of a page or file; without the address of the site, the way from `source`."""
        urls = self.options.directory_urls
        if not self.options.site_url:
            return relative(source, target, directory_urls=urls, fragment=fragment)
        return (
            self.options.site_url.rstrip("/") + "/" + relative("index", target, directory_urls=urls, fragment=fragment)
        )

    def render(self, template: str, uri: str, **values: Any) -> str:
        """Return a page's HTML."""
        made = self.templates.get_template(f"{template}.html.jinja")
        shared = {"href": self.href(uri), "layout": self.layout, "report": self.report, "options": self.options}
        return made.render(**shared, **values).strip() + "\n"

    def anchors(self, story: Story, at: int) -> Anchors:
        """Return anchors for a page of a release, which may add its own: the same things have the same ids on all."""
        return self.page_anchors(story, at).copy()

    def release_anchors(self, story: Story, at: int) -> Anchors:
        """Return the anchors of all that a release holds."""
        anchors = Anchors()
        for name in (*SECTIONS, *DATA_SECTIONS):
            anchors(section(name))
        for mark in story.history.chapters[at].marks.values():
            anchors(mark.address)
        return anchors

    def spot(self, source: str, story: Story, release: Release, address: str) -> str:
        """Return the link to a thing on the page of a release, empty where it is not there."""
        at = story.history.index(release)
        chapter = story.history.chapters[at]
        mark = chapter.marks.get(chapter.canonical(address))
        part = "" if mark else part_of(release, address)
        if mark is None and not part:
            return ""
        head = release.document is story.contract.head.document
        page = self.layout.contract(story.contract.id) if head else self.layout.release(story.contract.id, release)
        anchors = self.page_anchors(story, at)
        return str(self.href(source)(page, anchors(mark.address if mark else section(part))))

    def page_anchors(self, story: Story, at: int) -> Anchors:
        """Return the anchors of the page of a release, worked out once."""
        key = (story.contract.id, at)
        if key not in self.known_anchors:
            self.known_anchors[key] = self.release_anchors(story, at)
        return self.known_anchors[key]

    @cached_property
    def known_anchors(self) -> dict[tuple[str, int], Anchors]:
        """Return the anchors worked out so far."""
        return {}

    def touch(self, source: str, story: Story, touch: Touch) -> str:
        """Return the link from a page to the change that touched a thing."""
        page = self.layout.difference(story.contract.id, touch.previous, touch.release)
        return self.href(source)(page, change_id(touch.finding))


SECTIONS = (
    *("top", "timeline", "changes", "about", "document", "operations", "messages", "datasets", "schemas", "quality"),
    *("service-levels", "servers", "security", "roles", "team", "support", "price", "consumers", "gone", "files"),
)


PARTS = {
    "slaProperties": "service-levels",
    **{name: name for name in ("servers", "roles", "team", "support", "price", "security")},
}


DATA_SECTIONS = ("relationships", "details")


def part_of(release: Release, address: str) -> str:
    """Return the section that holds what an address names, empty where the page has none."""
    head, interface = address.partition(" > ")[0], release.interface
    stated = head in interface.terms or (head == "servers" and interface.servers)
    return PARTS.get(head, "") if stated or (head == "security" and interface.security_schemes) else ""


def ids_of(html: str) -> frozenset[str]:
    """Return the ids of a page."""
    parts = html.split('id="')
    found = (after.partition('"')[0] for before, after in pairwise(parts) if before[-1:].isspace())
    return frozenset(name for name in found if name)


def content_of(release: Release) -> bytes:
    """Return the bytes of a release, as published."""
    content = release.document.content
    return content if isinstance(content, bytes) else str(content).encode()
