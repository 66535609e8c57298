"""The navigation of MkDocs: where the pages of contracts stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from ..site import Page as SitePage
from .mkdocs_page import ContractPage


def place(nav: Navigation, files: Files, written: Any, listed: Sequence[SitePage], *, automatic: bool) -> None:
    """Put the contracts where the user named the catalog; with automatic navigation, at its end.

    `written` is the `nav` of the configuration, None where there is none; `listed` are the pages of ours that belong
    into a navigation, the catalog first.
    """
    pages = our_pages(files)
    groups = sections(pages, listed)
    catalog = next((page for page in pages if listed and page.made.uri == listed[0].uri), None)
    if catalog is None:
        return
    for group in groups.values():
        fold(nav.items, group)
    there = {id(item) for item in walk(nav.items)}
    if id(catalog) in there:
        spread(nav.items, catalog, groups, titles_of(written))
    if automatic:
        rest = {title: group for title, group in groups.items() if id(group[0]) not in there}
        nav.items.extend(section(title, group) for title, group in rest.items())
    rebuild(nav)


def fold(items: list[Any], group: list[ContractPage]) -> None:
    """Put our pages in the place of a folder of them that another plugin spelled out."""
    for index, item in enumerate(items):
        if not isinstance(item, Section):
            continue
        if spelled_out(item, group):
            item.children[:] = group
            if len(group) == 1:
                items[index] = group[0]
            return
        fold(item.children, group)


def spelled_out(item: Section, group: list[ContractPage]) -> bool:
    """Return whether a section is a folder of our pages: all of them, each in a section of its own, or others too."""
    found = [child for child in walk(item.children) if not isinstance(child, Section)]
    ours = {id(page) for page in found if isinstance(page, ContractPage)}
    if len(ours) != len(found) or not {id(page) for page in group} <= ours:
        return False
    alone = any(isinstance(child, Section) and len(child.children) == 1 for child in item.children)
    return alone or len(ours) > len(group) or len(group) == 1


def our_pages(files: Files) -> list[ContractPage]:
    """Return our pages in their order."""
    return [file.page for file in files.documentation_pages() if isinstance(file.page, ContractPage)]


def named_in(written: Any) -> Iterator[str]:
    """Yield everything that a `nav` names."""
    if isinstance(written, str):
        yield written
    elif isinstance(written, (list, dict)):
        for item in written.values() if isinstance(written, dict) else written:
            yield from named_in(item)


def sections(pages: list[ContractPage], listed: Iterable[SitePage]) -> dict[str, list[ContractPage]]:
    """Return the pages of each part of the navigation."""
    shown = {id(page) for page in listed}
    found: dict[str, list[ContractPage]] = {}
    for page in pages:
        if id(page.made) in shown:
            found.setdefault(page.made.nav_section, []).append(page)
    return found


def section(title: str, pages: list[ContractPage]) -> Section | ContractPage:
    """Return the pages as a section; a single page stands for itself."""
    return Section(title, list(pages)) if len(pages) > 1 else pages[0]


def titles_of(nav: Any) -> dict[str, str]:
    """Return the titles that the user gave to pages in the navigation, by path."""
    found: dict[str, str] = {}
    for item in nav if isinstance(nav, list) else []:
        for title, value in item.items() if isinstance(item, dict) else ():
            if isinstance(value, str):
                found[value] = title
            else:
                found.update(titles_of(value))
    return found


def spread(
    items: list[Any], catalog: ContractPage, groups: dict[str, list[ContractPage]], titles: dict[str, str]
) -> None:
    """Put the contracts where the user named the catalog: as a section, or beside it within one of the user's.

    Where the user named other pages of ours as well, the navigation is left as it was written.
    """
    named = {id(page) for page in walk(items) if isinstance(page, ContractPage)}
    (first, pages), *_ = groups.items()
    title = titles.get(catalog.file.src_uri, first)
    if any(id(page) in named for page in pages if page is not catalog):
        return
    for index, item in enumerate(items):
        if item is catalog:
            items[index] = Section(title, list(pages))
            return
        if getattr(item, "children", None) and catalog in item.children:
            at = item.children.index(catalog)
            item.children[at : at + 1] = pages
            return


def walk(items: Iterable[Any]) -> Iterator[Any]:
    """Yield every item of the navigation."""
    for item in items:
        yield item
        yield from walk(item.children or ())


def rebuild(nav: Navigation) -> None:
    """Set parents, and the pages before and after each page, once more."""
    nav.pages[:] = [item for item in walk(nav.items) if isinstance(item, Page)]
    for item in nav.items:
        item.parent = None
        adopt(item)
    around = [None, *nav.pages, None]
    for before, page, after in zip(around, nav.pages, around[2:]):
        page.previous_page, page.next_page = before, after


def adopt(item: Any) -> None:
    """Set the parent of everything below an item."""
    for child in item.children or ():
        child.parent = item
        adopt(child)
