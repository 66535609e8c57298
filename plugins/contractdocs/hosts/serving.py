"""What is held on to while a site is served, so that a build after a change does only what the change asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import BasePlugin

from . import family
from .entries import Entries
from .mkdocs_nav import named_in
from .mkdocs_page import ContractPage
from .standing import Standing, StandingFile
from .unchanged import Output, Outputs, frame_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from ..site import Page

SEARCH = ("search", "material/search")
HANDS = (
    "files",
    "nav",
    "env",
    "pre_page",
    "page_read_source",
    "page_markdown",
    "page_content",
    "page_context",
    "post_page",
)
"""Events by which a plugin has a hand in pages."""


@dataclass
class Serving:
    """Outputs of pages, files on disk and entries of the search index, from one build to the next.

    `parts` are those of the site that was made last. `plain` says that no other plugin has a hand in pages: then a page
    that is not built again is missed by nobody.
    """

    outputs: Outputs = field(default_factory=Outputs)
    standing: Standing = field(default_factory=Standing)
    entries: Entries = field(default_factory=Entries)
    parts: dict[tuple[str, str], Any] = field(default_factory=dict)
    plain: bool = False
    cleaned: bool = True
    listed: frozenset[str] = frozenset()
    urls: list[str] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)

    def before(self, config: MkDocsConfig) -> None:
        """Save what stands in the folder of the site, which the host is about to empty."""
        site = Path(config.site_dir)
        if family.translation(config) is not None:
            self.standing = Standing(site)  # several builds fill one folder
        elif self.cleaned:
            self.standing.put_aside(site)
        self.standing.site = site

    def begin(self, config: MkDocsConfig, files: Files, listed: tuple[Page, ...], notice: str) -> None:
        """Begin a build; forget the pages where what stands around them is another."""
        if self.cleaned and family.translation(config) is None:
            self.standing.bring_back()
        self.standing.begin()
        self.plain = is_plain(config)
        frame = frame_of(config, files, listed, plain=self.plain)
        if frame != self.outputs.frame:
            self.standing.begin_anew()
            self.entries.clear()
        self.outputs.begin(frame, notice)
        self.urls, self.kept = [], set()
        self.listed = frozenset((*(f"{page.uri}.md" for page in listed), *named_in(config.nav)))

    def as_file(self, config: MkDocsConfig, page: Page, output: Output | None, inside: str = "") -> File | None:
        """Return a page as a file to copy, None where the host has to build it."""
        passed_over = self.plain and self.entries.usable if page.in_search else True
        if output is None or f"{page.uri}.md" in self.listed or not passed_over:
            return None
        file = self.file(config, f"{page.uri}.md", output.final, f"{inside}{page.uri}.html")
        self.urls.append(page_url(file))
        self.kept.add(self.urls[-1])
        return file

    def file(self, config: MkDocsConfig, source: str, content: str | bytes, place: str = "") -> StandingFile:
        """Return a file that stands from build to build."""
        return self.standing.file(config, source, place or source, content)

    def expect(self, file: File) -> None:
        """Note a page that the host builds."""
        self.standing.expect(file.dest_uri)
        self.urls.append(page_url(file))

    def finish(self, config: MkDocsConfig) -> None:
        """Remove what is gone, and complete the search index."""
        self.standing.finish()
        if family.translation(config) is None:
            self.entries.update(Path(config.site_dir), self.urls, frozenset(self.kept))

    def keep(self, page: Any, output: str, *, final: bool) -> str:
        """Keep what became of a page of ours for the next build."""
        if isinstance(page, ContractPage):
            (self.outputs.keep_final if final else self.outputs.keep_template)(page.made, output)
            if final:
                self.standing.wrote(page.file.dest_uri, output)
        return output


def page_url(file: File) -> str:
    """Return the address of a page, as the host's pages state it."""
    return "" if file.url in (".", "./") else file.url


def is_plain(config: MkDocsConfig) -> bool:
    """Return whether no plugin has a hand in pages but the host's own search and ours."""
    others = [plugin for name, plugin in config.plugins.items() if name not in SEARCH and not is_ours(plugin)]
    hooks: Any = config.hooks or {}
    hooked = any(hasattr(hook, f"on_{event}") for hook in hooks.values() for event in HANDS)
    return not hooked and not any(has_a_hand(plugin) for plugin in others)


def is_ours(plugin: Any) -> bool:
    """Return whether a plugin is this one."""
    return type(plugin).__module__.startswith(f"{__package__}.")


def has_a_hand(plugin: Any) -> bool:
    """Return whether a plugin listens to an event of pages."""
    return any(getattr(type(plugin), f"on_{event}", None) is not getattr(BasePlugin, f"on_{event}") for event in HANDS)
