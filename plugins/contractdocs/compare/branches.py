"""One branch of a union: what it is called, the parts it falls into, and what holds beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ..model.interface import Fragment, Node, Resolver
from .dialects import NULLABLE
from .flattening import alias, flatten
from .forms import ALL_TYPES, CANONICAL, Shape, show_types
from .shape import shape_of
from .written import ANNOTATIONS

CLOSE_LOOKS = 24  # at the most so many unmatched branches a side are compared by meaning, each with each


def by_type(node: Node, resolver: Resolver) -> list[Node]:
    """Return a schema of several types as one schema a type; none where it has one, or allows anything."""
    shape = shape_of(node, resolver)
    names = sorted(shape.types - {"fraction"} | ({"number"} if "fraction" in shape.types else set()))
    names = [name for name in names if name != "integer" or "number" not in names]
    if len(shape.types) == 7 or len(names) < 2 or shape.unions:
        return []
    return [limited(node, {"type": name}) for name in names]


def splits_of(node: Node, shape: Shape, resolver: Resolver, is_tag: Callable[[str], bool]) -> Iterator[list[Node]]:
    """Yield how a branch falls into parts: a listed value each, else a type each; then a value of a tag each."""
    values = listed_values(shape)
    yield [limited(node, {"enum": [value]}) for value in values] if values else by_type(node, resolver)
    for name, below in shape.properties.items():
        values = written_values(below)
        if 1 < len(values) <= CLOSE_LOOKS and is_tag(name):
            yield [limited(node, {"properties": {name: {"enum": [value]}}}) for value in values]


def written_values(node: Node) -> list[Any]:
    """Return the values that a node lists as it is written, references not followed."""
    listed = (part.schema for part in node if isinstance(part.schema, Mapping))
    found = (schema.get("enum", [schema["const"]] if "const" in schema else None) for schema in listed)
    return next((values for values in found if isinstance(values, list)), [])


def listed_values(shape: Shape) -> list[Any]:
    """Return the values that a shape lists, none where they are too many or it is only one."""
    values = list((shape.enum or {}).values())
    return values if 1 < len(values) <= CLOSE_LOOKS else []


def limited(node: Node, schema: dict[str, Any]) -> Node:
    """Return a node with one thing more to hold; as it is where it holds that already."""
    held = any(part.schema == schema for part in node)
    return node if held else (*node, Fragment(schema, node[0].origin, "2020-12"))


def spread_out(node: Node, resolver: Resolver) -> list[Node]:
    """Return the branches of a union, each with all that is said beside it; none where that cannot be told apart."""
    flat = list(flatten(node, resolver))
    holders = [schema for schema, _ in flat if isinstance(schema, Mapping) and ("oneOf" in schema or "anyOf" in schema)]
    if len(holders) != 1 or {"oneOf", "anyOf"} <= {*holders[0]}:
        return []
    if any(isinstance(schema, Mapping) and schema.get(NULLABLE) for schema, _ in flat):
        return []
    (union,) = shape_of(node, resolver).unions or (None,)
    if union is None or union.null:
        return []
    beside = beside_union(flat)
    return [(*branch, *beside) for branch in union.branches]


def beside_union(flat: Iterable[tuple[Mapping[str, Any] | bool, Fragment]]) -> list[Fragment]:
    """Return what is said beside a union: each part once, and as it is written where nothing of it was opened.

    A branch may lead back to its union: what is said there once more has to be the same, or it is followed forever.
    """
    found: dict[tuple[str, str], Fragment] = {}
    for schema, part in flat:
        said = bare(schema)
        as_written = said == part.schema
        key = (part.origin.pointer, CANONICAL(said))
        if said != {} and (as_written or key not in found):
            found[key] = Fragment(part.schema if as_written else said, part.origin, "2020-12", part.via)
    return list(found.values())


def bare(schema: Mapping[str, Any] | bool) -> Mapping[str, Any] | bool:
    """Return a schema without its union and without what has been opened already."""
    opened = ("oneOf", "anyOf", "allOf", "$ref", "$dynamicRef", "discriminator", *ANNOTATIONS)
    return schema if isinstance(schema, bool) else {key: value for key, value in schema.items() if key not in opened}


def branch_name(node: Node, resolver: Resolver) -> str:
    """Return a short stable name of a branch: what it refers to, its title, or its type."""
    return alias(node, resolver) or branch_title(node, resolver) or describe(shape_of(node, resolver))


def branch_title(node: Node, resolver: Resolver) -> str:
    """Return the title of a branch, empty where it has none."""
    schema = node[0].schema
    return str(schema.get("title") or "") if isinstance(schema, Mapping) else ""


def describe(shape: Shape) -> str:
    """Return a shape in a few words."""
    if shape.unions:
        return f"one of {len(shape.unions[0].branches)}"
    if shape.enum is not None and len(shape.enum) == 1:
        return next(iter(shape.enum))[:40]
    constant = next(
        (p for p in shape.properties.items() if isinstance(p[1][0].schema, Mapping) and "const" in p[1][0].schema), None
    )
    if constant is not None:
        schema = constant[1][0].schema
        assert isinstance(schema, Mapping)
        return f"{constant[0]}={schema['const']}"
    return show_types(shape.types)


def type_names(types: frozenset[str]) -> list[str]:
    """Return types as `type` lists them; none where they are all allowed."""
    if types == ALL_TYPES:
        return []
    return sorted({"number" if name == "fraction" else name for name in types})
