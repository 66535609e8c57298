"""Finds the references of a document that lead nowhere or out of bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ..model.interface import Interface, Origin
from .identifiers import MAPS, OPAQUE
from .plain import entries, mapping, nearest, pointer_of, quoted, sequence
from .references import Lost, References

if TYPE_CHECKING:
    from ..documents import Document

Steps = tuple[Any, ...]
KEYWORDS = ("$ref", "$dynamicRef")
HOLDERS = frozenset({*KEYWORDS, "discriminator"})
SCALARS = frozenset({str, int, float, bool, type(None)})


@dataclass(frozen=True, slots=True)
class LostReference:
    """A reference that leads nowhere: what it says, where it stands, why, and what was most likely meant."""

    reference: str
    pointer: str
    lost: Lost
    key: bool = False


def lost_references(interface: Interface, document: Document) -> Iterator[LostReference]:
    """Yield the references written in `document` that cannot be followed, in the order in which they stand there."""
    references = interface.resolver
    if not isinstance(references, References):
        return
    names = references.identifiers_of(document)
    placed = bool(names.bases or names.dynamic)  # else all references are read alike, wherever they stand
    for reference, steps in written_references(document.data):
        try:
            references.find(reference, Origin(document, pointer_of(steps[:-1]) if placed else ""))
        except Lost as lost:
            yield LostReference(reference, pointer_of(steps), lost)
    yield from lost_schemes(interface, document)


def written_references(data: Any) -> Iterator[tuple[str, Steps]]:
    """Yield the references in the data of a document with their steps; values, and extensions, hold none."""
    stack: list[tuple[Any, Steps]] = [(data, ())]
    while stack:
        value, steps = stack.pop()
        if type(value) is dict or isinstance(value, Mapping):
            if not HOLDERS.isdisjoint(value):
                yield from own_references(value, steps)
            named = bool(steps) and steps[-1] in MAPS
            below = [pair for pair in value.items() if type(pair[1]) not in SCALARS and (named or holds_parts(pair[0]))]
            stack.extend([(item, (*steps, key)) for key, item in reversed(below)])
        elif isinstance(value, list):
            stack.extend(
                [(item, (*steps, index)) for index, item in enumerate(value) if type(item) not in SCALARS][::-1]
            )


def holds_parts(key: Any) -> bool:
    """Return whether parts of the contract, rather than values, stand below a key."""
    return key not in OPAQUE and not str(key).startswith("x-")


def own_references(value: Mapping[str, Any], steps: Steps) -> Iterator[tuple[str, Steps]]:
    """Yield the references that a mapping states itself. A mapping of a discriminator may also hold bare names."""
    for key in KEYWORDS:
        if isinstance(value.get(key), str) and not (steps and steps[-1] == "mapping"):
            yield value[key], (*steps, key)
    for name, reference in entries(mapping(value.get("discriminator")).get("mapping")):
        if isinstance(reference, str) and ("/" in reference or "#" in reference):
            yield reference, (*steps, "discriminator", "mapping", name)


def lost_schemes(interface: Interface, document: Document) -> Iterator[LostReference]:
    """Yield the security schemes that are asked for and not defined."""
    data = mapping(document.data)
    folder = "securityDefinitions" if "swagger" in data else "components/securitySchemes"
    written = mapping(mapping(data.get("components")).get("securitySchemes"))
    known = {*interface.security_schemes, *map(str, written)}
    for holder, steps in securing(data):
        for index, way in enumerate(sequence(holder.get("security"))):
            for name, _ in entries(way):
                if name not in known and not set("/#") & set(name):
                    reason = f"{quoted(folder)} has no {quoted(name)}"
                    lost = Lost("reference-unresolved", reason, partial(nearest, name, known))
                    yield LostReference(name, pointer_of((*steps, "security", index, name)), lost, key=True)


def securing(data: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Steps]]:
    """Yield the parts that may ask for security by name: in OpenAPI and in AsyncAPI 2."""
    if "openapi" in data or "swagger" in data:
        yield data, ()
        for folder in ("paths", "webhooks"):
            for path, item in entries(data.get(folder)):
                yield from ((mapping(part), (folder, path, key)) for key, part in entries(item))
    elif str(data.get("asyncapi")).startswith("2"):
        yield from ((mapping(server), ("servers", name)) for name, server in entries(data.get("servers")))
        for channel, item in entries(data.get("channels")):
            yield from ((mapping(part), ("channels", channel, key)) for key, part in entries(item))
