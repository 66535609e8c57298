"""Zod schemas, versions 3 and 4: one line a chain."""

from __future__ import annotations

from typing import Any

import pytest

from contractdocs.formats.typescript import lower_typescript

BASE = "const base = z.object({ a: z.string(), b: z.number().optional() });\n"
TEXT, NUMBER = {"type": "string"}, {"type": "number"}


def lowered(text: str, name: str = "T") -> Any:
    return lower_typescript(text).defs[name]


def properties(**named: Any) -> dict[str, Any]:
    required = [name for name in named if not name.endswith("_")]
    found = {"type": "object", "properties": {name.rstrip("_"): schema for name, schema in named.items()}}
    return {**found, "required": required} if required else found


CASES: dict[str, tuple[str, Any]] = {
    "bounds of text": ("z.string().min(1, 'short').max(5)", {"type": "string", "minLength": 1, "maxLength": 5}),
    "an exact length": ("z.string().length(3)", {"type": "string", "minLength": 3, "maxLength": 3}),
    "a format": ("z.string().email()", {"type": "string", "format": "email"}),
    "a format of Zod 4": ("z.email()", {"type": "string", "format": "email"}),
    "a date of Zod 4": ("z.iso.datetime({ offset: true })", {"type": "string", "format": "date-time"}),
    "a link": ("z.string().url()", {"type": "string", "format": "uri"}),
    "a pattern": ("z.string().regex(/^[a-z]+$/)", {"type": "string", "pattern": "^[a-z]+$"}),
    "two patterns": (
        "z.string().regex(/a/).regex(/b/)",
        {"type": "string", "pattern": "a", "allOf": [{"pattern": "b"}]},
    ),
    "a beginning": ("z.string().startsWith('a.b')", {"type": "string", "pattern": r"^a\.b"}),
    "a whole number": ("z.number().int().positive()", {"type": "integer", "exclusiveMinimum": 0}),
    "a whole number of Zod 4": ("z.int().min(1)", {"type": "integer", "minimum": 1}),
    "bounds of a number": ("z.number().gte(1).lt(10)", {"type": "number", "minimum": 1, "exclusiveMaximum": 10}),
    "a step": ("z.number().multipleOf(0.5)", {"type": "number", "multipleOf": 0.5}),
    "made of text": ("z.coerce.number()", NUMBER),
    "checks of Zod 4": (
        "z.string().check(z.minLength(2), z.maxLength(9))",
        {"type": "string", "minLength": 2, "maxLength": 9},
    ),
    "a getter of Zod 4": ("z.object({ get a() { return z.string().optional(); } })", properties(a_=TEXT)),
    "an enumeration": ("z.enum(['a', 'b'])", {"type": "string", "enum": ["a", "b"]}),
    "less of an enumeration": ("z.enum(['a', 'b', 'c']).exclude(['c'])", {"type": "string", "enum": ["a", "b"]}),
    "a literal": ("z.literal('a')", {"type": "string", "const": "a"}),
    "null": ("z.string().nullable()", {"type": ["string", "null"]}),
    "an array": ("z.array(z.string()).min(1)", {"type": "array", "items": TEXT, "minItems": 1}),
    "an array behind": ("z.string().array().nonempty()", {"type": "array", "items": TEXT, "minItems": 1}),
    "a union": ("z.union([z.string(), z.number()])", {"type": ["string", "number"]}),
    "a union behind": ("z.string().or(z.null())", {"type": ["string", "null"]}),
    "told apart": (
        "z.discriminatedUnion('t', [z.object({ t: z.literal('a') }), z.object({ t: z.literal('b') })])",
        {"anyOf": [properties(t={"type": "string", "const": "a"}), properties(t={"type": "string", "const": "b"})]},
    ),
    "an intersection": (
        "z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() }))",
        {"allOf": [properties(a=TEXT), properties(b=NUMBER)]},
    ),
    "a record": ("z.record(z.string(), z.number())", {"type": "object", "additionalProperties": NUMBER}),
    "a record of one argument": ("z.record(z.number())", {"type": "object", "additionalProperties": NUMBER}),
    "a record of names": ("z.record(z.enum(['a', 'b']), z.number())", properties(a=NUMBER, b=NUMBER)),
    "a tuple": (
        "z.tuple([z.string(), z.number()])",
        {"type": "array", "prefixItems": [TEXT, NUMBER], "items": False, "maxItems": 2, "minItems": 2},
    ),
    "an object": ("z.object({ a: z.string(), b: z.number().optional() })", properties(a=TEXT, b_=NUMBER)),
    "closed": ("z.object({ a: z.string() }).strict()", {**properties(a=TEXT), "additionalProperties": False}),
    "closed in Zod 4": ("z.strictObject({ a: z.string() })", {**properties(a=TEXT), "additionalProperties": False}),
    "the rest": ("z.object({}).catchall(z.number())", {"type": "object", "additionalProperties": NUMBER}),
    "a default may be left out": (
        "z.object({ a: z.number().default(3) })",
        {**properties(a={"type": "number", "default": 3}), "x-optional-input": ["a"]},
    ),
    "a default that may be left out in the end": (
        "z.object({ a: z.number().default(3) }).partial()",
        properties(a_={"type": "number", "default": 3}),
    ),
    "a default is picked": (
        "z.object({ a: z.number().default(3), b: z.string() }).pick({ a: true })",
        {**properties(a={"type": "number", "default": 3}), "x-optional-input": ["a"]},
    ),
    "nullish": ("z.object({ a: z.string().nullish() })", properties(a_={"type": ["string", "null"]})),
    "described": (
        "z.object({ a: z.string().describe('Who') })",
        properties(a={"type": "string", "description": "Who"}),
    ),
    "extended": ("base.extend({ c: z.boolean() })", properties(a=TEXT, b_=NUMBER, c={"type": "boolean"})),
    "merged": ("base.merge(z.object({ a: z.number() }))", {**properties(a=NUMBER, b_=NUMBER)}),
    "spread": ("z.object({ ...base.shape, c: z.string() })", properties(a=TEXT, b_=NUMBER, c=TEXT)),
    "picked": ("base.pick({ a: true })", properties(a=TEXT)),
    "omitted": ("base.omit({ a: true })", properties(b_=NUMBER)),
    "partial": ("base.partial()", properties(a_=TEXT, b_=NUMBER)),
    "partial by name": ("base.partial({ a: true })", properties(a_=TEXT, b_=NUMBER)),
    "required": ("base.required()", properties(a=TEXT, b=NUMBER)),
    "names": ("base.keyof()", {"type": "string", "enum": ["a", "b"]}),
    "a part": ("base.shape.a", TEXT),
    "a name": ("z.object({ it: base })", properties(it={"$ref": "#/$defs/Base"})),
    "later": ("z.lazy(() => base)", {"$ref": "#/$defs/Base"}),
    "worked out": ("z.string().min(2 * 4).max(MOST)", {"type": "string", "minLength": 8, "maxLength": 100}),
    "checked by code": ("z.string().refine((v) => v)", {"type": "string", "x-checks-text": ".refine((v) => v)"}),
    "not known": ("z.string().sparkle(1)", {"type": "string", "x-checks-text": ".sparkle(1)"}),
}


@pytest.mark.parametrize("case", CASES)
def test_a_chain_is_a_schema(case: str) -> None:
    text, schema = CASES[case]
    assert lowered(f"{BASE}const MOST = 100;\nexport const T = {text};") == schema


def test_an_inferred_type_is_its_schema() -> None:
    text = "export const userSchema = z.object({ id: z.string() });\nexport type Person = z.infer<typeof userSchema>;"
    assert dict(lower_typescript(text).defs) == {"Person": properties(id=TEXT)}


@pytest.mark.parametrize("name", ["userSchema", "UserSchema", "User", "zUser", "user_schema"])
def test_a_schema_goes_by_what_it_describes(name: str) -> None:
    assert list(lower_typescript(f"export const {name} = z.object({{}});").defs) == ["User"]


def test_a_function_makes_schemas() -> None:
    text = (
        "const page = <T extends z.ZodTypeAny>(item: T) => z.object({ data: z.array(item) });\n"
        "export const T = page(z.string()).strict();"
    )
    assert lowered(text) == {**properties(data={"type": "array", "items": TEXT}), "additionalProperties": False}


def test_an_enum_of_the_language() -> None:
    text = "enum State { Open = 'open' }\nexport const T = z.object({ s: z.nativeEnum(State).optional() });"
    assert lowered(text) == properties(s_={"$ref": "#/$defs/State"})
