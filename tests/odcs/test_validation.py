"""Contracts are checked by the version that they declare, and newer syntax is told apart from mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contractdocs.documents import parse
from contractdocs.formats.odcs import Odcs
from contractdocs.formats.odcs_schema import schema_for
from contractdocs.formats.odcs_versions import KEYS, VERSIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from contractdocs.documents import Document

    Contract = Callable[..., Document]


def told(document: Document) -> list[tuple[str, str]]:
    """Return rule and pointer of each finding."""
    return [(finding.rule, finding.address) for finding in Odcs().validate(document)]


AT = "/schema/0/properties/0"


def field(inner: str) -> str:
    """Return the body of a contract with one dataset of one field."""
    return f"schema: [{{name: a, properties: [{{name: b, {inner}}}]}}]"


FAULTS = [
    # one mistake, where it is told
    ("nonsense: 1", "/nonsense"),
    ("schema: {}", "/schema"),
    ("schema: [{physicalName: a}]", "/schema/0"),
    ("schema: [{name: a, nonsense: 1}]", "/schema/0/nonsense"),
    ("schema: [{name: a, deprecated: soon}]", "/schema/0/deprecated"),
    ("schema: [{name: a, properties: [{logicalType: string}]}]", AT),
    (field("logicalType: text"), AT + "/logicalType"),
    (field("logicalTyp: string"), AT + "/logicalTyp"),
    (field("id: a.b"), AT + "/id"),
    (field("required: 'yes'"), AT + "/required"),
    (field("enum: []"), AT + "/enum"),
    (field("enum: [{label: x}]"), AT + "/enum/0"),
    (field("logicalType: map"), AT),
    (field("logicalType: map, map: {key: {}}"), AT + "/map"),
    (field("logicalType: vector"), AT),
    (
        field("logicalType: vector, logicalTypeOptions: {}"),
        AT + "/logicalTypeOptions",
    ),
    (
        field("logicalType: string, logicalTypeOptions: {minimum: 1}"),
        AT + "/logicalTypeOptions/minimum",
    ),
    ("schema: [{name: a, quality: [{metric: nonsense, mustBe: 0}]}]", "/schema/0/quality/0/metric"),
    ("schema: [{name: a, quality: [{type: nonsense}]}]", "/schema/0/quality/0/type"),
    ("schema: [{name: a, quality: [{type: sql, mustBe: 0}]}]", "/schema/0/quality/0"),
    ("schema: [{name: a, quality: [{type: custom, engine: soda}]}]", "/schema/0/quality/0"),
    ("schema: [{name: a, quality: [{type: library, mustBe: 0}]}]", "/schema/0/quality/0"),
    ("schema: [{name: a, quality: [{metric: rowCount, mustBe: 0, mustNotBe: 1}]}]", "/schema/0/quality/0"),
    ("schema: [{name: a, quality: [{metric: rowCount, mustBeBetween: [1]}]}]", "/schema/0/quality/0/mustBeBetween"),
    ("schema: [{name: a, quality: [{metric: rowCount, mustBe: 0, dimension: x}]}]", "/schema/0/quality/0/dimension"),
    (
        field("relationships: [{from: a.b, to: c.d}]"),
        AT + "/relationships/0",
    ),
    ("schema: [{name: a, relationships: [{to: c.d}]}]", "/schema/0/relationships/0"),
    ("servers: [{server: a}]", "/servers/0"),
    ("servers: [{server: a, type: abacus}]", "/servers/0/type"),
    ("servers: [{server: a, type: kafka}]", "/servers/0"),
    ("servers: [{server: a, type: snowflake, account: a, database: b}]", "/servers/0"),
    ("slaProperties: [{property: latency}]", "/slaProperties/0"),
    ("customProperties: [{property: a}]", "/customProperties/0"),
    ("team: {name: a, nonsense: 1}", "/team/nonsense"),
    ("team: {members: [{role: owner}]}", "/team/members/0"),
    ("roles: [{access: read}]", "/roles/0"),
    ("support: [{url: a}]", "/support/0"),
    ("price: {priceAmount: much}", "/price/priceAmount"),
]


@pytest.mark.parametrize(("body", "pointer"), FAULTS)
def test_a_fault_is_told_where_it_is(contract: Contract, body: str, pointer: str) -> None:
    found = told(contract(body))
    assert ("schema-invalid", pointer) in found
    assert all(rule == "schema-invalid" and at.startswith(pointer) for rule, at in found), found


@pytest.mark.parametrize("key", ["version", "apiVersion", "kind", "id"])
def test_a_missing_key_is_named(contract: Contract, key: str) -> None:
    lines = contract("").content.decode().splitlines()
    text = "\n".join(line for line in lines if not line.startswith(f"{key}:"))
    document = parse("x.yaml", (text + "\nschema: []\n").encode())
    (found,) = Odcs().validate(document)
    assert f"`{key}`" in found.message


LOOSER = [
    # what ODCS 3.0 lets pass and later versions refuse
    "schema: [{name: a, ours: 1, properties: [{name: b, ours: 1}]}]",
    "servers: [{server: a, type: kafka, host: h, ours: 1}]",
    "team: [{role: owner}]",
    "customProperties: [{property: a}]",
    "schema: [{name: a, quality: [{type: library, rule: x}]}]",
    "schema: [{name: a, quality: [{type: sql, query: x}]}]",
    field("logicalType: integer, logicalTypeOptions: {minimum: 1, exclusiveMinimum: true}"),
]


@pytest.mark.parametrize("body", LOOSER)
def test_each_version_is_as_strict_as_it_was(contract: Contract, body: str) -> None:
    assert not told(contract(body, "v3.0.2"))
    assert told(contract(body, "v3.1.0"))


@pytest.mark.parametrize("body", ["nonsense: 1", field("logicalTypeOptions: {}, logicalType: x")])
def test_the_oldest_version_still_refuses_what_it_refuses(contract: Contract, body: str) -> None:
    assert told(contract(body, "v3.0.0"))


NEWER = [
    # declared, body, since, pointer
    (
        "v3.0.2",
        field("logicalType: timestamp"),
        "v3.1.0",
        AT + "/logicalType",
    ),
    ("v3.0.2", "team: {name: a}", "v3.1.0", "/team"),
    ("v3.0.2", "schema: [{name: a, quality: [{metric: rowCount, mustBe: 0}]}]", "v3.1.0", "/schema/0/quality/0/metric"),
    ("v3.0.2", "schema: [{name: a, id: b}]", "v3.1.0", "/schema/0/id"),
    ("v3.0.2", "support: [{channel: a}]", "v3.1.0", "/support/0"),
    ("v3.0.0", "authoritativeDefinitions: [{type: a, url: b}]", "v3.0.1", "/authoritativeDefinitions"),
    (
        "v3.0.0",
        field("logicalType: date, logicalTypeOptions: {exclusiveMinimum: x}"),
        "v3.1.0",
        AT + "/logicalTypeOptions/exclusiveMinimum",
    ),
    (
        "v3.1.0",
        field("enum: [{value: 1}]"),
        "v3.2.0",
        AT + "/enum",
    ),
    ("v3.1.0", "schema: [{name: a, deprecated: true}]", "v3.2.0", "/schema/0/deprecated"),
    ("v3.1.0", "context: a", "v3.2.0", "/context"),
    ("v3.1.0", "servers: [{server: a, type: teradata, host: h}]", "v3.2.0", "/servers/0/type"),
    ("v3.1.0", "servers: [{server: a, type: mysql, host: h, port: '1', database: d}]", "v3.2.0", "/servers/0/port"),
    (
        "v3.1.0",
        field("relationships: [{to: c.d.e}]"),
        "v3.2.0",
        AT + "/relationships/0/to",
    ),
]


@pytest.mark.parametrize(("declared", "body", "since", "pointer"), NEWER)
def test_newer_syntax_is_told_as_such(contract: Contract, declared: str, body: str, since: str, pointer: str) -> None:
    (found,) = Odcs().validate(contract(body, declared))
    assert (found.rule, found.level, found.address) == ("syntax-newer-than-declared", "warning", pointer)
    assert found.message.startswith(f"declares {declared} but uses {since} syntax: ")
    assert not told(contract(body, since))


def test_a_piece_of_newer_syntax_is_told_once(contract: Contract) -> None:
    body = field("logicalType: time}, {name: c, logicalType: time")
    (found,) = Odcs().validate(contract(body, "v3.0.2"))
    assert found.message.endswith("logicalType `time` (2 places)")


def test_only_what_newer_versions_allow_counts_as_newer() -> None:
    assert set(KEYS) < set(VERSIONS)


@pytest.mark.parametrize("status", ["", "status: active"])
def test_a_status_is_needed_until_version_three_two(status: str) -> None:
    text = f"apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\n{status}\n"
    found = Odcs().validate(parse("x.yaml", text.encode()))
    assert [f.rule for f in found] == ([] if status else ["syntax-newer-than-declared"])


@pytest.mark.parametrize(
    ("version", "suggestion"),
    [
        ("3.1.0", "Did you mean `v3.1.0`?"),
        ("v3.10.0", "Did you mean `v3.1.0`?"),
        ("V3.2.0", "Did you mean `v3.2.0`?"),
        ("one", "Known are"),
    ],
)
def test_an_unknown_version_is_an_error(contract: Contract, version: str, suggestion: str) -> None:
    (found,) = Odcs().validate(contract("schema: []", version))
    assert (found.rule, found.level, found.address) == ("api-version-unknown", "error", "/apiVersion")
    assert found.suggestion.startswith(suggestion)


def test_a_property_without_a_type_needs_neither_map_nor_dimensions(contract: Contract) -> None:
    assert not told(contract("schema: [{name: a, properties: [{name: b, logicalTypeOptions: {maxLength: 3}}]}]"))


def test_dates_stay_text(contract: Contract) -> None:
    body = field("logicalType: date, logicalTypeOptions: {minimum: 2020-01-01}")
    assert not told(contract(body))


GRIOT = """\
apiVersion: v1.0.0
kind: DataContract
id: user-events-001
name: user_events
version: "1.0.0"
status: {status}
description: User activity events for analytics
change_type: minor
schema:
  - name: UserEvent
    id: user-event-schema
    logicalType: object
    properties:
      - {{name: user_id, logicalType: string, required: true}}
      - {{name: payload, logicalType: {logical}}}
"""


@pytest.mark.parametrize(
    ("status", "logical", "expected"),
    [
        ("draft", "bytes", []),
        ("active", "timestamp", []),
        ("active", "time", [("schema-invalid", "/schema/0/properties/1/logicalType")]),
        ("published", "bytes", [("schema-invalid", "/status")]),
    ],
)
def test_the_griot_dialect(status: str, logical: str, expected: list[tuple[str, str]]) -> None:
    document = parse("x.yaml", GRIOT.format(status=status, logical=logical).encode())
    assert told(document) == expected
    assert Odcs().read(document).summary == "User activity events for analytics"


@pytest.mark.parametrize("line", ["name: user_events\n", "    id: user-event-schema\n", "    logicalType: object\n"])
def test_the_griot_dialect_asks_for_names_ids_and_types(line: str) -> None:
    text = GRIOT.format(status="draft", logical="bytes").replace(line, "")
    assert [rule for rule, _ in told(parse("x.yaml", text.encode()))] == ["schema-invalid"]


@pytest.mark.parametrize("key", ["uuid", "quantumName", "datasetName", "dataset", "type"])
def test_the_second_version_asks_for_its_own_keys(key: str) -> None:
    keys = {
        "version": "'1'",
        "kind": "a",
        "uuid": "a",
        "type": "a",
        "status": "a",
        "quantumName": "a",
        "datasetName": "a",
        "dataset": "[]",
    }
    whole = {"apiVersion": "v2.2.2", **keys}
    text = "\n".join(f"{name}: {value}" for name, value in whole.items())
    assert not told(parse("x.yaml", text.encode()))
    part = "\n".join(f"{name}: {value}" for name, value in whole.items() if name != key)
    assert told(parse("x.yaml", part.encode())) == [("schema-invalid", "")]


def test_versions_that_share_a_schema_share_the_object() -> None:
    assert schema_for("v3.1.0") is schema_for("v3.2.0")
    assert schema_for("v3.0.0") is schema_for("v3.0.2")
    assert schema_for("v3.0.0") is not schema_for("v3.1.0")
