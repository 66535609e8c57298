"""The words of Zod: what `z.string()` and its like mean, and how each step of a chain changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..lowering import Unread
from . import schemas
from .constants import Unknown
from .schemas import ABSENT, FILLED, Schema
from .syntax import field as part
from .syntax import named, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

    from .lowering import Scope, Steps
    from .zod import Step, Zod

FORMATS = {
    "email": "email",
    "url": "uri",
    "httpUrl": "uri",
    "uuid": "uuid",
    "uuidv4": "uuid",
    "uuidv6": "uuid",
    "uuidv7": "uuid",
    "guid": "uuid",
    "datetime": "date-time",
    "date": "date",
    "time": "time",
    "duration": "duration",
    "ip": "ip",
    "ipv4": "ipv4",
    "ipv6": "ipv6",
    "cidrv4": "cidrv4",
    "cidrv6": "cidrv6",
    "hostname": "hostname",
    "e164": "e164",
    **{name: name for name in ("cuid", "cuid2", "ulid", "nanoid", "xid", "ksuid", "jwt", "emoji", "cidr", "mac")},
}
LOSSY = frozenset(
    [
        "refine",
        "superRefine",
        "check",
        "transform",
        "pipe",
        "overwrite",
        "trim",
        "toLowerCase",
        "toUpperCase",
        "normalize",
        "brand",
        "catch",
        "preprocess",
        "codec",
    ]
)
MEMBERS = frozenset(["shape", "enum", "Enum", "Values", "element", "options"])
WHOLE = {"type": "integer"}
Make = Callable[["Zod", "list[Node]", Any, "Scope", "Steps"], Schema]
Change = Callable[["Zod", Schema, "list[Node]", "Step", "Scope", "Steps"], Schema]


def unread(why: str, scope: Scope, node: Node) -> Unread:
    """Return the note that a node was not understood."""
    from .lowering import unread_node

    return unread_node(why, scope, node)


# -- how a chain begins -------------------------------------------------------------------------------------------


def fixed(**schema: Any) -> Make:
    """Return a word that always means one schema."""
    return lambda zod, arguments, node, scope, at: dict(schema)


def of_object(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `z.object({ … })`."""
    return zod.shape(arguments[0] if arguments else None, scope, at)


def of_strict_object(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `z.strictObject({ … })`."""
    return {**of_object(zod, arguments, node, scope, at), "additionalProperties": False}


def of_array(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `z.array(T)`."""
    return {"type": "array", "items": zod.plain(arguments[0], scope, (*at, "items")) if arguments else {}}


def of_enum(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `z.enum([…])`, and `z.nativeEnum(E)`."""
    if not arguments:
        return schemas.never()
    low = zod.lowering
    name = written(arguments[0])
    enum = low.program.local(scope.module, name, scope.prefix, "types") if arguments[0].type == "identifier" else None
    if enum is not None and enum.kind == "enum":
        return low.reference(low.key_of(enum, "types"))
    try:
        value = zod.number(arguments[0], scope)
    except Unknown:
        return low.unread(node, scope, "the values are worked out when the code runs")
    values = list(value.values()) if isinstance(value, dict) else value
    if scope.spots is not None and arguments[0].type == "array":
        for index, item in enumerate(named(arguments[0])):
            scope.spots.setdefault((*at, "enum", str(index)), low.spot(scope.module, item, None))
    return schemas.enumeration(values if isinstance(values, list) else [values])


def of_literal(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `z.literal(value)`; Zod 4 takes a list of values too."""
    if arguments and written(arguments[0]) == "undefined":
        return schemas.absent()
    try:
        value = zod.number(arguments[0], scope) if arguments else None
    except Unknown:
        return zod.lowering.unread(node, scope, "the value is worked out when the code runs")
    return schemas.enumeration(value if isinstance(value, list) else [value])


def of_union(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `z.union([A, B])` and `z.discriminatedUnion('type', [A, B])`."""
    members = next((one for one in arguments if one.type == "array"), None)
    if members is None:
        return zod.lowering.unread(node, scope, "the members are not written here")
    found = [zod.expression(one, scope, (*at, "anyOf", str(i))) for i, one in enumerate(named(members))]
    return schemas.union(found)


def of_intersection(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `z.intersection(A, B)`."""
    return schemas.intersection([zod.plain(one, scope, (*at, "allOf", str(i))) for i, one in enumerate(arguments)])


def of_tuple(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `z.tuple([A, B], Rest)`."""
    members = named(arguments[0]) if arguments and arguments[0].type == "array" else []
    items = [zod.expression(one, scope, (*at, "prefixItems", str(i))) for i, one in enumerate(members)]
    least = max((index + 1 for index, item in enumerate(items) if not item.get(ABSENT)), default=0)
    plain = [schemas.without_absent(item) for item in items]
    rest = zod.plain(arguments[1], scope, ()) if len(arguments) > 1 else None
    ends = {"items": rest} if rest is not None else {"items": False, "maxItems": len(items)}
    return {
        "type": "array",
        **({"prefixItems": plain} if plain else {}),
        **ends,
        **({"minItems": least} if least else {}),
    }


def of_record(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `z.record(V)` and `z.record(K, V)`; names that are listed are properties of their own."""
    value = zod.expression(arguments[-1], scope, (*at, "additionalProperties")) if arguments else {}
    keys = zod.plain(arguments[0], scope, ()) if len(arguments) > 1 else {"type": "string"}
    names = zod.lowering.literals(keys)
    plain = schemas.without_absent(value)
    if names is not None:
        properties = {str(name): plain for name in names}
        loose = value.get(ABSENT) or "partialRecord" in one_line(node.parent or node)[:20]
        return {"type": "object", "properties": properties, **({} if loose else {"required": list(properties)})}
    more = {"propertyNames": schemas.without(keys, "type")} if set(keys) - {"type"} and "$ref" not in keys else {}
    return {"type": "object", **({"additionalProperties": plain} if plain else {}), **more}


def of_partial_record(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `z.partialRecord(K, V)`."""
    return schemas.without(of_record(zod, arguments, node, scope, at), "required")


def of_inner(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return what stands inside: `z.lazy(() => T)`, `z.promise(T)`."""
    return zod.expression(arguments[0], scope, at) if arguments else {}


def of_wrapped(change: Change) -> Make:
    """Return `z.optional(T)`: the step of that name as a word."""

    def make(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
        from .zod import Step

        inside = zod.expression(arguments[0], scope, at) if arguments else {}
        return change(zod, inside, [], Step("", [], node), scope, at)

    return make


def of_preprocess(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `z.preprocess(fn, T)`: what comes out, with the text of what goes before it."""
    from .zod import Step

    inside = zod.expression(arguments[-1], scope, at) if arguments else {}
    return zod.kept(inside, Step("preprocess", arguments, arguments[0] if arguments else node), scope)


def of_custom(zod: Zod, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
    """Return `z.custom<T>()` by its type; what has none is text."""
    call = node.parent
    stated = part(call, "type_arguments") if call is not None else None
    if stated is not None and named(stated):
        return zod.lowering.types.type(named(stated)[0], scope, at)
    return zod.lowering.unread(call or node, scope, "the schema is a function")


def of_format(name: str) -> Make:
    """Return `z.email()` and its like (Zod 4)."""
    return lambda zod, arguments, node, scope, at: {"type": "string", "format": name}


# -- how it goes on -----------------------------------------------------------------------------------------------


def kind_of(schema: Schema) -> str:
    """Return the type that a bound is about: `string`, `number`, `array`."""
    kind = schema.get("type")
    kinds = [one for one in kind if one != "null"] if isinstance(kind, list) else [kind]
    return "number" if kinds[0] == "integer" else str(kinds[0])


BOUNDS = {
    ("min", "string"): "minLength",
    ("max", "string"): "maxLength",
    ("min", "array"): "minItems",
    ("max", "array"): "maxItems",
    ("min", "number"): "minimum",
    ("max", "number"): "maximum",
}


def bound(side: str) -> Change:
    """Return `.min(n)` or `.max(n)`."""

    def change(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
        keyword = BOUNDS.get((side, kind_of(zod.lowering.opened(schema))))
        if keyword is None or not arguments:
            raise Unknown
        return said(schema, keyword, zod.number(arguments[0], scope))

    return change


def said(schema: Schema, keyword: str, value: Any) -> Schema:
    """Return a schema with one more keyword; beside a reference it stands on its own."""
    if "$ref" in schema:
        rest = {key: schema[key] for key in schema if key == ABSENT}
        return {"allOf": [schemas.without_absent(schema)], keyword: value, **rest}
    return {**schema, keyword: value}


def length(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.length(n)`."""
    return bound("max")(zod, bound("min")(zod, schema, arguments, step, scope, at), arguments, step, scope, at)


def filled(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.nonempty()`."""
    keyword = "minLength" if kind_of(zod.lowering.opened(schema)) == "string" else "minItems"
    return said(schema, keyword, 1)


def limit(keyword: str) -> Change:
    """Return `.gt(n)` and its like, which speak of numbers alone."""
    return lambda zod, schema, arguments, step, scope, at: said(schema, keyword, zod.number(arguments[0], scope))


def fixed_limit(keyword: str, value: Any) -> Change:
    """Return `.positive()` and its like."""
    return lambda zod, schema, arguments, step, scope, at: said(schema, keyword, value)


def with_format(name: str) -> Change:
    """Return `.email()` and its like."""
    return lambda zod, schema, arguments, step, scope, at: said(schema, "format", name)


def with_pattern(schema: Schema, pattern: str) -> Schema:
    """Return a schema with one more pattern; a second one holds beside the first."""
    if "pattern" not in schema:
        return said(schema, "pattern", pattern)
    return {**schema, "allOf": [*schema.get("allOf", ()), {"pattern": pattern}]}


def regex(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.regex(/…/)`; its flags change what it means, and stay as text."""
    node = arguments[0] if arguments else None
    if node is not None and node.type == "identifier":
        one = zod.lowering.program.local(scope.module, written(node), scope.prefix, "values")
        node = part(one.node, "value") if one is not None and one.kind == "const" else None
    if node is None or node.type != "regex":
        raise Unknown
    flags = part(node, "flags")
    found = with_pattern(schema, written(part(node, "pattern")))
    shown = written(flags).replace("u", "") if flags is not None else ""
    return {**found, "x-checks-text": f"{found.get('x-checks-text', '')}/{shown}"} if shown else found


def affixed(before: str, after: str) -> Change:
    """Return `.startsWith('x')` and its like."""

    def change(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
        from .types import escaped

        return with_pattern(schema, before + escaped(str(zod.number(arguments[0], scope))) + after)

    return change


def optional(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.optional()`."""
    return {**schemas.without(schema, FILLED), ABSENT: True}


def nullable(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.nullable()`."""
    absent = {ABSENT: True} if schema.get(ABSENT) else {}
    return {**schemas.nullable(schemas.without_absent(schema)), **absent}


def nullish(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.nullish()`."""
    return {**nullable(zod, schema, arguments, step, scope, at), ABSENT: True}


def default(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.default(value)`: it may be left out by those who send it, and is always there for those who receive."""
    try:
        return {**schema, "default": zod.number(arguments[0], scope), ABSENT: True, FILLED: True}
    except (Unknown, IndexError):
        return {**schema, ABSENT: True, FILLED: True}


def describe(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.describe('…')`."""
    return {**schema, "description": str(zod.number(arguments[0], scope))} if arguments else schema


META = {
    "title": "title",
    "description": "description",
    "deprecated": "deprecated",
    "examples": "examples",
    "format": "format",
}


def meta(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.meta({ … })` and `.openapi({ … })`."""
    found = zod.number(arguments[-1], scope) if arguments else {}
    if not isinstance(found, dict):
        return schema
    notes = {META[key]: value for key, value in found.items() if key in META}
    return {**schema, **notes, **({"examples": [found["example"]]} if "example" in found else {})}


def same(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return the schema as it is: `.readonly()`, `.strip()`."""
    return schema


def objects(zod: Zod, schema: Schema) -> Schema:
    """Return a schema as one object; raise Unknown where it is none."""
    found = zod.lowering.object(schemas.without_absent(schema))
    if found is None:
        raise Unknown
    return found


def closed(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.strict()`."""
    return {**objects(zod, schema), "additionalProperties": False}


def opened(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.passthrough()`."""
    return schemas.without(objects(zod, schema), "additionalProperties")


def catch_all(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.catchall(T)`."""
    return {**objects(zod, schema), "additionalProperties": zod.plain(arguments[0], scope, ())}


def extend(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.extend({ … })`; `.merge(other)` as well."""
    base = objects(zod, schema)
    literal = arguments and arguments[0].type == "object"
    more = zod.shape(arguments[0], scope, at) if literal else shape_given(zod, arguments[0], scope)
    return zod.lowering.copied(scope, at, schemas.merged([base, more]))


def shape_given(zod: Zod, node: Node, scope: Scope) -> Schema:
    """Return the properties that an argument stands for: a schema, its `.shape`, or an object by its name."""
    if node.type == "member_expression" and written(part(node, "property")) == "shape":
        node = part(node, "object")
    if node.type == "identifier":
        one = zod.lowering.program.local(scope.module, written(node), scope.prefix, "values")
        if one is not None and one.kind == "const" and not zod.lowering.program.is_schema(one):
            return zod.shape(node, scope, ())
    return objects(zod, zod.plain(node, scope, ()))


def names_given(zod: Zod, arguments: list[Node], scope: Scope) -> list[str] | None:
    """Return the names in `{ id: true }`; None where no argument is given."""
    if not arguments:
        return None
    found = zod.number(arguments[0], scope)
    if not isinstance(found, dict):
        raise Unknown
    return [name for name, wanted in found.items() if wanted]


def narrowed(change: Callable[[Schema, Any], Schema]) -> Change:
    """Return `.pick`, `.omit`, `.partial` and `.required`."""

    def step_of(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
        base = objects(zod, schema)
        return zod.lowering.copied(scope, at, change(base, names_given(zod, arguments, scope)))

    return step_of


def key_of_object(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.keyof()`."""
    return schemas.enumeration(list(objects(zod, schema).get("properties", {})))


def shape_member(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return the property that `.shape.name` leads to; `.shape` alone is the object itself."""
    above = step.node.parent
    name = part(above, "property") if above is not None and above.type == "member_expression" else None
    found = objects(zod, schema)
    if name is None:
        return found
    value: Schema | None = found.get("properties", {}).get(written(name))
    if value is None:
        raise Unknown
    return value if written(name) in found.get("required", ()) else {**value, ABSENT: True}


def element(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.element`."""
    found = zod.lowering.opened(schema).get("items")
    if not isinstance(found, dict):
        raise Unknown
    return found


def listed(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.array()`."""
    return {"type": "array", "items": schemas.without_absent(schema)}


def unwrapped(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.unwrap()`: without null, and not to be left out."""
    return schemas.not_null(zod.lowering.opened(schema))


def either(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.or(T)`."""
    return schemas.union([schema, zod.expression(arguments[0], scope, ())])


def both(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.and(T)`."""
    return schemas.intersection([schemas.without_absent(schema), zod.plain(arguments[0], scope, ())])


def sifted(keep: bool) -> Change:
    """Return `.extract([…])` or `.exclude([…])` of an enumeration."""

    def change(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
        values = zod.lowering.literals(schema)
        chosen = zod.number(arguments[0], scope)
        if values is None or not isinstance(chosen, list):
            raise Unknown
        return schemas.enumeration(value for value in values if (value in chosen) is keep)

    return change


def rest(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.rest(T)` of a tuple."""
    return {**schemas.without(schema, "maxItems"), "items": zod.plain(arguments[0], scope, ())}


def checked(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.check(z.maxLength(9), …)`: each check as the step of its name; what is a function stays as text."""
    from .zod import chain

    found = schema
    for argument in arguments:
        base, steps = chain(argument)
        name = CHECKS.get(steps[0].name, steps[0].name) if len(steps) == 1 else ""
        if written(base) not in scope.module.zod or name in LOSSY or name not in STEPS:
            return zod.kept(schema, step, scope)
        found = STEPS[name](zod, found, steps[0].arguments or [], steps[0], scope, at)
    return found


def lossy(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return the schema with the text of a step that holds code."""
    return zod.kept(schema, step, scope)


def caught(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.catch(value)`: it may be left out."""
    return default(zod, schema, arguments, step, scope, at)


def whole(zod: Zod, schema: Schema, arguments: list[Node], step: Step, scope: Scope, at: Steps) -> Schema:
    """Return `.int()`."""
    if "$ref" in schema:
        return said(schema, "type", "integer")
    kind = schema.get("type")
    kinds = ["integer" if one == "number" else one for one in kind] if isinstance(kind, list) else "integer"
    return {**schema, "type": kinds}


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
    "never": lambda zod, arguments, node, scope, at: schemas.never(),
    "undefined": lambda zod, arguments, node, scope, at: schemas.absent(),
    "void": lambda zod, arguments, node, scope, at: schemas.absent(),
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
STEPS: dict[str, Change] = {
    "min": bound("min"),
    "max": bound("max"),
    "length": length,
    "size": length,
    "nonempty": filled,
    "gt": limit("exclusiveMinimum"),
    "gte": limit("minimum"),
    "lt": limit("exclusiveMaximum"),
    "lte": limit("maximum"),
    "positive": fixed_limit("exclusiveMinimum", 0),
    "negative": fixed_limit("exclusiveMaximum", 0),
    "nonnegative": fixed_limit("minimum", 0),
    "nonpositive": fixed_limit("maximum", 0),
    "multipleOf": limit("multipleOf"),
    "step": limit("multipleOf"),
    "int": whole,
    **dict.fromkeys(("finite", "safe", "strip", "readonly", "register", "nonstrict"), same),
    **{name: with_format(known) for name, known in FORMATS.items()},
    "base64": fixed_limit("contentEncoding", "base64"),
    "base64url": fixed_limit("contentEncoding", "base64url"),
    "regex": regex,
    "startsWith": affixed("^", ""),
    "endsWith": affixed("", "$"),
    "includes": affixed("", ""),
    "optional": optional,
    "exactOptional": optional,
    "nullable": nullable,
    "nullish": nullish,
    "default": default,
    "prefault": default,
    "catch": caught,
    "describe": describe,
    "meta": meta,
    "openapi": meta,
    "strict": closed,
    "passthrough": opened,
    "loose": opened,
    "catchall": catch_all,
    "extend": extend,
    "safeExtend": extend,
    "augment": extend,
    "merge": extend,
    "pick": narrowed(schemas.chosen),
    "omit": narrowed(schemas.dropped),
    "partial": narrowed(schemas.optional),
    "required": narrowed(schemas.required),
    "keyof": key_of_object,
    "shape": shape_member,
    "element": element,
    "array": listed,
    "unwrap": unwrapped,
    "nonoptional": unwrapped,
    "innerType": same,
    "or": either,
    "and": both,
    "exclude": sifted(keep=False),
    "extract": sifted(keep=True),
    "rest": rest,
    **dict.fromkeys(("enum", "Enum", "Values", "options"), same),
    **dict.fromkeys(LOSSY - {"catch", "check"}, lossy),
    "check": checked,
}
CHECKS = {
    **dict.fromkeys(("minLength", "minSize", "minimum"), "min"),
    **dict.fromkeys(("maxLength", "maxSize", "maximum"), "max"),
}
