"""The schema that a table, a list of values or an example describes, with its places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...documents.document import Spot
from .blocks import Block
from .samples import inferred, shape_spots
from .tables import Code, Row
from .tree import At, Steps, place_of

Spots = Mapping[Steps, Spot]


@dataclass(frozen=True, slots=True)
class Shape:
    """A schema with its places; `guessed` where an example is all there is."""

    schema: dict[str, Any]
    spots: Spots
    at: At
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """A value as an example writes it, with its places."""

    value: Any
    spots: Spots
    at: At


def shape_of_rows(rows: list[Row], *, answered: bool) -> Shape:
    """Return the object that the rows of a table describe; dots and brackets lead into nested ones."""
    schema: dict[str, Any] = {"type": "object", "properties": {}}
    spots: dict[Steps, Spot] = {}
    says = any(row.required is not None for row in rows)
    for row in rows:
        holder, steps = schema, list[str]()
        *above, name = re.split(r"\.", row.name)
        for step in above:
            holder, steps = descend(holder, steps, step)
        name, is_list = name.removesuffix("[]"), name.endswith("[]")
        stated = {**row.schema, **({"description": row.description} if row.description else {})}
        made = {"type": "array", "items": row.schema} if is_list else stated
        kept = holder.setdefault("properties", {})
        below = kept.get(name, {}) if isinstance(kept.get(name), dict) else {}
        kept[name] = {**made, **{k: v for k, v in below.items() if k in ("properties", "items", "required")}}
        if row.required or (answered and not says):
            holder.setdefault("required", []).append(name)
        at = place_of(row.cell)
        where = (*steps, "properties", name)
        spots[where] = Spot(at, at)
    at = place_of(rows[0].cell)
    return Shape(schema, {**spots, (): Spot(at, at)}, at)


def shape_of_values(block: Block) -> Shape:
    """Return the enumeration that a table of values lists."""
    cells = list(
        dict.fromkeys((row[0].text.strip("'\""), place_of(row[0])) for row in block.rows if row and row[0].text)
    )
    spots: dict[Steps, Spot] = {("enum", str(i)): Spot(at, at) for i, (_, at) in enumerate(cells)}
    at = (block.line, block.column)
    return Shape({"enum": [literal(text) for text, _ in cells]}, {**spots, (): Spot(at, at)}, at)


def literal(text: str) -> Any:
    """Return a value of an enumeration: a whole number, or a text."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else text


def descend(holder: dict[str, Any], steps: list[str], step: str) -> tuple[dict[str, Any], list[str]]:
    """Return the object below a property, made where it is not there yet."""
    name = step.removesuffix("[]")
    found = holder.setdefault("properties", {}).setdefault(name, {})
    steps = [*steps, "properties", name]
    if step.endswith("[]") or found.get("type") == "array":
        found.setdefault("type", "array")
        found = found.setdefault("items", {}) if isinstance(found.get("items", {}), dict) else {}
        steps = [*steps, "items"]
    if "$ref" not in found:
        found.setdefault("type", "object")
    return found, steps


def codes_in(schema: Any, shape: Shape, steps: Steps = ()) -> Iterable[Code]:
    """Yield the codes that a union of errors states: the constant `code` of each branch."""
    from .blocks import Cell

    if not isinstance(schema, dict):
        return
    code = schema.get("properties", {}).get("code", {}) if isinstance(schema.get("properties"), dict) else {}
    message = schema.get("properties", {}).get("message", {}) if isinstance(schema.get("properties"), dict) else {}
    values = [code["const"]] if "const" in code else code.get("enum", [])
    spot = shape.spots.get((*steps, "properties", "code"))
    at = (spot.key or spot.value) if spot else shape.at
    about = message.get("const", "") if isinstance(message, dict) else ""
    for value in values:
        if isinstance(value, str):
            yield Code(value, "", about if isinstance(about, str) else "", Cell(value, *at))
    for keyword in ("anyOf", "oneOf", "allOf"):
        for index, branch in enumerate(schema.get(keyword, ())):
            yield from codes_in(branch, shape, (*steps, keyword, str(index)))


def guessed(found: Sample) -> Shape:
    """Return the shape that an example lets one guess."""
    return Shape(inferred(found.value), shape_spots(found.value, found.spots), found.at, guessed=True)
