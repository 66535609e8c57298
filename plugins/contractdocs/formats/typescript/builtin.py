"""The types that the language brings along: `Partial`, `Record`, `Date`…, mapped types, `keyof`, indexed access."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import schemas
from .constants import Unknown
from .lowering import Bound, Scope, Steps, Unfinished
from .schemas import Schema
from .syntax import field as part
from .syntax import named, written

if TYPE_CHECKING:
    from tree_sitter import Node

    from .types import Types

ELSEWHERE = frozenset(
    [
        "Function",
        "RegExp",
        "Error",
        "Symbol",
        "Map",
        "Set",
        "WeakMap",
        "WeakSet",
        "WeakRef",
        "Request",
        "Response",
        "Headers",
        "FormData",
        "AbortSignal",
        "Event",
        "EventTarget",
        "ReadableStream",
        "WritableStream",
        "Iterator",
        "Iterable",
        "AsyncIterable",
        "AsyncIterator",
        "Generator",
        "AsyncGenerator",
        "WebSocket",
        "HTMLElement",
        "Element",
        "Node",
        "Window",
        "Document",
        "React",
        "JSX",
        "NodeJS",
        "Express",
        "Intl",
        "Window",
        "Console",
        "Storage",
        "Parameters",
        "ReturnType",
        "InstanceType",
        "ConstructorParameters",
        "ThisType",
        "Uppercase",
        "Lowercase",
        "Capitalize",
        "Uncapitalize",
        "DeepPartial",
        "ReadonlyMap",
        "ReadonlySet",
        "NoInfer",
        "this",
        "globalThis",
        "ImportMeta",
        "Buffer_",
        "Temporal",
        "DeepReadonly",
    ]
)


def keys_of(types: Types, node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `keyof T`: the names of its properties."""
    inner = named(node)[0]

    def make(scope: Scope) -> Schema:
        found = types.lowering.object(types.plain(inner, scope, ()))
        if found is None:
            return types.lowering.unread(node, scope, "`keyof` of what is no object")
        names = list(found.get("properties", {}))
        return schemas.enumeration(names) if names else {"type": "string"}

    return finished(types, node, scope, make)


def looked_up(types: Types, node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `T['name']`, `T[number]` or `T[keyof T]`: what stands there."""
    target, index = named(node)[:2]

    def make(scope: Scope) -> Schema:
        low = types.lowering
        outer = low.opened(types.plain(target, scope, ()))
        if index.type == "predefined_type" and written(index) == "number":
            return element_of(outer) or low.unread(node, scope, "the elements are not known")
        found = low.object(outer)
        names = low.literals(types.plain(index, scope, ()))
        if found is None or names is None:
            more = found.get("additionalProperties") if found else None
            return more if isinstance(more, dict) else low.unread(node, scope, "the property is not known")
        known = found.get("properties", {})
        if any(name not in known for name in names):
            return low.unread(node, scope, "there is no such property")
        missing = [schemas.absent() for name in names if name not in found.get("required", ())]
        return schemas.union([*(known[name] for name in names), *missing[:1]])

    return finished(types, node, scope, make)


def element_of(schema: Schema) -> Schema | None:
    """Return what an array or a tuple holds."""
    items = schema.get("items")
    parts = [*schema.get("prefixItems", ()), *([items] if isinstance(items, dict) else [])]
    return schemas.union(parts) if parts else None


def value_type(types: Types, node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `typeof NAME`: the type of a constant as it is written down."""
    low = types.lowering
    name = written(named(node)[0])
    one = low.program.local(scope.module, name, scope.prefix, "values")
    if one is not None and one.kind == "const" and low.program.is_schema(one):
        return low.unread(node, scope, "the type of a schema itself is no data")
    enum = low.program.local(scope.module, name, scope.prefix, "types")
    try:
        if one is None and enum is not None and enum.kind == "enum":
            return shape_of(dict(types.members(enum)))
        return shape_of(low.looker(scope)(name))
    except Unknown:
        return low.unread(node, scope, "the value is worked out when the code runs")


def shape_of(value: Any) -> Schema:
    """Return the schema of a constant with all its parts."""
    if isinstance(value, dict):
        properties = {name: shape_of(item) for name, item in value.items()}
        return {"type": "object", "properties": properties, **({"required": list(value)} if value else {})}
    if isinstance(value, list):
        return {"type": "array", "prefixItems": [shape_of(item) for item in value], "items": False}
    return schemas.constant(value)


def mapped(types: Types, node: Node, clause: Node, scope: Scope, at: Steps) -> Schema:
    """Return a mapped type with every name filled in: `{ [K in 'a' | 'b']?: T }`."""
    name, keys = written(part(clause, "name")), part(clause, "type")
    signature = next(child for child in node.children if child.type == "index_signature")
    stated = part(signature, "type")
    if part(clause, "alias") is not None or keys is None or stated is None or not named(stated):
        return types.lowering.unread(node, scope, "the names of a mapped type are worked out")
    value = named(stated)[0]

    def make(scope: Scope) -> Schema:
        low = types.lowering
        every = low.literals(types.plain(keys, scope, ()))
        if every is None:
            anything = replace(scope, bound={**scope.bound, name: Bound("string", {"type": "string"})})
            return {"type": "object", "additionalProperties": types.plain(value, anything, ())}
        found: Schema = {"type": "object", "properties": {}}
        needed = []
        same = source_of(types, keys, scope)
        for one in every:
            inner = replace(scope, bound={**scope.bound, name: Bound(repr(one), schemas.constant(one))}, spots=None)
            schema = types.type(value, inner, ())
            loose = schema.get(schemas.ABSENT) or one in same
            found["properties"][str(one)] = schemas.without_absent(schema)
            if (stated.type == "type_annotation" and not loose) or stated.type == "omitting_type_annotation":
                needed.append(str(one))
        return {**found, **({"required": needed} if needed else {})}

    return finished(types, node, scope, make)


def source_of(types: Types, keys: Node, scope: Scope) -> set[str]:
    """Return the names that are optional where a mapped type takes its names from (`in keyof T` keeps that)."""
    if keys.type != "index_type_query":
        return set()
    found = types.lowering.object(types.plain(named(keys)[0], scope, ())) or {}
    return set(found.get("properties", {})) - set(found.get("required", ()))


def finished(types: Types, node: Node, scope: Scope, make: Callable[[Scope], Schema]) -> Schema:
    """Return what `make` gives, now or, where it needs what is being made, by a name of its own later."""
    try:
        return make(scope)
    except Unfinished:
        low = types.lowering
        label = low.text(node, scope)

        def later(inner: Scope) -> Schema:
            try:
                return make(inner)
            except Unfinished:
                if len(low.working) > 1:
                    raise  # what it needs is being made, and this is tried again
                return low.unread(node, inner, "the type is made of itself")

        return low.later(label, scope, later)


# -- words of the language ----------------------------------------------------------------------------------------

Word = Callable[["Types", "list[Node]", Any, Scope, Steps], Schema]


def fixed(schema: Schema) -> Word:
    """Return a word that always means one schema."""
    return lambda types, arguments, node, scope, at: dict(schema)


def array(types: Types, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `Array<T>`."""
    items = types.plain(arguments[0], scope, (*at, "items")) if arguments else {}
    return {"type": "array", "items": items}


def inner(types: Types, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return what stands inside: `Promise<T>`, `Readonly<T>`."""
    return types.type(arguments[0], scope, at) if arguments else {}


def not_null(types: Types, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `NonNullable<T>`."""

    def make(scope: Scope) -> Schema:
        return schemas.not_null(types.lowering.opened(types.type(arguments[0], scope, at)))

    return finished(types, node, scope, make)


def record(types: Types, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `Record<K, V>`: a property for each name where the names are listed, else a map."""
    if len(arguments) != 2:
        return types.lowering.unread(node, scope, "`Record` takes two types")

    def make(scope: Scope) -> Schema:
        low = types.lowering
        keys = types.plain(arguments[0], scope, ())
        names = low.literals(keys)
        if names is not None:
            value = types.type(arguments[1], scope, (*at, "additionalProperties"))
            properties = {str(name): schemas.without_absent(value) for name in names}
            needed = [] if value.get(schemas.ABSENT) else list(properties)
            return {"type": "object", "properties": properties, **({"required": needed} if needed else {})}
        value = types.plain(arguments[1], scope, (*at, "additionalProperties"))
        opened = low.opened(keys)
        more = {"propertyNames": {"pattern": opened["pattern"]}} if "pattern" in opened else {}
        return {"type": "object", **({"additionalProperties": value} if value else {}), **more}

    return finished(types, node, scope, make)


def partial(types: Types, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `Partial<T>`."""
    return derived(types, arguments, node, scope, at, lambda found, names: schemas.optional(found))


def required(types: Types, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `Required<T>`."""
    return derived(types, arguments, node, scope, at, lambda found, names: schemas.required(found))


def pick(types: Types, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `Pick<T, K>`."""
    return derived(types, arguments, node, scope, at, schemas.chosen, names=True)


def omit(types: Types, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `Omit<T, K>`."""
    return derived(types, arguments, node, scope, at, schemas.dropped, names=True)


def derived(
    types: Types,
    arguments: list[Node],
    node: Node,
    scope: Scope,
    at: Steps,
    change: Callable[[Schema, list[Any]], Schema],
    *,
    names: bool = False,
) -> Schema:
    """Return an object type made of another one."""
    if len(arguments) < (2 if names else 1):
        return types.lowering.unread(node, scope, "a type is missing between the brackets")

    def make(scope: Scope) -> Schema:
        low = types.lowering
        found = low.object(types.plain(arguments[0], scope, at))
        listed = low.literals(types.plain(arguments[1], scope, ())) if names else []
        if found is None or listed is None:
            return low.unread(node, scope, "what it is made of is not known")
        return low.copied(scope, at, change(found, listed))

    return finished(types, node, scope, make)


def exclude(types: Types, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `Exclude<T, U>`."""
    return sifted(types, arguments, node, scope, keep=False)


def extract(types: Types, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `Extract<T, U>`."""
    return sifted(types, arguments, node, scope, keep=True)


def sifted(types: Types, arguments: list[Node], node: Node, scope: Scope, *, keep: bool) -> Schema:
    """Return the members of a union that fit another type, or those that do not."""
    if len(arguments) != 2:
        return types.lowering.unread(node, scope, "it takes two types")

    def make(scope: Scope) -> Schema:
        members = list(members_of(types, types.type(arguments[0], scope, ())))
        against = list(members_of(types, types.type(arguments[1], scope, ())))
        kept = [one for one in members if any(fits(types, one, other) for other in against) is keep]
        return schemas.union(kept) if kept else schemas.never()

    return finished(types, node, scope, make)


def members_of(types: Types, schema: Schema) -> Iterator[Schema]:
    """Yield the members of a union; each value of an enumeration is one."""
    opened = types.lowering.opened(schema)
    values = schemas.values_in(opened)
    if values is not None:
        yield from map(schemas.constant, values)
    elif "anyOf" in opened:
        for one in opened["anyOf"]:
            inside = list(members_of(types, one)) if "$ref" not in one else []
            yield from inside if len(inside) > 1 else [one]
    elif isinstance(opened.get("type"), list):
        yield from ({**opened, "type": kind} for kind in opened["type"])
    else:
        yield schema


def fits(types: Types, schema: Schema, other: Schema) -> bool:
    """Return whether a member of a union is one of another type: the same, or with the properties asked for."""
    low = types.lowering
    if schema == other or not other:
        return True
    one, two = low.opened(schema), low.opened(other)
    if one == two or (set(two) == {"type"} and one.get("type") == two["type"]):
        return True
    left, right = low.object(one), low.object(two)
    if left is None or right is None:
        return False
    mine = left.get("properties", {})
    return all(name in mine and fits(types, mine[name], want) for name, want in right.get("properties", {}).items())


DATE = {"type": "string", "format": "date-time"}
BINARY = {"type": "string", "format": "binary"}
WORDS: dict[str, Word] = {
    "Array": array,
    "ReadonlyArray": array,
    "Promise": inner,
    "PromiseLike": inner,
    "Awaited": inner,
    "Readonly": inner,
    "NonNullable": not_null,
    "Record": record,
    "Partial": partial,
    "Required": required,
    "Pick": pick,
    "Omit": omit,
    "Exclude": exclude,
    "Extract": extract,
    "Date": fixed(DATE),
    "URL": fixed({"type": "string", "format": "uri"}),
    "bigint": fixed({"type": "integer"}),
    "String": fixed({"type": "string"}),
    "Number": fixed({"type": "number"}),
    "Boolean": fixed({"type": "boolean"}),
    "Object": fixed({"type": "object"}),
    "undefined": lambda types, arguments, node, scope, at: schemas.absent(),
    **dict.fromkeys(("Buffer", "Blob", "File", "ArrayBuffer", "Uint8Array"), fixed(BINARY)),
    "PropertyKey": fixed({"type": ["string", "number"]}),
}
