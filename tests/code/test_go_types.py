"""What Go types look like as schemas: a table of fields, and what surrounds them."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from contractdocs.formats.go import lower_go
from contractdocs.formats.go.lower import lower_package

FIELDS: dict[str, Any] = {
    "A string": {"type": "string"},
    "A bool": {"type": "boolean"},
    "A int": {"type": "integer"},
    "A int64": {"type": "integer", "format": "int64"},
    "A uint8": {"type": "integer", "minimum": 0, "maximum": 255},
    "A float64": {"type": "number"},
    "A *string": {"type": ["string", "null"]},
    "A []string": {"type": "array", "items": {"type": "string"}},
    "A []*string": {"type": "array", "items": {"type": "string"}},
    "A []byte": {"type": "string", "contentEncoding": "base64"},
    "A [2]bool": {"type": "array", "items": {"type": "boolean"}, "minItems": 2, "maxItems": 2},
    "A map[string]int": {"type": "object", "additionalProperties": {"type": "integer"}},
    "A map[string]any": {"type": "object"},
    "A any": {},
    "A interface{}": {},
    "A json.RawMessage": {},
    "A time.Time": {"type": "string", "format": "date-time"},
    "A uuid.UUID": {"type": "string", "format": "uuid"},
    "A error": {"type": "object"},
    "A func()": {"x-type-text": "func()"},
    "A chan int": {"x-type-text": "chan int"},
    "A gorm.Model": {"x-type-text": "gorm.Model"},
    "A Missing": {"x-type-text": "Missing"},
    'A int `json:"A,string"`': {"type": "string"},
    'A string `validate:"min=2,max=5"`': {"type": "string", "minLength": 2, "maxLength": 5},
    'A string `validate:"gt=2,lt=5"`': {"type": "string", "minLength": 3, "maxLength": 4},
    'A string `validate:"len=20"`': {"type": "string", "minLength": 20, "maxLength": 20},
    'A int `validate:"gte=0,lte=150"`': {"type": "integer", "minimum": 0, "maximum": 150},
    'A float64 `validate:"gt=0,lt=1.5"`': {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1.5},
    'A []string `validate:"min=1,unique"`': {
        "type": "array",
        "items": {"type": "string"},
        "minItems": 1,
        "uniqueItems": True,
    },
    'A []string `validate:"max=9,dive,email"`': {
        "type": "array",
        "items": {"type": "string", "format": "email"},
        "maxItems": 9,
    },
    'A map[string]string `validate:"dive,keys,len=2,endkeys,url"`': {
        "type": "object",
        "propertyNames": {"minLength": 2, "maxLength": 2},
        "additionalProperties": {"type": "string", "format": "uri"},
    },
    "A string `validate:\"oneof='in progress' done\"`": {"type": "string", "enum": ["in progress", "done"]},
    'A int `validate:"oneof=1 2"`': {"type": "integer", "enum": [1, 2]},
    'A string `binding:"uuid4"`': {"type": "string", "format": "uuid"},
    'A string `validate:"datetime=2006-01-02"`': {"type": "string", "format": "date"},
    'A string `validate:"eqfield=B,email"`': {"type": "string", "format": "email", "x-checks-text": "eqfield=B"},
    'A string `validate:"rgb|rgba"`': {"type": "string", "x-checks-text": "rgb|rgba"},
    'A *string `validate:"oneof=a b"`': {"anyOf": [{"type": "string", "enum": ["a", "b"]}, {"type": "null"}]},
    'A *string `json:"A,omitempty" validate:"min=1"`': {"type": "string", "minLength": 1},
    'A int `default:"3" example:"7"`': {"type": "integer", "default": 3, "examples": [7]},
    "A struct{ B int }": {"type": "object", "properties": {"B": {"type": "integer"}}, "required": ["B"]},
    "A int // What it is.": {"type": "integer", "description": "What it is."},
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_what_json_makes_of_it(field: str) -> None:
    imports = 'import (\n"time"\n"encoding/json"\n"github.com/google/uuid"\n"gorm.io/gorm"\n)'
    found = lower_go(f"package x\n{imports}\ntype T struct {{\n{field}\n}}\n")
    assert found.problems == ()
    assert found.defs["T"]["properties"]["A"] == FIELDS[field]


NAMES = {
    "A int": {"A"},
    "a int": set(),
    'A int `json:"b"`': {"b"},
    'A int `json:"-"`': set(),
    'A int `json:"-,"`': {"-"},
    'A int `json:",omitempty"`': {"A"},
    "A, B, c int": {"A", "B"},
    "E": {"id"},
    "*E": {"id"},
    'E `json:"e"`': {"e"},
    "S": {"S"},
    'A int `query:"page"`': {"page"},
    'A map[string]any `json:",inline"`': {"A"},
    'A int "json:\\"quoted\\""': {"quoted"},
}


@pytest.mark.parametrize("field", NAMES)
def test_a_field_is_named_as_json_names_it(field: str) -> None:
    text = f'package x\ntype E struct {{ Id int `json:"id"` }}\ntype S string\ntype T struct {{\n{field}\n}}\n'
    defs = lower_go(text).defs
    bases = [defs[part["$ref"].removeprefix("#/$defs/")] for part in defs["T"].get("allOf", [])]
    assert {name for part in (defs["T"], *bases) for name in part["properties"]} == NAMES[field]


def test_a_field_hides_the_one_of_the_same_name_that_is_embedded() -> None:
    base = 'type Base struct { ID int `json:"id"`; Note string `json:"note"` }\n'
    defs = lower_go(base + 'type T struct { Base; ID string `json:"id"` }').defs
    assert defs["T"]["properties"] == {"id": {"type": "string"}, "note": {"type": "string"}}
    assert "allOf" not in defs["T"]


REQUIRED = {
    "type ARequest struct": (["sure"], [], []),
    "type AResponse struct": (["plain", "sure", "time"], [], []),
    "type A struct": (["plain", "sure", "time"], ["plain", "time"], []),
}


@pytest.mark.parametrize("head", REQUIRED)
def test_the_role_decides_what_is_required(head: str) -> None:
    text = f"""package x
import "time"
{head} {{
    Plain string `json:"plain"`
    Sure  string `json:"sure" validate:"required"`
    Maybe string `json:"maybe,omitempty"`
    Time  time.Time `json:"time,omitempty"`
}}"""
    (schema,) = lower_go(text).defs.values()
    required, sent, received = REQUIRED[head]
    assert schema.get("required") == required
    assert schema.get("x-optional-input", []) == sent
    assert schema.get("x-optional-output", []) == received


def test_without_any_validation_a_type_of_no_role_has_what_is_always_written() -> None:
    (schema,) = lower_go(
        'type User struct { ID string `json:"id"`; Nick *string `json:"nick,omitempty"` }'
    ).defs.values()
    assert (schema["required"], set(schema) & {"x-optional-input", "x-optional-output"}) == (["id"], set())


def test_a_shared_type_keeps_both_facts() -> None:
    text = """
    type Address struct { City string `json:"city"` }
    type UserRequest struct { Home Address `json:"home"` }
    type UserResponse struct { Home Address `json:"home"` }
    """
    address = lower_go(text).defs["Address"]
    assert (address["required"], address["x-optional-input"]) == (["city"], ["city"])


ROLES = {
    "type CreateUserRequest struct { A int }": "input",
    "type ListParams struct { A int }": "input",
    "type UserResponse struct { A int }": "output",
    "type UserEvent struct { A int }": "output",
    "type Problem struct { A int }": "output",
    'type Page struct { A int `query:"a"` }': "input",
    "type User struct { A int }": "both",
    "type OperationStatus string": "both",
    "// GET /users -> User\ntype User struct { A int }": None,
}


@pytest.mark.parametrize("text", ROLES)
def test_the_direction_comes_from_use_then_from_the_name(text: str) -> None:
    tree = lower_package((("types.go", f"package x\n{text}\n"),))
    assert list(tree.directions.values()) == [ROLES[text]]


@pytest.mark.parametrize(("file", "way"), [("requests.go", "input"), ("user_responses.go", "output"), ("a.go", "both")])
def test_the_file_tells_where_the_name_does_not(file: str, way: str) -> None:
    tree = lower_package(((file, "package x\ntype User struct { A int }\n"),))
    assert tree.directions == {"User": way}


ENUMS = {
    'const (\nA S = "a"\nB S = "b"\n)': ["a", "b"],
    'const A S = "a"\nconst B = S("b")': ["a", "b"],
    'const (\nA S = "a"\nlow S = "x"\n)': ["a"],
    'const (\nA S = prefix + "a"\n)\nconst prefix = "p."': ["p.a"],
}


@pytest.mark.parametrize("consts", ENUMS)
def test_constants_of_a_type_are_its_values(consts: str) -> None:
    listed = consts if "prefix" not in consts else "\n".join(reversed(consts.split("\n)\n"))) + "\n)"
    assert lower_go(f"package x\ntype S string\n{listed}\n").defs["S"]["enum"] == ENUMS[consts]


NUMBERS = {
    "A N = iota\nB\nC": [0, 1, 2],
    "A N = iota + 1\n_\nC": [1, 3],
    "A N = 1 << iota\nB\nC": [1, 2, 4],
    "A N = 10\nB N = -3": [10, -3],
    "_ N = iota\n// skipped\nA\nB": [1, 2],
    "A, B N = iota, iota * 10\nC, D": [0, 0, 1, 10],
}


@pytest.mark.parametrize("consts", NUMBERS)
def test_iota_counts(consts: str) -> None:
    found = lower_go(f"package x\ntype N int\nconst (\n{consts}\n)\n").defs["N"]["enum"]
    assert found == list(dict.fromkeys(NUMBERS[consts]))


def test_constants_of_no_type_are_promises_too_but_not_the_version() -> None:
    defs = lower_go('const Version = "1.2"\nconst (\nCodeNotFound = "not_found"\nsecret = "x"\nMaxItems = 20\n)').defs
    assert defs == {
        "Constants": {
            "type": "object",
            "properties": {"CodeNotFound": {"const": "not_found"}, "MaxItems": {"const": 20}},
            "required": ["CodeNotFound", "MaxItems"],
        }
    }


def test_generic_types_are_made_for_their_arguments() -> None:
    defs = lower_go("type Page[T any] struct { Items []T }\ntype User struct { A int }\ntype Users = Page[User]").defs
    assert defs["Users"] == {"$ref": "#/$defs/Page[User]"}
    assert defs["Page[User]"]["properties"]["Items"] == {"type": "array", "items": {"$ref": "#/$defs/User"}}
    assert set(defs) == {"User", "Users", "Page[User]"}


def test_what_a_method_writes_is_not_guessed() -> None:
    text = "type M struct { A int }\nfunc (m M) MarshalJSON() ([]byte, error) { return nil, nil }\n"
    text += "type T struct { A int }\nfunc (t *T) MarshalText() ([]byte, error) { return nil, nil }\n"
    defs = lower_go(text).defs
    assert (defs["M"], defs["T"]) == ({"x-type-text": "struct { A int }"}, {"type": "string"})


def test_words_and_deprecation_come_from_comments() -> None:
    text = dedent(
        """
        package x

        // User is a person.
        //
        // Deprecated: use Person. It goes after 2027-05-31.
        type User struct {
            // Name is what people call them.
            Name string `json:"name"`
            Nick string `json:"nick"` // A short one.
            /* Old.

               Deprecated: use Name. */
            Old string `json:"old"`

            // belongs to nothing

            Bare string `json:"bare"`
        }
        """
    )
    user = lower_go(text).defs["User"]
    assert (user["deprecated"], user["x-sunset"]) == (True, "2027-05-31")
    assert user["properties"]["name"]["description"] == "Name is what people call them."
    assert user["properties"]["nick"]["description"] == "A short one."
    assert user["properties"]["old"]["deprecated"] is True
    assert user["properties"]["bare"] == {"type": "string"}


def test_places_count_characters_and_name_their_file() -> None:
    found = lower_go({"a.go": "package x\n\ntype  Ä struct {}\ntype A struct { /* ä */ B int }\n"})
    assert found.spots["A",].value == (4, 6)
    spot = found.spots["A", "properties", "B"]
    assert (spot.value, spot.file) == ((4, 25), "a.go")


HOSTILE = {
    "parentheses": "type T struct { A " + "(" * 20000 + "int" + ")" * 20000 + " }",
    "pointers": "type T struct { A " + "*" * 20000 + "int }",
    "slices": "type T " + "[]" * 5000 + "int",
    "generics that grow": "type T[P any] struct { A *T[[]P] }\ntype U = T[int]",
    "structs inside each other": "type T struct { A " * 1 + "struct { A " * 3000 + "int" + "}" * 3000 + "}",
    "a cycle of names": 'type A B\ntype B A\ntype C struct { A; X A `validate:"min=1"` }',
    "a struct in itself": "type A struct { A }\ntype B struct { *C }\ntype C struct { *B; X int }",
    "noise": "\x01\x02 type } { func `",
    "a long constant": "const (\nA = " + "1+" * 20000 + "1\n)",
    "dives": 'type T struct { A []string `validate:"' + "dive," * 5000 + '"` }',
}


@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_crashes(case: str) -> None:
    found = lower_go("package x\n" + HOSTILE[case])
    assert found.problems or found.defs or case == "a long constant"


def test_faults_of_syntax_have_a_place_and_the_rest_is_read() -> None:
    found = lower_go(
        "package x\n\ntype A struct { X int }\n\ntype B struct { Y int int int }\n\ntype C struct { Z int }\n"
    )
    assert found.problems
    assert found.problems[0].spot[0] == 5
    assert {"A", "C"} <= set(found.defs)
