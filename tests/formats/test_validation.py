"""What is said of a document that breaks its schema: one sentence, one place, one suggestion for each mistake."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.formats.validation import schema_findings

if TYPE_CHECKING:
    from .conftest import Parse, Validate

HEAD = "info: {title: Orders, version: 1.0.0}\n"
OPERATION = HEAD + "paths:\n  /orders:\n    get:\n      responses:\n        '200': {description: ok}\n"
SCHEMA = HEAD + "paths: {}\ncomponents:\n  schemas:\n    Order:\n      "
SCHEME = HEAD + "paths: {}\ncomponents:\n  securitySchemes:\n    key: "
TYPES_30 = "`array`, `boolean`, `integer`, `number`, `object` or `string`"
TYPES_31 = "`array`, `boolean`, `integer`, `null`, `number`, `object` or `string`"

BOTH = [
    ("paths: {}", ["1:1 the document needs the key `info` | Add `info`."]),
    (
        "info: {title: Orders, version: 1.10}\npaths: {}",
        ['2:32 `version` must be a string, not the number `1.1` | Put it in quotes: `version: "1.10"`'],
    ),
    (HEAD + "paths: []", ["3:8 `paths` must be a mapping, not a list"]),
    (HEAD + "paths: null", ["3:8 `paths` must be a mapping, not empty"]),
    (HEAD + "paths: {orders: {}}", ["3:9 `orders` is not a key that `paths` may have | Did you mean `/orders`?"]),
    (
        OPERATION + "      operationid: a",
        ["8:7 `operationid` is not a key that `get` may have | Did you mean `operationId`?"],
    ),
    (
        OPERATION + "      zebra: a",
        [
            "8:7 `zebra` is not a key that `get` may have | Remove it, or name it `x-zebra` if it is an extension.",
        ],
    ),
    (
        OPERATION.replace("description", "descripton"),
        ["7:17 `descripton` is not a key that `200` may have | Did you mean `description`?"],
    ),
    (
        OPERATION.replace("200", "2000"),
        [
            (
                "7:9 `2000` is not a key that `responses` may have"
                " | Write a status code such as `200` or `4XX`, or `default`."
            ),
        ],
    ),
    (
        OPERATION + "      parameters: [{name: a, in: query}]",
        ["8:20 `parameters[0]` needs one of the keys `schema` or `content` | Add `schema` or `content`."],
    ),
    (
        OPERATION + "      parameters: [{in: query, schema: {}}]",
        ["8:20 `parameters[0]` needs the key `name` | Add `name`."],
    ),
    (
        OPERATION + "      parameters: [{name: a, in: path, schema: {}}]",
        ["8:20 `parameters[0]` needs the key `required` | Add `required`."],
    ),
    (
        OPERATION + "      parameters: [{name: a, in: query, schema: {}, content: {a/b: {}}}]",
        ["8:20 `parameters[0]` may have only one of `schema` and `content`"],
    ),
    (OPERATION + "      tags: [1]", ['8:14 `tags[0]` must be a string, not the number `1` | Put it in quotes: `"1"`']),
    (OPERATION + "      deprecated: yes", ["8:19 `deprecated` must be true or false, not `yes`"]),
    (SCHEMA + "minLength: -1", ["7:18 `minLength` must be 0 or more, and is the number `-1`"]),
    (SCHEMA + "required: id", ["7:17 `required` must be a list, not `id`"]),
    (SCHEMA + "required: [id, id]", ["7:17 `required` holds the same item twice"]),
]
OLD = [
    (SCHEMA + "type: strng", [f"7:13 `type` must be {TYPES_30}, not `strng` | Did you mean `string`?"]),
    (SCHEMA + "type: [string, 'null']", [f"7:13 `type` must be {TYPES_30}, not a list"]),
    (SCHEMA + "maxlength: 3", ["7:7 `maxlength` is not a key that `Order` may have | Did you mean `maxLength`?"]),
    (
        OPERATION + "      parameters: [{name: a, in: quer, schema: {}}]",
        ["8:34 `in` must be `path`, `query`, `header` or `cookie`, not `quer` | Did you mean `query`?"],
    ),
    (
        SCHEME + "{type: apikey, name: a, in: header}",
        ["6:17 `type` must be `apiKey`, `http`, `oauth2` or `openIdConnect`, not `apikey` | Did you mean `apiKey`?"],
    ),
]
NEW = [
    (SCHEMA + "type: strng", [f"7:13 `type` must be {TYPES_31}, not `strng` | Did you mean `string`?"]),
    (SCHEMA + "properties: {a: [1]}", ["7:23 `a` must be true or false or a mapping, not a list"]),
    (
        SCHEMA + "items: {allOf: [{properties: {b: {type: nope}}}]}",
        [f"7:47 `type` must be {TYPES_31}, not `nope`"],
    ),
    (
        SCHEME + "{type: apikey, name: a, in: header}",
        [
            (
                "6:17 `type` must be `apiKey`, `http`, `mutualTLS`, `oauth2` or `openIdConnect`, not `apikey`"
                " | Did you mean `apiKey`?"
            ),
        ],
    ),
]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize(("text", "said"), BOTH)
def test_mistakes_in_any_version(faults: Validate, version: str, text: str, said: list[str]) -> None:
    assert faults(f"openapi: {version}\n{text}") == said


@pytest.mark.parametrize(("text", "said"), OLD)
def test_mistakes_in_30(faults: Validate, text: str, said: list[str]) -> None:
    assert faults(f"openapi: 3.0.3\n{text}") == said


@pytest.mark.parametrize("version", ["3.1.0", "3.2.0"])
@pytest.mark.parametrize(("text", "said"), NEW)
def test_mistakes_in_31_and_32(faults: Validate, version: str, text: str, said: list[str]) -> None:
    assert faults(f"openapi: {version}\n{text}") == said


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("openapi: 3.1", ["1:10 `openapi` is `3.1`, which is no version that is known | Did you mean `3.1.2`?"]),
        ("openapi: 3.10", None),
        ("openapi: 4.0.0", None),
        ("swagger: 2.0", []),
        ("swagger: '1.2'", None),
        ("openapi: ''", None),
    ],
)
def test_versions(faults: Validate, declared: str, said: list[str] | None) -> None:
    found = faults(f"{declared}\n{OPERATION}")
    if said is None:
        assert len(found) == 1
        assert "which is no version that is known" in found[0]
    else:
        assert [line for line in found if "`swagger` must be" not in line] == said


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_right_documents_are_left_alone(faults: Validate, version: str) -> None:
    assert faults(f"openapi: {version}\nx-owner: me\n{OPERATION}      security: [{{}}]\n") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("type: strng", [f"2:7 `type` must be {TYPES_31}, not `strng` | Did you mean `string`?"]),
        ("properties: {a: {minimum: x}}", ["2:27 `minimum` must be a number, not `x`"]),
        (
            "$defs: {a: {pattern: 3}}",
            ['2:22 `pattern` must be a string, not the number `3` | Put it in quotes: `pattern: "3"`'],
        ),
        ("type: object", []),
    ],
)
def test_json_schema(faults: Validate, text: str, said: list[str]) -> None:
    assert faults(f"$schema: https://json-schema.org/draft/2020-12/schema\n{text}") == said


def test_an_unknown_draft_is_told(faults: Validate) -> None:
    said = faults("$schema: https://json-schema.org/draft/2031-01/schema")
    assert len(said) == 1
    assert "which is no draft that is known" in said[0]


def test_at_most_twenty_findings_and_the_last_counts_the_rest(faults: Validate) -> None:
    schemas = {f"S{index}": {"type": "nope"} for index in range(50)}
    whole = {"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "components": {"schemas": schemas}}
    found = faults(json.dumps(whole, indent=1))
    assert len(found) == 20
    assert "31 more places break the schema" in found[-1]


def test_no_message_shows_a_long_value(document: Parse) -> None:
    long = "x" * 5000
    schemas = {"Order": {"type": long, "properties": {long: 3}}}
    parts = {"info": {"title": "a", "version": "1"}, "components": {"schemas": schemas}, "tags": long, long: 1}
    whole = document(json.dumps({"openapi": "3.1.0", **parts}), "orders.json")
    found = detect(whole)
    assert found is not None
    told = found.validate(whole)
    assert len(told) == 4
    assert all("x" * 81 not in finding.message + finding.suggestion for finding in told)


def test_findings_stand_in_the_order_of_the_document(document: Parse) -> None:
    whole = document("openapi: 3.1.0\nzebra: 1\ninfo: {version: 1}\ncomponents: []\npaths: []\n")
    found = detect(whole)
    assert found is not None
    lines = [finding.new.place.line for finding in found.validate(whole) if finding.new]
    assert lines == sorted(lines)
    assert len(lines) == 5


@pytest.mark.parametrize(
    ("schema", "value", "said"),
    [
        (
            {"oneOf": [{"type": "string"}, {"type": "integer"}]},
            [],
            ["the document must be a string or a whole number, not a list"],
        ),
        (
            {
                "oneOf": [
                    {"required": ["$ref"]},
                    {"properties": {"a": {"type": "string"}}, "additionalProperties": False},
                ]
            },
            {"b": 1},
            ["`b` is not a key that the document may have"],
        ),
        (
            {
                "oneOf": [
                    {"properties": {"kind": {"const": kind}, "size": {"type": "integer"}}} for kind in ("cat", "dog")
                ]
            },
            {"kind": "dog", "size": "big"},
            ["`size` must be a whole number, not `big`"],
        ),
        (
            {"oneOf": [{"properties": {"kind": {"const": kind}}, "required": [kind]} for kind in ("cat", "dog")]},
            {"kind": "cow"},
            ["`kind` must be `cat` or `dog`, not `cow`"],
        ),
        (
            {
                "anyOf": [
                    {"type": "array"},
                    {"type": "object", "properties": {"a": {"properties": {"b": {"maximum": 1}}}}},
                ]
            },
            {"a": {"b": 2}},
            ["`b` must be 1 or less, and is the number `2`"],
        ),
        (
            {"oneOf": [True, True]},
            1,
            ["the document matches more than one of the forms it may have; it must match exactly one"],
        ),
        ({"not": {"required": ["a", "b"]}}, {"a": 1, "b": 1}, ["the document may have only one of `a` and `b`"]),
        (
            {"propertyNames": {"pattern": "^[a-z]$"}},
            {"A": 1},
            ["`A` is not a name that a key of the document may have"],
        ),
        ({"properties": {"a": False}}, {"a": 1}, ["`a` is not allowed here"]),
        (
            {"allOf": [{"properties": {"a": {"type": "string"}}}], "unevaluatedProperties": False},
            {"a": 1},
            ["`a` must be a string, not the number `1`"],
        ),
    ],
)
def test_the_branch_that_was_meant(schema: dict[str, Any], value: Any, said: list[str]) -> None:
    whole = parse("a.json", json.dumps(value).encode())
    found = [finding.message for finding in schema_findings(whole, schema, "orders")]
    assert [message[: len(start)] for message, start in zip(found, said, strict=True)] == said


def test_the_contract_is_named(document: Parse) -> None:
    (found,) = schema_findings(document("3"), {"type": "string"}, "orders")
    assert (found.contract, found.rule, found.level) == ("orders", "schema-invalid", "error")
    assert len(found.fingerprint) == 12


def test_a_schema_is_compiled_once(monkeypatch: pytest.MonkeyPatch, document: Parse) -> None:
    import jsonschema_rs

    calls = []
    compile_schema = jsonschema_rs.validator_for
    monkeypatch.setattr(jsonschema_rs, "validator_for", lambda *a, **k: calls.append(1) or compile_schema(*a, **k))
    schema = {"type": "object"}
    for _ in range(3):
        schema_findings(document("a: 1"), schema)
    assert len(calls) == 1
