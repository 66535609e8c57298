"""The steps of Zod that change an object: `.strict()`, `.extend({ … })`, `.pick({ … })`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import schemas
from .constants import Unknown
from .schemas import ABSENT, Schema
from .syntax import field as part
from .syntax import written
from .zod_chain import Call, Change

if TYPE_CHECKING:
    from tree_sitter import Node


def one_object(schema: Schema, call: Call) -> Schema:
    """Return a schema as one object; raise Unknown where it is none."""
    found = call.low.object(schemas.without_absent(schema))
    if found is None:
        raise Unknown
    return found


def closed(schema: Schema, call: Call) -> Schema:
    """Return `.strict()`."""
    return {**one_object(schema, call), "additionalProperties": False}


def opened(schema: Schema, call: Call) -> Schema:
    """Return `.passthrough()`."""
    return schemas.without(one_object(schema, call), "additionalProperties")


def catch_all(schema: Schema, call: Call) -> Schema:
    """Return `.catchall(T)`."""
    return {**one_object(schema, call), "additionalProperties": call.apart(call.arguments[0])}


def extend(schema: Schema, call: Call) -> Schema:
    """Return `.extend({ … })`; `.merge(other)` as well."""
    base = one_object(schema, call)
    literal = call.arguments and call.arguments[0].type == "object"
    given = call.arguments[0]
    more = call.zod.shape(given, call.scope, call.at) if literal else shape_given(given, call)
    return call.low.copied(call.scope, call.at, schemas.merged([base, more]))


def shape_given(node: Node, call: Call) -> Schema:
    """Return the properties that an argument stands for: a schema, its `.shape`, or an object by its name."""
    if node.type == "member_expression" and written(part(node, "property")) == "shape":
        node = part(node, "object")
    if node.type == "identifier":
        one = call.declared(node)
        if one is not None and one.kind == "const" and not call.low.program.is_schema(one):
            return call.zod.shape(node, call.scope, ())
    return one_object(call.apart(node), call)


def names_given(call: Call) -> list[str] | None:
    """Return the names in `{ id: true }`; None where no argument is given."""
    if not call.arguments:
        return None
    found = call.value()
    if not isinstance(found, dict):
        raise Unknown
    return [name for name, wanted in found.items() if wanted]


def narrowed(change: Callable[[Schema, Any], Schema]) -> Change:
    """Return `.pick`, `.omit`, `.partial` and `.required`."""

    def step_of(schema: Schema, call: Call) -> Schema:
        base = one_object(schema, call)
        return call.low.copied(call.scope, call.at, change(base, names_given(call)))

    return step_of


def key_of_object(schema: Schema, call: Call) -> Schema:
    """Return `.keyof()`."""
    return schemas.enumeration(list(one_object(schema, call).get("properties", {})))


def shape_member(schema: Schema, call: Call) -> Schema:
    """Return the property that `.shape.name` leads to; `.shape` alone is the object itself."""
    above = call.step.node.parent
    name = part(above, "property") if above is not None and above.type == "member_expression" else None
    found = one_object(schema, call)
    if name is None:
        return found
    value: Schema | None = found.get("properties", {}).get(written(name))
    if value is None:
        raise Unknown
    return value if written(name) in found.get("required", ()) else {**value, ABSENT: True}
