"""A finished page as MkDocs takes it: Python-Markdown and the search indexer never see the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from ..site import Page as SitePage
from .finished import tokens
from .unchanged import TEMPLATE

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class ContractPage(Page):
    """A page whose HTML is finished: Python-Markdown never sees it."""

    def __init__(self, file: File, config: MkDocsConfig, made: SitePage, kept_output: str = "") -> None:
        super().__init__(made.title, file, config)
        self.made, self.kept_output = made, kept_output
        if made.date:
            self.update_date = made.date

    def read_source(self, config: MkDocsConfig) -> None:
        """Set what other plugins may ask for; there is no source text."""
        self.markdown = ""
        self.meta = {"title": self.made.title, "description": self.made.description}
        if self.kept_output:
            self.meta["template"] = TEMPLATE
        if self.made.hide:
            self.meta["hide"] = list(self.made.hide)
        if not self.made.in_search:
            self.meta["search"] = {"exclude": True}
        if not self.news and "rss" in config.plugins:
            self.meta["draft"] = True  # the word by which that plugin passes a page over

    @property
    def news(self) -> bool:
        """Return whether the page tells of something that happens: a contract, or a change of one."""
        return bool(self.made.edit_file) and self.made.in_search

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the finished HTML."""
        self.content = self.made.html
        self.toc = get_toc(tokens(self.made.toc))
        self.present_anchor_ids = set(self.made.ids)
        self.own = frozenset(vars(self)) | {"own", "kept"}

    @property
    def touched(self) -> bool:
        """Return whether another plugin has put something on this page."""
        return not self.own.issuperset(vars(self))


def shorten(page: Page, context: Any) -> Any:
    """Give the search index the short text of a page: it would parse the whole otherwise."""
    if isinstance(page, ContractPage):
        page.kept = (page.content, page.toc)  # type: ignore[attr-defined]
        page.content = page.made.search_html if page.made.in_search else ""
        page.toc = get_toc(tokens(page.made.search_toc))
    return context


def restore(page: Page, context: Any) -> Any:
    """Give the page its whole text back."""
    if isinstance(page, ContractPage):
        page.content, page.toc = page.kept  # type: ignore[attr-defined]
    return context
