"""The ways in which people write an endpoint into a Markdown document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from .blocks import Block, Cell, plain

Style = Literal["heading", "item", "fence", "label", "row", "yaml", "bold"]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
METHOD = "(?P<method>" + "|".join(METHODS) + ")"
BASE = r"(?:https?://[^\s/`*|)]+|\{\{?[\w.]+\}?\}|\$\{?\w+\}?)?"
PATH = r"(?P<path>/(?:\[\w+\]|[^\s`*|)\],;])*)"
MARK = re.compile(rf"(?<![\w/]){METHOD}[`*_:\s]+{BASE}{PATH}")
NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?\s+|[^\w\s`*/{\[(<]+\s+)+")
LABEL = re.compile(
    r"^[*_]*(?:endpoint|url|uri|route|path|request|http request|http|api|call|ruta|punto final|接口|路径|请求)[*_]*"
    r"\s*[::][*_]*\s*(?P<rest>.+)$",
    re.IGNORECASE,
)
METHOD_LABEL = re.compile(rf"^[*_]*(?:http )?(?:method|verb)[*_]*\s*:[*_]*\s*`?{METHOD}`?\s*$", re.IGNORECASE)
BARE_PATH = re.compile(rf"^[`*_]*{BASE}{PATH}[`*_]*$")
REQUEST_LINE = re.compile(rf"^\s*{METHOD}\s+{BASE}{PATH}(?:\s+HTTP/[\d.]+)?\s*(?:(?:#|//).*)?$")
COLUMN = re.compile(r"^(?:endpoint|path|route|url|uri|api|operation|ruta|路径)s?$", re.IGNORECASE)
NAMED = re.compile(r"<(?:\w+:)?(\w+)>|\[(\w+)\]|(?<=/):(\w+)|\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Marker:
    """An endpoint as written: method, path in one spelling, its query as written, where, and how."""

    method: str
    path: str
    query: str
    line: int
    column: int
    style: Style
    title: str = ""
    index: bool = False

    @property
    def key(self) -> str:
        """Return the key of the operation."""
        return f"{self.method} {self.path}"


def path_of(written: str) -> tuple[str, str]:
    """Return a path with its parameters in braces, and the query that was written behind it."""
    path, _, query = written.rstrip(".,:;!").partition("?")
    path = NAMED.sub(lambda found: "{" + next(filter(None, found.groups())) + "}", path.partition("#")[0])
    return (path.rstrip("/") or "/"), query


def marker(found: re.Match[str], style: Style, line: int, column: int, *, title: str = "") -> Marker:
    """Return the marker of a match."""
    path, query = path_of(found["path"])
    return Marker(found["method"].upper(), path, query, line, column + found.start("method"), style, title)


def in_heading(block: Block) -> Marker | None:
    """Return the endpoint of a heading: `### POST /orders`, numbered, in backticks, or behind its title."""
    found = MARK.search(block.text)
    if found is None:
        return None
    before = plain(NUMBER.sub("", block.text[: found.start()])).strip(" (:-–—")
    after = plain(block.text[found.end() :]).strip(" )`*:-–—")
    return marker(found, "heading", block.line, block.column, title=before or after)


def in_line(block: Block) -> Marker | None:
    """Return the endpoint of a line of its own: behind a label, in bold, or as code."""
    label = LABEL.match(block.text)
    if label and (found := MARK.match(label["rest"].lstrip("*_` "))):
        shift = block.text.index(found.group())
        return marker(found, "label", block.line, block.column + shift)
    if block.text[:1] not in "*`_" and not REQUEST_LINE.match(block.text):
        return None
    opening = re.match(r"[*_`]*", block.text)
    shift = opening.end() if opening else 0
    found = MARK.match(block.text[shift:])
    if found is None:
        return None
    rest = plain(block.text[shift + found.end() :]).strip(" :-–—")
    if "." in rest[:-1]:
        return None  # a sentence that begins with an endpoint
    return marker(found, "bold", block.line, block.column + shift, title=rest)


def split_label(method: Block, path: Block) -> Marker | None:
    """Return the endpoint that two lines state, one for the method and one for the path."""
    verb, label = METHOD_LABEL.match(method.text), LABEL.match(path.text)
    bare = BARE_PATH.match(label["rest"].strip()) if label else None
    if verb is None or bare is None:
        return None
    written, query = path_of(bare["path"])
    return Marker(verb["method"].upper(), written, query, path.line, path.column, "label")


def in_item(block: Block) -> Marker | None:
    """Return the endpoint of an item of a list, which is an entry of an index."""
    opening = re.match(r"(?:\[[ xX]\]\s*)?[*_`]*", block.text)
    shift = opening.end() if opening else 0
    found = MARK.match(block.text[shift:])
    if found is None:
        return None
    rest = plain(block.text[shift + found.end() :]).strip(" :-–—→")
    return replace(marker(found, "item", block.line, block.column + shift, title=rest), index=True)


def in_rows(block: Block) -> Iterator[Marker]:
    """Yield the endpoints of a table: a column for the method and one for the path, or both in one cell."""
    names = [cell.text.lower() for cell in block.header]
    verbs = [i for i, name in enumerate(names) if name in ("method", "verb", "http method", "método", "方法")]
    paths = [i for i, name in enumerate(names) if COLUMN.match(name)]
    for row in block.rows:
        cells = dict(enumerate(row))
        title = title_in(row, {*verbs, *paths})
        if verbs and paths and (both := cell_pair(cells.get(verbs[0]), cells.get(paths[0]))):
            yield replace(both, title=title)
        elif not verbs:
            for index in paths or range(min(2, len(row))):
                if index in cells and (found := MARK.match(cells[index].text)):
                    made = marker(found, "row", cells[index].line, cells[index].column, title=title)
                    yield replace(made, index=True)
                    break


def cell_pair(verb: Cell | None, path: Cell | None) -> Marker | None:
    """Return the endpoint of two cells."""
    if verb is None or path is None or verb.text.upper() not in METHODS:
        return None
    bare = BARE_PATH.match(path.text)
    if bare is None:
        return None
    written, query = path_of(bare["path"])
    return Marker(verb.text.upper(), written, query, path.line, path.column, "row", index=True)


def title_in(row: tuple[Cell, ...], taken: set[int]) -> str:
    """Return the longest text of the other cells: what the endpoint does."""
    return max((cell.text for index, cell in enumerate(row) if index not in taken), key=len, default="")


def in_request_line(text: str, line: int, column: int = 1) -> Marker | None:
    """Return the endpoint of the first line of a request."""
    found = REQUEST_LINE.match(text)
    return marker(found, "fence", line, column) if found else None
