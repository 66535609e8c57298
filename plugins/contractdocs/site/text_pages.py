"""A page as Markdown whose body is finished HTML: for generators that read text files."""

from __future__ import annotations

import json
import re
from typing import Any

from .page import Heading, Page

OPENING = "<!-- contractdocs:page "
CLOSING = "<!-- contractdocs:end -->"
PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
EMPTY_LINES = re.compile(r"\n\s*\n")
LINE_MARKS = re.compile(r"^( *)([:~/!?=+|>#-])(?=\2)", re.MULTILINE)
PLAIN = str.maketrans({"-": "\\u002d", "{": "\\u007b", "`": "\\u0060"})
DIRECTIVES = str.maketrans({"{": "&#123;", "`": "&#96;", "\t": "&#9;"})


def markdown_page(page: Page) -> str:
    """Return a page as a text with front matter: one block of HTML (CommonMark 0.31, section 4.6)."""
    head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in front_matter(page).items())
    contents = json.dumps([outline(item) for item in page.toc], separators=(",", ":")).translate(PLAIN)
    return f"---\n{head}---\n\n{OPENING}{contents} -->\n{one_block(page.html)}\n{CLOSING}\n"


def front_matter(page: Page) -> dict[str, Any]:
    """Return what a generator may ask of a page; JSON is YAML."""
    stated: dict[str, Any] = {"title": page.title, "description": page.description}
    if page.date:
        stated["date"] = page.date
    if page.hide:
        stated["hide"] = list(page.hide)
    if not page.in_search:
        stated["search"] = {"exclude": True}
    return {key: value for key, value in stated.items() if value}


def outline(item: Heading) -> list[Any]:
    """Return a heading as a list: level, anchor, title, those below it."""
    return [item.level, item.id, item.title, [outline(child) for child in item.children]]


def headings(said: list[Any]) -> tuple[Heading, ...]:
    """Return the headings that `outline` wrote down."""
    return tuple(Heading(level, anchor, title, headings(below)) for level, anchor, title, below in said)


def one_block(html: str) -> str:
    """Return HTML that Markdown leaves alone: no empty line ends it, nothing in it is a directive of an extension.

    Braces, backticks and colons that begin a line are written as references: templates, blocks of code and `:::`
    are taken from a text before its HTML is.
    """
    whole = PRE.sub(lambda found: EMPTY_LINES.sub(kept_lines, found[0]), html.strip())
    dense = EMPTY_LINES.sub("\n", whole).translate(DIRECTIVES)
    return LINE_MARKS.sub(lambda found: f"{found[1]}&#{ord(found[2])};", dense)


def kept_lines(found: re.Match[str]) -> str:
    """Return empty lines of preformatted text, whose line ends are written as references but for the last."""
    *before, last = found[0].split("\n")
    return "&#10;".join(before) + "\n" + last
