"""Documents made to exhaust the comparison: each ends after work that grows with its size, not with its uses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from contractdocs.compare import compare
from contractdocs.compare.interfaces import Compared
from contractdocs.documents import parse
from contractdocs.formats import detect

Schemas = dict[str, Any]


def document(schemas: Schemas, root: str = "Root") -> dict[str, Any]:
    """Return an OpenAPI document that takes and gives one of its schemas."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{root}"}}}
    operation = {"requestBody": {"content": content}, "responses": {"200": {"description": "Done", "content": content}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Bounds", "version": "1.0.0"},
        "paths": {"/things": {"post": operation}},
        "components": {"schemas": schemas},
    }


def compared(old: Schemas, new: Schemas) -> Compared:
    """Return what comparing two sets of schemas finds."""
    sides = []
    for schemas in (old, new):
        read = parse("a.json", json.dumps(document(schemas)).encode())
        found = detect(read)
        assert found is not None
        sides.append(found.read(read, lambda path: None))  # type: ignore[arg-type]
    return compare(*sides)


def chain(count: int, last: str) -> Schemas:
    """Return schemas each of which refers to the next, twice; the last one is a scalar."""
    schemas: Schemas = {
        f"S{n}": {"type": "object", "properties": {"a": ref(f"S{n + 1}"), "b": ref(f"S{n + 1}")}} for n in range(count)
    }
    return {"Root": ref("S0"), **schemas, f"S{count}": {"type": last}}


def ref(name: str) -> dict[str, str]:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def test_two_ways_at_every_level_are_one_comparison_a_schema() -> None:
    found = compared(chain(60, "string"), chain(60, "integer"))  # 2 ** 60 paths lead to the last one
    assert [change.kind for change in found.changes] == ["type-changed"]
    assert found.changes[0].affects == ("POST /things",)
    assert found.schemas < 60 * 12


def test_ten_thousand_schemas_are_compared_once_a_direction() -> None:
    names = [f"S{n}" for n in range(10_000)]
    old: Schemas = {"Root": {"type": "object", "properties": {name: ref(name) for name in names}}}
    old |= {name: {"type": "object", "properties": {"id": {"type": "string"}}} for name in names}
    new = {**old, "S7": {"type": "object", "properties": {"id": {"type": "integer"}}}}
    found = compared(old, new)
    assert [change.address for change in found.changes] == ["S7 > id"]
    assert found.schemas < 10_000 * 8


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_five_thousand_branches_are_matched_by_what_they_are(keyword: str) -> None:
    branches = [
        {"type": "object", "required": ["kind"], "properties": {"kind": {"const": f"k{n}"}}} for n in range(5000)
    ]
    found = compared({"Root": {keyword: branches}}, {"Root": {keyword: [*branches[:2500], *branches[2501:]]}})
    assert [change.kind for change in found.changes] == ["branch-removed"]
    assert found.schemas < 5000 * 8


def test_a_chain_of_fifty_all_of_is_merged() -> None:
    def nested(depth: int, length: int) -> Any:
        own = {"type": "object", "properties": {f"p{depth}": {"type": "string", "maxLength": length}}}
        return own if depth == 0 else {"allOf": [nested(depth - 1, length), own]}

    found = compared({"Root": nested(50, 10)}, {"Root": nested(50, 9)})
    assert len(found.changes) == 51
    assert {change.kind for change in found.changes} == {"max-length-lowered"}


@pytest.mark.parametrize(
    "schema",
    [
        {"allOf": [ref("Root"), {"type": "object", "properties": {"a": {"type": "string"}}}]},
        {"type": "object", "properties": {"next": ref("Root"), "a": {"type": "string"}}},
        {"oneOf": [{"type": "string"}, {"type": "array", "items": ref("Root")}]},
        {"type": "object", "additionalProperties": ref("Root"), "properties": {"a": {"type": "string"}}},
        {"not": ref("Root"), "properties": {"a": {"type": "string"}}},
        {"if": ref("Root"), "then": ref("Root"), "properties": {"a": {"type": "string"}}},
    ],
)
def test_a_schema_that_contains_itself_ends(schema: Any) -> None:
    changed = json.loads(json.dumps(schema).replace('"string"', '"integer"'))
    assert compared({"Root": schema}, {"Root": schema}).changes == ()
    assert compared({"Root": schema}, {"Root": changed}).schemas < 200


def test_two_schemas_that_contain_each_other_end() -> None:
    old = {"Root": {"properties": {"b": ref("B")}}, "B": {"properties": {"a": ref("Root"), "c": {"type": "string"}}}}
    new = {**old, "B": {"properties": {"a": ref("Root"), "c": {"type": "integer"}}}}
    assert [change.address for change in compared(old, new).changes] == ["B > c"]


def test_neither_the_syntax_nor_the_seed_of_hashes_changes_a_byte(tmp_path: Path) -> None:
    old = document({**chain(5, "string"), "Extra": {"enum": ["a", "b", "c"]}})
    new = document({**chain(5, "integer"), "Root": {"type": "object", "required": ["a", "b"]}})
    for name, data in (("old", old), ("new", new)):
        (tmp_path / f"{name}.json").write_text(json.dumps(data, indent=2))
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(data))
    said = {diff(tmp_path, "json", seed) for seed in range(20)}
    assert len(said) == 1
    assert told(said.pop()) == told(diff(tmp_path, "yaml", 0))


def diff(folder: Path, ending: str, seed: int) -> str:
    """Return what the command says of the pair, with a seed for the hashes of Python."""
    command = [sys.executable, "-m", "contractdocs", "diff", f"old.{ending}", f"new.{ending}", "--format", "json"]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    return done.stdout


def told(report: str) -> list[tuple[str, str, str, str]]:
    """Return the changes of a report without their places."""
    return [(c["rule"], c["level"], c["address"], c["message"]) for c in json.loads(report)["changes"]]
