"""Types in fences of code, and in the files beside a document."""

from __future__ import annotations

import pytest

from .reading import changes, linted, place, read, seed

pytest.importorskip("contractdocs.formats.typescript")

CONTRACT = """\
# Shop

**Version**: 1.0.0

```typescript
interface Order {
  id: string;
  total: number;
}

interface Page<T> {
  items: T[];
}
```

## GET /orders

```typescript
// Request (query params)
type QueryParams = { page?: number; sort: 'new' | 'old' };

// Response 200
type ResponseBody = Page<Order>;

// Errors
type Errors =
  | { code: 'TOO_MANY'; message: string }
  | { code: 'CLOSED'; message: string };
```

## DELETE /orders/:id

```typescript
// Request
type PathParams = { id: string };

// Response 204
// No body
```
"""


def test_types_of_one_fence_are_those_of_the_next() -> None:
    found = read(CONTRACT)
    listed = found.operations["GET /orders"]
    assert [(p.place, p.name, p.required) for p in listed.parameters] == [
        ("query", "page", False),
        ("query", "sort", True),
    ]
    assert place(found, listed.parameters[1].origin.pointer) == (20, 37)
    assert set(listed.responses) == {"200", "default"}
    assert set(found.operations["DELETE /orders/{id}"].responses) == {"204"}
    assert not linted(found)


def test_changes_of_types_are_told_where_they_were_made() -> None:
    assert changes(CONTRACT, CONTRACT.replace("  total: number;\n", "")) == [
        ("property-removed", "Order > total", "breaking")
    ]
    assert changes(CONTRACT, CONTRACT.replace("page?: number", "page: number")) == [
        ("parameter-became-required", "GET /orders > query > page", "breaking")
    ]
    assert changes(CONTRACT, CONTRACT.replace("\n  | { code: 'CLOSED'; message: string }", "")) == [
        ("error-code-removed", "GET /orders > default", "risky")
    ]


def test_a_type_that_nothing_declares_is_told_and_compared_as_text() -> None:
    text = CONTRACT.replace("total: number", "total: Mony")
    found = [(f.rule, f.words["name"]) for f in linted(read(text))]
    assert found == [("type-undefined", "Mony")]


def test_one_name_for_two_types_is_told() -> None:
    text = CONTRACT + "\n## Later\n\n```ts\ntype Order = { id: number };\n```\n"
    assert "type-declared-differently" in {f.rule for f in linted(read(text))}


def test_files_beside_a_document_belong_to_it() -> None:
    text = (
        "# Shop\n\n**Version**: 1.0.0\n\n## GET /orders\n\n```ts\n// Response 200\ntype ResponseBody = Order[];\n```\n"
    )
    files = {"shop/types.ts": "export interface Order {\n  id: string;\n}\n"}
    found = read(text, "shop/contract.md", **files)
    assert list(found.schemas) == ["Order"]
    at = found.origin.document.place("/$defs/Order/properties/id", key=True)
    assert (at.file, at.line) == ("shop/types.ts", 2)


def test_a_schema_that_is_run_is_held_against_its_type() -> None:
    text = """
    # Shop

    **Version**: 1.0.0

    ```ts
    interface SignUpRequest {
      email: string;
      name?: string;
    }

    export const signUpSchema = z.object({
      email: z.string().email().max(255),
      name: z.string(),
    });
    ```

    ## Sign-up Validation

    | Field | Rules |
    |---|---|
    | email | Required, max 200 chars |
    """
    problems = sorted(f.words["problem"] for f in linted(read(text)) if f.rule == "declarations-disagree")
    assert problems == [
        "`maxLength` of `email` is 200 in the one and 255 in the other",
        "`name` is required in the one and optional in the other",
    ]


def test_events_are_messages() -> None:
    text = """
    # Shop

    **Version**: 1.0.0

    ## WebSocket events

    ```ts
    // Client → Server
    interface ClientEvents { 'subscribe:order': { id: string } }

    // Server → Client
    interface ServerEvents { 'order:updated': { id: string; total: number } }
    ```
    """
    found = read(text)
    assert {m.name: m.direction for m in found.messages.values()} == {
        "subscribe:order": "input",
        "order:updated": "output",
    }
    assert changes(text, text.replace("; total: number", "")) == [
        ("property-removed", "send order:updated > payload > total", "breaking")
    ]
    assert changes(text, text.replace("'subscribe:order': { id: string }", "")) == [
        ("message-removed", "receive subscribe:order", "breaking")
    ]


def test_a_template_with_types() -> None:
    found = read(seed("003"))
    assert len(found.messages) == 4
    assert {"{Resource}", "Create{Resource}Request", "PaginationMeta", "ErrorCodes"} <= set(found.schemas)
    names = [p.name for p in found.operations["GET /api/v1/{resource}"].parameters]
    assert names == ["resource", "page", "limit", "search", "status", "sort"]
    assert set(found.operations["POST /api/v1/auth/register"].responses) == {"201", "default"}
    assert [item.why for item in found.not_read] == ["code that declares no type"] * 2
    assert not [f for f in linted(found) if f.rule in ("type-undefined", "declarations-disagree")]


def test_an_envelope_of_events() -> None:
    found = read(seed("002"))
    assert [m.name for m in found.messages.values()] == [
        "deployment_status_update",
        "environment_health_change",
        "alert_triggered",
        "metric_threshold_exceeded",
    ]
    assert len(found.not_read) == 6
