"""The rules that other formats have too hold for channels: security, servers, deprecation, schemas, bindings."""

from __future__ import annotations

import pytest

from contractdocs.compare import compare

from .reading import changes, read

DOCUMENT = """
asyncapi: 3.0.0
info: {title: Orders, version: 1.0.0}
servers:
  eu:
    host: eu.example.com
    protocol: kafka
    security: [{$ref: '#/components/securitySchemes/user'}]
  us: {host: us.example.com, protocol: kafka}
channels:
  orders:
    address: orders/{shop}
    parameters: {shop: {enum: [a, b]}}
    bindings: {ws: {query: {type: object, properties: {token: {type: string}}}}}
    messages:
      placed:
        headers: {type: object, properties: {trace: {type: string}}}
        payload: {type: object, properties: {id: {type: string}}}
        bindings: {kafka: {key: {type: string}}}
operations:
  sendPlaced:
    action: send
    channel: {$ref: '#/channels/orders'}
    security: [{$ref: '#/components/securitySchemes/user'}]
components:
  securitySchemes:
    user: {type: userPassword}
    cert: {type: X509}
"""
EDITS = [
    (
        DOCUMENT[DOCUMENT.index("servers:") : DOCUMENT.index("channels:")],
        "",
        [
            "breaking server-urls-replaced servers > eu.example.com",
            "breaking server-urls-replaced servers > us.example.com",
        ],
    ),
    ("  us: {host: us.example.com, protocol: kafka}\n", "", ["breaking server-url-removed servers > us.example.com"]),
    (
        "    security: [{$ref: '#/components/securitySchemes/user'}]\n  us",
        "    security: [{$ref: '#/components/securitySchemes/cert'}]\n  us",
        ["breaking security-tightened servers > eu > security"],
    ),
    (
        "    security: [{$ref: '#/components/securitySchemes/user'}]\ncomponents",
        "    security: [{$ref: '#/components/securitySchemes/user'}, {type: X509}]\ncomponents",
        ["safe security-loosened send orders/{shop} > security"],
    ),
    ("{type: userPassword}", "{type: plain}", ["breaking security-scheme-changed security > user"]),
    ("enum: [a, b]", "enum: [a]", ["breaking enum-value-removed channel orders/{shop} > path > shop"]),
    ("enum: [a, b]", "enum: [a, b, c]", ["safe enum-value-added channel orders/{shop} > path > shop"]),
    (
        "query: {type: object,",
        "query: {type: object, required: [token],",
        ["breaking property-became-required channel orders/{shop} > binding ws.query > token"],
    ),
    (
        "properties: {trace: {type: string}}",
        "properties: {}",
        ["breaking optional-property-removed send orders/{shop} placed > headers > trace"],
    ),
    (
        "key: {type: string}",
        "key: {type: integer}",
        ["breaking type-changed send orders/{shop} placed > binding kafka.key"],
    ),
    ("    action: send\n", "    action: send\n    x-deprecated: true\n", ["safe deprecated-added send orders/{shop}"]),
    ("  sendPlaced:\n", "  sendOrders:\n", ["risky operation-id-changed send orders/{shop}"]),
    ("{shop}\n", "{store}\n", []),
    ("version: 1.0.0", "version: 9.0.0", []),
]


@pytest.mark.parametrize(("before", "after", "said"), EDITS, ids=lambda value: str(value)[:40])
def test_one_edit_gives_one_change(before: str, after: str, said: list[str]) -> None:
    newer = DOCUMENT.replace(before, after, 1)
    assert newer != DOCUMENT
    if after == "{store}\n":
        newer = newer.replace("parameters: {shop:", "parameters: {store:")
    assert changes(read(DOCUMENT), read(newer)) == said


def test_each_change_of_a_message_says_which_message_it_reaches() -> None:
    newer = DOCUMENT.replace("id: {type: string}", "id: {type: integer}")
    (change,) = compare(read(DOCUMENT), read(newer)).changes
    assert change.affects == ("send orders/{shop} placed",)


LISTED = """
asyncapi: 3.0.0
info: {title: Orders, version: 1.0.0}
channels:
  orders:
    address: orders
    messages:
      placed: {payload: {type: object}}
      paid: {payload: {type: string}}
operations:
  sendAll:
    action: send
    channel: {$ref: '#/channels/orders'}
    messages: [{$ref: '#/channels/orders/messages/placed'}, {$ref: '#/channels/orders/messages/paid'}]
"""


def test_an_operation_that_goes_is_a_break_although_its_channel_stays() -> None:
    newer = LISTED[: LISTED.index("operations:")]
    assert "breaking channel-operation-removed send orders" in changes(read(LISTED), read(newer))
    assert [line for line in changes(read(newer), read(LISTED)) if not line.startswith("safe")] == []


def test_a_message_that_no_operation_names_any_more_is_a_break() -> None:
    newer = LISTED.replace(", {$ref: '#/channels/orders/messages/paid'}", "")
    assert "breaking message-removed send orders paid" in changes(read(LISTED), read(newer))
    assert [line for line in changes(read(newer), read(LISTED)) if not line.startswith("safe")] == []


def test_a_key_in_another_schema_language_is_compared_as_it_stands() -> None:
    avro = "key: {schemaFormat: application/vnd.apache.avro, schema: {type: %s}}"
    older, newer = (read(DOCUMENT.replace("key: {type: string}", avro % kind)) for kind in ("string", "long"))
    assert changes(older, newer) == ["risky binding-changed send orders/{shop} placed > binding kafka.key.schema.type"]
