"""Follows references and opens `allOf`: the schemas that all hold at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..model.interface import Fragment, Node, Origin, Resolver
from .dialects import to_2020
from .written import ANNOTATIONS, unwrapped

APPLIED = frozenset({"not", "allOf", "anyOf", "oneOf"})
UNLIKE = APPLIED | {"x-at"}
"""What makes a schema another one than it seems, or another place."""


def node_at(schema: Any, origin: Origin, dialect: str, via: str = "") -> Node:
    """Return the node of a sub-schema; anything that is no schema allows everything."""
    if type(schema) is dict or isinstance(schema, Mapping):
        if "x-at" in schema and isinstance(schema["x-at"], str):
            origin = Origin(origin.document, schema["x-at"])
        if not APPLIED.isdisjoint(schema) and isinstance(plain := unwrapped(schema), bool):
            schema = plain
        return (Fragment(schema, origin, dialect, via),)
    return (Fragment(schema if isinstance(schema, bool) else True, origin, dialect, via),)


def nodes_at(schemas: Mapping[str, Any], origin: Origin, dialect: str, via: str) -> Iterator[tuple[str, Node]]:
    """Yield the node of each sub-schema with its name: as `node_at` makes them, faster where they are many."""
    document, before = origin.document, origin.pointer + "/"
    for name, schema in schemas.items():
        is_plain = type(name) is str and "/" not in name and "~" not in name
        if is_plain and type(schema) is dict and UNLIKE.isdisjoint(schema):
            yield name, (Fragment(schema, Origin(document, before + name), dialect, via),)
        else:
            yield name, node_at(schema, origin.child(name), dialect, via)


def reference_of(schema: Any) -> str | None:
    """Return the reference of a schema, if it has one."""
    if type(schema) is dict or isinstance(schema, Mapping):
        reference = schema.get("$ref", schema.get("$dynamicRef"))
        if isinstance(reference, str):
            return reference
    return None


def alias(node: Node, resolver: Resolver) -> str | None:
    """Return the name of the schema that a node is nothing but a reference to."""
    seen = 0
    while len(node) == 1 and seen < 50:
        fragment, seen = node[0], seen + 1
        schema = fragment.schema
        if isinstance(schema, bool):
            return None
        reference = reference_of(schema)
        if reference is None and "allOf" not in schema:
            return None
        siblings = [key for key in schema if key not in ("$ref", "$dynamicRef", "allOf") and key not in ANNOTATIONS]
        if reference is not None and (not siblings or fragment.dialect in ("openapi-3.0", "swagger-2.0")):
            target = resolver.resolve(reference, fragment.origin)
            if target is None or target.name:
                return target.name if target else None
            node = target.node
        elif isinstance(schema.get("allOf"), list) and len(schema["allOf"]) == 1 and not siblings and reference is None:
            node = node_at(schema["allOf"][0], fragment.origin.child("allOf", 0), fragment.dialect, fragment.via)
        else:
            return None
    return None


def flatten(node: Node, resolver: Resolver) -> Iterator[tuple[Mapping[str, Any] | bool, Fragment]]:
    """Yield the schemas that all hold at once: references followed, `allOf` opened, each read as 2020-12."""
    stack = list(reversed(node))
    seen: set[int] = set()
    while stack:
        fragment = stack.pop()
        schema = fragment.schema
        if isinstance(schema, bool):
            yield schema, fragment
            continue
        if id(schema) in seen:
            continue
        seen.add(id(schema))
        reference = reference_of(schema)
        target = resolver.resolve(reference, fragment.origin) if reference is not None else None
        below: list[Fragment] = []
        if target is not None:
            via = fragment.via or target.name or ""
            below.extend(Fragment(part.schema, part.origin, part.dialect, via) for part in target.node)
        if reference is None or fragment.dialect not in ("openapi-3.0", "swagger-2.0"):
            parts = schema.get("allOf")
            if isinstance(parts, list):
                for index, part in enumerate(parts):
                    below.extend(node_at(part, fragment.origin.child("allOf", index), fragment.dialect, fragment.via))
            yield to_2020(schema, fragment.dialect), fragment
        stack.extend(reversed(below))
