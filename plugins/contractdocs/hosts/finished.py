"""Rendered pages in Python-Markdown: their HTML is set aside whole, and their table of contents is taken as written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import escape

from ..site.text_pages import CLOSING, OPENING, headings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from markdown import Markdown

    from ..site import Heading

BEFORE_ALL = 29  # spaces are made even at 30; everything else reads the text after this
AFTER_CONTENTS = 1  # the host's own table of contents is made at 5


class Finished(Preprocessor):
    """Takes the HTML of a rendered page out of its text before anything reads it."""

    found: tuple[Heading, ...] = ()

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines without the HTML; a page that was not rendered stays as it is."""
        self.found = ()
        first = next((at for at, line in enumerate(lines) if line.startswith(OPENING)), None)
        if first is None or CLOSING not in lines[first:]:
            return lines
        last = lines.index(CLOSING, first)
        self.found = headings(json.loads(lines[first][len(OPENING) :].removesuffix(" -->")))
        html = self.md.htmlStash.store("\n".join(lines[first + 1 : last]))
        return [*lines[:first], "", html, "", *lines[last + 1 :]]


class Contents(Treeprocessor):
    """Gives a rendered page the table of contents that it was rendered with."""

    def __init__(self, md: Markdown, pages: Finished) -> None:
        super().__init__(md)
        self.pages = pages

    def run(self, root: Element) -> None:
        """Set the headings, as the extension `toc` would."""
        if self.pages.found:
            self.md.toc_tokens = tokens(self.pages.found)  # type: ignore[attr-defined]


def tokens(items: Iterable[Heading]) -> list[Any]:
    """Return headings as a table of contents takes them; titles are escaped here."""
    return [
        {
            "level": heading.level,
            "id": heading.id,
            "name": str(escape(heading.title)),
            "html": str(escape(heading.title)),
            "data-toc-label": "",
            "children": tokens(heading.children),
        }
        for heading in items
    ]


def register(md: Markdown) -> None:
    """Have Python-Markdown take rendered pages as they are."""
    pages = Finished(md)
    md.preprocessors.register(pages, "contractdocs_page", BEFORE_ALL)
    md.treeprocessors.register(Contents(md, pages), "contractdocs_contents", AFTER_CONTENTS)
