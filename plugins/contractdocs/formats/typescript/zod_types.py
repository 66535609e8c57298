"""The words that a chain of Zod begins with: what `z.string()` and its like mean."""

from __future__ import annotations

from typing import Any

from . import schemas
from .constants import Unknown
from .schemas import ABSENT, Schema
from .syntax import field as part
from .syntax import named, one_line, written
from .zod_chain import Call, Change, Make, Step
from .zod_steps import FORMATS, nullable, nullish, optional

WHOLE = {"type": "integer"}


def fixed(**schema: Any) -> Make:
    """Return a word that always means one schema."""
    return lambda call: dict(schema)


def of_object(call: Call) -> Schema:
    """Return `z.object({ … })`."""
    return call.zod.shape(call.arguments[0] if call.arguments else None, call.scope, call.at)


def of_strict_object(call: Call) -> Schema:
    """Return `z.strictObject({ … })`."""
    return {**of_object(call), "additionalProperties": False}


def of_array(call: Call) -> Schema:
    """Return `z.array(T)`."""
    return {"type": "array", "items": call.plain(call.arguments[0], "items") if call.arguments else {}}


def of_enum(call: Call) -> Schema:
    """Return `z.enum([…])`, and `z.nativeEnum(E)`."""
    if not call.arguments:
        return schemas.never()
    low = call.low
    name = written(call.arguments[0])
    enum = (
        low.program.local(call.scope.module, name, call.scope.prefix, "types")
        if call.arguments[0].type == "identifier"
        else None
    )
    if enum is not None and enum.kind == "enum":
        return low.reference(low.key_of(enum, "types"))
    try:
        value = call.value()
    except Unknown:
        return low.unread(call.node, call.scope, "the values are worked out when the code runs")
    values = list(value.values()) if isinstance(value, dict) else value
    if call.scope.spots is not None and call.arguments[0].type == "array":
        for index, item in enumerate(named(call.arguments[0])):
            call.scope.spots.setdefault((*call.at, "enum", str(index)), low.spot(call.scope.module, item, None))
    return schemas.enumeration(values if isinstance(values, list) else [values])


def of_literal(call: Call) -> Schema:
    """Return `z.literal(value)`; Zod 4 takes a list of values too."""
    if call.arguments and written(call.arguments[0]) == "undefined":
        return schemas.absent()
    try:
        value = call.value() if call.arguments else None
    except Unknown:
        return call.low.unread(call.node, call.scope, "the value is worked out when the code runs")
    return schemas.enumeration(value if isinstance(value, list) else [value])


def of_union(call: Call) -> Schema:
    """Return `z.union([A, B])` and `z.discriminatedUnion('type', [A, B])`."""
    members = next((one for one in call.arguments if one.type == "array"), None)
    if members is None:
        return call.low.unread(call.node, call.scope, "the members are not written here")
    found = [call.expression(one, "anyOf", str(i)) for i, one in enumerate(named(members))]
    return schemas.union(found)


def of_intersection(call: Call) -> Schema:
    """Return `z.intersection(A, B)`."""
    return schemas.intersection([call.plain(one, "allOf", str(i)) for i, one in enumerate(call.arguments)])


def of_tuple(call: Call) -> Schema:
    """Return `z.tuple([A, B], Rest)`."""
    members = named(call.arguments[0]) if call.arguments and call.arguments[0].type == "array" else []
    items = [call.expression(one, "prefixItems", str(i)) for i, one in enumerate(members)]
    least = max((index + 1 for index, item in enumerate(items) if not item.get(ABSENT)), default=0)
    plain = [schemas.without_absent(item) for item in items]
    rest = call.apart(call.arguments[1]) if len(call.arguments) > 1 else None
    ends = {"items": rest} if rest is not None else {"items": False, "maxItems": len(items)}
    return {
        "type": "array",
        **({"prefixItems": plain} if plain else {}),
        **ends,
        **({"minItems": least} if least else {}),
    }


def of_record(call: Call) -> Schema:
    """Return `z.record(V)` and `z.record(K, V)`; names that are listed are properties of their own."""
    value = call.expression(call.arguments[-1], "additionalProperties") if call.arguments else {}
    keys = call.apart(call.arguments[0]) if len(call.arguments) > 1 else {"type": "string"}
    names = call.low.literals(keys)
    plain = schemas.without_absent(value)
    if names is not None:
        properties = {str(name): plain for name in names}
        loose = value.get(ABSENT) or "partialRecord" in one_line(call.node.parent or call.node)[:20]
        return {"type": "object", "properties": properties, **({} if loose else {"required": list(properties)})}
    more = {"propertyNames": schemas.without(keys, "type")} if set(keys) - {"type"} and "$ref" not in keys else {}
    return {"type": "object", **({"additionalProperties": plain} if plain else {}), **more}


def of_partial_record(call: Call) -> Schema:
    """Return `z.partialRecord(K, V)`."""
    return schemas.without(of_record(call), "required")


def of_inner(call: Call) -> Schema:
    """Return what stands inside: `z.lazy(() => T)`, `z.promise(T)`."""
    return call.expression(call.arguments[0]) if call.arguments else {}


def of_wrapped(change: Change) -> Make:
    """Return `z.optional(T)`: the step of that name as a word."""

    def make(call: Call) -> Schema:
        inside = call.expression(call.arguments[0]) if call.arguments else {}
        return change(inside, call)

    return make


def of_preprocess(call: Call) -> Schema:
    """Return `z.preprocess(fn, T)`: what comes out, with the text of what goes before it."""
    inside = call.expression(call.arguments[-1]) if call.arguments else {}
    return call.kept(inside, Step("preprocess", call.arguments, call.arguments[0] if call.arguments else call.node))


def of_custom(call: Call) -> Schema:
    """Return `z.custom<T>()` by its type; what has none is text."""
    whole = call.node.parent
    stated = part(whole, "type_arguments") if whole is not None else None
    if stated is not None and named(stated):
        return call.low.types.type(named(stated)[0], call.scope, call.at)
    return call.low.unread(whole or call.node, call.scope, "the schema is a function")


def of_format(name: str) -> Make:
    """Return `z.email()` and its like (Zod 4)."""
    return lambda call: {"type": "string", "format": name}


TYPES: dict[str, Make] = {
    "string": fixed(type="string"),
    "number": fixed(type="number"),
    "bigint": fixed(**WHOLE),
    "int": fixed(**WHOLE),
    "int32": fixed(**WHOLE),
    "uint32": fixed(**WHOLE, minimum=0),
    "int64": fixed(**WHOLE),
    "uint64": fixed(**WHOLE, minimum=0),
    "float32": fixed(type="number"),
    "float64": fixed(type="number"),
    "boolean": fixed(type="boolean"),
    "stringbool": fixed(type="string"),
    "date": fixed(type="string", format="date-time"),
    "any": fixed(),
    "unknown": fixed(),
    "json": fixed(),
    "null": fixed(type="null"),
    "nan": fixed(type="number"),
    "file": fixed(type="string", format="binary"),
    "never": lambda call: schemas.never(),
    "undefined": lambda call: schemas.absent(),
    "void": lambda call: schemas.absent(),
    "object": of_object,
    "looseObject": of_object,
    "interface": of_object,
    "strictObject": of_strict_object,
    "array": of_array,
    "enum": of_enum,
    "nativeEnum": of_enum,
    "literal": of_literal,
    "union": of_union,
    "xor": of_union,
    "discriminatedUnion": of_union,
    "intersection": of_intersection,
    "tuple": of_tuple,
    "record": of_record,
    "looseRecord": of_record,
    "partialRecord": of_partial_record,
    "lazy": of_inner,
    "promise": of_inner,
    "readonly": of_inner,
    "optional": of_wrapped(optional),
    "nullable": of_wrapped(nullable),
    "nullish": of_wrapped(nullish),
    "preprocess": of_preprocess,
    "custom": of_custom,
    **{name: of_format(known) for name, known in FORMATS.items() if name != "date"},
    **{f"iso.{name}": of_format(FORMATS[name]) for name in ("datetime", "date", "time", "duration")},
    "base64": fixed(type="string", contentEncoding="base64"),
    "base64url": fixed(type="string", contentEncoding="base64url"),
}
