"""Finds the messages of a document: maps of events, tables of events, unions, examples under `Client → Server`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...documents.document import Spot
from .blocks import Block, plain
from .fences import Piece
from .samples import inferred, sample, shape_spots, spots_in
from .sections import Loose
from .tables import subject_of
from .tree import At, Steps

Way = Literal["input", "output"]
SENT = re.compile(
    r"client\s*(?:→|->|–>|=>|to|2)\s*(?:the )?server|\bc\s*(?:→|->)\s*s\b|from (?:the )?client|"
    r"client (?:events|messages)",
    re.IGNORECASE,
)
RECEIVED = re.compile(
    r"server\s*(?:→|->|–>|=>|to|2)\s*(?:the )?client|\bs\s*(?:→|->)\s*c\b|from (?:the )?server|"
    r"server (?:events|messages)",
    re.IGNORECASE,
)
MAPS = (
    (
        re.compile(r"^(?:Client(?:To(?:Server))?|Incoming|Inbound)(?:Events?|Messages?)(?:Map)?$", re.IGNORECASE),
        "input",
    ),
    (
        re.compile(r"^(?:Server(?:To(?:Client))?|Outgoing|Outbound)(?:Events?|Messages?)(?:Map)?$", re.IGNORECASE),
        "output",
    ),
)
LIVE = re.compile(r"web ?sockets?|real-?time|socket\.io|events?\b|server-sent|\bsse\b", re.IGNORECASE)
NAMES = ("type", "event", "action", "kind", "op", "method")


@dataclass(frozen=True, slots=True)
class Found:
    """A message: its name, who sends it, its payload with places."""

    name: str
    way: Way
    schema: dict[str, Any]
    spots: Mapping[Steps, Spot]
    at: At
    about: str = ""
    pointer: Steps = ()  # where the payload stands already
    guessed: bool = False


def way_of(text: str) -> Way | None:
    """Return who sends what follows; None where words do not say."""
    if SENT.search(text):
        return "input"
    return "output" if RECEIVED.search(text) else None


def way_under(trail: Sequence[Block]) -> Way | None:
    """Return who sends what stands under headings: the innermost that says so decides."""
    return next((way for block in reversed(trail) if (way := way_of(plain(block.text)))), None)


def is_live(trail: Sequence[Block]) -> bool:
    """Return whether headings are about messages."""
    return any(LIVE.search(plain(block.text)) for block in trail)


def is_map(name: str) -> bool:
    """Return whether a type is by its name a map from messages to what they carry."""
    return any(pattern.match(name) for pattern, _ in MAPS)


def in_maps(defs: Mapping[str, Any], spots: Mapping[Steps, Spot]) -> Iterator[tuple[str, Found]]:
    """Yield the messages of maps from names to payloads, each with the name of its map."""
    for name, schema in defs.items():
        way = next((way for pattern, way in MAPS if pattern.match(name)), None)
        properties = schema.get("properties") if isinstance(schema, dict) else None
        told = list(in_union(name, schema, spots, way)) if way is not None else []  # type: ignore[arg-type]
        yield from ((name, found) for found in told)
        if told or way is None or not isinstance(properties, dict):
            continue
        for event, payload in properties.items():
            steps = (name, "properties", event)
            spot = spots.get(steps) or spots.get((name,))
            at = (spot.key or spot.value) if spot else (1, 1)
            about = payload.get("description", "") if isinstance(payload, dict) else ""
            yield name, Found(event, way, {}, {}, at, about, ("$defs", *steps))  # type: ignore[arg-type]


def in_union(name: str, schema: Any, spots: Mapping[Steps, Spot], way: Way | None) -> Iterator[Found]:
    """Yield the messages of an envelope or a union that one property tells apart by constants."""
    if not isinstance(schema, dict):
        return
    branches = schema.get("anyOf") or schema.get("oneOf") or [schema]
    keyword = next((key for key in ("anyOf", "oneOf") if key in schema), "")
    for index, branch in enumerate(branches):
        steps = ("$defs", name, *((keyword, str(index)) if keyword else ()))
        properties = branch.get("properties") if isinstance(branch, dict) else None
        for key in NAMES:
            said = properties.get(key) if isinstance(properties, dict) else None
            values = constants(said)
            if values:
                spot = spots.get((*steps[1:], "properties", key)) or spots.get(steps[1:]) or spots.get((name,))
                at = (spot.key or spot.value) if spot else (1, 1)
                yield from (Found(value, way or "output", {}, {}, at, "", steps) for value in values)
                break


def constants(schema: Any) -> list[str]:
    """Return the texts that a schema takes, where it takes only some."""
    if not isinstance(schema, dict):
        return []
    values = [schema["const"]] if "const" in schema else schema.get("enum", [])
    return [value for value in values if isinstance(value, str)]


def in_table(loose: Loose) -> Iterator[Found]:
    """Yield the messages of a table of events."""
    block = loose.block
    if block.kind != "table" or subject_of(block) != "events":
        return
    names = [cell.text.lower() for cell in block.header]
    sides = [i for i, name in enumerate(names) if name in ("direction", "from", "sent by", "sender")]
    about = next((i for i, name in enumerate(names) if name in ("description", "purpose", "meaning")), None)
    for row in block.rows:
        side = row[sides[0]].text.lower() if sides and sides[0] < len(row) else ""
        way = way_of(side) or ("input" if side.startswith("client") else "output" if side else way_under(loose.trail))
        text = row[about].text if about is not None and about < len(row) else ""
        if row and row[0].text:
            yield Found(row[0].text, way or "output", {}, {}, (row[0].line, row[0].column), text)


def in_sample(piece: Piece, trail: Sequence[Block]) -> Found | None:
    """Return the message that an example under a direction shows: the property that names it is a constant."""
    way = way_under(trail)
    document = sample(piece.text) if way or is_live(trail) else None
    if document is None or not isinstance(document.data, dict):
        return None
    key = next((key for key in NAMES if isinstance(document.data.get(key), str)), "")
    if not key or way is None:
        return None
    schema = inferred(document.data)
    spots = shape_spots(document.data, spots_in(document, piece.line, piece.column))
    return Found(document.data[key], way, schema, spots, (piece.line, piece.column), guessed=True)
