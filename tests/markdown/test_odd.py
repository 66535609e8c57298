"""Odd but common ways of writing: what is read of them, and what is told."""

from __future__ import annotations

from typing import Any

import pytest

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats.markdown import Markdown
from contractdocs.formats.typescript import TypeScript
from contractdocs.model.interface import Interface

from .reading import read

HEAD = """
# T

version: 1.0.0

"""


def schema(found: Any) -> Any:
    """Return the schema of the only payload of a body or an answer."""
    return found.payloads["application/json"].schema[0].schema


def left(interface: Interface) -> list[str]:
    """Return what was not read, in words."""
    return [str(item) for item in interface.not_read]


def test_several_statements_on_one_line() -> None:
    found = read(
        "# T\n\n**Feature**: 012 | **Date**: 2025-03-01 | **Version**: 1.2.0 | **Status**: ✅ Active\n\n## GET /a\n"
    )
    assert (found.version, found.status, found.released) == ("1.2.0", "Active", "2025-03-01")


def test_types_instead_of_values_in_a_body() -> None:
    text = HEAD + '## POST /users\n\n```typescript\nPOST /users\n{\n  "name": string,\n  "age"?: number\n}\n```\n'
    body = schema(read(text).operations["POST /users"].body)
    assert body["properties"] == {"name": {"type": "string"}, "age": {"type": "number"}}
    assert body["required"] == ["name"]


def test_schemas_below_an_operation_belong_to_the_document() -> None:
    text = HEAD + (
        "```yaml\nPOST /jobs\nrequestBody:\n  content:\n    application/json:\n"
        "      schema: {$ref: '#/components/schemas/Job'}\nresponses:\n  '201': {description: Made}\n```\n\n"
        "```yaml\nJob:\n  type: object\n  required: [name]\n  properties:\n    name: {type: string}\n```\n\n"
        "```yaml\ngateway:\n  limit: 100\n```\n"
    )
    found = read(text)
    assert list(found.schemas) == ["Job"]
    assert left(found) == ["a fence of yaml: YAML that is no part of an interface"]


def test_a_schema_is_no_example() -> None:
    fence = '```json\n{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}\n```\n'
    found = read(f"{HEAD}## Payload\n\n{fence}\n## POST /a\n\n**Request**:\n\n{fence}")
    assert found.schemas["Payload"].node[0].schema["required"] == ["id"]  # type: ignore[index]
    assert schema(found.operations["POST /a"].body)["required"] == ["id"]


def test_fields_of_what_carries_no_body_are_answered() -> None:
    found = read(HEAD + "## GET /a\n\n| Field | Type |\n|---|---|\n| id | string |\n").operations["GET /a"]
    assert schema(found.responses["200"])["properties"] == {"id": {"type": "string"}}


def test_headers_as_items_and_a_form_behind_them() -> None:
    text = HEAD + (
        "## POST /a\n\nHeaders:\n\n- `Idempotency-Key`: string, required — once\n\nContent-Type: `application/json`\n\n"
        "| Field | Type | Required |\n|---|---|---|\n| name | string | yes |\n"
    )
    found = read(text).operations["POST /a"]
    assert [(item.name, item.place, item.required) for item in found.parameters] == [
        ("Idempotency-Key", "header", True)
    ]
    assert schema(found.body)["required"] == ["name"]


def test_the_address_of_a_caller_is_no_placeholder() -> None:
    found = read(HEAD + "## GET {{baseUrl}}/users\n")
    assert list(found.operations) == ["GET /users"]
    assert "gaps" not in found.origin.document.data.get("x-markdown", {})


def test_messages_of_a_union_go_the_way_of_its_name() -> None:
    code = "type ServerMessage = { type: 'ready' } | { type: 'data' };\ntype ClientMessage = { type: 'ping' };"
    found = read(f"{HEAD}## WebSocket\n\n```ts\n{code}\n```\n")
    assert [(key, item.direction) for key, item in found.messages.items()] == [
        ("send ready", "output"),
        ("send data", "output"),
        ("receive ping", "input"),
    ]


def test_front_matter_that_cannot_be_read_is_an_error() -> None:
    found = read("---\nversion: [1\n---\n# A\n\n## GET /a\n")
    (finding,) = Markdown().validate(found.origin.document)
    assert (finding.rule, finding.level) == ("schema-invalid", "error")
    assert finding.spot is not None


SERVICE = """
interface PaymentService {
  pay(amount: number, currency: 'EUR' | 'USD'): Promise<Receipt>;
  refund(id: string, reason?: string): Promise<void>;
}
interface Receipt { id: string; amount: number }
"""
SOCKET = """
interface ServerToClientEvents { tick: (t: Tick) => void; over: (winner: string, score?: number) => void }
interface ClientToServerEvents { move: (x: number, y: number) => void }
interface Tick { n: number }
"""


@pytest.mark.parametrize(("code", "keys"), [(SERVICE, 2), (SOCKET, 3)])
def test_services_and_events_of_code_are_those_of_a_file(code: str, keys: int) -> None:
    file = TypeScript().read(parse("contract.ts", code.encode()), lambda path: None)
    found = read(f"{HEAD}## Code\n\n```ts{code}```\n")
    assert {*found.operations, *found.messages} == {*file.operations, *file.messages}
    assert len(found.operations) + len(found.messages) == keys
    assert not compare(found, file).changes
    assert not compare(file, found).changes
    assert found.schemas.keys() == file.schemas.keys()


def test_a_method_that_goes_is_told_with_its_line() -> None:
    old = f"{HEAD}## Code\n\n```ts{SERVICE}```\n"
    new = old.replace("  refund(id: string, reason?: string): Promise<void>;\n", "")
    (change,) = compare(read(old), read(new)).changes
    assert (change.kind, str(change.address)) == ("operation-removed", "PaymentService.refund")
    assert change.old is not None
    assert change.old.origin.document.place(change.old.origin.pointer, key=True).line == 11
