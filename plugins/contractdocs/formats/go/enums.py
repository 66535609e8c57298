"""Gathers the constants of a type as its values (Go specification, Constant declarations and Iota)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...documents.document import Spot
from .declared import ConstDeclared
from .schemas import literal
from .syntax import Comment, raw

if TYPE_CHECKING:
    from tree_sitter import Node

DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a type, and the constant that names it."""

    name: str
    value: Any
    spot: Spot
    doc: Comment


def values_by_type(consts: Iterable[ConstDeclared]) -> dict[str, list[Value]]:
    """Return the exported constants that state a type, by the type."""
    found: dict[str, list[Value]] = {}
    known: dict[str, Any] = {}
    for const in consts:
        kind, node = typed(const)
        value = evaluated(node, const.index, known)
        known[const.name] = value
        if kind and value is not None and const.name[:1].isupper():
            found.setdefault(kind, []).append(Value(const.name, value, const.at, const.doc))
    return found


def plain_values(consts: Iterable[ConstDeclared]) -> Iterator[Value]:
    """Yield the constants that state no type: versions, error codes."""
    known: dict[str, Any] = {}
    for const in consts:
        kind, node = typed(const)
        value = known[const.name] = evaluated(node, const.index, known)
        if not kind and value is not None:
            yield Value(const.name, value, const.at, const.doc)


def typed(const: ConstDeclared) -> tuple[str, Node | None]:
    """Return the type of a constant and its value: `A T = "a"`, and `A = T("a")`."""
    node = const.value
    if not const.type and node is not None and node.type in ("call_expression", "type_conversion_expression"):
        function = node.child_by_field_name("function") or node.child_by_field_name("type")
        arguments = node.child_by_field_name("arguments") or node.child_by_field_name("operand")
        inside = (
            arguments.named_children if arguments is not None and arguments.type == "argument_list" else [arguments]
        )
        if function is not None and len(inside) == 1:
            return raw(function), inside[0]
    return const.type, node


def evaluated(node: Node | None, index: int, known: dict[str, Any], depth: int = 0) -> Any:
    """Return the value of a constant expression: literals, iota, other constants, arithmetic; None for any other."""
    if node is None or depth > DEEPEST:
        return None
    if node.type == "iota":
        return index
    if node.type == "identifier":
        return known.get(raw(node))
    if node.type == "parenthesized_expression":
        return evaluated(node.named_children[0] if node.named_children else None, index, known, depth + 1)
    if node.type == "unary_expression":
        operand = evaluated(node.child_by_field_name("operand"), index, known, depth + 1)
        return -operand if raw(node).startswith("-") and is_number(operand) else None
    if node.type == "binary_expression":
        left = evaluated(node.child_by_field_name("left"), index, known, depth + 1)
        right = evaluated(node.child_by_field_name("right"), index, known, depth + 1)
        return computed(raw(node.child_by_field_name("operator")), left, right)
    return literal(node)


def computed(operator: str, left: Any, right: Any) -> Any:
    """Return the result of an operator on two constants; None where it has none here."""
    if operator == "+" and isinstance(left, str) and isinstance(right, str):
        return left + right
    if not (is_number(left) and is_number(right)):
        return None
    if operator in ("<<", ">>"):
        whole = isinstance(left, int) and isinstance(right, int) and 0 <= right < 64
        return (left << right if operator == "<<" else left >> right) if whole else None
    if operator in ("/", "%"):
        whole = isinstance(left, int) and isinstance(right, int) and right > 0 and left >= 0
        return (left // right if operator == "/" else left % right) if whole else None
    return {"+": left + right, "-": left - right, "*": left * right}.get(operator)


def is_number(value: Any) -> bool:
    """Return whether a value is a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)
