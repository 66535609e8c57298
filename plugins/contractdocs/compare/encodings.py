"""Compares how the parts of a body are written: OpenAPI 3.1.1, section 4.8.15 (Encoding Object)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..model.change import Side
from ..model.interface import Node, Payload, Resolver
from .media import covers, plain
from .serialisation import is_compound
from .shape import shape_of
from .wording import show

WRITTEN = ("contentType", "style", "explode", "allowReserved", "headers", "encoding", "prefixEncoding", "itemEncoding")


class PartChange(NamedTuple):
    """What changed in how one part is written; `part` is the name of a property, or the place of an item."""

    kind: str
    part: str
    old: Side
    new: Side
    words: Mapping[str, str]


def compare_encodings(old: Payload, new: Payload, schemas: Sequence[tuple[Node, Resolver]]) -> Iterator[PartChange]:
    """Yield what changed in the parts of a body that both sides have; `schemas` are those of the bodies."""
    if not (old.encoding or new.encoding):
        return
    left, right = (shape_of(*schema).properties for schema in schemas)
    resolvers = [resolver for _, resolver in schemas]
    for part in sorted({*old.encoding, *new.encoding}):
        if (part in left) != (part in right):
            continue  # how it is written is said with the part itself
        nodes = left.get(part, ()), right.get(part, ())
        compound = all(map(is_compound, nodes, resolvers))
        before, after = (as_written(side.encoding.get(part), compound=compound) for side in (old, new))
        if before == after:
            continue
        types = before.pop("contentType", None), after.pop("contentType", None)
        kind = kind_of(*types) if before == after else "encoding-changed"
        sides = side(old, part), side(new, part)
        words: Mapping[str, str] = {"name": part, "old": show(sides[0].value or {}), "new": show(sides[1].value or {})}
        if kind.startswith("media-type"):
            words = {"name": ", ".join(types[0] or ()), "new": ", ".join(types[1] or ()), "of": part}
        yield PartChange(kind, part, *sides, words)


def as_written(encoding: Any, *, compound: bool) -> dict[str, Any]:
    """Return what an encoding says of the wire, without what it would say anyway."""
    stated = encoding if isinstance(encoding, Mapping) else {}
    found = {key: stated[key] for key in WRITTEN if key in stated}
    if "contentType" in found:
        found["contentType"] = tuple(sorted({plain(one.strip()) for one in str(found["contentType"]).split(",")}))
    if not compound:
        found.pop("explode", None)
    style = found.get("style", "form")
    defaults = {"style": "form", "explode": style == "form", "allowReserved": False, "headers": {}}
    return {key: value for key, value in found.items() if key not in defaults or value != defaults[key]}


def kind_of(before: tuple[str, ...] | None, after: tuple[str, ...] | None) -> str:
    """Return the kind of change from some media types of a part to others; None is what its type implies."""
    if before and after:
        if all(any(covers(wide, one) for wide in after) for one in before):
            return "media-type-widened"
        if all(any(covers(wide, one) for wide in before) for one in after):
            return "media-type-narrowed"
    return "encoding-changed"


def side(payload: Payload, part: str) -> Side:
    """Return where a part is described, or where it would be."""
    origin = payload.origin.child("encoding")
    return Side(origin.child(part), payload.encoding[part]) if part in payload.encoding else Side(payload.origin)
