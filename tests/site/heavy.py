"""Contracts of 500 fields that say all they can of each: the widest pages that a site has to bear."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

FIELDS = 500
SETS = 10
PER_SET = FIELDS // SETS
AREAS = ("Order", "Invoice", "Parcel", "Customer", "Payment", "Refund", "Article", "Shelf", "Carrier", "Return")
KINDS: tuple[dict[str, Any], ...] = (
    {"type": "string", "enum": ["requested", "confirmed", "on_the_way", "delivered"], "default": "requested"},
    {"type": "integer", "minimum": 0, "maximum": 1000000, "multipleOf": 5, "example": 250},
    {"type": "string", "format": "date-time", "example": "2026-11-21T09:30:00Z"},
    {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{4,8}$", "minLength": 7, "maxLength": 11, "example": "DE-1234567"},
    {"type": "array", "items": {"type": "string", "maxLength": 40}, "minItems": 1, "maxItems": 20, "uniqueItems": True},
)


def said(n: int) -> str:
    """Return what is said of a field: a sentence with a mark in it."""
    return f"What `value_{n}` means to those who read it, in a sentence."


def fields_of(area: int, *, old: bool) -> dict[str, Any]:
    """Return the fields of one area, each with everything that a schema may say."""
    found: dict[str, Any] = {}
    for n in range(area * PER_SET, (area + 1) * PER_SET):
        made = {**KINDS[n % len(KINDS)], "description": said(n)}
        if old and n % 5 == 0:
            made |= {"deprecated": True, "x-sunset": "2027-06-30"}
        found[f"stated_value_{n}"] = made
    return found


def schemas(*, old: bool) -> dict[str, Any]:
    """Return the schemas of all areas."""
    return {
        name: {
            "type": "object",
            "description": f"All that is known of one {name.lower()}.",
            "required": [f"stated_value_{n}" for n in range(i * PER_SET, (i + 1) * PER_SET, 2)],
            "properties": fields_of(i, old=old),
        }
        for i, name in enumerate(AREAS)
    }


def openapi(version: str, *, old: bool) -> str:
    """Return an API with ten schemas of fifty fields, and two operations for each."""
    paths: dict[str, Any] = {}
    for name in AREAS:
        body = {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}
        problem = {"description": "It is not there.", "content": {"application/problem+json": {"schema": {}}}}
        answers = {"200": {"description": f"The {name.lower()}.", **body}, "404": problem}
        key = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "description": "Which one."}
        paths[f"/{name.lower()}s/{{id}}"] = {
            "get": {"summary": f"Read one {name.lower()}", "parameters": [key], "responses": answers},
            "put": {"summary": "Replace it", "parameters": [key], "requestBody": body, "responses": answers},
        }
    info = {"title": "Everything", "version": version, "description": "All of the business."}
    return json.dumps(
        {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas(old=old)}}, indent=1
    )


def asyncapi(version: str, *, old: bool) -> str:
    """Return events of ten kinds with fifty fields each."""
    messages = {name: {"payload": {"$ref": f"#/components/schemas/{name}"}, "title": f"{name} moved"} for name in AREAS}
    channels = {
        name.lower(): {"address": f"shop.{name.lower()}", "messages": {name: {"$ref": f"#/components/messages/{name}"}}}
        for name in AREAS
    }
    operations = {
        f"send{name}": {"action": "send", "channel": {"$ref": f"#/channels/{name.lower()}"}} for name in AREAS
    }
    return json.dumps(
        {
            "asyncapi": "3.0.0",
            "info": {"title": "Everything", "version": version},
            "channels": channels,
            "operations": operations,
            "components": {"schemas": schemas(old=old), "messages": messages},
        },
        indent=1,
    )


def json_schema(version: str, *, old: bool) -> str:
    """Return one schema with ten definitions."""
    return json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "https://example.com/everything",
            "title": "Everything",
            "version": version,
            "type": "object",
            "properties": {name.lower(): {"$ref": f"#/$defs/{name}"} for name in AREAS},
            "$defs": schemas(old=old),
        },
        indent=1,
    )


def odcs(version: str, *, old: bool) -> str:
    """Return ten tables of fifty columns, each with its class, its checks, and where it comes from."""
    tables = [
        {
            "name": name.lower(),
            "physicalType": "table",
            "description": f"One row for each {name.lower()}.",
            "properties": [column(n, old=old) for n in range(i * PER_SET, (i + 1) * PER_SET)],
        }
        for i, name in enumerate(AREAS)
    ]
    head = {"apiVersion": "v3.1.0", "kind": "DataContract", "id": "everything", "name": "Everything"}
    return json.dumps({**head, "version": version, "status": "active", "schema": tables}, indent=1)


TEXT = {
    "logicalType": "string",
    "physicalType": "varchar(40)",
    "logicalTypeOptions": {"minLength": 7, "maxLength": 40, "pattern": "^[A-Z]{2}-[0-9]+$"},
    "examples": ["DE-1234567"],
}
NUMBER = {
    "logicalType": "integer",
    "physicalType": "bigint",
    "logicalTypeOptions": {"minimum": 0, "maximum": 1000000},
    "examples": [250],
}
TIME = {"logicalType": "timestamp", "physicalType": "timestamptz", "examples": ["2026-11-21T09:30:00Z"]}


def column(n: int, *, old: bool) -> dict[str, Any]:
    """Return one column with everything that the standard lets it say."""
    made: dict[str, Any] = {
        "name": f"stated_value_{n}",
        "businessName": f"Stated value {n}",
        **(TEXT, NUMBER, TIME)[n % 3],
        "required": n % 2 == 0,
        "unique": n % 7 == 0,
        "classification": "confidential",
        "criticalDataElement": n % 9 == 0,
        "description": said(n),
    }
    if n % 5 == 1:
        made["physicalName"] = f"sv_{n}"
        made["tags"] = ["finance", "audit"]
        made["transformLogic"] = "trim(upper(source.value))"
        made["authoritativeDefinitions"] = [{"type": "businessDefinition", "url": f"https://example.com/terms/{n}"}]
    if n % 10 == 0:
        made["quality"] = [{"name": "Filled", "metric": "nullValues", "mustBe": 0, "severity": "error"}]
    if old and n % 5 == 0:
        made["customProperties"] = [{"property": "sunset", "value": "2027-06-30"}]
        made["tags"] = ["deprecated"]
    return made


def typescript(version: str, *, old: bool) -> str:
    """Return ten interfaces of fifty members with their comments."""
    kinds = ("'requested' | 'confirmed' | 'delivered'", "number", "string", "string[]", "string | null")
    parts = [f"/**\n * Everything.\n * @contract everything\n * @version {version}\n */\n"]
    for i, name in enumerate(AREAS):
        lines = [f"/** All that is known of one {name.lower()}. */", f"export interface {name} {{"]
        for n in range(i * PER_SET, (i + 1) * PER_SET):
            gone = " @deprecated Read the next one." if old and n % 5 == 0 else ""
            lines += [f"  /** {said(n)}{gone} */"]
            lines += [f"  stated_value_{n}{'?' if n % 2 else ''}: {kinds[n % len(kinds)]};"]
        parts.append("\n".join([*lines, "}\n"]))
    return "\n".join(parts)


def zod(version: str, *, old: bool) -> str:
    """Return ten schemas of fifty members with their checks."""
    kinds = (
        "z.enum(['requested', 'confirmed', 'delivered'])",
        "z.number().int().min(0).max(1000000)",
        "z.string().datetime()",
        "z.string().regex(/^[A-Z]{2}-[0-9]{4,8}$/).max(11)",
        "z.array(z.string().max(40)).min(1).max(20)",
    )
    parts = [f"/**\n * Everything.\n * @contract everything\n * @version {version}\n */\nimport {{ z }} from 'zod';\n"]
    for i, name in enumerate(AREAS):
        lines = [f"export const {name} = z.object({{"]
        for n in range(i * PER_SET, (i + 1) * PER_SET):
            tail = ".optional()" if n % 2 else ""
            note = "@deprecated " if old and n % 5 == 0 else ""
            lines.append(f"  stated_value_{n}: {kinds[n % 5]}.describe({json.dumps(note + said(n))}){tail},")
        parts.append("\n".join([*lines, "});\n"]))
    return "\n".join(parts)


def go(version: str, *, old: bool) -> str:
    """Return ten structs of fifty members with their comments and tags."""
    kinds = ("string", "int64", "time.Time", "*string", "[]string")
    head = f"// Package everything is all of the business.\n//\n// Version: {version}\n"
    parts = [f'{head}package everything\n\nimport "time"\n']
    for i, name in enumerate(AREAS):
        lines = [f"// {name} is all that is known of one {name.lower()}.", f"type {name}Response struct {{"]
        for n in range(i * PER_SET, (i + 1) * PER_SET):
            lines += [
                f"\t// {said(n)}",
                *(["\t//", "\t// Deprecated: read the next one."] if old and n % 5 == 0 else []),
            ]
            checks = "required,max=40" if n % 2 else "omitempty"
            tag = f'`json:"stated_value_{n}{"" if n % 2 else ",omitempty"}" validate:"{checks}"`'
            lines.append(f"\tStatedValue{n} {kinds[n % 5]} {tag}")
        parts.append("\n".join([*lines, "}\n"]))
    return "\n".join(parts)


def markdown(version: str, *, old: bool) -> str:
    """Return a document with ten tables of fifty fields."""
    parts = [f"---\ntitle: Everything\nversion: {version}\nstatus: active\n---\n# Everything\n\nAll of the business.\n"]
    for i, name in enumerate(AREAS):
        lines = [f"## {name}\n", "| Field | Type | Required | Description |", "|---|---|---|---|"]
        for n in range(i * PER_SET, (i + 1) * PER_SET):
            note = "**Deprecated.** " if old and n % 5 == 0 else ""
            kind = ("`requested`, `confirmed`, `delivered`", "integer", "timestamp", "string", "list of string")[n % 5]
            lines.append(f"| `stated_value_{n}` | {kind} | {'no' if n % 2 else 'yes'} | {note}{said(n)} |")
        parts.append("\n".join([*lines, ""]))
    return "\n".join(parts)


HEAVY: Mapping[str, tuple[str, Callable[..., str]]] = {
    "openapi": ("yaml", openapi),
    "asyncapi": ("yaml", asyncapi),
    "json-schema": ("json", json_schema),
    "odcs": ("yaml", odcs),
    "typescript": ("ts", typescript),
    "zod": ("ts", zod),
    "go": ("go", go),
    "markdown": ("md", markdown),
}
