"""Where every page stands, and how pages link to each other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..escape.names import segment as segment

if TYPE_CHECKING:
    from ..model.contract import Contract, Release
    from ..model.report import Announcement, Report
    from .page import SiteOptions

OWN = (
    "removals",
    "changes-in-this-pull-request",
    "fields.js",
    "feed.xml",
    "breaking.xml",
    "index.html",
    "index.md",
)  # what stands beside the contracts
PLAIN = re.compile(r"[\w./~-]*", re.ASCII)
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


@dataclass(slots=True)
class Layout:
    """The paths of all pages and files, settled once for a report."""

    options: SiteOptions
    contracts: dict[str, str] = field(default_factory=dict)
    releases: dict[tuple[str, int], str] = field(default_factory=dict)
    announcements: dict[tuple[str, str], str] = field(default_factory=dict)

    def within(self, path: str) -> str:
        """Return a path below the folder of the pages, which may be the root of the site."""
        return f"{self.options.path}/{path}" if self.options.path else path

    def text(self, name: str) -> str:
        """Return the name of a file that is shown as it stands: a host must not take it for a page."""
        markdown = name.lower().endswith(MARKDOWN)
        return f"{name}{self.options.text_suffix}" if markdown else name

    @property
    def catalog(self) -> str:
        """Return the page of all contracts."""
        return self.within("index")

    @property
    def removals(self) -> str:
        """Return the page of upcoming removals."""
        return self.within("removals/index")

    @property
    def preview(self) -> str:
        """Return the page of what a pull request changes, which only a preview has."""
        return f"{self.options.path}/changes-in-this-pull-request/index"

    @property
    def rules(self) -> str:
        """Return the page of all rules."""
        return f"{self.options.rules}/index"

    def rule(self, rule_id: str) -> str:
        """Return the page of a rule."""
        return f"{self.options.rules}/{segment(rule_id)}/index"

    def contract(self, contract_id: str) -> str:
        """Return the page of a contract."""
        return self.within(f"{self.contracts[contract_id]}/index")

    def version(self, contract_id: str, release: Release) -> str:
        """Return the path step of a release."""
        return self.releases[contract_id, id(release.contents)]

    def release(self, contract_id: str, release: Release) -> str:
        """Return the page of a release."""
        return self.within(f"{self.contracts[contract_id]}/{self.version(contract_id, release)}/index")

    def difference(self, contract_id: str, old: Release, new: Release) -> str:
        """Return the page of the differences between two releases."""
        pair = f"{self.version(contract_id, old)}..{self.version(contract_id, new)}"
        return self.within(f"{self.contracts[contract_id]}/{pair}/index")

    def change(self, announcement: Announcement) -> str:
        """Return the page of an announced change."""
        slug = self.announcements[announcement.contract, announcement.file]
        return self.within(f"{self.contracts[announcement.contract]}/changes/{slug}/index")

    def raw(self, contract_id: str, release: Release) -> str:
        """Return the path of the file of a release, as published."""
        name = self.text(segment(release.file.rpartition("/")[2], ("index.html",)))
        return posixpath.join(posixpath.dirname(self.release(contract_id, release)), name)

    def part(self, contract_id: str, release: Release, file: str) -> str:
        """Return the path of another file that a release is written in, as published."""
        raw = self.raw(contract_id, release)
        name = posixpath.relpath(file, posixpath.dirname(release.file) or ".")
        return posixpath.join(posixpath.dirname(raw), self.text(segment(name, ("index.html", posixpath.basename(raw)))))

    def feed(self, kind: str = "feed") -> str:
        """Return a feed over all contracts."""
        return self.within(f"{kind}.xml")

    def contract_feed(self, contract_id: str) -> str:
        """Return the feed of a contract."""
        return self.within(f"{self.contracts[contract_id]}/feed.xml")

    @property
    def finder(self) -> str:
        """Return the index of everything that has a name."""
        return self.within("fields.js")

    def comparison(self, contract_id: str) -> str:
        """Return the page that compares any two releases of a contract."""
        return self.within(f"{self.contracts[contract_id]}/compare/index")

    def comparison_data(self, contract_id: str) -> str:
        """Return what that page works with."""
        return self.within(f"{self.contracts[contract_id]}/compare/data.js")

    def badge(self, contract_id: str, name: str) -> str:
        """Return a badge of a contract."""
        return self.within(f"{self.contracts[contract_id]}/badge/{name}.svg")

    def twin(self, page: str) -> str:
        """Return the Markdown twin of a page."""
        return self.text(f"{page}.md")


def layout_of(report: Report, options: SiteOptions) -> Layout:
    """Return where everything in a report stands; no two things stand at one place, whatever the case of letters."""
    layout = Layout(options)
    taken = {name.casefold() for name in reserved(options)}
    for item in report.contracts:
        contract = item.contract
        step = segment(contract.id, (contract.id,) if contract.id.casefold() in taken else ())
        taken.add(step.casefold())
        layout.contracts[contract.id] = step
        add_releases(layout, contract)
        add_announcements(layout, contract.id, item.announcements)
    return layout


def add_announcements(layout: Layout, contract_id: str, announcements: Iterable[Announcement]) -> None:
    """Settle the path steps of the announcements of a contract."""
    taken: list[str] = []
    for announcement in announcements:
        taken.append(segment(announcement.slug, taken))
        layout.announcements[contract_id, announcement.file] = taken[-1]


def reserved(options: SiteOptions) -> tuple[str, ...]:
    """Return the names that no contract may have: what else stands in the folder of the pages."""
    folders = (options.rules, options.registry, options.assets, "schemas", "llms.txt")
    inside = f"{options.path}/" if options.path else ""
    beside = (folder.removeprefix(inside).partition("/")[0] for folder in folders if folder.startswith(inside))
    return (*OWN, *beside)


def add_releases(layout: Layout, contract: Contract) -> None:
    """Settle the path steps of the releases of a contract."""
    taken = ["changes", "compare", "badge", "feed.xml", "index.html", "index.md"]
    for release in contract.releases:
        step = segment(release.version, taken)
        if step in taken:
            step = segment(f"{release.line} {release.version} {release.file}", taken)
        taken.append(step)
        layout.releases[contract.id, id(release.contents)] = step


def relative(source: str, target: str, *, directory_urls: bool = True, fragment: str = "") -> str:
    """Return the link from the page `source` to the page or file `target`.

    >>> relative("contracts/orders/index", "contracts/index")
    '../'
    """
    tail = f"#{quote(fragment, safe='')}" if fragment else ""
    if target == source and tail:
        return tail
    return way(source.rpartition("/")[0], target, directory_urls) + tail


@lru_cache(4096)
def way(folder: str, target: str, directory_urls: bool) -> str:
    """Return the link from a folder of the site to a page or file."""
    if target != "index" and not target.endswith("/index"):
        return quoted(relative_path(target, folder))
    return quoted(relative_path(target.rpartition("/")[0], folder)) + ("/" if directory_urls else "/index.html")


def quoted(path: str) -> str:
    """Return a path as a link names it; most are written alike."""
    return path if PLAIN.fullmatch(path) else quote(path)


def relative_path(target: str, folder: str) -> str:
    """Return the way from one path of the site to another, both below its root; unlike `relpath` no disk is asked."""
    there, here = steps_of(target), steps_of(folder)
    shared = 0
    for a, b in zip(there, here):
        if a != b:
            break
        shared += 1
    return "/".join((*("..",) * (len(here) - shared), *there[shared:])) or "."


@lru_cache(4096)
def steps_of(path: str) -> tuple[str, ...]:
    """Return the steps of a path."""
    return tuple(step for step in path.split("/") if step not in ("", "."))
