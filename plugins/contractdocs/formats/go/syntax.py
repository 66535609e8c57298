"""Parses Go by tree-sitter, which runs nothing and survives errors, and says where things stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from ...documents.document import Spot
from ..lowering import Unread

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

MOST_ERRORS = 20
"""Syntax errors told of one file."""
DIRECTIVE = re.compile(r"//(?:[a-z]+:\S|nolint|\s*\+[a-z])")


@dataclass(frozen=True, slots=True)
class Text:
    """One parsed file: its name, its bytes by line, and the root of its tree."""

    file: str
    lines: tuple[bytes, ...]
    root: Node

    def spot(self, node: Node) -> Spot:
        """Return where a node begins."""
        row, column = node.start_point
        return self.at(row, column)

    def at(self, row: int, column: int) -> Spot:
        """Return a place, counted in characters from 1, of a row and a column in bytes from 0."""
        before = self.lines[row][:column] if row < len(self.lines) else b""
        return Spot((row + 1, len(before.decode("utf-8", "replace")) + 1), file=self.file)


@dataclass(frozen=True, slots=True)
class Comment:
    """The words of a comment line by line, each with where it stands."""

    lines: tuple[tuple[str, Spot], ...] = ()

    @property
    def text(self) -> str:
        """Return the words."""
        return "\n".join(line for line, _ in self.lines).strip()

    def __add__(self, other: Comment) -> Comment:
        """Return both, one below the other."""
        return Comment((*self.lines, *other.lines))


NO_COMMENT = Comment()


@cache
def parser() -> Parser:
    """Return the parser, loaded when the first Go text is read."""
    import tree_sitter
    import tree_sitter_go

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_go.language()))


def parsed(file: str, text: str) -> Text:
    """Return the tree of a file."""
    content = text.encode("utf-8", "surrogatepass")
    return Text(file, tuple(content.split(b"\n")), parser().parse(content).root_node)


def source(node: Node | None) -> str:
    """Return what a node was written as, on one line."""
    return " ".join(raw(node).split())


def raw(node: Node | None) -> str:
    """Return what a node was written as."""
    return (node.text or b"").decode("utf-8", "replace") if node is not None else ""


def errors(text: Text) -> Iterator[Unread]:
    """Yield where a text is no Go: at or after the place, because recovery may begin earlier than the mistake."""
    found = 0
    stack = [text.root] if text.root.has_error else []
    while stack and found < MOST_ERRORS:
        node = stack.pop()
        if node.is_missing or node.is_error:
            found += 1
            place = text.spot(node)
            shown = text.lines[place.value[0] - 1].decode("utf-8", "replace").strip()[:60]
            what = f"`{node.type}` is missing" if node.is_missing else "this is no Go"
            yield Unread(f"At or after `{shown}`: {what}.", place.value, text.file)
        else:
            stack.extend(child for child in reversed(node.children) if child.has_error or child.is_missing)


def comment_of(text: Text, node: Node) -> Comment:
    """Return the words of one comment; none of a directive such as `//go:generate` (Go specification, Comments)."""
    content, place = raw(node), text.spot(node)
    if DIRECTIVE.match(content):
        return NO_COMMENT
    row, column = place.value
    if content.startswith("//"):
        words = content[2:].removeprefix(" ")
        return Comment(((words.rstrip(), Spot((row, column + len(content) - len(words)), file=text.file)),))
    lines = []
    for number, line in enumerate(content[2:].removesuffix("*/").split("\n")):
        bare = re.sub(r"^\s*\*? ?", "", line) if number else line.lstrip()
        start = len(line) - len(bare) + 1 + (0 if number else column + 1)
        lines.append((bare.rstrip(), Spot((row + number, start), file=text.file)))
    return Comment(tuple(lines))


@dataclass(slots=True)
class Comments:
    """Finds the comments that belong to the children of a node: above a part without a gap, or behind it on its line.

    `free` collects those that belong to nothing.
    """

    text: Text
    free: list[Comment] = field(default_factory=list)

    def over(self, parent: Node) -> Iterator[tuple[Node, Comment, Comment]]:
        """Yield each child that is no comment, with the comment above it and the one behind it."""
        above, end = NO_COMMENT, -2
        children = parent.named_children
        for index, node in enumerate(children):
            if node.type != "comment":
                yield node, above if end + 1 == node.start_point[0] else self.drop(above), self.behind(children, index)
                above, end = NO_COMMENT, -2
            elif (
                index == 0
                or children[index - 1].end_point[0] != node.start_point[0]
                or index_is_comment(children, index)
            ):
                if end + 1 != node.start_point[0]:
                    above = self.drop(above)
                above, end = above + comment_of(self.text, node), node.end_point[0]
        self.drop(above)

    def drop(self, comment: Comment) -> Comment:
        """Keep a comment that belongs to nothing."""
        if comment.lines:
            self.free.append(comment)
        return NO_COMMENT

    def behind(self, children: list[Node], index: int) -> Comment:
        """Return the comment behind a part on the line where it ends."""
        after = children[index + 1] if index + 1 < len(children) else None
        if after is None or after.type != "comment" or after.start_point[0] != children[index].end_point[0]:
            return NO_COMMENT
        return comment_of(self.text, after)


def index_is_comment(children: list[Node], index: int) -> bool:
    """Return whether the node before is a comment too."""
    return children[index - 1].type == "comment"


def named(node: Node, field_name: str) -> list[Node]:
    """Return the parts of a node under a field, without the commas between them."""
    return [part for part in node.children_by_field_name(field_name) if part.is_named]
