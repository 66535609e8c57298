"""A removal and an addition of the same shape are one likely rename, with both names and nothing softened."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.model.finding import Finding
from contractdocs.rules.judgement import judge

from .schemas import changes

OLD = {"type": "object", "properties": {"total": {"type": "integer"}, "note": {"type": "string"}}}


def found(old: Any, new: Any, way: Any) -> list[Finding]:
    return [judge(change, "x") for change in changes(old, new, way)]


def properties(more: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"note": {"type": "string"}, **more}, **rest}


@pytest.mark.parametrize(
    ("old", "new", "way", "rule", "level"),
    [
        ({}, {}, "output", "optional-property-likely-renamed", "breaking"),
        ({}, {}, "input", "optional-property-likely-renamed", "risky"),
        ({}, {"required": ["amount"]}, "input", "property-likely-renamed", "breaking"),
        ({"required": ["total"]}, {}, "input", "optional-property-likely-renamed", "risky"),
        ({"required": ["total"]}, {}, "output", "optional-property-likely-renamed", "breaking"),
        ({"required": ["total"]}, {"required": ["amount"]}, "both", "property-likely-renamed", "breaking"),
        (
            {"additionalProperties": False},
            {"additionalProperties": False},
            "input",
            "property-likely-renamed",
            "breaking",
        ),
    ],
)
def test_a_renamed_property_is_one_finding_with_both_names(old: Any, new: Any, way: Any, rule: str, level: str) -> None:
    (finding,) = found(
        properties({"total": {"type": "integer"}}, **old), properties({"amount": {"type": "integer"}}, **new), way
    )
    assert (finding.rule, finding.level, finding.address) == (rule, level, "Thing > total")
    assert "`total`" in finding.message
    assert "`amount`" in finding.message
    assert finding.new is not None
    assert finding.new.pointer.endswith("/amount")


def test_a_rename_to_a_required_name_is_proved() -> None:
    (finding,) = found(OLD, properties({"amount": {"type": "integer"}}, required=["amount"]), "input")
    assert finding.witness is not None
    assert "amount" not in finding.witness["value"]
    assert finding.message.endswith("and required")


def test_what_readers_lose_is_proved_where_the_older_name_was_required() -> None:
    old, new = {**OLD, "required": ["total"]}, properties({"amount": {"type": "integer"}}, required=["amount"])
    (finding,) = found(old, new, "output")
    assert finding.witness is not None
    assert "total" not in finding.witness["value"]


@pytest.mark.parametrize(
    "added",
    [
        {"amount": {"type": "string"}},
        {"amount": {"type": "integer", "minimum": 0}},
        {"amount": {"type": "integer"}, "sum": {"type": "integer"}},
        {"amount": {}},
    ],
)
def test_no_rename_where_it_is_another_shape_or_could_be_two(added: Any) -> None:
    rules = {finding.rule for finding in found(OLD, properties(added), "output")}
    assert "optional-property-removed" in rules
    assert not any("renamed" in rule for rule in rules)


def test_a_shape_that_all_neighbours_have_tells_nothing() -> None:
    limits = {name: {"type": "string", "description": name} for name in ("core", "search", "graph", "scan")}
    old = {"type": "object", "properties": {**limits, "upload": {"type": "string"}}}
    new = {"type": "object", "properties": {**limits, "records": {"type": "string"}}}
    assert {finding.rule for finding in found(old, new, "output")} == {"optional-property-removed", "property-added"}


def test_what_was_deprecated_goes_as_it_said() -> None:
    old = properties({"total": {"type": "integer", "deprecated": True, "x-sunset": "2026-01-01"}})
    rules = {finding.rule for finding in found(old, properties({"amount": {"type": "integer"}}), "output")}
    assert rules == {"optional-property-removed", "property-added"}


def test_two_properties_that_only_change_their_spelling_are_two_renames() -> None:
    old = {"type": "object", "properties": {"first_name": {"type": "string"}, "last_name": {"type": "string"}}}
    new = {"type": "object", "properties": {"firstName": {"type": "string"}, "lastName": {"type": "string"}}}
    assert [finding.words["new"] for finding in found(old, new, "output")] == ["firstName", "lastName"]


def operations(paths: dict[str, Any]) -> Any:
    whole = {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1.0.0"}, "paths": paths}
    document = parse("a.json", json.dumps(whole).encode())
    found = detect(document)
    assert found is not None
    return found.read(document, lambda path: None)


def get(schema: Any, **more: Any) -> dict[str, Any]:
    answer = (
        {"description": "OK.", "content": {"application/json": {"schema": schema}}}
        if schema
        else {"description": "OK."}
    )
    return {"get": {"responses": {"200": answer}, **more}}


ORDER = {"type": "object", "properties": {"total": {"type": "integer"}}}


@pytest.mark.parametrize(
    ("old", "new", "renames"),
    [
        ({"/orders": get(ORDER)}, {"/purchases": get(ORDER)}, ["GET /purchases"]),
        (
            {"/v1/orders": get(ORDER), "/v1/bills": get(ORDER)},
            {"/v2/orders": get(ORDER), "/v2/bills": get(ORDER)},
            ["GET /v2/bills", "GET /v2/orders"],
        ),
        ({"/a": get(ORDER, operationId="list")}, {"/b": get(ORDER), "/c": get(ORDER, operationId="list")}, ["GET /c"]),
        ({"/a": get(ORDER)}, {"/b": get(ORDER), "/c": get(ORDER)}, []),
        ({"/a": get(ORDER)}, {"/b": get({"type": "object", "properties": {"total": {"type": "string"}}})}, []),
        ({"/a": get(None)}, {"/b": get(None)}, []),
        ({"/a": get(ORDER)}, {"/b": get(ORDER, security=[{"key": []}])}, []),
        ({"/a": get(ORDER, deprecated=True)}, {"/b": get(ORDER)}, []),
        ({"/a": get(ORDER, **{"x-stability-level": "draft"})}, {"/b": get(ORDER)}, []),
    ],
)
def test_a_renamed_operation_is_one_finding_where_no_other_is_as_likely(old: Any, new: Any, renames: list[str]) -> None:
    judged = [judge(change, "x") for change in compare(operations(old), operations(new)).changes]
    assert [f.words["new"] for f in judged if f.rule == "operation-likely-renamed"] == renames
    assert len(judged) == len(renames) or not renames or len(new) > len(old)
    assert all(f.level == "breaking" for f in judged if f.rule == "operation-likely-renamed")
