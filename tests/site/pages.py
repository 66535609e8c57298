"""Reads finished pages as a browser would: elements, ids, links, text."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from contractdocs.site import Page, Site

BLOCKS = {
    *("div", "p", "td", "th", "dt", "dd", "li", "h1", "h2", "h3", "h4", "h5"),
    *("tr", "ul", "pre", "header", "a", "summary", "br", "span"),
}
VOID = {"br", "wbr", "input", "hr", "meta", "link", "img"}


@dataclass
class Element:
    """One element: its name, its attributes, and the text in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    path: tuple[str, ...] = ()


@dataclass
class Reader(HTMLParser):
    """Collects the elements of a page; `faults` are tags that do not close as they should."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> states an attribute twice")
        if self.open and self.open[-1].tag == "p" and tag in ("div", "p", "ul", "details", "table", "dl", "pre"):
            self.faults.append(f"<{tag}> in <p>")
        for above in self.open:
            above.text += " " if tag in BLOCKS else ""
        element = Element(tag, {name: value or "" for name, value in attrs}, path=tuple(e.tag for e in self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1].tag if self.open else 'nothing'}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read(html: str) -> Reader:
    """Return a page that was read."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader.faults += [f"<{element.tag}> is never closed" for element in reader.open]
    return reader


def text_of(html: str) -> str:
    """Return the words of a page, single spaces between them."""
    return " ".join("".join(element.text for element in read(f"<body>{html}</body>").elements[:1]).split())


def page(site: Site, uri: str) -> Page:
    """Return the page at a path."""
    found = {item.uri: item for item in site.pages}
    assert uri in found, f"{uri} is not among {sorted(found)[:40]}"
    return found[uri]


def by_id(html: str, anchor: str) -> Element:
    """Return the element with an id."""
    found = [element for element in read(html).elements if element.attributes.get("id") == anchor]
    assert len(found) == 1, f"{len(found)} elements have the id {anchor}"
    return found[0]


def links(html: str) -> list[str]:
    """Return every link of a page."""
    return [e.attributes["href"] for e in read(html).elements if e.tag == "a" and "href" in e.attributes]


def is_inside(link: str) -> bool:
    """Return whether a link stays on the site."""
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc


def target_of(source: Page, link: str) -> tuple[str, str]:
    """Return the page or file that a link on a page leads to, and the anchor there."""
    parts = urlsplit(link)
    if not parts.path:
        return source.uri, unquote(parts.fragment)
    path = unquote(parts.path)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(source.uri), path))
    if path.endswith("index.html"):
        return joined.removesuffix(".html"), unquote(parts.fragment)
    return (f"{joined}/index" if path.endswith("/") else joined), unquote(parts.fragment)
