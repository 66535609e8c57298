"""Text from contracts as HTML: CommonMark without raw HTML, links of a few schemes only, nothing hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..escape.attribute import safe_link as safe_link
from ..escape.html import Markup, escape, filled
from ..escape.html import clean as clean
from .anchors import Anchors
from .page import Heading

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

CODE = re.compile(r"`([^`]+)`")
SENTENCE = re.compile(r"(?<=[.!?])\s")
SHORT = 20


def inline(text: str) -> Markup:
    """Return one line of plain text whose words in backticks are code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(clean(text)))))  # escaped before


def first_sentence(text: str) -> str:
    """Return the first sentence of a CommonMark text without its marks; a very short one with the next."""
    paragraph = clean(text).strip().partition("\n\n")[0]
    plain = re.sub(r"^[-+] |[*`#>]|\[|\]\([^)]*\)", "", " ".join(paragraph.split()))
    sentences = SENTENCE.split(plain, maxsplit=2)
    return " ".join(sentences[: 2 if len(sentences[0]) < SHORT else 1])[:300]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML, and its headings."""

    html: Markup
    headings: tuple[Heading, ...] = ()


def describe(text: str) -> Markup:
    """Return a description; its headings stand below those of the page and have no anchors."""
    return plain_paragraph(text) if is_plain(text) else described(text)


def line(text: str) -> Markup:
    """Return a description for the cell of a table: a single paragraph stands there without an element of its own."""
    html = describe(text)
    alone = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return Markup(html[3:-4]) if alone else html


def is_plain(text: str) -> bool:
    """Return whether a text is one paragraph without any mark, as most descriptions are."""
    return len(text) < 2000 and re.search(r"[\\`*_{}\[\]#>+|~&<\n!=:-]|\d[.)]|  ", text) is None


def plain_paragraph(text: str) -> Markup:
    """Return a text without marks as a paragraph."""
    said = clean(text).strip()
    return filled("<p>{}</p>", said) if said else Markup("")


@lru_cache(maxsize=4096)
def described(text: str) -> Markup:
    """Return a description with marks."""
    return render(text, lowest=4).html


def render(text: str, *, lowest: int = 2, anchors: Anchors | None = None, within: str = "") -> Rendered:
    """Return CommonMark as HTML with headings from level `lowest` down.

    With `anchors`, headings get ids, prefixed by `within`; without, none do. Raw HTML is shown as text, images become
    links, and links of other schemes than http, https and mailto lose their target.
    """
    return rendered(reader().parse(clean(text)), lowest=lowest, anchors=anchors, within=within)


def rendered(tokens: Sequence[Token], *, lowest: int, anchors: Anchors | None, within: str) -> Rendered:
    """Return tokens as HTML, as `render` does."""
    headings: list[Heading] = []
    for index, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(lowest, int(token.tag[1]) + lowest - 2))}"
        if token.type == "heading_open" and anchors is not None:
            title = words(tokens[index + 1])
            token.attrSet("id", anchors(f"{within} > {title}" if within else title))
            headings.append(Heading(int(token.tag[1]), str(token.attrGet("id")), title))
    html = reader().renderer.render(tokens, reader().options, {})
    return Rendered(Markup(html.strip()), tuple(headings))  # markdown-it escapes, raw HTML is off


def words(token: Token) -> str:
    """Return the text of an inline token without marks."""
    return "".join(child.content for child in token.children or [] if child.type in ("text", "code_inline"))


@lru_cache(maxsize=1)
def reader() -> MarkdownIt:
    """Return the CommonMark reader: no raw HTML, tables, the allowed schemes."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    made.validateLink = lambda url: bool(safe_link(url)) or url == ""  # type: ignore[method-assign]
    made.add_render_rule("image", image_as_link)
    made.add_render_rule("link_open", link_open)
    made.add_render_rule("table_open", lambda *_: '<div class="scroll"><table class="plain">\n')
    made.add_render_rule("table_close", lambda *_: "</table></div>\n")
    made.add_render_rule("th_open", cell_open)
    made.add_render_rule("td_open", cell_open)
    made.add_render_rule("fence", fence)
    made.add_render_rule("code_block", fence)
    return made


def image_as_link(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Return a link to an image: pages load nothing from elsewhere."""
    token = tokens[index]
    target, said = str(token.attrGet("src") or ""), token.content or "image"
    return str(filled('<a href="{}" rel="noopener nofollow">{}</a>', target, said) if target else escape(said))


def link_open(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Return the start of a link; one to another site says that it is not vouched for."""
    target = str(tokens[index].attrGet("href") or "")
    away = Markup(' rel="noopener nofollow"') if urlsplit(target).scheme or target.startswith("//") else ""
    return str(filled('<a href="{}"{}>', target, away))


def cell_open(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Return the start of a cell; its alignment is a class, for there are no inline styles."""
    side = re.search(r"text-align:(\w+)", str(tokens[index].attrGet("style") or ""))
    return f"<{tokens[index].tag}{f' class={chr(34)}{side[1]}{chr(34)}' if side else ''}>"


def fence(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Return a block of code; the name of its language is a label, not a class."""
    token = tokens[index]
    language = token.info.split()[0] if token.info.split() else ""
    label = filled(' data-language="{}"', language) if language else ""
    return str(filled('<pre class="code" tabindex="0"{}><code>{}</code></pre>\n', label, token.content))
