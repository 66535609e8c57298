"""The site: a report as finished pages and files. Knows HTML, and no host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .page import Heading, Page, Preview, Site, SiteOptions, in_nav

if TYPE_CHECKING:
    from ..cache import Memory
    from ..model.report import Report
    from .brief import Brief
    from .build import Build, Story

__all__ = ["Heading", "Page", "Preview", "Site", "SiteOptions", "assets", "begin", "build_site", "in_nav", "site_of"]


def build_site(report: Report, options: SiteOptions | None = None) -> Site:
    """Return every page and file that a report makes."""
    return site_of(begin(report, options))


def begin(report: Report, options: SiteOptions | None = None) -> Build:
    """Return what every page is made with; other pages may ask it for links."""
    from .build import Build

    return Build(report, options or SiteOptions())


def site_of(
    build: Build,
    memory: Memory | None = None,
    last: dict[tuple[str, str], Any] | None = None,
    *,
    spare: bool = False,
) -> Site:
    """Return every page and file; `memory` holds those that were made before, `last` those of the last build.

    With `spare` not all of it stands in memory at once. Raises SourceError where a bound of the settings is reached.
    """
    from .kept import whole

    return whole(build, memory, last, spare=spare)


def catalog_files(build: Build, briefs: Sequence[Brief]) -> Iterator[tuple[str, bytes]]:
    """Yield every file about the whole catalog that is no page."""
    from ..schemas import schema_files
    from .feeds import feed_files
    from .finder import finder_files
    from .plain import plain_files
    from .registry import registry_files

    yield from ((f"schemas/{name}", content) for name, content in schema_files().items())
    yield from registry_files(build, briefs)
    news = [item for brief in briefs for item in brief.news]
    yield from feed_files(build, news, [item for brief in briefs for item in brief.breaks])
    yield from plain_files(build, briefs)
    yield from finder_files(build, (brief.found for brief in briefs))


def story_files(build: Build, story: Story) -> Iterator[tuple[str, bytes]]:
    """Yield every file about one contract that is no page."""
    from .badges import badge_files
    from .comparing import comparison_files
    from .feeds import contract_feed
    from .plain import contract_texts
    from .registry import contract_files

    yield from contract_files(build, story)
    yield from contract_feed(build, story)
    yield from badge_files(build, story)
    yield from contract_texts(build, story)
    yield from comparison_files(build, story)


def story_pages(build: Build, story: Story) -> Iterator[Page]:
    """Yield the pages of one contract."""
    from .breaking import breaking_page
    from .comparing import comparison_pages
    from .contract import contract_page, release_page
    from .difference import difference_page

    yield contract_page(build, story)
    yield from (release_page(build, story, release) for release in story.contract.releases)
    yield from (difference_page(build, story, transition) for transition in story.differences)
    yield from comparison_pages(build, story)
    yield from (breaking_page(build, story, announcement) for announcement in story.report.announcements)


@cache
def assets() -> dict[str, bytes]:
    """Return the style sheet and the script, with a hash of their content in their names."""
    import hashlib

    found = {}
    for file in sorted((Path(__file__).parent / "assets").iterdir()):
        text = dense(file.read_text(encoding="utf-8"))
        content = (tight(text) if file.suffix == ".css" else text).encode()
        found[f"{file.stem}.{hashlib.sha256(content).hexdigest()[:8]}{file.suffix}"] = content
    return found


def tight(text: str) -> str:
    """Return a style sheet without the spaces that say nothing; texts in it hold none of these signs before a space."""
    import re

    text = re.sub(r"(?<=[{};,>])\n", "", text)
    return re.sub(r" ?([{}>]) ?|([;:,]) ", r"\1\2", text).replace(";}", "}").replace(" !i", "!i") + "\n"


def dense(text: str) -> str:
    """Return a style sheet or script without indentation, empty lines and comments that have a line of their own."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line and not (line.startswith("/*") and line.endswith("*/"))) + "\n"
