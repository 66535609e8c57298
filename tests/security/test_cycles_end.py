"""Family 7: what refers to itself is validated, compared and shown, and all of it ends."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Workplace

from .fuzzing import put_through
from .making import HEAD, alone, bounded

SCHEMAS = {
    "itself": "{A: {$ref: '#/components/schemas/A'}}",
    "allOf itself": "{A: {allOf: [{$ref: '#/components/schemas/A'}]}}",
    "oneOf itself": "{A: {oneOf: [{$ref: '#/components/schemas/A'}, {type: string}]}}",
    "anyOf null or itself": "{A: {anyOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}}",
    "not itself": "{A: {not: {$ref: '#/components/schemas/A'}}}",
    "a pair": "{A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}",
    "a tree": "{A: {type: object, properties: {next: {$ref: '#/components/schemas/A'}, n: {type: integer}}}}",
    "items": "{A: {type: array, items: {$ref: '#/components/schemas/A'}}}",
    "by itself and all": "{A: {allOf: [{oneOf: [{$ref: '#/components/schemas/A'}]}, {required: [a]}]}}",
    "additional": "{A: {additionalProperties: {$ref: '#/components/schemas/A'}}}",
    "the whole": "{A: {$ref: '#'}}",
    "a pointer through itself": "{A: {properties: {a: {$ref: '#/components/schemas/A/properties/a'}}}}",
}
PATHS = (
    "paths: {/a: {get: {responses: {'200': {description: a, "
    "content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}}\n"
)
CODE = {
    "types.ts": "export interface A { a: B; n: %s } export interface B extends A { b: A[] } export type C = C | A;",
    "zod.ts": "import { z } from 'zod';\nexport const A = z.object({ a: z.lazy(() => A).optional(), n: z.%s() });\n",
    "generic.ts": "export interface A<T> { a: A<A<T>>; n: %s } export type B = A<string>;",
    "types.go": 'package v1\n\ntype A struct {\n\tB *B `json:"b"`\n\tN %s `json:"n"`\n}\n\n'
    "type B struct {\n\tA []A\n\tB\n}\n",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas(name: str) -> None:
    old = f"{HEAD}{PATHS}components: {{schemas: {SCHEMAS[name]}}}\n"
    new = old.replace("{A:", "{Z: {type: integer}, A:").replace("type: string", "type: boolean")
    assert put_through("a.yaml", new.encode(), old.encode(), pages=True) == "read"


@pytest.mark.parametrize("name", CODE)
def test_code(name: str) -> None:
    words = ("string", "int") if name.endswith(".go") else ("string", "number")
    old, new = (CODE[name] % word for word in words)
    assert put_through(f"contracts/a/{name}", new.encode(), old.encode(), pages=True) == "read"


def test_files_in_a_circle(folder: Workplace) -> None:
    part = "{$schema: 'https://json-schema.org/draft/2020-12/schema', version: 1.0.0, properties: {n: {$ref: '%s'}}}\n"
    files = {f"contracts/{a}.yaml": part % f"./{b}.yaml" for a, b in ("ab", "bc", "ca")}
    alone(folder, files)
    for command in (("lint",), ("check", "--no-cache"), ("diff", "contracts/a.yaml", "contracts/b.yaml")):
        assert bounded(folder.root, *command).code in (0, 1)


def test_a_chain_of_references_that_is_long(folder: Workplace) -> None:
    schemas = {f"S{n}": {"$ref": f"#/components/schemas/S{n + 1}"} for n in range(3000)}
    text = {"openapi": "3.0.3", "info": {"title": "T", "version": "1.0.0"}, "paths": {}}
    whole = {**text, "components": {"schemas": {**schemas, "S3000": {"type": "string"}}}}
    alone(folder, {"contracts/a.json": json.dumps(whole)})
    assert bounded(folder.root, "check", "--no-cache").code in (0, 1)
