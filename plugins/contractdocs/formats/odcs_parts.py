"""The parts of an ODCS contract: which key holds parts of which kind. One walk for versions, lint and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SHARED = {"authoritativeDefinitions": "definition", "customProperties": "custom"}
ELEMENT = {**SHARED, "quality": "quality", "relationships": "relationship", "synonyms": "synonym"}
PARTS: Mapping[str, Mapping[str, str]] = {
    "contract": {
        **SHARED,
        "schema": "dataset",
        "servers": "server",
        "support": "channel",
        "price": "price",
        "team": "team",
        "roles": "role",
        "slaProperties": "promise",
        "description": "description",
        "context": "context",
    },
    "dataset": {**ELEMENT, "properties": "field", "context": "context"},
    "field": {**ELEMENT, "properties": "field", "items": "field", "map": "map", "enum": "value"},
    "map": {"key": "field", "value": "field"},
    "server": {**SHARED, "roles": "role"},
    "team": {**SHARED, "members": "member"},
    **dict.fromkeys(
        ("description", "quality", "relationship", "synonym", "value", "channel", "role", "promise"), SHARED
    ),
    "member": SHARED,
}


Where = Callable[[str], str]


def as_written(pointer: str) -> str:
    """Return a pointer as it is: the parts stand where they say."""
    return pointer


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a contract: its kind (`field`, `server`), its pointer in the form of ODCS 3, and what it says.

    `holder` is the pointer of the list that it stands in, else its own; `where` maps pointers onto the document.
    """

    kind: str
    pointer: str
    data: Mapping[str, Any]
    holder: str
    where: Where = as_written

    def at(self, *keys: str | int) -> str:
        """Return where something below stands in the document; without keys, where the part itself stands."""
        return self.where(join(self.pointer, *keys))


def join(pointer: str, *keys: str | int) -> str:
    """Return the pointer of a part below `pointer` (RFC 6901)."""
    return pointer + "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


def parts(data: Any, where: Where = as_written) -> Iterator[Part]:
    """Yield every part of a contract in the order in which it is written, the contract itself first."""
    if isinstance(data, Mapping):
        yield from below(Part("contract", "", data, "", where))


def below(part: Part) -> Iterator[Part]:
    """Yield a part and all that it holds. A `team` in its older form, a list, holds members."""
    yield part
    kinds = PARTS.get(part.kind, {})
    for key, value in part.data.items():
        kind = kinds.get(key)
        if kind is None:
            continue
        pointer = join(part.pointer, key)
        if isinstance(value, Mapping):
            yield from below(Part(kind, pointer, value, pointer, part.where))
        elif isinstance(value, list):
            kind = "member" if kind == "team" else kind
            for index, item in enumerate(value):
                if isinstance(item, Mapping):
                    yield from below(Part(kind, join(pointer, index), item, pointer, part.where))


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a mapping as it is, anything else as an empty one."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the mappings of a list, each with its index."""
    if isinstance(value, list):
        yield from ((index, item) for index, item in enumerate(value) if isinstance(item, Mapping))


def text(value: Any) -> str:
    """Return a plain value as text, empty where there is none or it is no plain value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
