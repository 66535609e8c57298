"""Reads what a file says of the contract as a whole: version, status, owner, id, title and description."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..spelled_versions import same_version
from .declared import Module, header_comments
from .syntax import field as part
from .syntax import string_of, written

if TYPE_CHECKING:
    from tree_sitter import Node

VERSION = r"v?(\d{4}-\d{2}-\d{2}|\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.]+)?)(?![\w])"
STATEMENTS = {
    "status": "status",
    "owner": "owner",
    "id": "(?:contract|id)",
    "released": "released",
    "sunset": "sunset",
    "change-notes": "change notes",
    "status-reason": "status reason",
}
STATED = {
    "version": re.compile(rf"^\s*(?:/?\*+|//)?\s*[@*_]*version[*_]*\s*:?[*_]*\s*{VERSION}", re.IGNORECASE),
    **{
        name: re.compile(
            rf"^\s*(?:/?\*+|//)?\s*(?:@{name}\s|[*_]*{word}[*_]*\s*:)[*_]*\s*(\S.*?)\s*(?:\*/)?$", re.IGNORECASE
        )
        for name, word in STATEMENTS.items()
    },
}
CONSTANT = re.compile(r"^(?:[A-Z0-9]+_)*VERSION$|^(?:[a-z]+[A-Za-z0-9]*V|v)ersion$")
TAGS = re.compile(r"^\s*@(?:packageDocumentation|file|fileoverview|module|overview)\b\s*", re.IGNORECASE)
LONGEST_TITLE = 80


@dataclass(slots=True)
class Header:
    """What is said, by name, and where each value stands as (line, column)."""

    said: dict[str, str] = field(default_factory=dict)
    spots: dict[str, tuple[int, int]] = field(default_factory=dict)
    others: list[tuple[str, tuple[int, int]]] = field(default_factory=list)  # other versions than the one that is said

    def take(self, name: str, value: str, spot: tuple[int, int]) -> None:
        """Note a value, the first one that is found."""
        if value and name not in self.said:
            self.said[name], self.spots[name] = value, spot
        elif name == "version" and value and not same_version(value, self.said[name]):
            self.others.append((value, spot))


def header_of(module: Module) -> Header:
    """Return what the main file of a contract says of itself: a constant first, then the comment at its head."""
    header = Header()
    for name, one in module.values.items():
        value = part(one.node, "value")
        if CONSTANT.match(name) and value is not None:
            value = value.children[0] if value.type == "as_expression" else value
            found = re.fullmatch(VERSION, string_of(value)) if value.type == "string" else None
            if found:
                row, column = module.source.spot(value)
                header.take("version", found[1], (row, column + 1 + found.start(1)))  # behind the quote
    comments = header_comments(module.source)
    prose = [list(lines_of(comment, module, header)) for comment in comments]
    describe(header, [line for lines in prose[: first_block(comments)] for line in lines])
    if not comments:
        first_comment(module, header)
    return header


def first_block(comments: list[Node]) -> int:
    """Return how many comments make the first one that readers see: a block, or lines without one between them."""
    for index, (comment, following) in enumerate(itertools.pairwise(comments), 1):
        blocks = any((one.text or b"").startswith(b"/*") for one in (comment, following))
        if blocks or following.start_point[0] > comment.end_point[0] + 1:
            return index
    return len(comments)


def lines_of(comment: Node, module: Module, header: Header) -> Iterator[str]:
    """Yield the lines of a comment that are prose; what the others state goes into the header."""
    row, _column = comment.start_point
    for index, raw in enumerate(written(comment).split("\n")):
        found = next(((name, hit) for name, rule in STATED.items() if (hit := rule.match(raw))), None)
        if found:
            name, hit = found
            before = module.source.spot(comment)[1] - 1 if index == 0 else 0
            header.take(name, hit[1], (row + index + 1, before + hit.start(1) + 1))
            continue
        yield TAGS.sub("", re.sub(r"^\s*(?:/\*+|\*+/|\*(?!/)|//+)\s?|\s*\*+/\s*$", "", raw)).rstrip()


def describe(header: Header, lines: list[str]) -> None:
    """Take the first line of prose as the title where it is short, and the rest as the description."""
    kept = [line for line in lines if not line.lstrip().startswith("@") and "eslint" not in line]
    text = "\n".join(kept).strip()
    first, _, rest = text.partition("\n")
    if first and len(first) <= LONGEST_TITLE and re.search(r"\w", first):
        header.said["title"], header.said["description"] = first.strip(" =-*#."), rest.strip()
    elif text:
        header.said["description"] = text


def first_comment(module: Module, header: Header) -> None:
    """Take a version from a comment right above the first declaration, where there is no other header."""
    for child in module.source.root.children:
        if child.type != "comment":
            return
        for _ in lines_of(child, module, header):
            pass
