"""A chain of Zod taken apart, and what a word or a step of it is handed to make its schema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .constants import unwrapped
from .schemas import Schema
from .syntax import field as part
from .syntax import named, written

if TYPE_CHECKING:
    from tree_sitter import Node

    from .declared import Declaration
    from .lowering import Lowering, Scope, Steps
    from .zod import Zod


@dataclass(frozen=True, slots=True)
class Step:
    """One member in a chain: its name, its arguments (None where it is not called), and its node."""

    name: str
    arguments: list[Node] | None
    node: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A step of a chain where it stands: in which scope, and at which steps of the contract its schema will be."""

    zod: Zod
    step: Step
    scope: Scope
    at: Steps

    @property
    def arguments(self) -> list[Node]:
        """Return the nodes between the parentheses; none where the step is not called."""
        return self.step.arguments or []

    @property
    def node(self) -> Node:
        """Return the node of the step."""
        return self.step.node

    @property
    def low(self) -> Lowering:
        """Return the lowering that this is a part of."""
        return self.zod.lowering

    def value(self, index: int = 0) -> Any:
        """Return the value of an argument; raise Unknown where it is worked out when the code runs."""
        return self.zod.number(self.arguments[index], self.scope)

    def expression(self, node: Node, *below: str) -> Schema:
        """Return the schema of an expression, which stands here or below."""
        return self.zod.expression(node, self.scope, (*self.at, *below))

    def plain(self, node: Node, *below: str) -> Schema:
        """Return the schema of an expression, which stands here or below and cannot be left out."""
        return self.zod.plain(node, self.scope, (*self.at, *below))

    def apart(self, node: Node) -> Schema:
        """Return the schema of an expression that has no place of its own in the contract."""
        return self.zod.plain(node, self.scope, ())

    def declared(self, node: Node) -> Declaration | None:
        """Return the value that a name stands for in this contract."""
        return self.low.program.local(self.scope.module, written(node), self.scope.prefix, "values")

    def kept(self, schema: Schema, step: Step) -> Schema:
        """Return a schema with the text of a step that says more than a schema can."""
        return self.zod.kept(schema, step, self.scope)


Make = Callable[[Call], Schema]
"""A word that a chain begins with."""
Change = Callable[[Schema, Call], Schema]
"""A step by which it goes on."""


def chain(node: Node) -> tuple[Node, list[Step]]:
    """Return what a chain of calls and members begins with, and its steps in order; walks without recursion."""
    steps: list[Step] = []
    current = unwrapped(node)
    called: Node | None = None
    while True:
        if current.type == "call_expression" and called is None:
            called = part(current, "arguments")
            current = part(current, "function")
        elif current.type == "member_expression":
            arguments = named(called) if called is not None else None
            steps.append(Step(written(part(current, "property")), arguments, called if called is not None else current))
            called, current = None, part(current, "object")
        elif current.type in ("parenthesized_expression", "non_null_expression", "as_expression") and named(current):
            current = named(current)[0]
        else:
            if called is not None:
                steps.append(Step("", named(called), called))
            return current, steps[::-1]
