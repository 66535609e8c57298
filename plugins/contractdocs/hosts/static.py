"""Pages on disk: as Markdown for a generator that runs no plugins, or as a whole site for none at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..cache import remembering
from ..garbage import seldom
from ..settings import SettingsError
from ..site import Site, SiteOptions, begin, in_nav, site_of
from ..site.alone import asset_files, whole_site
from ..site.text_pages import markdown_page
from ..sources.registries import read_registries
from .folder import Difference, compare_folder, write_folder

if TYPE_CHECKING:
    from ..cache import Memory
    from ..model.report import Report
    from ..settings import Settings

NAVS = ("awesome", "literate", "none")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: pages as Markdown into `out`, a whole site into `site`; either may be None.

    `path` is the folder of the pages below `out`, empty for `out` itself; `url` is the address of what is written;
    `nav` names the kind of navigation file.
    """

    out: Path | None = None
    site: Path | None = None
    path: str = ""
    title: str = "Contracts"
    url: str = ""
    nav: str = "awesome"
    directory_urls: bool = True


def targets(
    report: Report, root: Path, settings: Settings, wanted: Wanted, memory: Memory
) -> Iterator[tuple[Path, Mapping[str, bytes]]]:
    """Yield every folder that is to be written, with all its files; `memory` holds pages that were made before."""
    url, others = wanted.url or settings.site_url, read_registries(root, settings.catalogs)
    shared = SiteOptions(title=wanted.title, site_url=url, consumers=settings.consumers, others=others)
    if wanted.out is not None:
        urls = wanted.url or (settings.site_url if wanted.path else below(settings.site_url, wanted.out.name))
        laid = replace(shared, path=wanted.path, site_url=urls, directory_urls=wanted.directory_urls)
        yield wanted.out, dict(text_files(report, replace(laid, text_suffix=".txt"), wanted.nav, memory))
    if wanted.site is not None:
        options = replace(shared, path="", directory_urls=False)
        build = begin(report, options)
        yield wanted.site, dict(whole_site(build, site_of(build, memory)))


def below(url: str, name: str) -> str:
    """Return the address of a folder of a site."""
    return f"{url.rstrip('/')}/{name}/" if url else ""


def text_files(report: Report, options: SiteOptions, nav: str, memory: Memory) -> Iterator[tuple[str, bytes]]:
    """Yield the pages as Markdown, the files beside them, style sheet and script, and the navigation."""
    site = site_of(begin(report, options), memory)
    for page in site.pages:
        yield f"{page.uri}.md", markdown_page(page).encode()
    yield from site.files.items()
    yield from asset_files(options.assets)
    inside = f"{options.path}/" if options.path else ""
    entries = list(nav_entries(site, inside))
    if nav == "awesome":
        yield f"{inside}.nav.yml", awesome_nav(options.title, entries)
    elif nav == "literate":
        yield f"{inside}SUMMARY.md", literate_nav(entries)


def nav_entries(site: Site, inside: str) -> Iterator[tuple[str, str]]:
    """Yield title and file of every page that the navigation shows; too many contracts are left to the catalog."""
    for page in in_nav(site.pages):
        if page.uri.startswith(inside):
            yield page.title, f"{page.uri.removeprefix(inside)}.md"


def awesome_nav(title: str, entries: list[tuple[str, str]]) -> bytes:
    """Return the navigation as awesome-nav reads it; JSON is YAML."""
    lines = [f"title: {json.dumps(title)}", "nav:", *(f"- {json.dumps({name: file})}" for name, file in entries)]
    return ("\n".join(lines) + "\n").encode()


def literate_nav(entries: list[tuple[str, str]]) -> bytes:
    """Return the navigation as literate-nav reads it."""
    return "".join(f"- [{escaped(name)}]({file})\n" for name, file in entries).encode()


def escaped(title: str) -> str:
    """Return a title that is no Markdown."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>" else char for char in " ".join(title.split()))


def check_places(root: Path, settings: Settings, wanted: Wanted) -> None:
    """Raise SettingsError where pages would be written among the contracts, which are read from there."""
    contracts = (root / settings.contracts).resolve()
    for folder in (wanted.out, wanted.site):
        if folder is not None and (folder.resolve() == contracts or contracts in folder.resolve().parents):
            raise SettingsError(f"`{folder}` is among the contracts.", suggestion="Choose a folder outside of them.")
    if wanted.path.startswith("/") or ".." in wanted.path.split("/"):
        raise SettingsError(f"`{wanted.path}` is no folder below that of `--out`.")


def brought_up_to_date(
    report: Report, root: Path, settings: Settings, wanted: Wanted, *, only_look: bool
) -> list[tuple[Path, int, Difference]]:
    """Write every folder, or only look at it; return each with the number of its files and how it differed."""
    with seldom(), remembering(root) as memory:
        made = list(targets(report, root, settings, wanted, memory))
    work = compare_folder if only_look else write_folder
    return [(folder, len(files), work(folder, files)) for folder, files in made]


def told(folder: Path, count: int, difference: Difference, *, only_looked: bool) -> Iterator[str]:
    """Yield what was done with a folder, or what would be."""
    if only_looked:
        yield from (f"{line}" for line in difference.lines())
        yield f"{folder}: {'out of date' if difference else f'up to date, {count} files'}"
        return
    written = len(difference.missing) + len(difference.changed)
    yield f"{folder}: {count} files, {written} written, {len(difference.leftover)} removed"
