"""Reads what travels in OpenAPI 3: payloads by media type, headers, examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..model.interface import Example, Header, Node, Origin, Payload
from .plain import entries, flag, mapping, quoted, text
from .scope import Scope, deprecated

if TYPE_CHECKING:
    from ..documents import Document

EXAMPLES = "#/components/examples/"
ENCODINGS = ("encoding", "prefixEncoding", "itemEncoding")


@lru_cache(maxsize=1024)
def media_type(written: str) -> str:
    """Return a media type in one spelling: lower case, parameters kept, a space between them (RFC 9110, 8.3.1)."""
    essence, *parameters = (part.strip() for part in written.split(";"))
    pairs = (part.partition("=") for part in parameters if part)
    return "; ".join(
        [essence.lower(), *(f"{name.strip().lower()}{sign}{value.strip()}" for name, sign, value in pairs)]
    )


def payloads_of(scope: Scope, content: Any, origin: Origin) -> dict[str, Payload]:
    """Return the representations of a body by media type."""
    found: dict[str, Payload] = {}
    for written, value in entries(content):
        at, name = origin.child(written), media_type(written)
        part = scope.part(value, at)
        if part and name in found:
            scope.miss(at, f"the media type {quoted(name)} is stated twice")
        elif part:
            found[name] = payload(scope, name, *part)
    return found


def payload(scope: Scope, name: str, data: Mapping[str, Any], origin: Origin) -> Payload:
    """Return one representation."""
    return Payload(
        media_type=name,
        schema=schema_of(scope, data, origin),
        origin=origin,
        encoding=encodings_of(data),
        examples=examples_of(scope, data, origin),
    )


def encodings_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the parts of a body are written: by name, else by the place of an item (OpenAPI 3.2, 4.14.5)."""
    if data.keys().isdisjoint(ENCODINGS):
        return {}
    listed = data.get("prefixEncoding")
    placed = {f"item {number}": one for number, one in enumerate(listed, 1)} if isinstance(listed, list) else {}
    rest = {"items": data["itemEncoding"]} if "itemEncoding" in data else {}
    return {**dict(entries(data.get("encoding"))), **placed, **rest}


def schema_of(scope: Scope, data: Mapping[str, Any], origin: Origin) -> Node:
    """Return what a body must be: its schema, and of a stream the list of its items (OpenAPI 3.2, 4.14.1)."""
    whole = scope.node(data["schema"], origin.child("schema")) if "schema" in data else ()
    item = data.get("itemSchema", True)
    if "itemSchema" not in data or not isinstance(item, (Mapping, bool)):
        return whole
    at = origin.child("itemSchema")
    placed = {**item, "x-at": at.pointer} if isinstance(item, Mapping) else item
    stream = {"type": "array", "items": placed, "x-keys": {"type": at.pointer, "items": at.pointer}}
    return (*whole, *scope.node(stream, at))


def schema_or_content(scope: Scope, data: Mapping[str, Any], origin: Origin) -> tuple[Node, str]:
    """Return the schema of a parameter or a header, and its media type where `content` states it."""
    if "content" in data:
        first = next(iter(payloads_of(scope, data["content"], origin.child("content")).values()), None)
        return (first.schema, first.media_type) if first else ((), "")
    return (scope.node(data["schema"], origin.child("schema")), "") if "schema" in data else ((), "")


def headers_of(scope: Scope, data: Mapping[str, Any], origin: Origin) -> dict[str, Header]:
    """Return the headers of an answer but `Content-Type`, which the payloads state (OpenAPI 3.1.1, 4.8.17)."""
    if not data.get("headers"):
        return {}
    at = origin.child("headers")
    read = ((name, scope.part(item, at.child(name))) for name, item in entries(data["headers"]))
    return {name: header(scope, name, *part) for name, part in read if part and name.lower() != "content-type"}


def header(scope: Scope, name: str, data: Mapping[str, Any], origin: Origin) -> Header:
    """Return one header."""
    node, media = schema_or_content(scope, data, origin)
    said = text(data.get("description")), deprecated(data), flag(data.get("explode")) and not media, media
    return Header(name, flag(data.get("required")), node, origin, *said)


def examples_of(scope: Scope, data: Mapping[str, Any], origin: Origin) -> tuple[Example, ...]:
    """Return the sample values that stand beside a schema."""
    single = (Example("", data["example"], origin.child("example")),) if "example" in data else ()
    if not data.get("examples"):
        return single
    return (*single, *named_examples(scope, data["examples"], origin.child("examples")))


def named_examples(scope: Scope, value: Any, origin: Origin) -> Iterator[Example]:
    """Yield the sample values that have a name; those in files outside are not read, nor those that were left out."""
    for name, item in entries(value):
        if not isinstance(item, Mapping) or is_left_out(item.get("$ref"), scope.document):
            continue
        part = scope.part(item, origin.child(name))
        key = next((key for key in ("value", "dataValue") if part and key in mapping(part[0])), None)
        if part and key:
            yield Example(name, part[0][key], part[1].child(key))


def is_left_out(reference: Any, document: Document) -> bool:
    """Return whether a reference leads to an example that was left out of a document: told of most at a glance."""
    if not (document.left_out and isinstance(reference, str) and reference.startswith(EXAMPLES)):
        return False
    return ("components", "examples", reference[len(EXAMPLES) :]) in document.left_out
