"""Types of TypeScript as schemas: one line a construct."""

from __future__ import annotations

from typing import Any

import pytest

from contractdocs.formats.typescript import lower_typescript

USER = "interface User { id: string; name?: string; tags: string[] }\n"
STATE = "enum State { Open = 'open', Done = 'done' }\n"
CODES = "const CODES = { A: 'a', B: 'b' } as const;\n"
TEXT, NUMBER = {"type": "string"}, {"type": "number"}


def lowered(text: str, name: str = "T") -> Any:
    return lower_typescript(text).defs[name]


def properties(**named: Any) -> dict[str, Any]:
    """Return an object schema; names that end in an underscore are optional."""
    required = [name for name in named if not name.endswith("_")]
    found = {"type": "object", "properties": {name.rstrip("_"): schema for name, schema in named.items()}}
    return {**found, "required": required} if required else found


CASES: dict[str, tuple[str, Any]] = {
    "text": ("type T = string", TEXT),
    "anything": ("type T = any", {}),
    "nothing": ("type T = never", {"not": {}}),
    "a literal": ("type T = 'a'", {"type": "string", "const": "a"}),
    "a negative number": ("type T = -1", {"type": "number", "const": -1}),
    "literals": ("type T = 'a' | 'b'", {"type": "string", "enum": ["a", "b"]}),
    "literals over lines": ("type T =\n  | 'a'\n  | 'b'", {"type": "string", "enum": ["a", "b"]}),
    "both truth values": ("type T = true | false", {"type": "boolean"}),
    "types": ("type T = string | number", {"type": ["string", "number"]}),
    "null": ("type T = string | null", {"type": ["string", "null"]}),
    "null among literals": ("type T = 'a' | 'b' | null", {"type": ["string", "null"], "enum": ["a", "b", None]}),
    "an open enumeration": ("type T = 'a' | 'b' | (string & {})", {"type": "string", "x-extensible-enum": ["a", "b"]}),
    "a brand": ("type T = string & { readonly __brand: 'Id' }", TEXT),
    "a reference": (USER + "type T = User", {"$ref": "#/$defs/User"}),
    "a reference or null": (USER + "type T = User | null", {"anyOf": [{"$ref": "#/$defs/User"}, {"type": "null"}]}),
    "tags on one line": (
        "/** A rate. @minimum 1 @maximum 9 */\ntype T = number",
        {"type": "number", "description": "A rate.", "minimum": 1, "maximum": 9},
    ),
    "an array": ("type T = string[]", {"type": "array", "items": TEXT}),
    "an array by name": ("type T = ReadonlyArray<number>", {"type": "array", "items": NUMBER}),
    "an array that is not written to": ("type T = readonly string[]", {"type": "array", "items": TEXT}),
    "a tuple": (
        "type T = [string, number?]",
        {"type": "array", "prefixItems": [TEXT, NUMBER], "items": False, "maxItems": 2, "minItems": 1},
    ),
    "a tuple with names and a rest": (
        "type T = [first: string, ...rest: number[]]",
        {"type": "array", "prefixItems": [TEXT], "items": NUMBER, "minItems": 1},
    ),
    "optional": ("interface T { a: string; b?: number }", properties(a=TEXT, b_=NUMBER)),
    "undefined is optional": ("interface T { a: string | undefined }", properties(a_=TEXT)),
    "an alias of undefined is optional": (
        "type Maybe = string | undefined; interface T { a: Maybe }",
        properties(a_={"$ref": "#/$defs/Maybe"}),
    ),
    "quoted names": ("interface T { 'a-b': string }", {**properties(), **properties(**{"a-b": TEXT})}),
    "computed names": (CODES + "interface T { [CODES.A]: string }", properties(a=TEXT)),
    "methods are not on the wire": (
        "interface T { a: string; run(): void; go: () => void }",
        {**properties(a=TEXT), "x-methods": ["run"]},
    ),
    "extends": (
        USER + "interface T extends User { age: number }",
        {"type": "object", "allOf": [{"$ref": "#/$defs/User"}], "properties": {"age": NUMBER}, "required": ["age"]},
    ),
    "declared in two parts": ("interface T { a: string } interface T { b: string }", properties(a=TEXT, b=TEXT)),
    "an intersection": (
        USER + "type T = User & { age: number }",
        {"allOf": [{"$ref": "#/$defs/User"}, properties(age=NUMBER)]},
    ),
    "an index": ("interface T { [key: string]: number }", {"type": "object", "additionalProperties": NUMBER}),
    "a record": ("type T = Record<string, number>", {"type": "object", "additionalProperties": NUMBER}),
    "a record of names": ("type T = Record<'a' | 'b', number>", properties(a=NUMBER, b=NUMBER)),
    "a record of an enum": (STATE + "type T = Record<State, number>", properties(open=NUMBER, done=NUMBER)),
    "some of a record": ("type T = Partial<Record<'a' | 'b', number>>", properties(a_=NUMBER, b_=NUMBER)),
    "partial": (
        USER + "type T = Partial<User>",
        properties(id_=TEXT, name_=TEXT, tags_={"type": "array", "items": TEXT}),
    ),
    "required": (
        USER + "type T = Required<Pick<User, 'id' | 'name'>>",
        properties(id=TEXT, name=TEXT),
    ),
    "pick": (USER + "type T = Pick<User, 'id'>", properties(id=TEXT)),
    "omit": (USER + "type T = Omit<User, 'tags'>", properties(id=TEXT, name_=TEXT)),
    "omit of what extends": (
        USER + "interface Admin extends User { level: number }\ntype T = Omit<Admin, 'tags' | 'name'>",
        properties(id=TEXT, level=NUMBER),
    ),
    "exclude": ("type T = Exclude<'a' | 'b' | 'c', 'c'>", {"type": "string", "enum": ["a", "b"]}),
    "extract": ("type K = 'a' | 'b'; type T = Extract<K, 'a'>", {"type": "string", "const": "a"}),
    "without null": ("type T = NonNullable<string | null | undefined>", TEXT),
    "keys": (USER + "type T = keyof User", {"type": "string", "enum": ["id", "name", "tags"]}),
    "a property": (USER + "type T = User['tags']", {"type": "array", "items": TEXT}),
    "an element": (USER + "type T = User['tags'][number]", TEXT),
    "values of a constant": (
        CODES + "type T = (typeof CODES)[keyof typeof CODES]",
        {"type": "string", "enum": ["a", "b"]},
    ),
    "a constant list": ("const T = ['a', 'b'] as const;", {"type": "string", "enum": ["a", "b"]}),
    "elements of a constant list": (
        "const L = ['a', 'b'] as const; type T = (typeof L)[number]",
        {"type": "string", "enum": ["a", "b"]},
    ),
    "a constant object": (
        "const T = { A: 'a', B: 'b' } as const;",
        {"type": "string", "enum": ["a", "b"], "x-enum-varnames": ["A", "B"]},
    ),
    "an enum": (
        "enum T { Open = 'open', Done = 'done' }",
        {"type": "string", "enum": ["open", "done"], "x-enum-varnames": ["Open", "Done"]},
    ),
    "an enum that counts": (
        "enum T { A, B = 5, C }",
        {"type": "number", "enum": [0, 5, 6], "x-enum-varnames": ["A", "B", "C"]},
    ),
    "a member of an enum": (STATE + "interface T { s: State.Open }", properties(s={"type": "string", "const": "open"})),
    "a template": ("type T = `order-${number}`", {"type": "string", "pattern": r"^order--?\d+(?:\.\d+)?$"}),
    "a template of names": ("type T = `${'a' | 'b'}.x`", {"type": "string", "pattern": r"^(?:a|b)\.x$"}),
    "mapped": ("type T = { [K in 'a' | 'b']?: number }", properties(a_=NUMBER, b_=NUMBER)),
    "mapped over a type": (
        USER + "type T = { readonly [K in keyof User]: boolean }",
        properties(id={"type": "boolean"}, name_={"type": "boolean"}, tags={"type": "boolean"}),
    ),
    "a generic": ("interface Page<E> { data: E[] } type T = Page<string>", {"$ref": "#/$defs/Page<string>"}),
    "a generic with a default": ("interface Box<E = number> { it: E } type T = Box", {"$ref": "#/$defs/Box<number>"}),
    "a date": ("interface T { at: Date }", properties(at={"type": "string", "format": "date-time"})),
    "a promise": ("type T = Promise<string>", TEXT),
    "a class": (
        "class T { id!: string; private secret = 1; get(): void {} }",
        {**properties(id=TEXT), "x-methods": ["get"]},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_type_is_a_schema(case: str) -> None:
    text, schema = CASES[case]
    assert lowered(text) == schema


def test_a_generic_is_filled_in() -> None:
    text = USER + "interface Page<T, M = string> { data: T[]; meta?: M }\ntype Users = Page<User>;"
    users = {"type": "array", "items": {"$ref": "#/$defs/User"}}
    assert lowered(text, "Page<User, string>") == properties(data=users, meta_=TEXT)


def test_a_generic_inside_a_generic() -> None:
    text = "interface Box<T> { it: T } interface Two<T> { a: Box<T>; b: Box<T[]> } type T = Two<string>"
    assert lowered(text, "Two<string>") == properties(
        a={"$ref": "#/$defs/Box<string>"}, b={"$ref": "#/$defs/Box<string[]>"}
    )
    assert lowered(text, "Box<string[]>") == properties(it={"type": "array", "items": TEXT})


def test_a_type_of_itself() -> None:
    text = "interface T { parent: T | null; part: Partial<T> }"
    assert lowered(text)["properties"]["part"] == {"$ref": "#/$defs/Partial<T>"}
    assert set(lowered(text, "Partial<T>")["properties"]) == {"parent", "part"}
    assert "required" not in lowered(text, "Partial<T>")


@pytest.mark.parametrize(
    "text",
    [
        "type T = string extends infer U ? U : never;",
        "type T = keyof Nothing;",
        "type T = ReturnType<typeof call>;",
        "type T = unique symbol;",
        "type T = Partial<T>;",
        "type T = Omit<T, 'a'>;",
    ],
)
def test_what_is_not_understood_is_text(text: str) -> None:
    found = lower_typescript(text)
    written = text.removeprefix("type T = ").rstrip(";")
    schema = found.defs["T"]
    assert schema.get("x-type-text") == written or found.defs[written] == {"x-type-text": written}
    assert found.not_read
    assert not found.problems


def test_comments_say_what_things_are() -> None:
    text = """
/** Who orders. */
interface T {
  id: string; // never changes
  /**
   * The old name.
   * @deprecated use `name`, removed on 2027-01-31
   * @minLength 2
   * @example "Ada"
   */
  title?: string;
  /** @type {integer} */ age: number; /** In euro */ price: number;
}"""
    found = lowered(text)
    assert found["description"] == "Who orders."
    assert found["properties"] == {
        "id": {"type": "string", "description": "never changes"},
        "title": {
            "type": "string",
            "description": "The old name.",
            "deprecated": True,
            "x-sunset": "2027-01-31",
            "x-deprecation": "use `name`, removed on 2027-01-31",
            "minLength": 2,
            "examples": ["Ada"],
        },
        "age": {"type": "integer"},
        "price": {"type": "number", "description": "In euro"},
    }


def test_parts_know_their_places() -> None:
    text = "interface Größe { a: string }\n\ninterface T {\n  'ä': 'x' | 'y';  é: number\n}"
    spots = lower_typescript(text, offset_line=10).spots
    assert spots[("T",)].key == (13, 11)
    assert spots[("T", "properties", "ä")] == ((14, 8), (14, 3), "")
    assert spots[("T", "properties", "ä", "enum", "1")].value == (14, 14)
    assert spots[("T", "properties", "é")].key == (14, 20)


def test_what_is_declared_elsewhere_is_a_reference() -> None:
    assert lowered("interface T { who: User }") == properties(who={"$ref": "#/$defs/User"})


def test_imports_in_the_place_of_a_type_are_no_errors() -> None:
    found = lower_typescript("interface T { a: import('./x').A; b: string }")
    assert found.problems == ()
    assert set(found.defs["T"]["properties"]) == {"a", "b"}
