"""Parses TypeScript by tree-sitter: a tree with places, and what is wrong with the text. Nothing is ever executed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from ..lowering import Unread

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Tree

INLINE_IMPORT = re.compile(rb"\bimport\(\s*(['\"])([^'\"\n]+)\1\s*\)\s*\.\s*")
MOST_ERRORS = 20
SHOWN = 60


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A parsed text. `inline` holds the modules of `import('…').Name`, by the byte where the name begins."""

    content: bytes
    root: Node
    errors: tuple[Unread, ...]
    inline: Mapping[int, str]
    lines: tuple[bytes, ...] = ()

    def spot(self, node: Node) -> tuple[int, int]:
        """Return where a node begins, as (line, column) from 1, columns in characters."""
        row, column = node.start_point
        if not self.lines:
            return row + 1, column + 1
        return row + 1, len(self.lines[row][:column].decode("utf-8", "replace")) + 1


@cache
def parser(dialect: str) -> Parser:
    """Return the parser of `typescript` or `tsx`."""
    import tree_sitter_typescript as grammar
    from tree_sitter import Language, Parser

    pointer = grammar.language_tsx() if dialect == "tsx" else grammar.language_typescript()
    return Parser(Language(pointer))


@lru_cache(maxsize=1024)
def parsed(text: str, tsx: bool = False) -> Source:
    """Return the tree of a text; one with errors is tried as TSX too, and the better tree is taken."""
    content, inline = without_inline_imports(text.encode("utf-8", "surrogatepass"))
    tree = parser("tsx" if tsx else "typescript").parse(content)
    if tree.root_node.has_error and not tsx and b"<" in content:
        other = parser("tsx").parse(content)
        tree = tree if other.root_node.has_error else other
    lines = () if content.isascii() else tuple(content.split(b"\n"))
    source = Source(content, tree.root_node, (), inline, lines)
    return (
        Source(content, tree.root_node, errors_of(tree, source), inline, lines) if tree.root_node.has_error else source
    )


def without_inline_imports(content: bytes) -> tuple[bytes, dict[int, str]]:
    """Return the text with each `import('…').` blanked out, at its old length, and the modules that were named.

    The grammar reads such an import in the place of a type as an error.
    """
    if b"import(" not in content:
        return content, {}
    modules = {found.end(): found[2].decode("utf-8", "replace") for found in INLINE_IMPORT.finditer(content)}
    return INLINE_IMPORT.sub(lambda found: b" " * len(found[0]), content), modules


def errors_of(tree: Tree, source: Source) -> tuple[Unread, ...]:
    """Return what the parser could not make sense of, in the order of the text."""
    return tuple(described(node, source) for node, _ in zip(broken(tree), range(MOST_ERRORS)))


def broken(tree: Tree) -> Iterator[Node]:
    """Yield the nodes that are errors or that the parser had to add; walks without recursion."""
    stack = [tree.root_node]
    while stack:
        node = stack.pop()
        inner = [child for child in node.children if child.has_error or child.is_error or child.is_missing]
        if (node.is_error and not inner) or node.is_missing:
            yield node
        elif node.has_error:
            stack.extend(reversed(inner))


def described(node: Node, source: Source) -> Unread:
    """Return an error in words."""
    spot = source.spot(node)
    row = source.content.split(b"\n", node.start_point[0] + 1)[node.start_point[0]].decode("utf-8", "replace")
    line = f", in `{shown(row)}`" if row.strip() else ""
    if node.is_missing:
        return Unread(f"`{node.type}` is missing{line}", spot)
    words = shown(written(node))
    if node.end_point[0] > node.start_point[0]:
        return Unread(f"the text at or after `{words}` is not understood", spot)
    return Unread(f"`{words}` is not expected here{line if words != shown(row) else ''}", spot)


def shown(text: str) -> str:
    """Return text on one line, of bounded length."""
    words = " ".join(text[: 20 * SHOWN].split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def written(node: Node) -> str:
    """Return the text of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def one_line(node: Node) -> str:
    """Return the text of a node with every run of white space as one space."""
    return " ".join(written(node).split())


def field(node: Node, name: str) -> Any:
    """Return the child of a node under a field name, None where there is none."""
    return node.child_by_field_name(name)


def named(node: Node) -> list[Node]:
    """Return the children of a node that are no punctuation and no comment."""
    return [child for child in node.named_children if child.type != "comment"]


def has(node: Node, *kinds: str) -> bool:
    """Return whether a node has a child of one of these kinds."""
    return any(child.type in kinds for child in node.children)


def name_of(node: Node) -> str:
    """Return a name as it is on the wire: without quotes where it is a string."""
    return string_of(node) if node.type == "string" else written(node)


ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
ESCAPE = re.compile(r"\\(u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|.|\n)", re.DOTALL)


def string_of(node: Node) -> str:
    """Return the value of a string literal."""
    return unescaped(written(node)[1:-1])


def unescaped(text: str) -> str:
    """Return text with its escapes resolved (ECMAScript, 12.9.4)."""
    return ESCAPE.sub(unescape, text) if "\\" in text else text


def unescape(found: re.Match[str]) -> str:
    """Return the character that an escape stands for."""
    digits = found[2] or found[3] or found[4]
    if digits:
        return chr(min(int(digits, 16), 0x10FFFF))
    return ESCAPES.get(found[1], found[1])
