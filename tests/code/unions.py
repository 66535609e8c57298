"""Types that one language knows and another does not have: unions, tuples, types made of others."""

from __future__ import annotations

import json

from tests.code.languages import Schemas, fenced, json_schema, old_spelling, reference

TS = """
export interface Base { id: string; createdAt: string }
export interface Circle { kind: 'circle'; radius: number }
export interface Square { kind: 'square'; side: number }
export type Shape = Circle | Square;
export interface Thing extends Base {
  shape: Shape;
  either: string | number;
  maybe: Circle | null;
  point: [number, number];
  anything: unknown;
  list: (string | null)[];
  mixed?: 'a' | 'b' | null;
  flags: Record<'x' | 'y', boolean>;
  patch?: Partial<Square>;
  size: Picked;
}
export type Picked = Pick<Circle, 'radius'> & { unit: string };
"""
ZOD3 = """
import { z } from 'zod';
const Base = z.object({ id: z.string(), createdAt: z.string() });
export const Circle = z.object({ kind: z.literal('circle'), radius: z.number() });
export const Square = z.object({ kind: z.literal('square'), side: z.number() });
export const Shape = z.discriminatedUnion('kind', [Circle, Square]);
export const Picked = Circle.pick({ radius: true }).extend({ unit: z.string() });
export const Thing = Base.extend({
  shape: Shape,
  either: z.union([z.string(), z.number()]),
  maybe: Circle.nullable(),
  point: z.tuple([z.number(), z.number()]),
  anything: z.unknown(),
  list: z.array(z.string().nullable()),
  mixed: z.enum(['a', 'b']).nullable().optional(),
  flags: z.object({ x: z.boolean(), y: z.boolean() }),
  patch: Square.partial().optional(),
  size: Picked,
});
"""
ZOD4 = ZOD3.replace("Base.extend({\n", "z.object({\n  ...Base.shape,\n").replace(
    "z.object({ x: z.boolean(), y: z.boolean() })", "z.record(z.enum(['x', 'y']), z.boolean())"
)
TEXT, NUMBER = {"type": "string"}, {"type": "number"}


def unions() -> Schemas:
    """Return the types as JSON Schema 2020-12, below `$defs`."""
    thing = {
        "shape": reference("Shape"),
        "either": {"anyOf": [TEXT, NUMBER]},
        "maybe": {"oneOf": [reference("Circle"), {"type": "null"}]},
        "point": {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2},
        "anything": {},
        "list": {"type": "array", "items": {"type": ["string", "null"]}},
        "mixed": {"enum": ["a", "b", None]},
        "flags": {
            "type": "object",
            "required": ["x", "y"],
            "properties": {"x": {"type": "boolean"}, "y": {"type": "boolean"}},
        },
        "patch": {"type": "object", "properties": {"kind": {"const": "square"}, "side": NUMBER}},
        "size": reference("Picked"),
    }
    needed = ["shape", "either", "maybe", "point", "anything", "list", "flags", "size"]
    return {
        "Base": {"type": "object", "required": ["id", "createdAt"], "properties": {"id": TEXT, "createdAt": TEXT}},
        "Circle": {
            "type": "object",
            "required": ["kind", "radius"],
            "properties": {"kind": {"const": "circle"}, "radius": NUMBER},
        },
        "Square": {
            "type": "object",
            "required": ["kind", "side"],
            "properties": {"kind": {"const": "square"}, "side": NUMBER},
        },
        "Shape": {"oneOf": [reference("Circle"), reference("Square")]},
        "Picked": {
            "type": "object",
            "required": ["radius", "unit"],
            "properties": {"radius": NUMBER, "unit": TEXT},
        },
        "Thing": {"allOf": [reference("Base"), {"type": "object", "required": needed, "properties": thing}]},
    }


def openapi(version: str) -> str:
    """Return the types below `components`; only OpenAPI names the property that tells the branches apart."""
    types = json.loads(json.dumps(unions()).replace("#/$defs/", "#/components/schemas/"))
    types["Shape"]["discriminator"] = {"propertyName": "kind"}
    if version.startswith("3.0"):
        types["Thing"]["allOf"][1]["properties"] |= {
            "maybe": {"allOf": [{"$ref": "#/components/schemas/Circle"}], "nullable": True},
            "mixed": {"type": "string", "enum": ["a", "b", None], "nullable": True},
        }
        types = old_spelling(types)
    info = {"title": "Shapes", "version": "1.0.0"}
    return json.dumps({"openapi": version, "info": info, "paths": {}, "components": {"schemas": types}}, indent=1)


def everything_of_unions() -> dict[str, str]:
    """Return the contract in every language that has unions, by file."""
    return {
        "typescript.ts": TS,
        "zod3.ts": ZOD3,
        "zod4.ts": ZOD4,
        "openapi30.json": openapi("3.0.3"),
        "openapi31.json": openapi("3.1.0"),
        "schema.json": json_schema(unions()),
        "fence-ts.md": fenced("ts", TS),
        "fence-zod.md": fenced("ts", ZOD3),
    }
