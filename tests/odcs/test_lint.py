"""Lint rules on contracts that are nearly right: what must be told, and what must be left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contractdocs.rules.registry import Reading, lint_of, rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from contractdocs.documents import Document
    from contractdocs.model.interface import Interface

    Contract = Callable[..., Document]
    Read = Callable[[Document], Interface]

CASES = [
    # rule, body, pointers
    (
        "bounds-crossed",
        "logicalType: number, logicalTypeOptions: {exclusiveMinimum: 5, maximum: 5}",
        ["exclusiveMinimum"],
    ),
    ("bounds-crossed", "logicalType: number, logicalTypeOptions: {minimum: 5, maximum: 5}", []),
    (
        "bounds-crossed",
        "logicalType: date, logicalTypeOptions: {minimum: 2021-01-01, maximum: 2020-01-01}",
        ["minimum"],
    ),
    ("bounds-crossed", "logicalType: date, logicalTypeOptions: {minimum: 31/01/2020, maximum: 01/02/2020}", []),
    ("bounds-crossed", "logicalType: array, logicalTypeOptions: {minItems: 3, maxItems: 1}", ["minItems"]),
    ("field-pattern-invalid", "logicalType: string, logicalTypeOptions: {pattern: '(a'}", ["pattern"]),
    ("field-pattern-invalid", r"logicalType: string, logicalTypeOptions: {pattern: '^\d+(?=x)\p{L}$'}", []),
    ("field-pattern-invalid", "logicalType: string, logicalTypeOptions: {pattern: '(?<year>[0-9]+)'}", []),
    ("field-example-invalid", "logicalType: integer, examples: [1, 1.5, '2', null]", ["1"]),
    ("field-example-invalid", "logicalType: boolean, examples: [yes, true]", ["0"]),
    ("field-example-invalid", "logicalType: date, examples: [2024-02-30, 2024-02-29, 20240229]", ["0", "2"]),
    (
        "field-example-invalid",
        "logicalType: date, logicalTypeOptions: {format: d.M.yy}, examples: [31.12.24]",
        [],
    ),
    ("field-example-invalid", "logicalType: timestamp, examples: ['2024-02-29T10:00:00Z', noon]", ["1"]),
    ("field-example-invalid", "logicalType: time, examples: ['10:00', '25:00']", ["1"]),
    ("field-example-invalid", "logicalType: string, enum: [{value: a}], examples: [a, b]", ["1"]),
    (
        "field-example-invalid",
        "logicalTypeOptions: {pattern: '^[A-Z]+$'}, examples: [AB, ab]",
        ["1"],
    ),
    ("field-example-invalid", "logicalType: array, items: {logicalType: integer}, examples: [[1], [a]]", ["1"]),
    ("field-example-invalid", "physicalType: int, examples: [anything]", []),
]


def pointers(rule_id: str, document: Document, read: Read) -> list[str]:
    """Return the pointers of a rule's hits; its message and suggestion must find all their words."""
    lint = lint_of(rule_id)
    assert lint is not None
    hits = list(lint(Reading(document, document.data, read(document))))
    for hit in hits:
        assert rule(rule_id).message.format_map(dict(hit.words))
        assert rule(rule_id).suggestion.format_map(dict(hit.words))
    return [hit.pointer for hit in hits]


@pytest.mark.parametrize(("rule_id", "inner", "expected"), CASES)
def test_fields(with_field: Contract, read: Read, rule_id: str, inner: str, expected: list[str]) -> None:
    assert [at.rpartition("/")[2] for at in pointers(rule_id, with_field(inner), read)] == expected


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        ("email", True),
        ("customerEmail", True),
        ("CUSTOMER_PHONE_NUMBER", True),
        ("first_name", True),
        ("firstName", True),
        ("dateOfBirth", True),
        ("birth_date", True),
        ("ssn", True),
        ("ip_address", True),
        ("iban", True),
        ("name", False),
        ("product_name", False),
        ("mailing_count", False),
        ("date_of_order", False),
        ("classname", False),
        ("address_type", False),
    ],
)
def test_personal_data_goes_by_the_words_of_a_name(contract: Contract, read: Read, name: str, personal: bool) -> None:
    document = contract(f"schema: [{{name: a, properties: [{{name: {name}}}]}}]")
    assert bool(pointers("personal-data-unclassified", document, read)) is personal
    classified = contract(f"schema: [{{name: a, properties: [{{name: {name}, classification: public}}]}}]")
    assert not pointers("personal-data-unclassified", classified, read)


SCHEMA = (
    "schema: [{name: o, physicalName: o_v1, properties: [{name: a, physicalName: a_v1, properties: [{name: b}]}]}]\n"
)


@pytest.mark.parametrize(
    ("target", "known"),
    [
        ("o.a", True),
        ("o.a.b", True),
        ("o_v1.a_v1", True),
        ("o", True),
        ("o.c", False),
        ("p.a", False),
        ("schema/o/properties/a", True),
    ],
)
def test_a_service_level_speaks_of_what_is_there(contract: Contract, read: Read, target: str, known: bool) -> None:
    document = contract(SCHEMA + f"slaProperties: [{{property: latency, value: 1, element: '{target}'}}]")
    assert pointers("sla-element-unknown", document, read) == ([] if known else ["/slaProperties/0/element"])


def test_an_element_may_be_several(contract: Contract, read: Read) -> None:
    document = contract(SCHEMA + "slaProperties: [{property: latency, value: 1, element: 'o.a, o.c'}]")
    assert pointers("sla-element-unknown", document, read) == ["/slaProperties/0/element"]


@pytest.mark.parametrize(
    ("rule_id", "body", "expected"),
    [
        ("id-duplicated", "schema: [{name: o, id: x, properties: [{name: a, id: x}]}]", []),
        ("id-duplicated", "roles: [{role: a, id: x}, {role: b, id: x}]", ["/roles/1/id"]),
        (
            "field-name-duplicated",
            "schema: [{name: o, properties: [{name: a}]}, {name: p, properties: [{name: a}]}]",
            [],
        ),
        ("server-role-unknown", "servers: [{server: a, roles: [{role: r}]}]", []),
        ("owner-missing", "team: {members: [{username: a, role: owner}]}", []),
        ("primary-key-missing", "schema: [{name: o}]", []),
        ("quality-rules-missing", "schema: [{name: o, properties: [{name: a, quality: [{type: text}]}]}]", []),
        ("dataset-fields-missing", "schema: [{name: o}]", ["/schema/0"]),
        ("syntax-deprecated", "dataProduct: a", ["/dataProduct"]),
        ("syntax-deprecated", "team: {name: a}", []),
    ],
)
def test_contracts(contract: Contract, read: Read, rule_id: str, body: str, expected: list[str]) -> None:
    assert pointers(rule_id, contract(body), read) == expected
