"""Works out constants that are written down: numbers, texts, lists and objects of them. Nothing is called."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .syntax import field, has, name_of, named, string_of, unescaped, written

if TYPE_CHECKING:
    from tree_sitter import Node

Look = Callable[[str], Any]
DEEPEST = 40
ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "|": operator.or_,
    "&": operator.and_,
    "<<": lambda a, b: a << min(b, 64),
}
WRAPPERS = ("as_expression", "satisfies_expression", "parenthesized_expression", "non_null_expression")


class Unknown(Exception):
    """A value that is not written down in a way that can be worked out."""


def unwrapped(node: Node) -> Node:
    """Return the expression within `as const`, `satisfies`, parentheses and `!`."""
    while node.type in WRAPPERS and named(node):
        node = named(node)[0]
    return node


def is_const(node: Node) -> bool:
    """Return whether an expression ends in `as const`, or is frozen."""
    while node.type in WRAPPERS and named(node):
        if node.type == "as_expression" and has(node, "const"):
            return True
        node = named(node)[0]
    return node.type == "call_expression" and written(field(node, "function")) == "Object.freeze"


def value_of(node: Node, look: Look, depth: int = 0) -> Any:
    """Return the value of an expression; raise Unknown where it is not written down. `look` finds names."""
    node = unwrapped(node)
    if depth > DEEPEST:
        raise Unknown
    kind = node.type
    if kind in SIMPLE:
        return SIMPLE[kind](node)
    if kind in ("identifier", "member_expression"):
        return look(written(node))
    if kind == "object":
        return dict(pair(item, look, depth) for item in pairs(node, look, depth))
    if kind == "array":
        return [value_of(item, look, depth + 1) for item in named(node)]
    if kind == "unary_expression" and written(node).startswith("-"):
        return -number(value_of(field(node, "argument"), look, depth + 1))
    if kind == "binary_expression":
        return calculated(node, look, depth)
    if kind == "call_expression" and written(field(node, "function")) == "Object.freeze":
        return value_of(named(field(node, "arguments"))[0], look, depth + 1)
    raise Unknown


def pairs(node: Node, look: Look, depth: int) -> list[Node]:
    """Return the pairs of an object; raise Unknown where it holds anything else, such as a method."""
    items = named(node)
    if any(item.type != "pair" for item in items):
        raise Unknown
    return items


def pair(item: Node, look: Look, depth: int) -> tuple[str, Any]:
    """Return the name and the value of a pair."""
    return key_of(field(item, "key"), look), value_of(field(item, "value"), look, depth + 1)


def key_of(node: Node, look: Look) -> str:
    """Return the name that a key stands for; raise Unknown where it is computed from what is not known."""
    if node.type == "computed_property_name":
        found = value_of(named(node)[0], look)
        if isinstance(found, (str, int)):
            return str(found)
        raise Unknown
    return name_of(node)


def number(value: Any) -> int | float:
    """Return a number; raise Unknown where it is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise Unknown


def calculated(node: Node, look: Look, depth: int) -> Any:
    """Return the value of two constants with an operator between them; texts can be joined."""
    left, right = (value_of(field(node, side), look, depth + 1) for side in ("left", "right"))
    apply = ARITHMETIC.get(written(field(node, "operator")))
    if apply is None:
        raise Unknown
    if isinstance(left, str) and isinstance(right, str) and apply is operator.add:
        return left + right
    try:
        return apply(number(left), number(right))
    except (TypeError, ValueError, OverflowError) as error:
        raise Unknown from error


def number_of(node: Node) -> int | float:
    """Return the value of a number as written: `1_000`, `0x1F`, `1e3`, `10n`."""
    text = written(node).replace("_", "").lower().rstrip("n")
    try:
        return int(text, 0) if re.fullmatch(r"0[xob][0-9a-f]+|0|[1-9]\d{0,300}", text) else float(text)
    except ValueError as error:
        raise Unknown from error


def template_of(node: Node) -> str:
    """Return the text of a template without gaps."""
    if has(node, "template_substitution"):
        raise Unknown
    return unescaped(written(node)[1:-1])


SIMPLE: dict[str, Callable[[Any], Any]] = {
    "string": string_of,
    "number": number_of,
    "template_string": template_of,
    "true": lambda node: True,
    "false": lambda node: False,
    "null": lambda node: None,
}
