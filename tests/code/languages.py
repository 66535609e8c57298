"""One contract in every language: the same types, and the same edits to each."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import yaml

TS = """
/** An order. */
export interface Order {
  /** @format uuid */
  id: string;
  /** @format email */
  email: string;
  status: Status;
  priority: Priority;
  /** @minItems 1 @maxItems 50 */
  lines: Line[];
  labels?: Record<string, string>;
  /** @maxLength 200 */
  note?: string;
  approved?: boolean;
  profile: Profile;
  placed: Date;
  matrix?: number[][];
  byName?: { [key: string]: Line };
  /** @pattern ^[A-Z]{2}$ */
  country?: string;
  parent?: Node;
  kind: 'order';
}
export type Status = 'open' | 'packed' | 'sent';
export type Priority = 1 | 2 | 3;
export interface Line {
  /** @minLength 2 @maxLength 20 */
  article: string;
  /** @minimum 1 @maximum 99 @type {integer} */
  count: number;
  price: number;
}
export interface Profile { bio: string | null; nick?: string; age: number | null; tags: string[]; }
export interface Node { name: string; children?: Node[]; }
"""
ZOD3 = """
import { z } from 'zod';
export const Status = z.enum(['open', 'packed', 'sent']);
export const Priority = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export const Line = z.object({
  article: z.string().min(2).max(20),
  count: z.number().int().min(1).max(99),
  price: z.number(),
});
export const Profile = z.object({
  bio: z.string().nullable(),
  nick: z.string().optional(),
  age: z.number().nullable(),
  tags: z.array(z.string()),
});
export const Node: z.ZodType<any> = z.lazy(() => z.object({ name: z.string(), children: z.array(Node).optional() }));
/** An order. */
export const Order = z.object({
  id: z.string().uuid(),
  email: z.string().email(),
  status: Status,
  priority: Priority,
  lines: z.array(Line).min(1).max(50),
  labels: z.record(z.string()).optional(),
  note: z.string().max(200).optional(),
  approved: z.boolean().optional(),
  profile: Profile,
  placed: z.string().datetime(),
  matrix: z.array(z.array(z.number())).optional(),
  byName: z.record(z.string(), Line).optional(),
  country: z.string().regex(/^[A-Z]{2}$/).optional(),
  parent: Node.optional(),
  kind: z.literal('order'),
});
"""
ZOD4 = """
import * as z from 'zod';
export const Status = z.enum(['open', 'packed', 'sent']);
export const Priority = z.literal([1, 2, 3]);
export const Line = z.object({
  article: z.string().min(2).max(20),
  count: z.int().min(1).max(99),
  price: z.number(),
});
export const Profile = z.object({
  bio: z.nullable(z.string()),
  nick: z.optional(z.string()),
  age: z.number().nullable(),
  tags: z.string().array(),
});
export const Node = z.object({ name: z.string(), get children() { return z.array(Node).optional(); } });
/** An order. */
export const Order = z.object({
  id: z.uuid(),
  email: z.email(),
  status: Status,
  priority: Priority,
  lines: z.array(Line).min(1).max(50),
  labels: z.record(z.string(), z.string()).optional(),
  note: z.string().check(z.maxLength(200)).optional(),
  approved: z.boolean().optional(),
  profile: Profile,
  placed: z.iso.datetime(),
  matrix: z.array(z.array(z.number())).optional(),
  byName: z.record(z.string(), Line).optional(),
  country: z.string().regex(/^[A-Z]{2}$/).optional(),
  parent: Node.optional(),
  kind: z.literal('order'),
});
"""
GO = """
package shop

import "time"

// An order.
type Order struct {
	ID       string            `json:"id" validate:"required,uuid"`
	Email    string            `json:"email" validate:"required,email"`
	Status   Status            `json:"status" validate:"required"`
	Priority Priority          `json:"priority" validate:"required"`
	Lines    []Line            `json:"lines" validate:"required,min=1,max=50,dive"`
	Labels   map[string]string `json:"labels,omitempty"`
	Note     string            `json:"note,omitempty" validate:"omitempty,max=200"`
	Approved bool              `json:"approved,omitempty"`
	Profile  Profile           `json:"profile" validate:"required"`
	Placed   time.Time         `json:"placed" validate:"required"`
	Matrix   [][]float64       `json:"matrix,omitempty"`
	ByName   map[string]Line   `json:"byName,omitempty"`
	Country  string            `json:"country,omitempty" pattern:"^[A-Z]{2}$"`
	Parent   *Node             `json:"parent,omitempty"`
	Kind     string            `json:"kind" validate:"required,oneof=order"`
}

type Status string

const (
	StatusOpen   Status = "open"
	StatusPacked Status = "packed"
	StatusSent   Status = "sent"
)

type Priority int

const (
	Low Priority = iota + 1
	Mid
	High
)

type Line struct {
	Article string  `json:"article" validate:"required,min=2,max=20"`
	Count   int     `json:"count" validate:"required,gte=1,lte=99"`
	Price   float64 `json:"price" validate:"required"`
}

type Profile struct {
	Bio  *string  `json:"bio"`
	Nick string   `json:"nick,omitempty"`
	Age  *float64 `json:"age"`
	Tags []string `json:"tags"`
}

type Node struct {
	Name     string `json:"name"`
	Children []Node `json:"children,omitempty"`
}
"""
TABLE = """---
id: shop
version: 1.0.0
status: active
---
# Shop

## Types

### Order

An order.

| Field | Type | Required | Rules | Description |
|---|---|---|---|---|
| id | uuid | yes | | |
| email | email | yes | | |
| status | Status | yes | | |
| priority | Priority | yes | | |
| lines | Line[] | yes | 1-50 items | |
| labels | Record<string, string> | no | | |
| note | string | no | max 200 chars | |
| approved | boolean | no | | |
| profile | Profile | yes | | |
| placed | date-time | yes | | |
| matrix | number[][] | no | | |
| byName | map<string, Line> | no | | |
| country | string | no | pattern: `^[A-Z]{2}$` | |
| parent | Node | no | | |
| kind | `'order'` | yes | | |

### Status

| Value | Meaning |
|---|---|
| `open` | not yet packed |
| `packed` | in a box |
| `sent` | on its way |

### Line

| Field | Type | Required | Rules |
|---|---|---|---|
| article | string | yes | 2-20 chars |
| count | integer | yes | 1-99 |
| price | number | yes | |

### Profile

| Field | Type | Required |
|---|---|---|
| bio | string \\| null | yes |
| nick | string | no |
| age | number or null | yes |
| tags | string[] | yes |

### Node

| Field | Type | Required |
|---|---|---|
| name | string | yes |
| children | Node[] | no |

```ts
type Priority = 1 | 2 | 3;
```
"""
Schemas = dict[str, Any]
TEXT = {"type": "string"}


def reference(name: str) -> Schemas:
    return {"$ref": f"#/$defs/{name}"}


def schemas() -> Schemas:
    """Return the types as JSON Schema 2020-12, below `$defs`."""
    order = {
        "id": {"type": "string", "format": "uuid"},
        "email": {"type": "string", "format": "email"},
        "status": reference("Status"),
        "priority": reference("Priority"),
        "lines": {"type": "array", "items": reference("Line"), "minItems": 1, "maxItems": 50},
        "labels": {"type": "object", "additionalProperties": TEXT},
        "note": {"type": "string", "maxLength": 200},
        "approved": {"type": "boolean"},
        "profile": reference("Profile"),
        "placed": {"type": "string", "format": "date-time"},
        "matrix": {"type": "array", "items": {"type": "array", "items": {"type": "number"}}},
        "byName": {"type": "object", "additionalProperties": reference("Line")},
        "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
        "parent": reference("Node"),
        "kind": {"const": "order"},
    }
    line = {
        "article": {"type": "string", "minLength": 2, "maxLength": 20},
        "count": {"type": "integer", "minimum": 1, "maximum": 99},
        "price": {"type": "number"},
    }
    profile = {
        "bio": {"type": ["string", "null"]},
        "nick": TEXT,
        "age": {"type": ["number", "null"]},
        "tags": {"type": "array", "items": TEXT},
    }
    node = {"name": TEXT, "children": {"type": "array", "items": reference("Node")}}
    needed = ["id", "email", "status", "priority", "lines", "profile", "placed", "kind"]
    return copy.deepcopy(
        {
            "Order": {"type": "object", "description": "An order.", "required": needed, "properties": order},
            "Status": {"type": "string", "enum": ["open", "packed", "sent"]},
            "Priority": {"type": "integer", "enum": [1, 2, 3]},
            "Line": {"type": "object", "required": ["article", "count", "price"], "properties": line},
            "Profile": {"type": "object", "required": ["bio", "age", "tags"], "properties": profile},
            "Node": {"type": "object", "required": ["name"], "properties": node},
        }
    )


def old_spelling(value: Any) -> Any:
    """Return a schema as OpenAPI 3.0 writes it: `nullable` for null, and no `const`."""
    if isinstance(value, list):
        return [old_spelling(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: old_spelling(item) for key, item in value.items()}
    if isinstance(made.get("type"), list):
        made |= {"type": next(kind for kind in made["type"] if kind != "null"), "nullable": True}
    if isinstance(made.get("const"), str):
        made = {"type": "string", "enum": [made["const"]]}
    return made


def openapi(version: str, types: Schemas) -> str:
    moved = json.loads(json.dumps(types).replace("#/$defs/", "#/components/schemas/"))
    parts = {"schemas": old_spelling(moved) if version.startswith("3.0") else moved}
    info = {"title": "Shop", "version": "1.0.0"}
    return json.dumps({"openapi": version, "info": info, "paths": {}, "components": parts}, indent=1)


def json_schema(types: Schemas) -> str:
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": types}, indent=1)


def draft_7(types: Schemas) -> str:
    moved = json.loads(json.dumps(types).replace("#/$defs/", "#/definitions/"))
    return json.dumps({"$schema": "http://json-schema.org/draft-07/schema#", "definitions": moved}, indent=1)


def fenced(language: str, text: str) -> str:
    head = "---\nid: shop\nversion: 1.0.0\nstatus: active\n---\n# Shop\n\n## Types\n\n"
    return f"{head}```{language}\n{text.strip()}\n```\n"


def parts_of_openapi(types: Schemas) -> str:
    moved = json.loads(json.dumps(types).replace("#/$defs/", "#/components/schemas/"))
    return fenced("yaml", yaml.safe_dump(moved, sort_keys=False))


CODE = {"typescript.ts": TS, "zod3.ts": ZOD3, "zod4.ts": ZOD4, "go.go": GO, "table.md": TABLE}
DATA: dict[str, Callable[[Schemas], str]] = {
    "openapi30.json": lambda types: openapi("3.0.3", types),
    "openapi31.json": lambda types: openapi("3.1.0", types),
    "schema.json": json_schema,
    "schema7.json": draft_7,
    "fence-yaml.md": parts_of_openapi,
}
FENCED = {
    "fence-ts.md": ("ts", "typescript.ts"),
    "fence-zod.md": ("ts", "zod4.ts"),
    "fence-go.md": ("go", "go.go"),
}


def everything() -> dict[str, str]:
    """Return the contract in every language, by file."""
    found = {**CODE, **{name: write(schemas()) for name, write in DATA.items()}}
    return found | {name: fenced(language, CODE[file]) for name, (language, file) in FENCED.items()}


# -- the same edit in each ----------------------------------------------------------------------------------------


def line_gone(start: str) -> Callable[[str], str]:
    """Return what takes the line that begins with a text out of a file."""

    def edit(text: str) -> str:
        lines = text.split("\n")
        kept = [line for line in lines if not line.strip().startswith(start)]
        assert len(kept) == len(lines) - 1, start
        return "\n".join(kept)

    return edit


def put(old: str, new: str) -> Callable[[str], str]:
    """Return what puts one text in the place of another."""

    def edit(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return edit


def dropped(types: Schemas) -> None:
    del types["Order"]["properties"]["approved"]


def added(types: Schemas) -> None:
    types["Line"]["properties"]["total"] = {"type": "number"}
    types["Line"]["required"].append("total")


def offered(types: Schemas) -> None:
    types["Line"]["properties"]["memo"] = dict(TEXT)


def needed(types: Schemas) -> None:
    types["Order"]["required"].append("approved")


def spared(types: Schemas) -> None:
    types["Order"]["required"].remove("email")


def without_value(types: Schemas) -> None:
    types["Status"]["enum"].remove("sent")


def with_value(types: Schemas) -> None:
    types["Status"]["enum"].append("lost")


def retyped(types: Schemas) -> None:
    types["Line"]["properties"]["price"] = dict(TEXT)


def shortened(types: Schemas) -> None:
    types["Order"]["properties"]["note"]["maxLength"] = 100


def raised(types: Schemas) -> None:
    types["Line"]["properties"]["count"]["minimum"] = 5


def never_null(types: Schemas) -> None:
    types["Profile"]["properties"]["bio"] = dict(TEXT)


def of_numbers(types: Schemas) -> None:
    types["Profile"]["properties"]["tags"]["items"] = {"type": "number"}


def map_of_numbers(types: Schemas) -> None:
    types["Order"]["properties"]["labels"]["additionalProperties"] = {"type": "number"}


def another_constant(types: Schemas) -> None:
    types["Order"]["properties"]["kind"] = {"const": "invoice"}


def no_format(types: Schemas) -> None:
    types["Order"]["properties"]["id"] = dict(TEXT)


Edit = Callable[[str], str]
EDITS: dict[str, tuple[Callable[[Schemas], None], dict[str, Edit], set[str]]] = {
    "an optional property goes": (
        dropped,
        {
            "typescript.ts": line_gone("approved"),
            "zod3.ts": line_gone("approved"),
            "zod4.ts": line_gone("approved"),
            "go.go": line_gone("Approved"),
            "table.md": line_gone("| approved"),
        },
        {"optional-property-removed"},
    ),
    "a required property comes": (
        added,
        {
            "typescript.ts": put("  price: number;", "  price: number;\n  total: number;"),
            "zod3.ts": put("  price: z.number(),", "  price: z.number(),\n  total: z.number(),"),
            "zod4.ts": put("  price: z.number(),", "  price: z.number(),\n  total: z.number(),"),
            "go.go": put("\tPrice ", '\tTotal float64 `json:"total" validate:"required"`\n\tPrice '),
            "table.md": put("| price | number | yes | |", "| price | number | yes | |\n| total | number | yes | |"),
        },
        {"required-property-added"},
    ),
    "an optional property comes": (
        offered,
        {
            "typescript.ts": put("  price: number;", "  price: number;\n  memo?: string;"),
            "zod3.ts": put("  price: z.number(),", "  price: z.number(),\n  memo: z.string().optional(),"),
            "zod4.ts": put("  price: z.number(),", "  price: z.number(),\n  memo: z.optional(z.string()),"),
            "go.go": put("\tPrice ", '\tMemo string `json:"memo,omitempty"`\n\tPrice '),
            "table.md": put("| price | number | yes | |", "| price | number | yes | |\n| memo | string | no | |"),
        },
        {"property-added"},
    ),
    "a property becomes required": (
        needed,
        {
            "typescript.ts": put("approved?:", "approved:"),
            "zod3.ts": put("z.boolean().optional()", "z.boolean()"),
            "zod4.ts": put("z.boolean().optional()", "z.boolean()"),
            "go.go": put('`json:"approved,omitempty"`', '`json:"approved" validate:"required"`'),
            "table.md": put("| approved | boolean | no |", "| approved | boolean | yes |"),
        },
        {"property-became-required"},
    ),
    "a property becomes optional": (
        spared,
        {
            "typescript.ts": put("email: string", "email?: string"),
            "zod3.ts": put("z.string().email()", "z.string().email().optional()"),
            "zod4.ts": put("z.email()", "z.email().optional()"),
            "go.go": put(
                '`json:"email" validate:"required,email"`', '`json:"email,omitempty" validate:"omitempty,email"`'
            ),
            "table.md": put("| email | email | yes |", "| email | email | no |"),
        },
        {"property-became-optional"},
    ),
    "a value goes": (
        without_value,
        {
            "typescript.ts": put(" | 'sent'", ""),
            "zod3.ts": put(", 'sent'", ""),
            "zod4.ts": put(", 'sent'", ""),
            "go.go": line_gone("StatusSent"),
            "table.md": line_gone("| `sent`"),
        },
        {"enum-value-removed"},
    ),
    "a value comes": (
        with_value,
        {
            "typescript.ts": put("'sent'", "'sent' | 'lost'"),
            "zod3.ts": put("'sent'", "'sent', 'lost'"),
            "zod4.ts": put("'sent'", "'sent', 'lost'"),
            "go.go": put("\tStatusSent", '\tStatusLost   Status = "lost"\n\tStatusSent'),
            "table.md": put("| `sent` ", "| `lost` | nobody knows |\n| `sent` "),
        },
        {"enum-value-added"},
    ),
    "another type": (
        retyped,
        {
            "typescript.ts": put("price: number", "price: string"),
            "zod3.ts": put("price: z.number()", "price: z.string()"),
            "zod4.ts": put("price: z.number()", "price: z.string()"),
            "go.go": put("Price   float64", "Price   string"),
            "table.md": put("| price | number |", "| price | string |"),
        },
        {"type-changed"},
    ),
    "a shorter text": (
        shortened,
        {
            "typescript.ts": put("@maxLength 200", "@maxLength 100"),
            "zod3.ts": put(".max(200)", ".max(100)"),
            "zod4.ts": put("maxLength(200)", "maxLength(100)"),
            "go.go": put("max=200", "max=100"),
            "table.md": put("max 200 chars", "max 100 chars"),
        },
        {"max-length-lowered"},
    ),
    "a higher least value": (
        raised,
        {
            "typescript.ts": put("@minimum 1 ", "@minimum 5 "),
            "zod3.ts": put(".int().min(1)", ".int().min(5)"),
            "zod4.ts": put("z.int().min(1)", "z.int().min(5)"),
            "go.go": put("gte=1", "gte=5"),
            "table.md": put("1-99", "5-99"),
        },
        {"minimum-raised"},
    ),
    "null no longer": (
        never_null,
        {
            "typescript.ts": put("bio: string | null", "bio: string"),
            "zod3.ts": put("bio: z.string().nullable()", "bio: z.string()"),
            "zod4.ts": put("bio: z.nullable(z.string())", "bio: z.string()"),
            "go.go": put("Bio  *string", "Bio  string"),
            "table.md": put("| bio | string \\| null |", "| bio | string |"),
        },
        {"null-refused"},
    ),
    "items of another type": (
        of_numbers,
        {
            "typescript.ts": put("tags: string[]", "tags: number[]"),
            "zod3.ts": put("tags: z.array(z.string())", "tags: z.array(z.number())"),
            "zod4.ts": put("tags: z.string().array()", "tags: z.number().array()"),
            "go.go": put("Tags []string", "Tags []float64"),
            "table.md": put("| tags | string[] |", "| tags | number[] |"),
        },
        {"type-changed"},
    ),
    "a map of another type": (
        map_of_numbers,
        {
            "typescript.ts": put("Record<string, string>", "Record<string, number>"),
            "zod3.ts": put("z.record(z.string())", "z.record(z.number())"),
            "zod4.ts": put("z.record(z.string(), z.string())", "z.record(z.string(), z.number())"),
            "go.go": put("map[string]string", "map[string]float64"),
            "table.md": put("Record<string, string>", "Record<string, number>"),
        },
        {"type-changed"},
    ),
    "another constant": (
        another_constant,
        {
            "typescript.ts": put("kind: 'order'", "kind: 'invoice'"),
            "zod3.ts": put("z.literal('order')", "z.literal('invoice')"),
            "zod4.ts": put("z.literal('order')", "z.literal('invoice')"),
            "go.go": put("oneof=order", "oneof=invoice"),
            "table.md": put("`'order'`", "`'invoice'`"),
        },
        {"constant-changed"},
    ),
    "no format": (
        no_format,
        {
            "typescript.ts": put("  /** @format uuid */\n", ""),
            "zod3.ts": put("z.string().uuid()", "z.string()"),
            "zod4.ts": put("z.uuid()", "z.string()"),
            "go.go": put("required,uuid", "required"),
            "table.md": put("| id | uuid |", "| id | string |"),
        },
        {"format-removed"},
    ),
}


def edited(name: str, edit: str) -> str:
    """Return a file after an edit."""
    on_schemas, on_code, _ = EDITS[edit]
    if name in DATA:
        types = schemas()
        on_schemas(types)
        return DATA[name](types)
    if name in FENCED:
        language, file = FENCED[name]
        return fenced(language, on_code[file](CODE[file]))
    return on_code[name](CODE[name])
