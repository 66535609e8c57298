"""The site: a report as finished pages and files. Knows HTML, and no host."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .page import Heading, Page, Site, SiteOptions

if TYPE_CHECKING:
    from ..model.report import Report
    from .build import Build, Story

__all__ = ["Heading", "Page", "Site", "SiteOptions", "assets", "build_site"]


def build_site(report: Report, options: SiteOptions | None = None) -> Site:
    """Return every page and file that a report makes."""
    from ..schemas import schema_files
    from .build import Build
    from .registry import registry_files

    build = Build(report, options or SiteOptions())
    schemas = {f"schemas/{name}": content for name, content in schema_files().items()}
    return Site(tuple(pages(build)), {**dict(registry_files(build)), **schemas})


def pages(build: Build) -> Iterator[Page]:
    """Yield every page, the catalog first."""
    from .ahead import removals_page
    from .catalog import catalog_page
    from .reference import rule_pages

    yield catalog_page(build)
    for story in build.stories:
        yield from story_pages(build, story)
    yield removals_page(build)
    yield from rule_pages(build.options, build.report.own_rules)


def story_pages(build: Build, story: Story) -> Iterator[Page]:
    """Yield the pages of one contract."""
    from .breaking import breaking_page
    from .contract import contract_page, release_page
    from .difference import difference_page

    yield contract_page(build, story)
    yield from (release_page(build, story, release) for release in story.contract.releases)
    yield from (difference_page(build, story, transition) for transition in story.report.transitions)
    yield from (breaking_page(build, story, announcement) for announcement in story.report.announcements)


@cache
def assets() -> dict[str, bytes]:
    """Return the style sheet and the script, with a hash of their content in their names."""
    import hashlib

    found = {}
    for file in sorted((Path(__file__).parent / "assets").iterdir()):
        content = file.read_bytes()
        found[f"{file.stem}.{hashlib.sha256(content).hexdigest()[:8]}{file.suffix}"] = content
    return found
