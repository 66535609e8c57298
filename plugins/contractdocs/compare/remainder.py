"""What a schema says of the names and items that it does not list, made to hold across all parts of an `allOf`.

`additionalProperties` speaks of the names that stand beside it alone (JSON Schema 2020-12 core, 10.3.2.3): a name that
another part of an `allOf` lists must satisfy it too. `unevaluatedProperties` knows the names of the parts below it
(11.3), `items` the length of the `prefixItems` beside it (10.3.1.2).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from .languages import follows

if TYPE_CHECKING:
    from ..model.interface import Node
    from .forms import Shape


class Rest(Struct, frozen=True):
    """What all names must satisfy but those that are listed, by name or by pattern."""

    names: frozenset[str]
    patterns: frozenset[str]
    node: Node

    def speaks_of(self, name: str) -> bool:
        """Return whether a name is one of the others here."""
        return name not in self.names and not any(follows((f"^{re.escape(name)}$",), one) for one in self.patterns)


class Tail(Struct, frozen=True):
    """What all items from a place on must satisfy."""

    start: int
    node: Node


CONDITIONAL = ("anyOf", "oneOf", "if", "dependentSchemas", "dependencies")


def rest_beside(schema: Mapping[str, Any], node: Node) -> Rest:
    """Return what `additionalProperties` says, whose node is given."""
    return Rest(keys(schema, "properties"), keys(schema, "patternProperties"), node)


def rest_below(schemas: Sequence[Mapping[str, Any] | bool], node: Node) -> Rest | None:
    """Return what `unevaluatedProperties` says over the schemas of its parts, the first of which states it.

    None where nothing is left to it: another keyword looks at every name already.
    """
    parts = [schema for schema in schemas if isinstance(schema, Mapping)]
    if any("additionalProperties" in part for part in parts):
        return None
    if any("unevaluatedProperties" in part for part in parts[1:]):
        return None
    names = frozenset().union(*(keys(part, "properties") for part in parts))
    return Rest(names, frozenset().union(*(keys(part, "patternProperties") for part in parts)), node)


def tail_below(schemas: Sequence[Mapping[str, Any] | bool], node: Node) -> Tail | None:
    """Return what `unevaluatedItems` says over the schemas of its parts; None where nothing is left to it."""
    parts = [schema for schema in schemas if isinstance(schema, Mapping)]
    if any("items" in part for part in parts) or any("unevaluatedItems" in part for part in parts[1:]):
        return None
    return Tail(max(prefix_length(part) for part in parts), node)


def is_conditional(schemas: Sequence[Mapping[str, Any] | bool], *more: str) -> bool:
    """Return whether what is looked at depends on the value."""
    return any(key in schema for schema in schemas if isinstance(schema, Mapping) for key in (*CONDITIONAL, *more))


def keys(schema: Mapping[str, Any], keyword: str) -> frozenset[str]:
    """Return the names that a keyword lists."""
    value = schema.get(keyword)
    return frozenset(value) if isinstance(value, Mapping) else frozenset()


def prefix_length(schema: Mapping[str, Any]) -> int:
    """Return how many items a schema lists by place."""
    value = schema.get("prefixItems")
    return len(value) if isinstance(value, list) else 0


def spread_rests(shape: Shape) -> None:
    """Ask of every listed property what another part says of all names but its own.

    Where one part requires what another refuses, one of the two is a slip of the pen: what is required stays.
    """
    for rest in shape.rests:
        refusing = refuses(rest.node)
        for name in [name for name in shape.properties if rest.speaks_of(name)]:
            if not refusing:
                shape.properties[name] = (*shape.properties[name], *rest.node)
            elif name not in shape.required:
                del shape.properties[name]
        for pattern in shape.pattern_properties.keys() - rest.patterns:
            if not refusing:
                shape.pattern_properties[pattern] = (*shape.pattern_properties[pattern], *rest.node)
            else:
                del shape.pattern_properties[pattern]


def spread_tails(shape: Shape) -> None:
    """Ask of every item that is listed by place what another part says of the items after its own."""
    prefix = list(shape.prefix)
    for tail in shape.tails:
        for index in range(tail.start, len(prefix)):
            prefix[index] = (*prefix[index], *tail.node)
    ends = next((index for index, node in enumerate(prefix) if refuses(node)), None)
    shape.prefix = tuple(prefix[:ends])
    if ends is not None and (shape.items_count.high is None or ends < shape.items_count.high):
        shape.items_count = replace(shape.items_count, high=ends)


def refuses(node: Node) -> bool:
    """Return whether a node takes nothing, as written."""
    return any(part.schema is False for part in node)
