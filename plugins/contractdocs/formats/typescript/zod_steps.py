"""The steps of a chain of Zod: how `.min(1)` and its like change a schema."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from . import schemas
from .constants import Unknown
from .schemas import ABSENT, FILLED, Schema
from .syntax import field as part
from .syntax import written
from .zod_chain import Call, Change, chain
from .zod_objects import catch_all, closed, extend, key_of_object, narrowed, opened, shape_member

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

    def change(schema: Schema, call: Call) -> Schema:
        keyword = BOUNDS.get((side, kind_of(call.low.opened(schema))))
        if keyword is None or not call.arguments:
            raise Unknown
        return said(schema, keyword, call.value())

    return change


def said(schema: Schema, keyword: str, value: Any) -> Schema:
    """Return a schema with one more keyword; beside a reference it stands on its own."""
    if "$ref" in schema:
        rest = {key: schema[key] for key in schema if key == ABSENT}
        return {"allOf": [schemas.without_absent(schema)], keyword: value, **rest}
    return {**schema, keyword: value}


def length(schema: Schema, call: Call) -> Schema:
    """Return `.length(n)`."""
    return bound("max")(bound("min")(schema, call), call)


def filled(schema: Schema, call: Call) -> Schema:
    """Return `.nonempty()`."""
    keyword = "minLength" if kind_of(call.low.opened(schema)) == "string" else "minItems"
    return said(schema, keyword, 1)


def limit(keyword: str) -> Change:
    """Return `.gt(n)` and its like, which speak of numbers alone."""
    return lambda schema, call: said(schema, keyword, call.value())


def fixed_limit(keyword: str, value: Any) -> Change:
    """Return `.positive()` and its like."""
    return lambda schema, call: said(schema, keyword, value)


def with_format(name: str) -> Change:
    """Return `.email()` and its like."""
    return lambda schema, call: said(schema, "format", name)


def with_pattern(schema: Schema, pattern: str) -> Schema:
    """Return a schema with one more pattern; a second one holds beside the first."""
    if "pattern" not in schema:
        return said(schema, "pattern", pattern)
    return {**schema, "allOf": [*schema.get("allOf", ()), {"pattern": pattern}]}


def regex(schema: Schema, call: Call) -> Schema:
    """Return `.regex(/…/)`; its flags change what it means, and stay as text."""
    node = call.arguments[0] if call.arguments else None
    if node is not None and node.type == "identifier":
        one = call.declared(node)
        node = part(one.node, "value") if one is not None and one.kind == "const" else None
    if node is None or node.type != "regex":
        raise Unknown
    flags = part(node, "flags")
    found = with_pattern(schema, written(part(node, "pattern")))
    shown = written(flags).replace("u", "") if flags is not None else ""
    return {**found, "x-checks-text": f"{found.get('x-checks-text', '')}/{shown}"} if shown else found


def affixed(before: str, after: str) -> Change:
    """Return `.startsWith('x')` and its like."""

    def change(schema: Schema, call: Call) -> Schema:
        from .types import escaped

        return with_pattern(schema, before + escaped(str(call.value())) + after)

    return change


def optional(schema: Schema, call: Call) -> Schema:
    """Return `.optional()`."""
    return {**schemas.without(schema, FILLED), ABSENT: True}


def nullable(schema: Schema, call: Call) -> Schema:
    """Return `.nullable()`."""
    absent = {ABSENT: True} if schema.get(ABSENT) else {}
    return {**schemas.nullable(schemas.without_absent(schema)), **absent}


def nullish(schema: Schema, call: Call) -> Schema:
    """Return `.nullish()`."""
    return {**nullable(schema, call), ABSENT: True}


def default(schema: Schema, call: Call) -> Schema:
    """Return `.default(value)`: it may be left out by those who send it, and is always there for those who receive."""
    try:
        return {**schema, "default": call.value(), ABSENT: True, FILLED: True}
    except (Unknown, IndexError):
        return {**schema, ABSENT: True, FILLED: True}


def describe(schema: Schema, call: Call) -> Schema:
    """Return `.describe('…')`."""
    return {**schema, "description": str(call.value())} if call.arguments else schema


META = {
    "title": "title",
    "description": "description",
    "deprecated": "deprecated",
    "examples": "examples",
    "format": "format",
}


def meta(schema: Schema, call: Call) -> Schema:
    """Return `.meta({ … })` and `.openapi({ … })`."""
    found = call.value(-1) if call.arguments else {}
    if not isinstance(found, dict):
        return schema
    notes = {META[key]: value for key, value in found.items() if key in META}
    return {**schema, **notes, **({"examples": [found["example"]]} if "example" in found else {})}


def same(schema: Schema, call: Call) -> Schema:
    """Return the schema as it is: `.readonly()`, `.strip()`."""
    return schema


def element(schema: Schema, call: Call) -> Schema:
    """Return `.element`."""
    found = call.low.opened(schema).get("items")
    if not isinstance(found, dict):
        raise Unknown
    return found


def listed(schema: Schema, call: Call) -> Schema:
    """Return `.array()`."""
    return {"type": "array", "items": schemas.without_absent(schema)}


def unwrapped(schema: Schema, call: Call) -> Schema:
    """Return `.unwrap()`: without null, and not to be left out."""
    return schemas.not_null(call.low.opened(schema))


def either(schema: Schema, call: Call) -> Schema:
    """Return `.or(T)`."""
    return schemas.union([schema, call.zod.expression(call.arguments[0], call.scope, ())])


def both(schema: Schema, call: Call) -> Schema:
    """Return `.and(T)`."""
    return schemas.intersection([schemas.without_absent(schema), call.apart(call.arguments[0])])


def sifted(keep: bool) -> Change:
    """Return `.extract([…])` or `.exclude([…])` of an enumeration."""

    def change(schema: Schema, call: Call) -> Schema:
        values = call.low.literals(schema)
        chosen = call.value()
        if values is None or not isinstance(chosen, list):
            raise Unknown
        return schemas.enumeration(value for value in values if (value in chosen) is keep)

    return change


def rest(schema: Schema, call: Call) -> Schema:
    """Return `.rest(T)` of a tuple."""
    return {**schemas.without(schema, "maxItems"), "items": call.apart(call.arguments[0])}


def checked(schema: Schema, call: Call) -> Schema:
    """Return `.check(z.maxLength(9), …)`: each check as the step of its name; what is a function stays as text."""
    found = schema
    for argument in call.arguments:
        base, steps = chain(argument)
        name = CHECKS.get(steps[0].name, steps[0].name) if len(steps) == 1 else ""
        if written(base) not in call.scope.module.zod or name in LOSSY or name not in STEPS:
            return call.kept(schema, call.step)
        found = STEPS[name](found, replace(call, step=steps[0]))
    return found


def lossy(schema: Schema, call: Call) -> Schema:
    """Return the schema with the text of a step that holds code."""
    return call.kept(schema, call.step)


def caught(schema: Schema, call: Call) -> Schema:
    """Return `.catch(value)`: it may be left out."""
    return default(schema, call)


def whole(schema: Schema, call: Call) -> Schema:
    """Return `.int()`."""
    if "$ref" in schema:
        return said(schema, "type", "integer")
    kind = schema.get("type")
    kinds = ["integer" if one == "number" else one for one in kind] if isinstance(kind, list) else "integer"
    return {**schema, "type": kinds}


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
