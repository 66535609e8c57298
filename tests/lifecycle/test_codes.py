"""The table of validation codes says the truth: each rule it names exists, and answers what the code complains of."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from contractdocs.catalog.reader import Reader
from contractdocs.documents import parse
from contractdocs.linting import lint_document
from contractdocs.rules import registry
from contractdocs.settings import Settings
from contractdocs.sources import WorkingTree

PAGE = Path(__file__).parent.parent.parent / "docs/reference/validation-codes.md"


def contract(version: str = "v3.1.0") -> dict[str, Any]:
    """Return a contract without a fault, in the standard or in the dialect."""
    field = {
        "name": "id",
        "logicalType": "string",
        "primaryKey": True,
        "required": True,
        "description": "Identifies it.",
    }
    quality = {"metric": "rowCount", "mustBeGreaterThan": 0}
    return {
        "apiVersion": version,
        "kind": "DataContract",
        "id": "orders",
        "name": "orders",
        "version": "1.0.0",
        "status": "active",
        "description": {"purpose": "Orders of the shop."},
        "team": {"name": "shop"},
        "support": [{"channel": "orders-help"}],
        "schema": [
            {
                "id": "orders",
                "name": "orders",
                "logicalType": "object",
                "description": "One row per order.",
                "quality": [quality],
                "properties": [field],
            }
        ],
    }


GONE = None
FIELD = ("schema", 0, "properties", 0)
STANDARD: dict[str, tuple[tuple[Any, ...], Any, str, str]] = {
    "no id": (("id",), GONE, "schema-invalid", "error"),
    "no version": (("version",), GONE, "schema-invalid", "error"),
    "a status that is none": (("status",), "actve", "status-unknown", "warning"),
    "no status": (("status",), GONE, "syntax-newer-than-declared", "warning"),
    "no name": (("name",), GONE, "contract-name-missing", "note"),
    "no schema": (("schema",), GONE, "datasets-missing", "warning"),
    "an empty schema": (("schema",), [], "datasets-missing", "warning"),
    "no description of the contract": (("description",), GONE, "contract-description-missing", "warning"),
    "nobody who answers for the data": (("team",), GONE, "owner-missing", "warning"),
    "a server without name": (("servers",), [{"type": "kafka", "host": "h"}], "schema-invalid", "error"),
    "a server without type": (("servers",), [{"server": "s"}], "schema-invalid", "error"),
    "a schema without name": (("schema", 0, "name"), GONE, "schema-invalid", "error"),
    "a reference to a schema": (("schema", 0), {"schemaId": "orders"}, "schema-invalid", "error"),
    "a schema without fields": (("schema", 0, "properties"), GONE, "dataset-fields-missing", "warning"),
    "no primary key": ((*FIELD, "primaryKey"), GONE, "primary-key-missing", "note"),
    "no quality rules": (("schema", 0, "quality"), GONE, "quality-rules-missing", "note"),
    "a schema without description": (("schema", 0, "description"), GONE, "dataset-description-missing", "note"),
    "a field without description": ((*FIELD, "description"), GONE, "field-description-missing", "note"),
    "a field without name": ((*FIELD, "name"), GONE, "schema-invalid", "error"),
    "a field without logical type": ((*FIELD, "logicalType"), GONE, "field-type-missing", "note"),
    "personal data without its kind": ((*FIELD, "name"), "email", "personal-data-unclassified", "warning"),
    "a rule that nothing can run": (
        ("schema", 0, "quality"),
        [{"type": "custom", "mustBe": 1}],
        "schema-invalid",
        "error",
    ),
    "a relationship that names nothing": (
        (*FIELD, "relationships"),
        [{"type": "foreignKey"}],
        "schema-invalid",
        "error",
    ),
    "a relationship to what is not there": (
        (*FIELD, "relationships"),
        [{"type": "foreignKey", "to": "customers.id"}],
        "relationship-target-unknown",
        "warning",
    ),
}
DIALECT: dict[str, tuple[tuple[Any, ...], Any, str, str]] = {
    "a status that is none": (("status",), "proposed", "schema-invalid", "error"),
    "no status": (("status",), GONE, "schema-invalid", "error"),
    "no name": (("name",), GONE, "schema-invalid", "error"),
    "no schema": (("schema",), GONE, "schema-invalid", "error"),
    "an empty schema": (("schema",), [], "datasets-missing", "warning"),
    "a field without logical type": ((*FIELD, "logicalType"), GONE, "schema-invalid", "error"),
}
QUIET: dict[str, tuple[tuple[Any, ...], Any]] = {
    "no physical name, no physical type, no domain, no service levels": (("tags",), ["a"]),
    "names in any case": ((*FIELD, "name"), "orderId"),
    "a text without length": ((*FIELD, "logicalType"), "string"),
    "a number without range": ((*FIELD, "logicalType"), "number"),
    "a quality rule without name": (("schema", 0, "quality"), [{"metric": "rowCount", "mustBe": 1}]),
}


@pytest.mark.parametrize("name", STANDARD)
def test_the_rule_of_a_code_answers(name: str) -> None:
    pointer, value, rule, level = STANDARD[name]
    assert (rule, level) in found(changed(contract(), pointer, value))


@pytest.mark.parametrize("name", DIALECT)
def test_the_dialect_is_stricter_where_the_table_says_so(name: str) -> None:
    pointer, value, rule, level = DIALECT[name]
    assert (rule, level) in found(changed(contract("v1.0.0"), pointer, value))


@pytest.mark.parametrize("name", QUIET)
def test_what_no_rule_answers_stays_quiet(name: str) -> None:
    assert found(changed(contract(), *QUIET[name])) == set()


def test_every_case_of_the_table_is_tried() -> None:
    named = {rule for rule, _ in rows()} & set(registry.pages())
    tried = {case[2] for case in (*STANDARD.values(), *DIALECT.values())}
    assert tried <= named


def test_every_rule_that_the_table_names_exists() -> None:
    named = {rule for rule, _ in rows()}
    assert len(named) > 20
    assert named - set(registry.pages()) == set()


def test_no_level_in_the_table_is_wrong() -> None:
    for rule, level in rows():
        stated = registry.rule(rule).level
        assert not level or not stated or level == stated, rule


def rows() -> list[tuple[str, str]]:
    """Return each rule that the table names, with its level where the row names one rule only."""
    found: list[tuple[str, str]] = []
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        rules = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", " ".join(cells[1:])) if line.startswith("| `") else []
        found += [(rule, cells[3] if len(rules) == 1 and len(cells) > 3 else "") for rule in rules]
    return found


def changed(data: dict[str, Any], pointer: tuple[Any, ...], value: Any) -> dict[str, Any]:
    part: Any = data
    for step in pointer[:-1]:
        part = part[step]
    if value is GONE:
        del part[pointer[-1]]
    else:
        part[pointer[-1]] = value
    return data


def found(data: dict[str, Any]) -> set[tuple[str, str]]:
    settings = Settings()
    document = parse("orders.json", json.dumps(data).encode())
    reader = Reader(WorkingTree(Path()), settings.limits, ".")
    return {(finding.rule, finding.level) for finding in lint_document(document, reader, settings)}
