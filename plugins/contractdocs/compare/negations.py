"""Opens a `not` that says no more than types, bounds, values or another `not`, and an `if` that is no question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model.interface import Node, Resolver
from .combining import combine, combine_part
from .flattening import node_at
from .forms import CANONICAL, NAMED_TYPES, Shape
from .written import ANNOTATIONS, bound_value, plain_number, plain_types, says_nothing, takes_nothing


def open_nots(shape: Shape, resolver: Resolver, opened: frozenset[int]) -> None:
    """Open a `not` that says no more than types, bounds, values or another `not`."""
    if not shape.nots:
        return
    from .shape import shape_of

    for node in list(shape.nots):
        schema = node[0].schema
        refused = refused_types(node)
        keys = {*schema} - ANNOTATIONS if isinstance(schema, Mapping) else set()
        if refused is not None:
            shape.types -= refused
            shape.places.setdefault("type", shape.places["not"])
        elif says_nothing(schema):
            shape.impossible = True
        elif takes_nothing(schema):
            pass
        elif keys == {"not"} and isinstance(schema, Mapping) and id(schema) not in opened:
            inner = node_at(schema["not"], node[0].origin.child("not"), node[0].dialect, node[0].via)
            combine(shape, shape_of(inner, resolver, opened | {id(schema)}))
        elif shape.enum is not None and isinstance(schema, Mapping) and keys in ({"enum"}, {"const"}):
            values = schema.get("enum", [schema.get("const")])
            gone = {CANONICAL(plain_number(value)) for value in values if isinstance(values, list)}
            shape.enum = {key: value for key, value in shape.enum.items() if key not in gone}
        elif (turned := other_bound(node, keys, shape)) is not None:
            bounded = shape_of(node_at(turned, node[0].origin, "2020-12", node[0].via), resolver)
            bounded.places = dict.fromkeys(bounded.places, shape.places["not"])
            combine(shape, bounded)
        else:
            continue
        shape.nots.remove(node)


def open_conditions(shape: Shape, resolver: Resolver, opened: frozenset[int]) -> None:
    """Let `then` hold where everything meets an `if`, and `else` where nothing does."""
    for parts in list(shape.conditions):
        schema = parts["if"][0].schema if len(parts["if"]) == 1 else None
        if schema is not None and (says_nothing(schema) or takes_nothing(schema)):
            shape.conditions.remove(parts)
            part = parts.get("then" if says_nothing(schema) else "else")
            if part is not None:
                combine_part(shape, part, resolver, opened)


def refused_types(node: Node) -> frozenset[str] | None:
    """Return the types that a `not` refuses, where it says nothing else: in a list, or one a branch."""
    schema = node[0].schema
    if not isinstance(schema, Mapping) or {*schema} - ANNOTATIONS != {"anyOf"} or not isinstance(schema["anyOf"], list):
        return plain_types(node)
    branches = [plain_types(node_at(one, node[0].origin, node[0].dialect)) for one in schema["anyOf"]]
    named = [types for types in branches if types is not None]
    return frozenset().union(*named) if named and len(named) == len(branches) else None


def other_bound(node: Node, keys: set[Any], shape: Shape) -> dict[str, Any] | None:
    """Return what refusing one bound asks for: `not` of at most 1 is more than 1, and of the type that a bound is for.

    A type beside the bound says nothing where the shape takes no other.
    """
    schema = node[0].schema
    assert isinstance(schema, Mapping)
    stated = plain_types(node_at({"type": schema.get("type")}, node[0].origin, node[0].dialect))
    bounds = keys - {"type"} if "type" in keys and stated is not None and shape.types <= stated else keys
    name = next(iter(bounds), "") if len(bounds) == 1 else ""
    if name not in TURNED or node[0].dialect in ("openapi-3.0", "swagger-2.0"):
        return None
    kind, keyword, step = TURNED[name]
    value = bound_value(schema[name])
    if value is None or (step and value + step < 0) or not shape.types & NAMED_TYPES[kind]:
        return None
    return {"type": kind, keyword: value + step}


TURNED = {
    "minimum": ("number", "exclusiveMaximum", 0),
    "exclusiveMinimum": ("number", "maximum", 0),
    "maximum": ("number", "exclusiveMinimum", 0),
    "exclusiveMaximum": ("number", "minimum", 0),
    "minLength": ("string", "maxLength", -1),
    "maxLength": ("string", "minLength", 1),
    "minItems": ("array", "maxItems", -1),
    "maxItems": ("array", "minItems", 1),
    "minProperties": ("object", "maxProperties", -1),
    "maxProperties": ("object", "minProperties", 1),
}
"""What refusing a bound comes to: the type that it is for, the bound at the other end, and how far from it."""
