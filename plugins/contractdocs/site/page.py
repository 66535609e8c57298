"""What the site is made of: finished pages and files, without any word of the generator that shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..settings import Consumer
    from ..sources.registries import Registry


@dataclass(frozen=True, slots=True)
class Heading:
    """One entry of a table of contents; `title` is plain text."""

    level: int
    id: str
    title: str
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page.

    `uri` is its path without an extension; all end in `index`, so that each page has a folder of its own.
    `html` is a fragment with its own first heading; `ids` are its anchors. `search_html` is the short text that a
    search index takes instead, `search_toc` the headings of that text. `edit_file` is the file it was made from,
    relative to the repository; `nav_section` names the part of the navigation it belongs to, empty for none.
    """

    uri: str
    title: str
    html: str
    toc: tuple[Heading, ...] = ()
    ids: frozenset[str] = frozenset()
    search_html: str = ""
    search_toc: tuple[Heading, ...] = ()
    description: str = ""
    edit_file: str = ""
    date: str = ""
    nav_section: str = ""
    in_search: bool = True
    hide: tuple[str, ...] = ()


SHOWN_IN_NAV = 200


def in_nav(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Return the pages of the navigation, section by section; too many contracts are left to the catalog."""
    found: dict[str, list[Page]] = {}
    for page in pages:
        if page.nav_section:
            found.setdefault(page.nav_section, []).append(page)
    shown = (group if len(group) <= SHOWN_IN_NAV else [group[0], group[-1]] for group in found.values())
    return tuple(page for group in shown for page in group)


def itself(page: Page) -> Page:
    """Return a page as it is."""
    return page


@dataclass(frozen=True, slots=True)
class Site:
    """All pages, and all other files by their path.

    The pages may come without what they hold, where `whole` returns one with all of it.
    """

    pages: tuple[Page, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    whole: Callable[[Page], Page] = field(default=itself, compare=False)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a preview is of: the number or name of a change, and its commit; both may be empty."""

    name: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """How the site is laid out.

    `path`, `rules` and `registry` are the folders of the pages, the rule reference and the files for programs; an
    empty `path` is the root of the site; `text_suffix` is added to files that are Markdown and no pages of the site;
    `directory_urls` says whether a link may name a folder instead of the `index.html` in it; `assets` is the folder
    of style sheet and script; `site_url` is the address of the site, for feeds; `consumers` are those that the
    settings name, `others` the registries of other catalogs; `preview` says what a preview is of, None for the site
    itself.
    """

    title: str = "Contracts"
    path: str = "contracts"
    rules: str = "rules"
    registry: str = "registry"
    assets: str = "assets"
    directory_urls: bool = True
    site_url: str = ""
    consumers: tuple[Consumer, ...] = field(default=(), compare=False)
    others: tuple[Registry, ...] = ()
    max_diff_lines: int = 1000
    preview: Preview | None = None
    text_suffix: str = ""
