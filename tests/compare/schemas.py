"""Compares bare schemas: what the tests of the engine ask."""

from __future__ import annotations

import json
from typing import Any

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.model.change import Change
from contractdocs.model.finding import Finding
from contractdocs.model.interface import Direction, Interface
from contractdocs.rules.judgement import judge


def interface(schema: Any, name: str = "a.json") -> Interface:
    """Return the interface of one JSON Schema."""
    return of_document({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Thing", **schema}, name)


def of_document(data: Any, name: str = "a.json") -> Interface:
    """Return the interface of a whole document."""
    document = parse(name, json.dumps(data).encode())
    found = detect(document)
    assert found is not None
    return found.read(document, lambda path: None)


def changes(old: Any, new: Any, direction: Direction = "both") -> tuple[Change, ...]:
    """Return what changed from one schema to another."""
    return compare(interface(old), interface(new), direction).changes


def kinds(old: Any, new: Any, direction: Direction = "both") -> list[str]:
    """Return the kinds of change, in order."""
    return sorted(change.kind for change in changes(old, new, direction))


def level(old: Any, new: Any, direction: Direction) -> str:
    """Return the worst level."""
    order = ["safe", "risky", "breaking"]
    return max((judge(change, "x").level for change in changes(old, new, direction)), key=order.index, default="safe")


def pets(parts: Any, way: str, body: Any = None) -> dict[str, Any]:
    """Return an OpenAPI document whose one operation takes (`input`) or gives (`output`) a pet, or another body."""
    content = {"content": {"application/json": {"schema": body or {"$ref": "#/components/schemas/Pet"}}}}
    answer = {"description": "A pet.", **({} if way == "input" else content)}
    operation = {"responses": {"200": answer}, **({"requestBody": content} if way == "input" else {})}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1.0.0"},
        "paths": {"/pets": {"post": operation}},
        "components": {"schemas": parts},
    }


def findings(old: Any, new: Any) -> list[Finding]:
    """Return the findings between two whole documents."""
    sides = [parse("api.json", json.dumps(data).encode()) for data in (old, new)]
    formats = [detect(side) for side in sides]
    assert all(formats)
    left, right = (found.read(side, lambda path: None) for found, side in zip(formats, sides) if found)
    return [judge(change, "x") for change in compare(left, right).changes]
