"""What changes between two data contracts, and where it is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contractdocs.documents import Document
from contractdocs.model.change import Change

Contract = Callable[..., Document]
Kinds = Callable[[Document, Document], list[str]]
Changes = Callable[[Document, Document], tuple[Change, ...]]

FIELDS = [
    # lines before, lines after, kinds
    ("physicalType: int", "physicalType: INT", []),
    ("physicalType: varchar(10)", "physicalType: varchar(20)", ["physical-type-widened"]),
    ("physicalType: varchar(10)", "physicalType: varchar(5)", ["physical-type-narrowed"]),
    ("physicalType: int", "physicalType: text", ["physical-type-changed"]),
    ("physicalType: int", "", ["physical-type-removed"]),
    ("logicalType: integer", "logicalType: number", ["type-widened"]),
    ("logicalType: number", "logicalType: integer", ["type-narrowed"]),
    ("logicalType: integer", "logicalType: string", ["type-changed"]),
    ("logicalType: date", "logicalType: timestamp", ["logical-type-changed"]),
    ("logicalType: string", "logicalType: date", ["logical-type-changed"]),
    ("logicalType: integer", "logicalType: date", ["type-changed"]),
    ("logicalType: object", "logicalType: map", ["logical-type-changed"]),
    ("physicalName: total", "", []),
    ("physicalName: a", "", ["physical-name-changed"]),
    ("required: true", "required: false", ["property-became-optional"]),
    ("required: false", "required: true", ["property-became-required"]),
    ("unique: true", "unique: false", ["uniqueness-removed"]),
    ("unique: false", "", []),
    ("classification: internal", "classification: Restricted", ["classification-raised"]),
    ("classification: restricted", "classification: public", ["classification-lowered"]),
    ("classification: internal", "classification: tier-2", ["classification-changed"]),
    ("", "classification: public", ["classification-added"]),
    ("encryptedName: a", "encryptedName: b", ["encrypted-name-changed"]),
    ("criticalDataElement: true", "", ["critical-element-removed"]),
    ("semanticType: column", "", []),
    ("semanticType: measure", "", ["semantic-type-changed"]),
    ("transformLogic: a", "transformLogic: b", ["transform-changed"]),
    ("deprecated: false", "deprecated: true", ["deprecated-added"]),
    ("description: a", "description: b", ["description-changed"]),
    ("tags: [a, b]", "tags: [a]", ["documentation-changed"]),
    ("tags: []", "", []),
    ("ours: 1", "ours: 2", ["documentation-changed"]),
    ("enum: [{value: a}, {value: b}]", "enum: [{value: b}, {value: a}]", []),
    ("enum: [{value: a}, {value: b}]", "enum: [{value: a}]", ["enum-value-removed"]),
    ("enum: [{value: a}]", "enum: [{value: a}, {value: b}]", ["enum-value-added"]),
    ("enum: [{value: a}]", "enum: [{value: a, label: A}]", ["enum-label-changed"]),
    ("relationships: [{to: a.b}]", "relationships: [{type: foreignKey, to: a.b}]", []),
    ("relationships: [{to: a.b}]", "relationships: [{to: a.c}]", ["relationship-target-changed"]),
    ("relationships: [{to: a.b}]", "", ["relationship-removed"]),
    (
        "relationships: [{id: x, to: a.b}, {to: c.d}]",
        "relationships: [{to: c.d}, {id: x, to: e.f}]",
        ["relationship-target-changed"],
    ),
    ("relationships: [{type: lineage, to: a.b}]", "", []),
    ("items: {physicalType: int}", "items: {physicalType: bigint}", ["physical-type-widened"]),
]
OPTIONS = [
    ("date", "format: a", "format: b", ["date-format-changed"]),
    ("date", "", "format: b", ["date-format-added"]),
    ("date", 'minimum: "2020-01-01"', 'minimum: "2019-01-01"', ["date-range-loosened"]),
    ("date", 'maximum: "2020-01-01"', 'maximum: "2019-01-01"', ["date-range-tightened"]),
    ("date", 'minimum: "2020-01-01"', 'exclusiveMinimum: "2020-01-01"', ["date-range-tightened"]),
    ("date", 'minimum: "2020-01-01"', 'minimum: "last year"', ["date-range-unclear"]),
    ("date", "", 'maximum: "2020-01-01"', ["date-range-tightened"]),
    ("timestamp", 'minimum: "2020-01-01T00:00:00Z"', 'minimum: "2020-01-01T01:00:00+01:00"', ["date-range-loosened"]),
    ("timestamp", "timezone: true", "timezone: false", ["time-zone-changed"]),
    ("timestamp", "timezone: false", "", []),
    ("timestamp", "defaultTimezone: Etc/UTC", "", []),
    ("time", "defaultTimezone: Etc/UTC", "defaultTimezone: Europe/Rome", ["time-zone-changed"]),
    ("vector", "dimensions: 3", "dimensions: 4", ["vector-shape-changed"]),
    ("vector", "dimensions: 3, elementType: float32", "dimensions: 3", []),
    ("vector", "dimensions: 3, embeddingModel: a", "dimensions: 3, embeddingModel: b", ["embedding-changed"]),
    ("integer", "minimum: 5", "exclusiveMinimum: 4", []),
    ("integer", "minimum: 0", "minimum: 10", ["minimum-raised"]),
    ("integer", "format: i32", "format: i64", ["format-widened"]),
    ("string", "maxLength: 10", "maxLength: 5", ["max-length-lowered"]),
    ("array", "uniqueItems: true", "", ["unique-items-removed"]),
    ("object", "required: [a]", "required: [a, b]", ["property-became-required"]),
]
KEY = "{{name: {}, primaryKey: true, primaryKeyPosition: {}}}"
ORDERED_KEY = f"properties: [{KEY.format('a', 1)}, {KEY.format('b', 2)}]"
DATASETS = [
    ("physicalType: table", "physicalType: VIEW", ["dataset-physical-type-changed"]),
    ("physicalType: table", "physicalType: topic", ["dataset-access-changed"]),
    ("physicalType: table", "physicalType: TABLE", []),
    ("physicalName: orders", "", []),
    ("physicalName: a", "physicalName: b", ["dataset-physical-name-changed"]),
    ("logicalType: object", "", []),
    ("dataGranularityDescription: a", "dataGranularityDescription: b", ["granularity-changed"]),
    ("deprecated: true", "", ["deprecated-removed"]),
    ("context: a", "context: b", ["context-changed"]),
    ("businessName: a", "businessName: b", ["documentation-changed"]),
    ("properties: [{name: a, primaryKey: true}]", "properties: [{name: a}]", ["primary-key-changed"]),
    (
        "properties: [{name: a, primaryKey: true}, {name: b, primaryKey: true}]",
        "properties: [{name: b, primaryKey: true}, {name: a, primaryKey: true}]",
        [],
    ),
    (
        ORDERED_KEY,
        ORDERED_KEY.replace("2", "0").replace("1", "2").replace("0", "1"),
        ["primary-key-reordered"],
    ),
    (
        "properties: [{name: a, id: x, primaryKey: true}]",
        "properties: [{name: b, id: x, primaryKey: true}]",
        ["property-renamed"],
    ),
    ("properties: [{name: a, partitioned: true}]", "properties: [{name: a}]", ["partitioning-changed"]),
    ("properties: [{name: a}, {name: b}]", "properties: [{name: b}, {name: a}]", []),
    ("relationships: [{from: a.b, to: c.d}]", "", ["relationship-removed"]),
    ("quality: [{metric: rowCount, mustBe: 1}]", "", ["quality-rule-removed"]),
]
SERVER = "server: a, type: kafka, host: h"
TERMS = [
    ("domain: a", "domain: b", ["domain-changed"]),
    ("tenant: a", "", ["tenant-changed"]),
    ("dataProduct: a", "dataProduct: b", ["data-product-changed"]),
    ("description: {purpose: a}", "description: {purpose: b}", ["purpose-changed"]),
    (
        "description: {usage: a, limitations: c}",
        "description: {usage: b, limitations: d}",
        ["limitations-changed", "usage-changed"],
    ),
    ("tags: [a]", "tags: [b]", ["documentation-changed"]),
    ("ours: {deep: [1]}", "ours: {deep: [2]}", ["documentation-changed"]),
    (f"servers: [{{{SERVER}}}]", "servers: []", ["production-server-removed"]),
    (f"servers: [{{{SERVER}, environment: dev}}]", "", ["data-server-removed"]),
    ("servers: [{server: sandbox, type: kafka, host: h}]", "", ["data-server-removed"]),
    (f"servers: [{{{SERVER}}}]", "servers: [{server: b, type: kafka, host: h}]", ["data-server-renamed"]),
    (f"servers: [{{{SERVER}}}]", "servers: [{server: a, type: kafka, host: i}]", ["data-server-location-changed"]),
    (f"servers: [{{{SERVER}}}]", "servers: [{server: a, type: s3, location: b}]", ["data-server-type-changed"]),
    (
        f"servers: [{{{SERVER}, format: avro}}]",
        f"servers: [{{{SERVER}, format: json}}]",
        ["data-server-format-changed"],
    ),
    (
        f"servers: [{{{SERVER}, environment: prod}}]",
        f"servers: [{{{SERVER}, environment: dev}}]",
        ["data-server-environment-changed"],
    ),
    (f"servers: [{{{SERVER}, roles: [{{role: r}}]}}]", f"servers: [{{{SERVER}}}]", ["data-server-role-removed"]),
    ("roles: [{role: a}]", "roles: []", ["role-removed"]),
    ("roles: [{role: a, access: write}]", "roles: [{role: a, access: read}]", ["role-access-narrowed"]),
    ("roles: [{role: a, access: read}]", "roles: [{role: a, access: Write}]", ["role-access-widened"]),
    ("roles: [{role: a, access: read}]", "roles: [{role: a, access: masked}]", ["role-access-changed"]),
    (
        "roles: [{role: a, firstLevelApprovers: x}]",
        "roles: [{role: a, firstLevelApprovers: y}]",
        ["role-approvers-changed"],
    ),
    ("price: {priceAmount: 1}", "price: {priceAmount: 2}", ["price-raised"]),
    ("price: {priceAmount: 2}", "price: {priceAmount: 1}", ["price-lowered"]),
    ("price: {priceAmount: 2}", "", ["price-removed"]),
    ("price: {priceAmount: 1, priceUnit: a}", "price: {priceAmount: 2, priceUnit: b}", ["price-unit-changed"]),
    ("team: {name: a}", "team: {name: b}", ["owner-changed"]),
    ("team: [{username: a, role: Owner}]", "team: {members: [{username: a, role: Owner}]}", []),
    (
        "team: [{username: a, role: Owner}]",
        "team: [{username: b, role: Owner}]",
        ["owner-changed", "team-member-changed"],
    ),
    ("support: [{channel: a}, {channel: b}]", "support: [{channel: b}]", ["support-channel-removed"]),
    ("support: [{channel: a}]", "support: []", ["last-support-channel-removed"]),
    ("support: [{channel: a, url: x}]", "support: [{channel: a, url: y}]", ["support-channel-changed"]),
    ("slaProperties: [{property: latency, value: 1, unit: h}]", "", ["sla-removed"]),
]
STATUSES = [
    ("draft", "active", ["status-advanced"]),
    ("proposed", "active", ["status-advanced"]),
    ("active", "deprecated", ["contract-deprecated"]),
    ("deprecated", "retired", ["contract-retired"]),
    ("active", "retired", ["contract-retired-early"]),
    ("active", "draft", ["status-moved-back"]),
    ("retired", "active", ["status-moved-back"]),
    ("proposed", "deprecated", ["status-skipped"]),
    ("active", "frozen", ["status-changed"]),
    ("production", "active", []),
    ("Active", "active", []),
]


@pytest.mark.parametrize(("old", "new", "expected"), FIELDS)
def test_fields(with_field: Contract, kinds: Kinds, old: str, new: str, expected: list[str]) -> None:
    assert kinds(with_field(old), with_field(new)) == expected


@pytest.mark.parametrize(("logical", "old", "new", "expected"), OPTIONS)
def test_options(with_field: Contract, kinds: Kinds, logical: str, old: str, new: str, expected: list[str]) -> None:
    before, after = (with_field(f"logicalType: {logical}, logicalTypeOptions: {{{options}}}") for options in (old, new))
    assert kinds(before, after) == expected


@pytest.mark.parametrize(("old", "new", "expected"), DATASETS)
def test_datasets(with_dataset: Contract, kinds: Kinds, old: str, new: str, expected: list[str]) -> None:
    assert kinds(with_dataset(old), with_dataset(new)) == expected


@pytest.mark.parametrize(("old", "new", "expected"), TERMS)
def test_terms(contract: Contract, kinds: Kinds, old: str, new: str, expected: list[str]) -> None:
    assert sorted(kinds(contract(old), contract(new))) == expected


@pytest.mark.parametrize(("old", "new", "expected"), STATUSES)
def test_statuses(contract: Contract, kinds: Kinds, old: str, new: str, expected: list[str]) -> None:
    assert kinds(contract("", status=old), contract("", status=new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("v3.1.0", "v3.0.2", ["api-version-lowered"]),
        ("v3.0.2", "v3.2.0", []),
        ("v2.2.2", "v3.0.0", ["api-version-major-raised"]),
        ("nonsense", "v3.0.0", []),
    ],
)
def test_versions_of_the_standard(contract: Contract, kinds: Kinds, old: str, new: str, expected: list[str]) -> None:
    assert kinds(contract("", version=old), contract("", version=new)) == expected


TWO = "schema: [{name: a, id: x, properties: [{name: f}]}, {name: b, properties: [{name: g}]}]"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("schema: [{name: b, properties: [{name: g}]}, {name: a, id: x, properties: [{name: f}]}]", []),
        ("schema: [{name: a, id: x, properties: [{name: f}]}]", [("dataset-removed", "b")]),
        (TWO[:-1] + ", {name: c, properties: [{name: h}]}]", [("dataset-added", "c")]),
        (TWO.replace("name: a", "name: c"), [("dataset-renamed", "c")]),
        (TWO.replace("id: x", "id: y"), []),
        (
            TWO.replace("name: a", "name: c").replace("name: b", "name: a"),
            [("dataset-added", "a"), ("dataset-removed", "b"), ("dataset-renamed", "c")],
        ),
        ("", [("dataset-removed", "a"), ("dataset-removed", "b")]),
    ],
)
def test_datasets_are_matched_by_id_then_by_name(
    contract: Contract, changes: Changes, new: str, expected: list[tuple[str, str]]
) -> None:
    assert [(change.kind, change.address) for change in changes(contract(TWO), contract(new))] == expected


@pytest.mark.parametrize(
    ("old", "new", "address", "left", "right"),
    [
        (
            "slaProperties: [{property: ga, value: '2020-01-01'}, {property: latency, value: 1}]",
            "slaProperties: [{property: latency, value: 2}, {property: ga, value: '2020-01-01'}]",
            "slaProperties > latency",
            "/slaProperties/1/value",
            "/slaProperties/0/value",
        ),
        (
            "schema: [{name: a}, {name: o, properties: [{name: t, physicalType: int}]}]",
            "schema: [{name: o, properties: [{name: s}, {name: t, physicalType: bigint}]}, {name: a}]",
            "o > t",
            "/schema/1/properties/0/physicalType",
            "/schema/0/properties/1/physicalType",
        ),
        (
            "schema: [{name: o, properties: [{name: t, primaryKey: true}]}]",
            "schema: [{name: o, properties: [{name: t}]}]",
            "o",
            "/schema/0/properties/0/primaryKey",
            "/schema/0",
        ),
        (
            "schema: [{name: o, quality: [{metric: rowCount, mustBe: 1, severity: error}]}]",
            "schema: [{name: o, quality: [{metric: rowCount, mustBe: 1, severity: info}]}]",
            "o",
            "/schema/0/quality/0/severity",
            "/schema/0/quality/0/severity",
        ),
        ("description: {usage: a}", "description: {usage: b}", "usage", "/description/usage", "/description/usage"),
        ("roles: [{role: a}]", "", "roles > a", "/roles/0", ""),
    ],
)
def test_a_change_knows_both_of_its_places(
    contract: Contract, changes: Changes, old: str, new: str, address: str, left: str, right: str
) -> None:
    found = {change.address: change for change in changes(contract(old), contract(new))}[address]
    assert found.old is not None
    assert found.new is not None
    assert (found.old.origin.pointer, found.new.origin.pointer) == (left, right)
    assert found.data


def test_a_contract_against_itself_has_no_changes(contract: Contract, changes: Changes) -> None:
    everything = "\n".join(
        new for _, new, _ in TERMS if "description" not in new and ":" in new[:20] and "servers" not in new
    )
    once = {line.partition(":")[0]: line for line in everything.splitlines()}
    text = "\n".join([*once.values(), TWO])
    assert not changes(contract(text), contract(text))
