"""Reads YAML fences: parts of OpenAPI as people write them into documents, and schemas by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ...documents import DocumentError, parse
from ...documents.document import Document, Spot
from ..plain import mapping
from .endpoints import Marker, in_request_line
from .fences import Piece
from .samples import SMALL, spots_in
from .shapes import Shape
from .tree import At, Steps

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
OPERATION = ("responses", "requestBody", "parameters", "operationId")
SCHEMA = ("type", "properties", "$ref", "allOf", "anyOf", "oneOf", "enum", "items")
Sort = Literal["openapi", "paths", "operation", "schemas", ""]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A YAML fence as parsed: what it is, its data, its places; `marker` where it begins with a request line."""

    sort: Sort
    data: Mapping[str, Any]
    spots: Mapping[Steps, Spot]
    at: At
    marker: Marker | None = None


def parsed(piece: Piece) -> Document | None:
    """Return the YAML of a piece; None where it is none."""
    try:
        return parse("fence.yaml", piece.text.encode("utf-8", "replace"), SMALL)
    except DocumentError:
        return None


def fragment_of(piece: Piece) -> Fragment | None:
    """Return what a YAML fence is; None where it cannot be read or holds no mapping."""
    document = parsed(piece)
    data = document.data if document else None
    if document is None or not isinstance(data, dict) or not data:
        return None
    marker = in_request_line(piece.label, piece.line - 1, piece.column) if piece.label else None
    spots = spots_in(document, piece.line, piece.column)
    return Fragment(sort_of(data, marker), nullable(data), spots, (piece.line, piece.column), marker)


def sort_of(data: Mapping[str, Any], marker: Marker | None) -> Sort:
    """Return what the keys of a YAML mapping make it."""
    if marker or any(key in data for key in OPERATION):
        return "operation"
    if any(key in data for key in ("openapi", "paths", "components")):
        return "openapi"
    if all(str(key).startswith("/") for key in data):
        return "paths"
    if all(str(key)[:1].isupper() and any(word in mapping(item) for word in SCHEMA) for key, item in data.items()):
        return "schemas"
    return ""


def operation_in(piece: Piece) -> Any:
    """Return the operation that a YAML fence states; None where it states none."""
    fragment = fragment_of(piece)
    if fragment is None or fragment.sort != "operation":
        return None
    return Shape(dict(fragment.data), fragment.spots, fragment.at)


def paths_in(fragment: Fragment) -> Iterator[tuple[str, str, Mapping[str, Any], Steps]]:
    """Yield the operations of a fragment with paths: path, method, operation, and its steps in the fragment."""
    top: Steps = ("paths",) if fragment.sort == "openapi" else ()
    paths = mapping(fragment.data.get("paths")) if top else fragment.data
    for path, item in paths.items():
        for method, operation in mapping(item).items():
            if method in METHODS and isinstance(operation, Mapping):
                yield str(path), method, operation, (*top, str(path), method)


def nullable(value: Any) -> Any:
    """Return a fragment with the `nullable` of OpenAPI 3.0 as a type (OpenAPI 3.0.4, Schema Object)."""
    if isinstance(value, list):
        return [nullable(item) for item in value]
    if not isinstance(value, dict):
        return value
    read = {str(key): nullable(item) for key, item in value.items()}
    if read.get("nullable") is True and isinstance(read.get("type"), str):
        read["type"] = [read["type"], "null"]
        del read["nullable"]
    return read
