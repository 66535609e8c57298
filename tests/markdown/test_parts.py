"""What stands below an endpoint: tables, labels, fences, statuses, examples."""

from __future__ import annotations

from typing import Any

import pytest

from contractdocs.formats.markdown.constraints import rules_of
from contractdocs.formats.markdown.types import type_of
from contractdocs.model.interface import Operation

from .reading import changes, place, read


def operation(text: str) -> Operation:
    """Return the one operation of a document."""
    return next(iter(read(text).operations.values()))


def body(text: str) -> Any:
    """Return the schema of the body of the one operation."""
    found = operation(text).body
    assert found is not None
    return found.payloads["application/json"].schema[0].schema


def answer(text: str, status: str) -> Any:
    """Return the schema of an answer of the one operation."""
    return operation(text).responses[status].payloads["application/json"].schema[0].schema


RULES = [
    ("Required, 2-100 chars", {"minLength": 2, "maxLength": 100}, True, ""),
    ("Required, valid email format, max 255 chars", {"format": "email", "maxLength": 255}, True, ""),
    ("Required, min 8 chars, 1 uppercase, 1 number", {"minLength": 8}, True, "1 uppercase, 1 number"),
    ("Optional, one of: draft, active, archived", {"enum": ["draft", "active", "archived"]}, False, ""),
    ("Required, 1-255 chars, trimmed", {"minLength": 1, "maxLength": 255}, True, "trimmed"),
    ("between 1 and 100", {"minimum": 1, "maximum": 100}, None, ""),
    ("positive integer", {"exclusiveMinimum": 0}, None, ""),
    ("at most 10 items", {"maxItems": 10}, None, ""),
    ("UUID", {"format": "uuid"}, None, ""),
    ("default: 20", {"default": 20}, None, ""),
    ("exactly 6 digits", {"minLength": 6, "maxLength": 6}, None, ""),
    ("max length 255", {"maxLength": 255}, None, ""),
    ("length 3", {"minLength": 3, "maxLength": 3}, None, ""),
    ("Max 1,000 chars", {"maxLength": 1000}, None, ""),
    ("integer ≥ 1", {"type": "integer", "minimum": 1}, None, ""),
    ("pattern `^a,b*$`, required", {"pattern": "^a,b*$"}, True, ""),
    ("`draft` or `review`", {"enum": ["draft", "review"]}, None, ""),
    ("starts with `ord_`", {"pattern": "^ord_"}, None, ""),
]


@pytest.mark.parametrize(("text", "keywords", "needed", "left"), RULES)
def test_rules_in_words(text: str, keywords: dict[str, Any], needed: bool | None, left: str) -> None:
    assert rules_of(text) == (keywords, needed, left)


TYPES = [
    ("string", {"type": "string"}),
    ("`integer`", {"type": "integer"}),
    ("string[]", {"type": "array", "items": {"type": "string"}}),
    ("array of Order", {"type": "array", "items": {"$ref": "#/$defs/Order"}}),
    ("Order", {"$ref": "#/$defs/Order"}),
    ("string | null", {"type": ["string", "null"]}),
    ("'a' | 'b'", {"enum": ["a", "b"]}),
    ("string (uuid)", {"type": "string", "format": "uuid"}),
    ("varchar(255)", {"type": "string", "maxLength": 255}),
    ("array of Address", {"type": "array", "items": {"$ref": "#/$defs/Address"}}),
    ("Array<Address>", {"type": "array", "items": {"$ref": "#/$defs/Address"}}),
    ("array of strings", {"type": "array", "items": {"type": "string"}}),
    ("[`Order`](#order)[]", {"type": "array", "items": {"$ref": "#/$defs/Order"}}),
    ("map<string, Line>", {"type": "object", "additionalProperties": {"$ref": "#/$defs/Line"}}),
    ("map[string]int", {"type": "object", "additionalProperties": {"type": "integer"}}),
    ("Record<string, string | null>", {"type": "object", "additionalProperties": {"type": ["string", "null"]}}),
    ("string, max 20", {"type": "string", "maxLength": 20}),
    ("integer >= 1", {"type": "integer", "minimum": 1}),
    ("open | packed", {"enum": ["open", "packed"]}),
    ("`open`, `packed`", {"enum": ["open", "packed"]}),
    ("enum: open, packed", {"enum": ["open", "packed"]}),
    ("string or integer", {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
    ("ISO 8601", {"type": "string", "format": "date-time"}),
    ("—", {}),
    ("Page<Order>", {"x-type-text": "Page<Order>"}),
    ("something odd", {"x-type-text": "something odd"}),
]


@pytest.mark.parametrize(("text", "schema"), TYPES)
def test_types_in_words(text: str, schema: dict[str, Any]) -> None:
    assert type_of(text) == schema


def test_a_cell_keeps_what_is_code() -> None:
    text = """
    # T

    ## POST /orders

    | Field | Type | Required | Rules | Allowed |
    |---|---|---|---|---|
    | code | string | yes | pattern `^a*_b*$`, max 20 | |
    | state | `'open' \\| 'paid'` | yes | | |
    """
    found = body(text)["properties"]
    assert found["code"] == {"type": "string", "pattern": "^a*_b*$", "maxLength": 20}
    assert found["state"] == {"enum": ["open", "paid"]}


def test_a_table_of_values_is_an_enumeration() -> None:
    text = """
    # T

    version: 1.0

    ### Status

    How far an order is.

    | Value | Meaning |
    |---|---|
    | `open` | not yet packed |
    | `sent` | on its way |
    """
    schema = read(text).schemas["Status"].node[0].schema
    assert schema == {"enum": ["open", "sent"], "description": "How far an order is."}


def test_parameters_by_the_words_above_their_table() -> None:
    text = """
    # T

    ## GET /orders/{id}

    **Path Parameters**:

    | Parameter | Type | Required | Description |
    |---|---|---|---|
    | id | uuid | Yes | The order |

    **Query Parameters**:

    | Parameter | Type | Required | Default | Description |
    |---|---|---|---|---|
    | page_size | integer | No | 20 | How many |

    #### Headers

    | Header | Type | Required |
    |---|---|---|
    | X-Key | string | Yes |
    """
    found = operation(text)
    assert [(p.place, p.name, p.required) for p in found.parameters] == [
        ("path", "id", True),
        ("query", "page_size", False),
        ("header", "X-Key", True),
    ]
    assert found.parameters[1].schema[0].schema == {"type": "integer", "default": 20}
    assert place(read(text), found.parameters[1].origin.pointer) == (16, 3)


def test_nested_fields_of_a_table() -> None:
    text = """
    # T

    ## POST /orders

    | Field | Type | Required |
    |---|---|---|
    | customer.email | string | yes |
    | items[].sku | string | yes |
    | note | string | no |
    """
    schema = body(text)
    assert schema["properties"]["customer"]["properties"]["email"] == {"type": "string"}
    assert schema["properties"]["items"]["items"]["properties"]["sku"] == {"type": "string"}
    assert schema["properties"]["customer"]["required"] == ["email"]
    assert "note" not in schema.get("required", [])


def test_fields_as_a_list() -> None:
    text = """
    # T

    ## POST /orders

    ### Request body

    - `sku` (string, required): What is ordered
    - `count` (integer, optional, 1-100): How many
    """
    schema = body(text)
    assert schema["required"] == ["sku"]
    assert schema["properties"]["count"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 100,
        "description": "How many",
    }


def test_an_http_fence_is_split() -> None:
    text = """
    # T

    ## Place

    ```http
    POST /orders HTTP/1.1
    X-Key: abc
    Content-Type: application/json

    {"sku": "a", "count": 2}

    HTTP/1.1 201 Created

    {"id": "o-1"}
    ```
    """
    found = operation(text)
    assert [(p.place, p.name) for p in found.parameters] == [("header", "X-Key")]
    assert set(body(text)["properties"]) == {"sku", "count"}
    assert set(answer(text, "201")["properties"]) == {"id"}


def test_statuses_above_examples() -> None:
    text = """
    # T

    ## POST /orders

    **Request**:
    ```json
    {"sku": "a", // what
     "tags": ["x"],}
    ```

    **Success Response** (201):
    ```json
    {"id": "o-1", ...}
    ```

    **400 Bad Request**
    ```json
    {"code": "BAD"}
    ```
    """
    found = operation(text)
    assert set(found.responses) == {"201", "400"}
    assert body(text)["properties"]["tags"] == {"type": "array", "items": {"type": "string"}}
    assert body(text)["x-inferred"] == "example"


def test_examples_are_risky_at_most_and_values_are_no_change() -> None:
    old = '# T\n\n## GET /orders\n\n**Response 200**:\n```json\n{"id": 1, "total": 2}\n```\n'
    assert changes(old, old.replace("1", "7").replace("2}", "9.5}")) == []
    assert changes(old, old.replace(', "total": 2', "")) == [
        ("optional-property-removed", "GET /orders > 200 > total", "risky")
    ]
    assert changes(old, old.replace('"id": 1', '"id": "a"')) == [("type-changed", "GET /orders > 200 > id", "risky")]


def test_examples_may_be_promised() -> None:
    head = "---\nexamples: promised\n---\n"
    old = head + '# T\n\n## GET /orders\n\n**Response 200**:\n```json\n{"id": 1, "total": 2}\n```\n'
    assert changes(old, old.replace(', "total": 2', "")) == [
        ("property-removed", "GET /orders > 200 > total", "breaking")
    ]


def test_a_declared_type_is_held_against_its_example() -> None:
    text = """
    # T

    ## GET /orders

    ### Response 200

    | Field | Type |
    |---|---|
    | total | integer |

    ```json
    {"total": "12"}
    ```
    """
    from .reading import linted

    assert [(f.rule, f.level) for f in linted(read(text))] == [("example-invalid", "warning")]


def test_tables_break_like_any_schema() -> None:
    old = "# T\n\n## POST /a\n\n| Field | Type | Required | Rules |\n|-|-|-|-|\n| x | string | no | max 9 chars |\n"
    assert changes(old, old.replace("max 9", "max 8")) == [("max-length-lowered", "POST /a > body > x", "breaking")]
    assert changes(old, old.replace("| no |", "| yes |")) == [
        ("property-became-required", "POST /a > body > x", "breaking")
    ]


def test_a_deprecated_operation_with_its_day() -> None:
    found = operation("# T\n\n## GET /orders\n\n> **Deprecated**: sunset 2027-03-01, use `/v2/orders`.\n")
    assert (found.deprecated, found.sunset) == (True, "2027-03-01")


def test_named_fields_rules_and_codes_outside_operations() -> None:
    text = """
    # T

    **Version**: 1.0

    ## Order object

    | Field | Type | Required |
    |---|---|---|
    | id | uuid | yes |

    ## User Validation

    | Field | Rules |
    |---|---|
    | email | Required, valid email format, max 255 chars |

    ## Error Codes

    | Code | Description |
    |---|---|
    | NOT_FOUND | Not there |

    ## HTTP Status Codes

    | Code | Usage |
    |---|---|
    | 200 | Success |
    """
    found = read(text).schemas
    assert list(found) == ["Order", "User Validation", "Error Codes", "HTTP Status Codes"]
    assert found["User Validation"].direction == "input"
    assert found["Error Codes"].node[0].schema == {"x-error-codes": {"NOT_FOUND": "Not there"}}


def test_messages_by_direction() -> None:
    text = """
    # T

    ## Client -> Server

    ```json
    {"type": "subscribe", "id": "a"}
    ```

    ## Server -> Client

    | Event | Description |
    |---|---|
    | order:updated | An order changed |
    """
    found = read(text)
    assert {m.name: m.direction for m in found.messages.values()} == {"subscribe": "input", "order:updated": "output"}
    gone = text.replace("| order:updated | An order changed |", "")
    assert ("message-removed", "receive order:updated", "breaking") in changes(text, gone)
