"""Finds in a schema which keys it knows at the place where a key was refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .plain import entries, mapping, sequence, steps_of

BESIDE = ("allOf", "anyOf", "oneOf")
WITHIN = ("if", "then", "else")
Place = tuple[Any, str]  # a schema, and the identifier of the resource that it stands in


class Keywords:
    """The resources of one schema by their identifiers, and the keys that each part of them knows."""

    def __init__(self, schema: Mapping[str, Any], resources: Mapping[str, Any] | None = None) -> None:
        self.root = schema
        if resources is not None:
            self.resources = dict(resources)
            return
        named = ((part.get("$id") or part.get("id"), part) for part in parts(schema))
        self.resources = {identifier: part for identifier, part in named if isinstance(identifier, str)}

    def known(self, error: Any) -> tuple[frozenset[str], frozenset[str]]:
        """Return the keys, and the patterns of keys, that the schema of a refused key allows."""
        keys: set[str] = set()
        patterns: set[str] = set()
        for schema in self.applying(error):
            keys.update(key for key, part in entries(schema.get("properties")) if part is not False)
            patterns.update(key for key, part in entries(schema.get("patternProperties")) if part is not False)
        return frozenset(keys), frozenset(patterns)

    def applying(self, error: Any) -> Iterator[Mapping[str, Any]]:
        """Yield the schemas whose keys count: `additionalProperties` sees only those beside it."""
        stack, seen = [self.place(error)], set()
        while stack:
            schema, base = stack.pop()
            if isinstance(schema, Mapping) and id(schema) not in seen:
                seen.add(id(schema))
                yield schema
                if error.kind.name != "additionalProperties":
                    stack.extend(self.beside(schema, base))

    def forms(self, error: Any) -> list[Mapping[str, Any]]:
        """Return the branches of the `oneOf` or `anyOf` that refused a value."""
        return [mapping(part) for part in sequence(mapping(self.place(error)[0]).get(error.kind.name))]

    def place(self, error: Any) -> Place:
        """Return the schema whose keyword refused a value."""
        base, _, pointer = (error.absolute_keyword_location or "").partition("#")
        if base in self.resources:
            return at(self.resources[base], steps_of(pointer)[:-1]), base
        return at(self.root, error.schema_path[:-1]), ""

    def beside(self, schema: Mapping[str, Any], base: str) -> Iterator[Place]:
        """Yield the schemas that apply to the same value."""
        for key in BESIDE:
            yield from ((part, base) for part in sequence(schema.get(key)))
        yield from ((schema[key], base) for key in WITHIN if key in schema)
        yield from ((part, base) for _, part in entries(schema.get("dependentSchemas")))
        reference = schema.get("$ref")
        if isinstance(reference, str):
            found, _, pointer = reference.partition("#")
            yield at(self.resources.get(found or base, self.root), steps_of(pointer)), found or base


def parts(schema: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every mapping of a schema, itself first."""
    stack = [schema]
    while stack:
        item = stack.pop()
        if isinstance(item, Mapping):
            yield item
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def at(schema: Any, steps: Iterable[Any]) -> Any:
    """Return what stands below `schema`, an empty mapping where nothing does."""
    for step in steps:
        if isinstance(schema, list) and str(step).isdigit() and int(step) < len(schema):
            schema = schema[int(step)]
        else:
            schema = mapping(schema).get(str(step), {})
    return schema
