"""Markdown as blocks with their places: headings, lines of prose, items of lists, fences and tables, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Kind = Literal["heading", "line", "item", "fence", "table"]
FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
MARKS = re.compile(r"[*`~]+|(?<![\w/])_+|_+(?![\w/])")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its text without marks of emphasis, where it begins, and the text as it is written."""

    text: str
    line: int
    column: int
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document. Lines and columns begin at 1; the line of a fence is that of its first line of text."""

    kind: Kind
    text: str
    line: int
    column: int = 1
    level: int = 0
    info: str = ""
    header: tuple[Cell, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def language(self) -> str:
        """Return the language of a fence, in lower case."""
        words = re.split(r"[\s{,:]", self.info.strip(), maxsplit=1)
        return words[0].lower()


def plain(text: str) -> str:
    """Return text without marks of emphasis and code, and links as their words; what is code stays as it is."""
    pieces = CODE.split(text)  # every third one is code, every second one its marks
    pieces[1::3] = [""] * len(pieces[1::3])
    pieces[0::3] = [MARKS.sub("", piece) for piece in pieces[0::3]]
    return LINK.sub(r"\1", "".join(pieces)).replace("\\|", "|").strip()


def front_matter(text: str) -> str:
    """Return the YAML between the first two lines of dashes, empty where the document begins otherwise."""
    found = FRONT.match(text)
    return (found[1] or "") if found else ""


def without_front_matter(text: str) -> str:
    """Return the document with empty lines in the place of its front matter, so that lines keep their numbers."""
    found = FRONT.match(text)
    return "\n" * found[0].count("\n") + text[found.end() :] if found else text


@lru_cache(maxsize=64)
def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a document, front matter left out."""
    body = without_front_matter(text)
    return tuple(walk(parser().parse(body), body.split("\n")))


@cache
def parser() -> MarkdownIt:
    """Return the parser of blocks; what stands inside a line is read here, by the words that contracts use."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable("table")
    made.core.ruler.disable(["inline", "text_join"], True)
    return made


def walk(tokens: Sequence[Token], lines: list[str]) -> Iterator[Block]:
    """Yield the blocks of a list of tokens."""
    lists, index = 0, 0
    while index < len(tokens):
        token = tokens[index]
        lists += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "heading_open":
            yield heading(token, tokens[index + 1], lines)
        elif token.type == "paragraph_open":
            yield from prose(tokens[index + 1], lines, inside=lists > 0)
        elif token.type in ("fence", "code_block"):
            yield fence(token, lines)
        elif token.type == "table_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
            yield table(tokens[index:end], lines)
            index = end
        index += 1


def span(token: Any) -> tuple[int, int]:
    """Return the first line of a token, and the one behind its last, from 0."""
    return (token.map[0], token.map[1]) if token.map else (0, 1)


def heading(token: Token, inline: Token, lines: list[str]) -> Block:
    """Return a heading; its column is that of its words."""
    first, _ = span(token)
    text = inline.content.split("\n")[0].strip()
    return Block("heading", text, first + 1, column_of(lines, first, text), int(token.tag[1]))


def column_of(lines: list[str], index: int, text: str) -> int:
    """Return the column at which a text begins in a line, 1 where it is not found."""
    found = lines[index].find(text) if index < len(lines) else -1
    return found + 1 if found >= 0 else 1


def prose(inline: Token, lines: list[str], *, inside: bool) -> Iterator[Block]:
    """Yield the lines of a paragraph; the first one of an item of a list is the item."""
    first, _ = span(inline)
    for offset, text in enumerate(inline.content.split("\n")):
        kind: Kind = "item" if inside and not offset else "line"
        if text.strip():
            yield Block(kind, text.strip(), first + offset + 1, column_of(lines, first + offset, text.strip()))


def fence(token: Token, lines: list[str]) -> Block:
    """Return a fence or an indented block of code."""
    first, _ = span(token)
    line = first + (2 if token.type == "fence" else 1)
    written = token.content.split("\n")[0]
    return Block("fence", token.content, line, column_of(lines, line - 1, written) if written else 1, info=token.info)


def table(tokens: Sequence[Token], lines: list[str]) -> Block:
    """Return a table."""
    rows: list[list[Cell]] = []
    taken = 0
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
            taken = 0
        elif token.type == "inline" and rows:
            line = span(token)[0]
            written = lines[line] if line < len(lines) else ""
            said = next((text for text in (token.content, token.content.replace("|", "\\|")) if text in written), "")
            at = written.find(said, taken) if said else -1
            taken = max(taken, at + len(said)) if at >= 0 else taken
            rows[-1].append(Cell(plain(token.content), line + 1, max(at, 0) + 1, token.content))
    first = span(tokens[0])[0] + 1
    header, *rest = rows or [[]]
    return Block("table", "", first, header=tuple(header), rows=tuple(map(tuple, rest)))
