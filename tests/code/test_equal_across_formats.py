"""One thing written in several formats is one thing: all of them go through one comparison."""

from __future__ import annotations

import itertools

import pytest

from ..conftest import Workplace

TYPESCRIPT = """
export interface Address { street: string; zip?: string }
export interface User {
  id: string;
  age: number;
  role: 'admin' | 'member';
  nick?: string;
  bio: string | null;
  tags: string[];
  address: Address;
  scores: Record<string, number>;
  active: boolean;
  contact: { email: string } | { phone: string };
  place: [number, number];
}
"""
ZOD = """
import { z } from 'zod';
const addressSchema = z.object({ street: z.string(), zip: z.string().optional() });
export const userSchema = z.object({
  id: z.string(),
  age: z.number(),
  role: z.enum(['admin', 'member']),
  nick: z.string().optional(),
  bio: z.string().nullable(),
  tags: z.array(z.string()),
  address: addressSchema,
  scores: z.record(z.string(), z.number()),
  active: z.boolean(),
  contact: z.union([z.object({ email: z.string() }), z.object({ phone: z.string() })]),
  place: z.tuple([z.number(), z.number()]),
});
export type User = z.infer<typeof userSchema>;
"""
SCHEMA = """
title: User
type: object
required: [id, age, role, bio, tags, address, scores, active, contact, place]
properties:
  id: {type: string}
  age: {type: number}
  role: {enum: [admin, member]}
  nick: {type: string}
  bio: {type: [string, 'null']}
  tags: {type: array, items: {type: string}}
  address:
    type: object
    required: [street]
    properties: {street: {type: string}, zip: {type: string}}
  scores: {type: object, additionalProperties: {type: number}}
  active: {type: boolean}
  contact:
    oneOf:
      - {type: object, required: [email], properties: {email: {type: string}}}
      - {type: object, required: [phone], properties: {phone: {type: string}}}
  place: {type: array, prefixItems: [{type: number}, {type: number}], items: false, minItems: 2}
"""
JSON_SCHEMA = "$schema: https://json-schema.org/draft/2020-12/schema\n$id: https://example.com/user" + SCHEMA
INDENTED = "\n".join("      " + line for line in SCHEMA.strip().splitlines())
OPENAPI = f"""openapi: 3.1.0
info: {{title: Users, version: 1.0.0}}
paths: {{}}
components:
  schemas:
    User:
{INDENTED}
"""
FILES = {"typescript.ts": TYPESCRIPT, "zod.ts": ZOD, "schema.yaml": JSON_SCHEMA, "openapi.yaml": OPENAPI}


@pytest.mark.parametrize(("old", "new"), list(itertools.permutations(FILES, 2)))
def test_a_type_is_the_same_in_every_format(folder: Workplace, old: str, new: str) -> None:
    ran = folder.write(FILES).run("diff", old, new)
    assert (ran.code, ran.out.strip()) == (0, "No changes.")


@pytest.mark.parametrize("other", [name for name in FILES if name != "typescript.ts"])
def test_a_change_is_the_same_between_formats(folder: Workplace, other: str) -> None:
    folder.write({**FILES, "new.ts": TYPESCRIPT.replace("  bio: string | null;\n", "").replace("nick?:", "nick:")})
    ran = folder.run("diff", other, "new.ts", "--direction", "output", "--format", "json")
    assert '"rule": "property-removed"' in ran.out
    assert '"rule": "property-became-required"' in ran.out
    assert ran.out.count('"rule"') == 2


def test_a_number_of_typescript_may_be_a_whole_one(folder: Workplace) -> None:
    whole = OPENAPI.replace("age: {type: number}", "age: {type: integer}")
    folder.write({**FILES, "whole.yaml": whole})
    assert folder.run("diff", "typescript.ts", "whole.yaml").out.strip() == "No changes."
    assert folder.run("diff", "whole.yaml", "typescript.ts").out.strip() == "No changes."
    assert "type-narrowed" in folder.run("diff", "openapi.yaml", "whole.yaml").out


PLAIN = {
    "plain.ts": """
export interface User { id: string; age: number; role: 'admin' | 'member'; tags: string[]; nick?: string }
""",
    "plain.go": """package users

type User struct {
	ID   string   `json:"id" validate:"required"`
	Age  int      `json:"age" validate:"required"`
	Role Role     `json:"role" validate:"required"`
	Tags []string `json:"tags" validate:"required"`
	Nick string   `json:"nick,omitempty"`
}

type Role string

const (
	Admin  Role = "admin"
	Member Role = "member"
)
""",
    "zod.ts": """
import { z } from 'zod';
export const userSchema = z.object({
  id: z.string(), age: z.number().int(), role: z.enum(['admin', 'member']), tags: z.array(z.string()),
  nick: z.string().optional(),
});
""",
}


@pytest.mark.parametrize(("old", "new"), [("plain.ts", "plain.go"), ("plain.go", "plain.ts"), ("plain.go", "zod.ts")])
@pytest.mark.parametrize("direction", ["input", "output"])
def test_go_is_the_same_too(folder: Workplace, old: str, new: str, direction: str) -> None:
    ran = folder.write(PLAIN).run("diff", old, new, "--direction", direction)
    assert (ran.code, ran.out.strip()) == (0, "No changes.")


def test_a_document_that_is_one_schema_is_the_type_that_no_other_uses(folder: Workplace) -> None:
    untitled = JSON_SCHEMA.replace("title: User\n", "title: A person\n")
    folder.write({**FILES, "untitled.yaml": untitled})
    assert folder.run("diff", "typescript.ts", "untitled.yaml").out.strip() == "No changes."
    assert folder.run("diff", "untitled.yaml", "typescript.ts").out.strip() == "No changes."
