"""The frame that a theme draws around a page: drawn once for all pages that have the same one, then filled in.

A theme takes longer for its header, its navigation and its footer than we take for a whole page, and they are the same
around thousands of pages. So the theme draws one page of a shape with marks in the place of what differs, and the
marks are filled in for the others. That is only done where nothing is lost: a page that is in the navigation, that
another plugin has put something on, or that a theme treats in a way of its own is drawn by the theme as ever. The
first pages of each shape are drawn both ways and compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mkdocs.structure.toc import get_toc

from .mkdocs_page import ContractPage

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

TEMPLATE = "contractdocs-framed.html"
SOURCE = "{{ contractdocs_framed() }}"
TOC, WORDS = "partials/toc.html", "partials/language.html"
BEGIN, END = "XQ7Z", "Z7QX"
STRANGE = "<h1 &>\"' é/%20"
"""What no filter leaves as it is: a mark that comes out changed is used in a way that cannot be filled in."""
KNOWN = frozenset(
    ("nav", "pages", "base_url", "extra_css", "extra_javascript", "mkdocs_version", "build_date_utc", "config", "page")
)
META = frozenset(("title", "description", "hide", "search", "template", "draft"))
COMPARED = 3
"""Pages of each shape that are drawn both ways."""
MARK = re.compile(f"{BEGIN}([a-z]+){re.escape(STRANGE)}{END}")


def mark(name: str) -> str:
    """Return what stands in the place of a value."""
    return f"{BEGIN}{name}{STRANGE}{END}"


@dataclass(slots=True)
class Frame:
    """What stands around a page: texts, and between them the names of what is filled in."""

    texts: tuple[str, ...]
    names: tuple[str, ...]
    compared: int = 0

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the page."""
        parts = [self.texts[0]]
        for name, text in zip(self.names, self.texts[1:]):
            parts += (values[name], text)
        return "".join(parts)


@dataclass(slots=True)
class Frames:
    """The frames of one build; None stands for a shape that the theme has to draw."""

    folders: frozenset[str] = frozenset()
    known: dict[tuple[Any, ...], Frame | None] = field(default_factory=dict)
    drawn: int = 0
    toc: Any = None
    words: Any = None
    lang: Any = None

    def begin(self, env: Environment, files: Files, nav: Navigation) -> None:
        """Let pages that may share a frame be drawn here; the names of the theme's templates stay as they are."""
        from jinja2 import ChoiceLoader, DictLoader, TemplateNotFound, pass_context

        self.known, self.drawn, self.lang = {}, 0, None
        self.folders = frozenset(above for page in nav.pages for above in folders_of(page.url))
        try:
            self.toc, self.words = (env.get_template(name) if env.loader else None for name in (TOC, WORDS))
        except TemplateNotFound:
            self.toc = None
        if self.toc is None or env.loader is None:
            return
        env.loader = ChoiceLoader([DictLoader({TEMPLATE: SOURCE}), env.loader])
        env.globals["contractdocs_framed"] = pass_context(lambda context: self.draw(context))
        for file in files.documentation_pages():
            if isinstance(file.page, ContractPage) and "template" not in file.page.meta:
                file.page.meta["template"] = TEMPLATE

    def draw(self, context: Context) -> str:
        """Return a page, its frame filled in or drawn by the theme."""
        page = context["page"]
        page.meta.pop("template", None)
        shape = self.shape(context, page)
        if shape is None:
            return self.by_theme(context)
        frame = self.known.get(shape)
        if shape not in self.known:
            frame = self.known[shape] = self.frame(context, page)
        if frame is None:
            return self.by_theme(context)
        made = frame.filled(self.values(context, page))
        if frame.compared >= COMPARED:
            return made
        frame.compared += 1
        real = self.by_theme(context)
        if made != real:
            self.known[shape] = None
        return real

    def by_theme(self, context: Context) -> str:
        """Return a page as the theme draws it."""
        self.drawn += 1
        return str(context.environment.get_template("main.html").render(context.get_all()))

    def shape(self, context: Context, page: ContractPage) -> tuple[Any, ...] | None:
        """Return what pages of the same frame have in common; None for a page that has its own.

        Links lead from a page to those of the navigation: they are the same from all pages of one depth that share
        the same folders with those.
        """
        named = page.title == page.meta.get("title")
        alone = named and page.parent is None and page.previous_page is None and page.next_page is None
        plain = alone and not page.is_homepage and page.content is not None and "<h1" in page.content
        added = set(context.get_all()) - set(context.environment.globals) - KNOWN
        if not plain or added or not META.issuperset(page.meta) or page.touched or page.toc.items == []:
            return None
        shared = max((above for above in folders_of(page.url) if above in self.folders), key=len, default="")
        searched = "search" in page.meta
        said = bool(page.meta.get("description")), bool(page.canonical_url), bool(page.edit_url), searched
        return page.url.count("/"), shared, tuple(page.meta.get("hide", ())), *said, page.url.endswith("/")

    def frame(self, context: Context, page: ContractPage) -> Frame | None:
        """Return the frame of a page; None where the theme does more with a value than to print it."""
        with marked(page):
            text, toc = self.by_theme(context), self.contents(context)
        at = mark("toc")
        text = text.replace(toc, at) if mark("heading") in toc else text
        names = MARK.findall(text)
        if len(names) != text.count(BEGIN) or {"heading", "date"} & set(names) or "content" not in names:
            return None
        if page.url in text or page.file.src_uri in text:
            return None
        texts = MARK.split(text)[::2]
        return Frame(tuple(texts), tuple(names))

    def values(self, context: Context, page: ContractPage) -> dict[str, str]:
        """Return what is filled in for a page."""
        return {
            "title": page.meta["title"],
            "description": page.meta.get("description", ""),
            "canonical": page.canonical_url or "",
            "edit": page.edit_url or "",
            "content": page.content or "",
            "first": page.toc.items[0].id,
            "toc": self.contents(context),
        }

    def contents(self, context: Context) -> str:
        """Return the table of contents of a page as the theme draws it; the words of its language are read once."""
        given = context.get_all()
        if self.lang is None:
            self.lang = self.words.make_module(given, True)
        return str(self.toc.render({**given, "lang": self.lang}))


def folders_of(url: str) -> Iterator[str]:
    """Yield the folders that a page stands in, the nearest last."""
    steps = url.split("/")[:-1]
    yield from ("/".join(steps[: count + 1]) + "/" for count in range(len(steps)))


def token(level: int, name: str, children: list[Any]) -> Any:
    """Return a heading of marks, as the host's table of contents takes it."""
    words = {"name": mark("heading"), "html": mark("heading"), "data-toc-label": ""}
    return {"level": level, "id": mark(name), **words, "children": children}


class marked:  # a context manager reads as a word
    """Puts marks in the place of what differs from page to page, and back."""

    def __init__(self, page: ContractPage) -> None:
        self.page = page
        self.before: dict[str, Any] = {}

    def __enter__(self) -> None:
        page = self.page
        names = ("title", "content", "toc", "canonical_url", "edit_url", "update_date", "meta")
        self.before = {name: getattr(page, name) for name in names}
        meta = {**page.meta, "title": mark("title")}
        if meta.get("description"):
            meta["description"] = mark("description")
        page.toc = get_toc([token(1, "first", [token(2, "heading", [])])])
        page.title, page.content, page.meta = mark("title"), mark("content"), meta
        page.canonical_url = mark("canonical") if page.canonical_url else page.canonical_url
        page.edit_url = mark("edit") if page.edit_url else page.edit_url
        page.update_date = mark("date")

    def __exit__(self, *_: object) -> None:
        for name, value in self.before.items():
            setattr(self.page, name, value)
