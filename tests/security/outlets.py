"""Looks at all that is written of a report: pages, files and reports; yields whatever is more than text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from markdown_it import MarkdownIt

from contractdocs.model.report import Report
from contractdocs.reports import FORMATS, report_as
from contractdocs.site import Page, Site, begin
from tests.site.making import without_rules
from tests.site.pages import Element, read
from tests.site.test_hostile import ATTRIBUTES, SCHEMES, TAGS, pictures_and_feeds

from .attacks import HIDDEN

TAGS_ALLOWED = TAGS | {"text", "rect", "title", "line", "marker", "defs", "ellipse", "polygon", "small", "dfn", "del"}
ATTRIBUTES_ALLOWED = ATTRIBUTES | {
    *("rx", "title", "text-anchor", "aria-labelledby", "aria-describedby", "aria-controls", "aria-expanded", "for"),
    *("aria-sort", "colspan", "focusable", "aria-pressed", "aria-haspopup", "dominant-baseline", "lang"),
}
COMMANDS = re.compile(r"::(?:error|warning|notice) [^\r\n]*")
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
OWN_HTML = re.compile(r"<!-- contractdocs[^>]*-->|</?(?:details|summary|br|sub)>|Announce it")
COMMENT = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def site_of(report: Report) -> Site:
    """Return the pages and files of a report, the rules' pages left out: nothing of a contract stands on them."""
    return without_rules(begin(report))


def faults_of(report: Report, site: Site) -> Iterator[str]:
    """Yield what is more than text in anything that is written."""
    for page in site.pages:
        yield from (f"{page.uri}: {fault}" for html in (page.html, page.search_html) for fault in in_html(html))
        yield from (f"{page.uri}: {fault}" for fault in in_path(page))
    yield from pictures_and_feeds(site)
    published = {release.document.content for item in report.contracts for release in item.contract.releases}
    for name, content in site.files.items():
        if not name.startswith("schemas/") and content not in published:
            yield from (f"{name}: {fault}" for fault in in_file(name, content))
    for form in FORMATS:
        yield from (f"{form}: {fault}" for fault in in_report(form, report_as(form, report, verbose=True)))


def in_html(html: str) -> Iterator[str]:
    """Yield elements, attributes and addresses that no page may hold."""
    found = read(html)
    yield from found.faults
    yield from ("a hidden character" for sign in HIDDEN if sign in html)
    for element in found.elements:
        yield from in_element(element)


def in_element(element: Element) -> Iterator[str]:
    """Yield what an element should not be or have."""
    if element.tag not in TAGS_ALLOWED:
        yield f"<{element.tag}>"
    for name, value in element.attributes.items():
        if name not in ATTRIBUTES_ALLOWED and not name.startswith("data-"):
            yield f"<{element.tag} {name}>"
        if name in ("href", "src") and not (value.startswith(SCHEMES) or ":" not in value.partition("/")[0]):
            yield f"{name}={value}"
        if name == "id" and not value.startswith("c-"):
            yield f"id={value}, which may shadow a name of the page"


def in_path(page: Page) -> Iterator[str]:
    """Yield what the path of a page should not have."""
    if re.fullmatch(r"[A-Za-z0-9_./+-]+", page.uri) is None or page.uri.startswith("/"):
        yield "its path is not plain"
    if any(step.strip(".") == "" for step in page.uri.split("/")):
        yield "its path leads elsewhere"


def in_file(name: str, content: bytes) -> Iterator[str]:
    """Yield what a file for programs should not hold."""
    text = content.decode("utf-8")
    yield from ("a hidden character" for sign in HIDDEN - {"\x07", "\x1b", "\x9b"} if sign in text)
    if name.endswith((".json", ".js")):
        json.loads(text if name.endswith(".json") else f"[{text.partition('(')[2].rpartition(')')[0]}]")
        yield from (f"{sign!r} unescaped" for sign in ("<", "\u2028", "\u2029") if sign in text)
    if name.endswith((".md", "llms.txt")):
        yield from in_twin(text)


def in_twin(text: str) -> Iterator[str]:
    """Yield HTML that a renderer of a page's Markdown twin would let through, and what steers."""
    yield from (f"{found[0]!r}" for found in STEERING.finditer(text))
    for token in COMMENT.parse(text):
        for part in (token, *(token.children or ())):
            if part.type in ("html_block", "html_inline"):
                yield f"HTML: {part.content[:60]!r}"


def in_report(form: str, text: str) -> Iterator[str]:
    """Yield what a report should not hold."""
    yield from (f"{found[0]!r}" for found in STEERING.finditer(text))
    if form in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(text)
    if form == "junit":
        ElementTree.fromstring(text)
    if form in ("text", "github"):
        yield from in_log(text, commands=form == "github")
    if form == "markdown":
        yield from in_comment(text)


def in_log(text: str, *, commands: bool) -> Iterator[str]:
    """Yield lines that a CI would take for commands and that are not ours."""
    for line in text.splitlines():
        if "##[" in line:
            yield f"a command: {line[:80]}"
        if line.lstrip().startswith("::") and not (commands and COMMANDS.fullmatch(line)):
            yield f"a command: {line[:80]}"


def in_comment(text: str) -> Iterator[str]:
    """Yield what a comment on a pull request should not hold: HTML, pictures, mentions, a second marker, too much."""
    if len(text) > 65_536:
        yield "longer than platforms take"
    if text.count("<!-- contractdocs") != 1:
        yield "not exactly one marker"
    for token in COMMENT.parse(text):
        for part in (token, *(token.children or ())):
            if part.type in ("html_block", "html_inline") and OWN_HTML.sub("", part.content).strip():
                yield f"HTML: {part.content[:60]!r}"
            if part.type == "image" or (part.type == "text" and re.search(r"@\w|(?<!\w)#\d", part.content)):
                yield f"{part.type}: {part.content[:60]!r}"
