"""The same thing in Go and in another format is no change, in either order; a real difference is one."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import Any

import pytest

from tests.conftest import Workplace

GO = """
package shop

// Order is what was bought.
type Order struct {
	ID       string            `json:"id" validate:"required,uuid"`
	Email    string            `json:"email" validate:"required,email"`
	Status   Status            `json:"status" validate:"required"`
	Lines    []Line            `json:"lines" validate:"required,min=1,max=50"`
	Labels   map[string]string `json:"labels,omitempty"`
	Note     string            `json:"note,omitempty" validate:"omitempty,max=200"`
	Approved bool              `json:"approved,omitempty"`
}

// Status is how far an order is.
type Status string

const (
	StatusOpen   Status = "open"
	StatusPacked Status = "packed"
)

// Line is one article.
type Line struct {
	Article string  `json:"article" validate:"required,min=2,max=20"`
	Count   float64 `json:"count" validate:"required,gte=1,lte=99"`
}
"""
SCHEMAS = {
    "Order": {
        "description": "Order is what was bought.",
        "type": "object",
        "required": ["id", "email", "status", "lines"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "email": {"type": "string", "format": "email"},
            "status": {"$ref": "#/$defs/Status"},
            "lines": {"type": "array", "minItems": 1, "maxItems": 50, "items": {"$ref": "#/$defs/Line"}},
            "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            "note": {"type": "string", "maxLength": 200},
            "approved": {"type": "boolean"},
        },
    },
    "Status": {"description": "Status is how far an order is.", "type": "string", "enum": ["open", "packed"]},
    "Line": {
        "description": "Line is one article.",
        "type": "object",
        "required": ["article", "count"],
        "properties": {
            "article": {"type": "string", "minLength": 2, "maxLength": 20},
            "count": {"type": "number", "minimum": 1, "maximum": 99},
        },
    },
}
PLAIN_GO = """
package shop

type User struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Age     *float64 `json:"age"`
	Nick    *string  `json:"nick,omitempty"`
	Role    Role     `json:"role"`
	Tags    []string `json:"tags"`
	Address Address  `json:"address"`
}

type Role string

const (
	RoleAdmin  Role = "admin"
	RoleMember Role = "member"
)

type Address struct {
	City string `json:"city"`
	Zip  string `json:"zip,omitempty"`
}
"""
TYPESCRIPT = """
export interface User {
  id: string;
  name: string;
  age: number | null;
  nick?: string;
  role: Role;
  tags: string[];
  address: Address;
}

export type Role = 'admin' | 'member';

export interface Address {
  city: string;
  zip?: string;
}
"""
ZOD = """
import { z } from 'zod';

export const Role = z.enum(['admin', 'member']);
export const Address = z.object({ city: z.string(), zip: z.string().optional() });
export const User = z.object({
  id: z.string(),
  name: z.string(),
  age: z.number().nullable(),
  nick: z.string().optional(),
  role: Role,
  tags: z.array(z.string()),
  address: Address,
});
"""
PLAIN_SCHEMAS: dict[str, Any] = {
    "User": {
        "type": "object",
        "required": ["id", "name", "age", "role", "tags", "address"],
        "properties": {
            "id": {"type": "string"},
            "name": {"type": "string"},
            "age": {"type": ["number", "null"]},
            "nick": {"type": "string"},
            "role": {"$ref": "#/$defs/Role"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "address": {"$ref": "#/$defs/Address"},
        },
    },
    "Role": {"type": "string", "enum": ["admin", "member"]},
    "Address": {
        "type": "object",
        "required": ["city"],
        "properties": {"city": {"type": "string"}, "zip": {"type": "string"}},
    },
}


def openapi(schemas: Any) -> str:
    """Return schemas as a document of OpenAPI."""
    moved = json.loads(json.dumps(schemas).replace("#/$defs/", "#/components/schemas/"))
    info = {"title": "shop", "version": "1.0.0"}
    return json.dumps({"openapi": "3.1.0", "info": info, "components": {"schemas": moved}})


DRAFT = "https://json-schema.org/draft/2020-12/schema"
BELOW = {name: schema for name, schema in PLAIN_SCHEMAS.items() if name != "User"}
WHOLE = {"$schema": DRAFT, "title": "User", **PLAIN_SCHEMAS["User"], "$defs": BELOW}
PAIRS = {
    "OpenAPI": ({"a.go": GO, "b.json": openapi(SCHEMAS)}, ""),
    "OpenAPI, nothing validated": ({"a.go": PLAIN_GO, "b.json": openapi(PLAIN_SCHEMAS)}, ""),
    "JSON Schema": ({"a.go": PLAIN_GO, "b.json": json.dumps({"$schema": DRAFT, "$defs": PLAIN_SCHEMAS})}, ""),
    "JSON Schema, one type": ({"a.go": PLAIN_GO, "b.json": json.dumps(WHOLE)}, ""),
    "TypeScript": ({"a.go": PLAIN_GO, "b.ts": TYPESCRIPT}, "typescript"),
    "TypeScript, which knows no whole numbers": (
        {"a.go": PLAIN_GO.replace("*float64", "*int"), "b.ts": TYPESCRIPT},
        "typescript",
    ),
    "Zod": ({"a.go": PLAIN_GO, "b.ts": ZOD}, "typescript"),
}


def compared(place: Workplace, old: str, new: str) -> list[tuple[str, str]]:
    """Return the changes that the command tells: rule and address."""
    ran = place.run("diff", old, new, "--format", "json")
    assert ran.code in (0, 1), ran.err
    return [(change["rule"], change["address"]) for change in json.loads(ran.out)["changes"]]


@pytest.mark.parametrize("name", PAIRS)
def test_the_same_thing_is_no_change(folder: Workplace, name: str) -> None:
    files, module = PAIRS[name]
    if module:
        pytest.importorskip(f"contractdocs.formats.{module}")
    folder.write({path: dedent(text) for path, text in files.items()})
    one, other = files
    assert compared(folder, one, other) == []
    assert compared(folder, other, one) == []


DIFFERENT = {
    ('json:"nick,omitempty"', 'json:"nick"'): {
        ("null-allowed", "User > nick"),
        ("property-became-required", "User > nick"),
    },
    ('json:"name"', 'json:"title"'): {("property-likely-renamed", "User > name")},
    ("Tags    []string", "Tags    []float64"): {("type-changed", "User > tags[]")},
    ('RoleMember Role = "member"', 'RoleGuest Role = "guest"'): {
        ("enum-value-removed", "Role"),
        ("enum-value-added", "Role"),
    },
    ('`json:"zip,omitempty"`', '`json:"zip,omitempty" validate:"max=9"`'): {("max-length-lowered", "Address > zip")},
}


@pytest.mark.parametrize("edit", DIFFERENT)
def test_a_difference_is_told(folder: Workplace, edit: tuple[str, str]) -> None:
    folder.write({"a.go": PLAIN_GO, "b.go": PLAIN_GO.replace(*edit), "c.json": openapi(PLAIN_SCHEMAS)})
    assert set(compared(folder, "a.go", "b.go")) == DIFFERENT[edit]
    assert set(compared(folder, "c.json", "b.go")) == DIFFERENT[edit]
