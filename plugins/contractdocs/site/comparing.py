"""The page that compares any two releases: differences that are prepared are linked, the rest is worked out there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..model.finding import Finding
from ..model.report import Transition
from .build import Build, Story, ids_of
from .finder import handed
from .page import Heading, Page
from .templating import begun, change_id
from .text import clean
from .view import sorted_findings


def comparison_pages(build: Build, story: Story) -> Iterator[Page]:
    """Yield the page, where there is more than one difference to choose from."""
    if len(story.contract.releases) < 3:
        return
    uri = build.layout.comparison(story.contract.id)
    html = build.render("compare", uri, story=story, differences=differences(build, story))
    title = f"{story.title}: compare releases"
    yield Page(
        uri,
        title,
        html,
        (Heading(1, "c-top", title, (Heading(2, "c-prepared", "Prepared"),)),),
        ids_of(html),
        description=f"What changed between any two releases of {story.title}.",
        edit_file=story.contract.head.file,
        in_search=False,
    )


def differences(build: Build, story: Story) -> list[tuple[Transition, str]]:
    """Return every difference that has a page, the newest first, each with its page."""
    layout, contract = build.layout, story.contract.id
    ordered = sorted(
        story.differences,
        key=lambda t: (-story.history.index(t.new), -story.history.index(t.old)),
    )
    return [(item, layout.difference(contract, item.old, item.new)) for item in ordered]


def comparison_files(build: Build) -> Iterator[tuple[str, bytes]]:
    """Yield what each page works with."""
    for story in build.stories:
        if len(story.contract.releases) > 2:
            uri = build.layout.comparison_data(story.contract.id)
            yield uri, handed(f"compare {story.contract.id}", comparison(build, story))


def comparison(build: Build, story: Story) -> Mapping[str, Any]:
    """Return the releases in their order, the way to each prepared page, and what each release changed.

    Links lead from the page of the comparison.
    """
    href = build.href(build.layout.comparison(story.contract.id))
    contract = story.contract.id
    steps = {id(t.new.document): t for t in story.report.transitions}
    return {
        "versions": [
            {
                "version": release.version,
                "date": release.date,
                "page": href(build.layout.release(contract, release)),
                "raw": href(build.layout.raw(contract, release)),
                "changes": changes(build, story, steps.get(id(release.document))),
            }
            for release in story.contract.releases
        ],
        "prepared": {
            f"{story.history.index(item.old)} {story.history.index(item.new)}": href(page)
            for item, page in differences(build, story)
        },
    }


def changes(build: Build, story: Story, transition: Transition | None) -> list[list[str]]:
    """Return changes as level, message, address, link."""
    if transition is None:
        return []
    href = build.href(build.layout.comparison(story.contract.id))
    page = build.layout.difference(story.contract.id, transition.old, transition.new)
    return [change(finding, href(page, change_id(finding))) for finding in sorted_findings(transition.findings)]


def change(finding: Finding, link: str) -> list[str]:
    """Return one change; words of its message in backticks are code."""
    way = "added" if finding.rule.endswith("-added") else "removed" if finding.rule.endswith("-removed") else ""
    return [finding.level, clean(begun(finding.message)), clean(finding.address), link, way]
