"""A contract that is written for people, as its author wrote it: safely rendered, with ids for its headings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..model.contract import Release
from .text import Rendered, clean, reader, rendered

if TYPE_CHECKING:
    from markdown_it.token import Token

    from .anchors import Anchors

SYNTAX = "markdown"
LONGEST = 400_000  # characters; a longer document is linked to, not shown


def document_of(release: Release, anchors: Anchors) -> Rendered | None:
    """Return the document of a release with headings below those of the page; None where it is no prose.

    Links into the repository lead nowhere on a site, so that their words stay and the links go.
    """
    if release.document.syntax != SYNTAX or len(release.document.content) > LONGEST:
        return None
    text = release.document.content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    tokens = without_title(reader().parse(clean(body_of(text))))
    for token in tokens:
        if token.children:
            token.children = list(without_local_links(token.children))
    return rendered(tokens, lowest=3, anchors=anchors, within="document")


def body_of(text: str) -> str:
    """Return a document without its front matter."""
    if not text.startswith("---\n"):
        return text
    head, dashes, body = text[4:].partition("\n---")
    return body.partition("\n")[2] if dashes and "\n\n#" not in head else text


def without_title(tokens: list[Token]) -> list[Token]:
    """Return the tokens without the heading that they begin with: the page has it as its own."""
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return tokens[3:]
    return tokens


def without_local_links(children: list[Token]) -> list[Token]:
    """Return inline tokens in which links without a scheme are their words."""
    kept: list[Token] = []
    local: list[bool] = []
    for child in children:
        if child.type == "link_open":
            local.append(not urlsplit(str(child.attrGet("href") or "")).scheme)
        drop = child.type in ("link_open", "link_close") and bool(local) and local[-1]
        if child.type == "link_close" and local:
            local.pop()
        if not drop:
            kept.append(child)
    return kept
