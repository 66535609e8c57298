"""The page of the differences between two neighbours: the meaning first, the text second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model.finding import Finding
from ..model.report import Transition
from .build import LEVELS, Build, Story, content_of, ids_of
from .page import Heading, Page
from .textual import text_diff
from .timeline import counts_of
from .view import is_wording

TITLES = {"breaking": "Breaking", "risky": "Risky", "safe": "Safe"}


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one level; changes of wording stand apart."""

    id: str
    title: str
    level: str
    findings: tuple[Finding, ...]


def difference_page(build: Build, story: Story, transition: Transition) -> Page:
    """Return the page of what changed from one release to the next."""
    old, new = transition.old, transition.new
    uri = build.layout.difference(story.contract.id, old, new)
    groups = groups_of(transition.findings)
    title = f"{story.title}: {old.version} → {new.version}"
    html = build.render(
        "difference",
        uri,
        story=story,
        transition=transition,
        groups=groups,
        counts=counts_of(transition),
        same=content_of(old) == content_of(new),
        diff=text_diff(old, new, build.options.max_diff_lines),
        spots=Spots(build, story, transition, uri),
    )
    parts = tuple(Heading(2, group.id, f"{group.title} ({len(group.findings)})") for group in groups)
    toc = Heading(1, "c-top", title, (*parts, Heading(2, "c-text", "Text")))
    return Page(
        uri,
        title,
        html,
        (toc,),
        ids_of(html),
        description=f"What changed from {old.version} to {new.version} of {story.title}.",
        edit_file=new.file,
        date=new.date,
        in_search=False,
    )


def groups_of(findings: Sequence[Finding]) -> tuple[Group, ...]:
    """Return findings by level, the worst first; wording alone comes last."""
    wording = tuple(finding for finding in findings if is_wording(finding))
    found = [
        Group(f"c-{level}", TITLES[level], level, tuple(f for f in findings if f.level == level and f not in wording))
        for level in LEVELS
    ]
    found.append(Group("c-wording", "Wording", "safe", wording))
    return tuple(group for group in found if group.findings)


@dataclass(frozen=True, slots=True)
class Spots:
    """Leads from a finding to where its thing stands: in the newer release, else in the older."""

    build: Build
    story: Story
    transition: Transition
    uri: str

    def of(self, finding: Finding) -> str:
        """Return the link, empty where the thing stands on neither page."""
        newer = self.build.spot(self.uri, self.story, self.transition.new, finding.address)
        return newer or self.build.spot(self.uri, self.story, self.transition.old, finding.address)
