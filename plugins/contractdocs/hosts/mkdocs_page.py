"""A finished page as MkDocs takes it: Python-Markdown and the search indexer never see the whole of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from ..site import Page as SitePage
from ..site.page import itself
from .finished import tokens
from .unchanged import TEMPLATE

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


Fetch = Callable[[SitePage], SitePage]


class MadeFile(File):
    """A file of ours: what it holds is fetched when it is written."""

    held: Mapping[str, bytes] | None = None

    @property
    def content_bytes(self) -> bytes:
        """Return what the file holds."""
        return super().content_bytes if self.held is None else self.held[self.src_uri]

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        """Have the file hold something else."""
        self.held, self._content = None, value

    @property
    def content_string(self) -> str:
        """Return what the file holds, as text."""
        return self.content_bytes.decode("utf-8-sig")

    @content_string.setter
    def content_string(self, value: str) -> None:
        """Have the file hold another text."""
        self.content_bytes = value.encode()

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file; its whole path, which the host would hold, is put together for that alone."""
        target = os.path.normpath(os.path.join(self.dest_dir, self.dest_uri))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as written:
            written.write(self.content_bytes)


def made_file(config: MkDocsConfig, uri: str, held: Mapping[str, bytes]) -> File:
    """Return a file of ours for the host."""
    file = MadeFile.generated(config, uri, content=b"")
    file.held = held  # type: ignore[attr-defined]
    return file


class ContractPage(Page):
    """A page whose HTML is finished: Python-Markdown never sees it.

    `made` is what is known of it before; all that it holds is fetched by `whole`, and not held.
    """

    def __init__(
        self, file: File, config: MkDocsConfig, made: SitePage, kept_output: str = "", whole: Fetch = itself
    ) -> None:
        self.made, self.kept_output, self.whole = made, kept_output, whole
        self.given: dict[str, Any] = {}
        self.drawn: Any = None
        super().__init__(made.title, file, config)
        self.given.clear()
        if made.date:
            self.update_date = made.date

    @property
    def content(self) -> str | None:
        """Return the HTML."""
        return self.given["content"] if "content" in self.given else self.whole(self.made).html

    @content.setter
    def content(self, value: str | None) -> None:
        """Take another HTML; its own is not held."""
        if value is self.whole(self.made).html:
            self.given.pop("content", None)
        else:
            self.given["content"] = value

    @property
    def toc(self) -> Any:
        """Return the table of contents; it is asked for several times while the page is drawn."""
        if "toc" in self.given:
            return self.given["toc"]
        if self.drawn is None:
            self.drawn = get_toc(tokens(self.whole(self.made).toc))
        return self.drawn

    @toc.setter
    def toc(self, value: Any) -> None:
        """Take another table of contents."""
        self.given["toc"] = value

    @property
    def present_anchor_ids(self) -> Any:
        """Return the anchors of the page."""
        return self.given["ids"] if "ids" in self.given else self.whole(self.made).ids

    @present_anchor_ids.setter
    def present_anchor_ids(self, value: Any) -> None:
        """Take other anchors."""
        self.given["ids"] = value

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
        self.own = names(*vars(self), "own", "kept")

    @property
    def touched(self) -> bool:
        """Return whether another plugin has put something on this page."""
        return not self.own.issuperset(vars(self))


@lru_cache(64)
def names(*found: str) -> frozenset[str]:
    """Return names as a set, one for all pages that have the same."""
    return frozenset(found)


def shorten(page: Page, context: Any) -> Any:
    """Give the search index the short text of a page: it would parse the whole otherwise."""
    if isinstance(page, ContractPage):
        page.kept = page.given  # type: ignore[attr-defined]
        page.given = {**page.given, **short(page)}
    return context


def short(page: ContractPage) -> dict[str, Any]:
    """Return the text and the headings of a page as search takes them."""
    if not page.made.in_search:
        return {"content": "", "toc": get_toc([])}
    made = page.whole(page.made)
    return {"content": made.search_html, "toc": get_toc(tokens(made.search_toc))}


def restore(page: Page, context: Any) -> Any:
    """Give the page its whole text back."""
    if isinstance(page, ContractPage):
        page.given = page.kept  # type: ignore[attr-defined]
    return context
