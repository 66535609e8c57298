"""Splits fences that mix things: a request line, a status line with what is answered, types, examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .blocks import Block
from .endpoints import REQUEST_LINE

Sort = Literal["code", "json", "yaml", "request", "status", "text"]
CODE = {
    **dict.fromkeys(("ts", "typescript", "tsx", "mts", "zod"), "typescript"),
    **dict.fromkeys(("go", "golang"), "go"),
}
JSON = ("json", "jsonc", "json5")
YAML = ("yaml", "yml", "openapi")
OPEN = ("", "http", "rest", "text", "txt", "plaintext", "plain")
STATUS_LINE = re.compile(
    r"^\s*(?://\s*|#\s*)?(?:HTTP/[\d.]+\s+)?([1-5]\d\d)(?:\s+[A-Z][\w '-]*)?\s*:?\s*(?:(?://|#).*)?$"
)
HEADER_LINE = re.compile(r"^\s*([A-Z][A-Za-z0-9-]+):\s+(\S.*)$")
DECLARES = re.compile(r"^\s*(?:export\s+|declare\s+|default\s+)*(?:interface|type|enum|class|const\s+enum)\s+\w", re.M)
ZOD = re.compile(r"\bz\s*\.\s*\w+\(")
CONSTANT = re.compile(
    r"^\s*(?:export\s+)?const\s+\w+[^=]*=[\s\S]*?\bas\s+const\b|^\s*export\s+const\s+\w*VERSION\b", re.M
)
GO_TYPE = re.compile(r"^\s*(?:type|const|var)\s+[\w(]", re.M)
SERVICE = re.compile(r"\):\s*Promise<")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a fence with the line on which it begins; `label` is its request line or its status."""

    sort: Sort
    text: str
    line: int
    column: int
    label: str = ""
    language: str = ""


def pieces_of(block: Block) -> Iterator[Piece]:
    """Yield the pieces of a fence in order."""
    language = block.language
    if language in YAML:
        yield from cut(block, "yaml", requests=True, statuses=False)
    elif language in JSON:
        yield from cut(block, "json", requests=True, statuses=True)
    elif language in CODE:
        yield from cut_code(block)
    elif language in OPEN:
        yield from cut(block, "text", requests=True, statuses=True)
    else:
        yield Piece("text", block.text, block.line, block.column, language=language)


def cut(block: Block, rest: Sort, *, requests: bool, statuses: bool) -> Iterator[Piece]:
    """Yield the pieces of a fence: a new one begins at each request line and each status line."""
    sort, label, first, held = rest, "", 0, list[str]()
    for index, line in enumerate([*block.text.split("\n"), ""]):
        request = REQUEST_LINE.match(line) if requests else None
        status = STATUS_LINE.match(line) if statuses else None
        if (request or status or index > block.text.count("\n")) and (label or "".join(held).strip()):
            yield made(sort, held, block, first, label)
        if request or status:
            sort = "request" if request else "status"
            label = line.strip() if request else status[1] if status else ""
            first, held = index + 1, []
            if rest == "yaml":
                sort = "yaml"
        else:
            held.append(line)


def made(sort: Sort, lines: list[str], block: Block, first: int, label: str) -> Piece:
    """Return a piece of these lines."""
    language = CODE.get(block.language, block.language)
    return Piece(sort, "\n".join(lines), block.line + first, block.column, label, language)


def cut_code(block: Block) -> Iterator[Piece]:
    """Yield the pieces of a fence of code: types stay together, bare values and requests are cut out of them."""
    lines = block.text.split("\n")
    if any(REQUEST_LINE.match(line) for line in lines) or (
        any(STATUS_LINE.match(line) and not line.lstrip().startswith("//") for line in lines)
    ):
        for piece in cut(block, "code", requests=True, statuses=True):
            bare = piece.text.lstrip()[:1] in ("{", "[")
            declared = declares(piece.text, CODE[block.language])
            yield piece if bare or not declared or piece.sort == "code" else relabelled(piece)
        return
    kept = list(lines)
    for first, last in bare_values(lines) if CODE[block.language] == "typescript" else ():
        yield Piece("json", "\n".join(lines[first:last]), block.line + first, block.column, language="typescript")
        kept[first:last] = [""] * (last - first)
    if "".join(kept).strip():
        yield Piece("code", "\n".join(kept), block.line, block.column, language=CODE[block.language])


def relabelled(piece: Piece) -> Piece:
    """Return the types under a request line or a status line as code that keeps its label."""
    return Piece("code", piece.text, piece.line, piece.column, piece.label, piece.language)


def bare_values(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines of values that stand alone: they begin with a brace at the edge, after a finished line."""
    index = 0
    while index < len(lines):
        before = next((line.strip() for line in reversed(lines[:index]) if line.strip()), "")
        continued = before[-1:] in tuple("=(,|&:<{[?+") or before.endswith("=>")
        if lines[index][:1] in ("{", "[") and not (continued and not before.startswith(("//", "*"))):
            close = {"{": "}", "[": "]"}[lines[index][0]]
            end = next((n for n in range(index, len(lines)) if lines[n].rstrip(" ;,")[:1] == close), index)
            end = index if lines[index].rstrip(" ;,")[-1:] == close else end
            yield index, end + 1
            index = end
        index += 1


def declares(text: str, language: str) -> bool:
    """Return whether code holds declarations that a reader of its language understands."""
    if language == "go":
        return GO_TYPE.search(text) is not None
    return any(known.search(text) for known in (DECLARES, ZOD, CONSTANT))
