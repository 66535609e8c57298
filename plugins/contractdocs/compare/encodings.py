"""Compares how the parts of a body are written: OpenAPI 3.1.1, section 4.8.15 (Encoding Object)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any, NamedTuple

from ..model.change import Side
from ..model.interface import Payload
from .media import covers, plain
from .wording import show

WRITTEN = ("contentType", "style", "explode", "allowReserved", "headers", "encoding", "prefixEncoding", "itemEncoding")


class PartChange(NamedTuple):
    """What changed in how one part is written; `part` is the name of a property, or the place of an item."""

    kind: str
    part: str
    old: Side
    new: Side
    words: Mapping[str, str]


def compare_encodings(old: Payload, new: Payload, alone: Container[str] = ()) -> Iterator[PartChange]:
    """Yield what changed in the parts of a body but those that one side `alone` has."""
    for part in sorted({*old.encoding, *new.encoding}):
        if part in alone:
            continue
        before, after = (as_written(side.encoding.get(part)) for side in (old, new))
        if before == after:
            continue
        types = before.pop("contentType", None), after.pop("contentType", None)
        kind = kind_of(*types) if before == after else "encoding-changed"
        left, right = side(old, part), side(new, part)
        words: Mapping[str, str] = {"name": part, "old": show(left.value or {}), "new": show(right.value or {})}
        if kind.startswith("media-type"):
            words = {"name": ", ".join(types[0] or ()), "new": ", ".join(types[1] or ()), "of": part}
        yield PartChange(kind, part, left, right, words)


def as_written(encoding: Any) -> dict[str, Any]:
    """Return what an encoding says of the wire, without what it would say anyway."""
    stated = encoding if isinstance(encoding, Mapping) else {}
    found = {key: stated[key] for key in WRITTEN if key in stated}
    if "contentType" in found:
        found["contentType"] = tuple(sorted({plain(one.strip()) for one in str(found["contentType"]).split(",")}))
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
