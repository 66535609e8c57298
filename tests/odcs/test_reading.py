"""What is read from a data contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from contractdocs.documents import parse
from contractdocs.formats.odcs import Odcs

if TYPE_CHECKING:
    from collections.abc import Callable

    from contractdocs.documents import Document
    from contractdocs.model.interface import Interface

    Contract = Callable[..., Document]
    Read = Callable[[Document], Interface]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind: DataContract", True),
        ("apiVersion: v3.1.0\nkind: DataContrakt\nschema: []", True),
        ("apiVersion: v3.1.0\nschema: []", True),
        ("apiVersion: v3.1.0\nkind: dataContract", True),
        ("uuid: a\nquantumName: b\ndataset: []", True),
        ("apiVersion: v2.2.2\ndatasetName: b", True),
        ("apiVersion: v1\nkind: Service", False),
        ("apiVersion: apps/v1\nkind: Deployment\nschema: []", False),
        ("openapi: 3.1.0\ninfo: {}\npaths: {}", False),
        ("type: object\nproperties: {}", False),
        ("[]", False),
        ("just text", False),
    ],
)
def test_detection_goes_by_content(text: str, expected: bool) -> None:
    assert Odcs().detect(parse("x.yaml", text.encode())) is expected


@pytest.mark.parametrize(
    ("body", "attribute", "expected"),
    [
        ("", "title", "orders"),
        ("", "status", "active"),
        ("", "version", "1.0.0"),
        ("", "format", "ODCS v3.2.0"),
        ("team: {name: shop}", "owner", "shop"),
        ("team: {members: [{username: ada}, {username: ben, role: Data Owner}]}", "owner", "ben"),
        ("team: [{username: ada, role: owner, name: Ada L.}]", "owner", "Ada L."),
        ("team: [{username: old, role: owner, dateOut: 2020-01-01}, {username: new, role: owner}]", "owner", "new"),
        ("team: [{username: ada, role: landowner}]", "owner", ""),
        ("", "owner", ""),
        (
            "support: [{channel: help, url: https://a.example}, {channel: news}]",
            "support",
            (("help", "https://a.example"), ("news", "")),
        ),
        ("tags: [a, b]", "tags", ("a", "b")),
        ("description: {purpose: P., usage: U.}", "description", "P.\n\n**Usage:** U."),
        ("description: {purpose: P., usage: U.}", "summary", "P."),
        ("description: {limitations: L.}", "description", "**Limitations:** L."),
        ("description: plain", "summary", "plain"),
    ],
)
def test_the_contract_as_a_whole(contract: Contract, read: Read, body: str, attribute: str, expected: object) -> None:
    assert getattr(read(contract(body)), attribute) == expected


@pytest.mark.parametrize(("written", "version"), [("1.10", "1.10"), ("'1.10'", "1.10"), ("2", "2"), ("1.0.0", "1.0.0")])
def test_a_version_stays_as_it_is_written(written: str, version: str) -> None:
    text = f"apiVersion: v3.1.0\nkind: DataContract\nid: a\nstatus: active\nversion: {written}\n"
    assert Odcs().read(parse("x.yaml", text.encode())).version == version


def test_facts_and_terms_know_their_places(contract: Contract, read: Read) -> None:
    found = read(contract("domain: sales\nours: {a: 1}\ndescription: {usage: U.}\nprice: {priceAmount: 1}"))
    facts = {key: (fact.value, fact.origin.pointer) for key, fact in found.facts.items()}
    assert facts["domain"] == ("sales", "/domain")
    assert facts["ours"] == ({"a": 1}, "/ours")
    assert facts["usage"] == ("U.", "/description/usage")
    assert {key: term.origin.pointer for key, term in found.terms.items()} == {"price": "/price"}


def schema_of(document: Document, read: Read) -> dict[str, Any]:
    schema = read(document).datasets["orders"].node[0].schema
    assert isinstance(schema, dict)
    return schema


FIELDS: list[tuple[str, dict[str, Any]]] = [
    ("logicalType: string", {"type": "string"}),
    ("logicalType: integer", {"type": "integer"}),
    ("logicalType: date", {"type": "string", "x-logical-type": "date"}),
    ("logicalType: timestamp", {"type": "string", "x-logical-type": "timestamp"}),
    ("logicalType: time", {"type": "string", "x-logical-type": "time"}),
    ("logicalType: bytes", {"type": "string", "x-logical-type": "bytes"}),
    ("logicalType: map", {"type": "object", "x-logical-type": "map"}),
    ("logicalType: vector", {"type": "array", "x-logical-type": "vector"}),
    ("logicalType: uuid", {"x-logical-type": "uuid"}),
    ("physicalType: int", {}),
    (
        "logicalType: string, logicalTypeOptions: {minLength: 1, pattern: a, format: email}",
        {"type": "string", "minLength": 1, "pattern": "a", "format": "email"},
    ),
    (
        "logicalType: integer, logicalTypeOptions: {minimum: 1, exclusiveMaximum: 9}",
        {"type": "integer", "minimum": 1, "exclusiveMaximum": 9},
    ),
    (
        "logicalType: number, logicalTypeOptions: {minimum: 1, exclusiveMinimum: true}",
        {"type": "number", "exclusiveMinimum": 1},
    ),
    (
        "logicalType: number, logicalTypeOptions: {maximum: 1, exclusiveMaximum: false}",
        {"type": "number", "maximum": 1},
    ),
    ("logicalType: array, items: {logicalType: string}", {"type": "array"}),
    ("enum: [{value: a, label: A}, {value: 1}, plain]", {"enum": ["a", 1, "plain"]}),
    (
        "id: stable, deprecated: true, description: D., examples: [1]",
        {"x-id": "stable", "deprecated": True, "description": "D.", "examples": [1]},
    ),
    ("deprecated: false", {}),
]


@pytest.mark.parametrize(("inner", "expected"), FIELDS)
def test_a_field_is_read_as_json_schema(with_field: Contract, read: Read, inner: str, expected: dict[str, Any]) -> None:
    field = schema_of(with_field(inner), read)["properties"]["total"]
    assert {key: value for key, value in field.items() if key not in ("x-at", "x-keys", "x-odcs", "items")} == expected


def test_a_field_knows_its_place_and_those_of_its_keywords(with_field: Contract, read: Read) -> None:
    schema = schema_of(with_field("logicalType: string, required: true, logicalTypeOptions: {maxLength: 3}"), read)
    field = schema["properties"]["total"]
    assert schema["required"] == ["total"]
    assert field["x-at"] == "/schema/0/properties/0"
    assert field["x-keys"]["type"] == "/schema/0/properties/0/logicalType"
    assert field["x-keys"]["maxLength"] == "/schema/0/properties/0/logicalTypeOptions/maxLength"


def test_what_json_schema_cannot_say_is_kept_beside(with_field: Contract, read: Read) -> None:
    inner = "logicalType: date, physicalType: DATE, unique: true, ours: [1], logicalTypeOptions: {format: yyyy}"
    field = schema_of(with_field(inner), read)["properties"]["total"]
    assert field["x-odcs"] == {
        "name": "total",
        "logicalType": "date",
        "physicalType": "DATE",
        "unique": True,
        "ours": [1],
        "logicalTypeOptions": {"format": "yyyy"},
    }


def test_nested_fields(with_field: Contract, read: Read) -> None:
    inner = (
        "logicalType: object, logicalTypeOptions: {required: [b]}, properties: ["
        "{name: a, required: true}, {name: b}, {name: c, items: {properties: [{name: d}]}},"
        "{name: m, map: {key: {logicalType: string}, value: {logicalType: integer}}}]"
    )
    field = schema_of(with_field(inner), read)["properties"]["total"]
    assert field["required"] == ["a", "b"]
    assert field["properties"]["c"]["items"]["properties"]["d"]["x-at"].endswith("/properties/2/items/properties/0")
    assert field["properties"]["m"]["additionalProperties"]["type"] == "integer"
    assert field["properties"]["m"]["propertyNames"]["type"] == "string"


def test_a_dataset_keeps_all_that_is_said_of_it(with_dataset: Contract, read: Read) -> None:
    found = read(
        with_dataset("id: x, physicalName: o1, physicalType: table, businessName: B, ours: 1, description: D.")
    )
    dataset = found.datasets["orders"]
    assert (dataset.identity, dataset.physical_name, dataset.physical_type) == ("x", "o1", "table")
    assert (dataset.title, dataset.description) == ("B", "D.")
    assert dataset.details["ours"] == 1
    assert dataset.origin.pointer == "/schema/0"


QUANTUM = """\
apiVersion: v2.2.2
kind: DataContract
uuid: 53581432
quantumName: shop
datasetName: orders
datasetDomain: sales
version: 1.0.0
status: active
type: tables
description: {purpose: Orders., usage: null}
productSlackChannel: '#orders'
driver: postgres
server: db.example.com
database: shop
stakeholders:
  - {username: ada, role: Owner}
slaProperties:
  - {property: latency, value: 4, unit: d, column: orders.total}
dataset:
  - table: orders
    physicalName: orders_v1
    dataGranularity: one row per order
    columns:
      - {column: order_id, isPrimaryKey: true, primaryKeyPosition: 1, logicalType: string, isNullable: false}
      - {column: total, logicalType: int, physicalType: INT, isNullable: true, sampleValues: [1, 2]}
"""


def test_a_contract_of_the_second_version_reads_as_one_of_the_third(read: Read) -> None:
    found = read(parse("old.yaml", QUANTUM.encode()))
    dataset = found.datasets["orders"]
    schema = dataset.node[0].schema
    assert isinstance(schema, dict)
    assert (found.title, found.owner, found.support) == ("orders", "ada", (("#orders", "#orders"),))
    assert (dataset.physical_name, dataset.details["dataGranularityDescription"]) == ("orders_v1", "one row per order")
    assert schema["required"] == ["order_id"]
    assert schema["properties"]["total"]["type"] == "integer"
    assert schema["properties"]["total"]["examples"] == [1, 2]
    assert found.terms["servers"].value[0]["type"] == "postgres"
    assert found.terms["slaProperties"].value[0]["element"] == "orders.total"


def test_places_of_the_second_version_are_those_of_its_own_text(read: Read) -> None:
    found = read(parse("old.yaml", QUANTUM.encode()))
    schema = found.datasets["orders"].node[0].schema
    assert isinstance(schema, dict)
    assert found.facts["id"].origin.pointer == "/uuid"
    assert found.terms["team"].origin.pointer == "/stakeholders"
    assert found.datasets["orders"].origin.pointer == "/dataset/0"
    assert schema["properties"]["total"]["x-at"] == "/dataset/0/columns/1"
    assert schema["properties"]["total"]["x-keys"]["type"] == "/dataset/0/columns/1/logicalType"
