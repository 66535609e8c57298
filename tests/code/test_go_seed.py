"""A real document with types in Go, byte for byte, gives the known answers; it may be absent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contractdocs.formats.go import lower_go
from contractdocs.formats.go.lower import lower_package

SEED = Path(__file__).parents[3] / "shared/seeds/001_744b667fad0c2a26.txt"


@pytest.fixture(scope="module")
def fences() -> dict[str, str]:
    if not SEED.exists():
        pytest.skip("the document is not here")
    return {f"{i}.go": text for i, text in enumerate(re.findall(r"```go\n(.*?)```", SEED.read_text(), re.DOTALL))}


def test_every_type_of_the_document_is_read(fences: dict[str, str]) -> None:
    found = lower_go(fences)
    assert found.problems == ()
    assert len(fences) == 7
    assert len(found.defs) == 11
    assert {unread.why.split("`")[1] for unread in found.not_read} == {"OperationStep", "DateRange", "OperationSummary"}
    start = found.defs["StartOperationRequest"]
    assert start["required"] == ["type", "mode"]
    assert start["properties"]["type"]["enum"] == ["scraping", "processing", "export"]
    assert found.defs["ActivateLicenseRequest"]["properties"]["key"] == {
        "type": "string",
        "minLength": 20,
        "maxLength": 20,
    }
    assert found.defs["OperationResponse"]["required"] == ["id", "type", "status", "progress", "started_at"]
    assert "Extensions" in found.defs["Problem"]["properties"]


def test_its_mistakes_are_told(fences: dict[str, str]) -> None:
    tree = lower_package(tuple(fences.items()))
    told = [(item["rule"], item["words"]["type"]) for item in tree.data["x-noted"]]
    assert sorted(told) == [
        ("json-inline-ignored", "Problem"),
        ("type-undefined", "OperationListResponse"),
        ("type-undefined", "OperationResponse"),
        ("type-undefined", "StartOperationRequest"),
    ]
