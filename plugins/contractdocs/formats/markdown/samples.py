"""Reads examples: JSON as people write it into documents, and the shape that an example lets one guess."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...documents import DocumentError, Limits, parse
from ...documents.document import Document, Spot

SMALL = Limits(max_bytes=256 * 1024, max_depth=60, max_nodes=20_000)
INFERRED = "x-inferred"
TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/|(?<![\w"])#[^\n]*', re.DOTALL)
ETC = re.compile(r",?\s*\.\.\.\s*(?=[}\],\n])")
TRAILING = re.compile(r",(\s*[}\]])")


def sample(text: str) -> Document | None:
    """Return the document of a JSON example, with comments, commas at the end and `...` forgiven; None for another."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    for tried in dict.fromkeys((text, tidy(text))):
        try:
            return parse("example.json", tried.encode("utf-8", "replace"), SMALL)
        except DocumentError:
            continue
    return None


KINDS = ("object", "array", "string", "number", "integer", "boolean", "null")


def is_schema(data: Any) -> bool:
    """Return whether an example is a JSON Schema: it names its dialect, or a type with what it is made of."""
    if not isinstance(data, dict):
        return False
    named = isinstance(data.get("$schema"), str) and "json-schema.org" in data["$schema"]
    made = isinstance(data.get("properties"), dict) and all(
        isinstance(item, dict) for item in data["properties"].values()
    )
    return named or (data.get("type") in KINDS and (made or isinstance(data.get("items"), dict)))


def tidy(text: str) -> str:
    """Return JSON without what JSON does not have; every character keeps its place."""
    bare = TOKEN.sub(lambda found: found[0] if found[0][0] == '"' else blank(found[0]), text)
    bare = ETC.sub(lambda found: blank(found[0]), bare)
    return TRAILING.sub(lambda found: " " + found[1], bare)


def blank(text: str) -> str:
    """Return as many spaces as a text has characters; lines stay."""
    return re.sub(r"[^\n]", " ", text)


def spots_in(document: Document, line: int, column: int = 1) -> dict[tuple[str, ...], Spot]:
    """Return the spots of the parts of a fence's document, counted in the file around it."""

    def moved(at: tuple[int, int]) -> tuple[int, int]:
        return at[0] + line - 1, at[1] + column - 1

    finder = document.located()
    found = {}
    for steps in paths_of(document.data):
        spot = finder.find(steps)
        found[steps] = Spot(moved(spot.value), moved(spot.key) if spot.key else None)
    return found


def paths_of(data: Any) -> Iterator[tuple[str, ...]]:
    """Yield the steps of every part of data; parts whose key is no text are left out."""
    stack: list[tuple[tuple[str, ...], Any]] = [((), data)]
    while stack:
        steps, value = stack.pop()
        yield steps
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        stack.extend(((*steps, str(key)), item) for key, item in pairs)


def inferred(value: Any) -> dict[str, Any]:
    """Return the shape of an example: types and keys, nothing required; null and empty lists say nothing."""
    if isinstance(value, Mapping):
        return {"type": "object", "properties": {str(key): inferred(item) for key, item in value.items()}}
    if isinstance(value, list):
        shapes = [inferred(item) for item in value]
        return {"type": "array", "items": joined(shapes)} if shapes else {"type": "array"}
    if isinstance(value, bool):
        return {"type": "boolean"}
    if isinstance(value, (int, float)):
        return {"type": "number"}
    return {"type": "string"} if isinstance(value, str) else {}


def joined(shapes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the one shape of several examples: what they do not agree upon is left open."""
    first = shapes[0]
    if all(shape.get("type") == "object" for shape in shapes):
        keys = dict.fromkeys(key for shape in shapes for key in shape["properties"])
        parts = {key: [s["properties"][key] for s in shapes if key in s["properties"]] for key in keys}
        return {"type": "object", "properties": {key: joined(found) for key, found in parts.items()}}
    known = [shape for shape in shapes if shape]
    same = bool(known) and all(
        json.dumps(shape, sort_keys=True) == json.dumps(known[0], sort_keys=True) for shape in known
    )
    if same:
        return known[0]
    return {"type": first["type"]} if first and all(s.get("type") == first["type"] for s in shapes) else {}


def shape_spots(value: Any, spots: Mapping[tuple[str, ...], Spot]) -> dict[tuple[str, ...], Spot]:
    """Return the spots of an inferred shape from those of its example."""
    found = {}
    stack: list[tuple[tuple[str, ...], tuple[str, ...], Any]] = [((), (), value)]
    while stack:
        at, into, item = stack.pop()
        if at in spots and into not in found:
            found[into] = spots[at]
        if isinstance(item, Mapping):
            stack.extend(((*at, str(key)), (*into, "properties", str(key)), below) for key, below in item.items())
        elif isinstance(item, list):
            below = [((*at, str(index)), (*into, "items"), part) for index, part in enumerate(item)]
            stack.extend(reversed(below))
    return found
