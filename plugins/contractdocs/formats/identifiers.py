"""The names inside a document: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12 Core, section 8.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from msgspec import Struct

from .plain import pointer_of

if TYPE_CHECKING:
    from ..documents import Document

OPAQUE = frozenset(("example", "examples", "enum", "const", "default", "value"))  # below them stand values, not schemas
MAPS = frozenset(("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas"))
WITHOUT = ("openapi-3.0", "swagger-2.0")
Steps = tuple[Any, ...]


class Identifiers(Struct, frozen=True):
    """Where the named parts of a document stand, by pointer.

    `bases` are the places where a base URI begins, outermost first; `anchors` are by base URI and name; `dynamic`
    holds the outermost place of each dynamic anchor; `names` says by which name a place is known.
    """

    bases: Mapping[str, str] = {}
    anchors: Mapping[tuple[str, str], str] = {}
    dynamic: Mapping[str, str] = {}
    names: Mapping[str, str] = {}

    def base_at(self, pointer: str) -> str:
        """Return the base URI that holds at `pointer`, empty where the document states none."""
        if not self.bases:
            return ""
        around = (start for start in self.bases if not start or (pointer + "/").startswith(start + "/"))
        return self.bases.get(max(around, key=len, default=""), "")

    def root_at(self, base: str) -> str:
        """Return where the resource with this base URI begins."""
        return next((start for start, uri in self.bases.items() if uri == base), "")

    def anchors_at(self, pointer: str) -> list[str]:
        """Return the names of the anchors that can be used at `pointer`."""
        base = self.base_at(pointer)
        return [name for uri, name in self.anchors if uri == base]

    def pointer(self, reference: str, base: str) -> str | None:
        """Return the place of an anchor or of an embedded resource, None where the reference names neither."""
        file, _, fragment = reference.partition("#")
        uri, fragment = (joined(base, file) if file else base), unquote(fragment)
        if fragment and not fragment.startswith("/"):
            return self.anchors.get((uri, fragment))
        start = next((start for start, stated in self.bases.items() if stated == uri), None) if file else None
        return None if start is None else start + fragment

    def relative(self, file: str, base: str) -> str:
        """Return the file of a reference as a path: a URL beside the document's own is a path beside its file."""
        folder = self.bases.get("", "").rpartition("/")[0] + "/"
        whole = joined(base, file)
        return whole[len(folder) :] if "://" in folder and whole.startswith(folder) else file


def identifiers_of(document: Document, dialect: str) -> Identifiers:
    """Return the names inside a document; dialects without identifiers have none."""
    if dialect in WITHOUT or not mentioned(document):
        return Identifiers()
    bases: dict[str, str] = {}
    anchors: dict[tuple[str, str], str] = {}
    dynamic: dict[str, str] = {}
    names: dict[str, str] = {}
    for schema, steps, base in walk(document.data):
        pointer = pointer_of(steps)
        if identifier(schema):
            bases[pointer] = base
        for keyword in ("$anchor", "$dynamicAnchor"):
            name = schema.get(keyword)
            if isinstance(name, str):
                anchors.setdefault((base, name), pointer)
                names.setdefault(pointer, name)
                if keyword == "$dynamicAnchor":
                    dynamic.setdefault(name, pointer)
    names.update({start: uri.rpartition("/")[2] or uri for start, uri in bases.items() if start and start not in names})
    return Identifiers(bases, anchors, dynamic, names)


def mentioned(document: Document) -> bool:
    """Return whether the text of a document holds any identifier at all: most do not, and need no walk."""
    content = document.content
    words = ("$id", "$anchor", "$dynamicAnchor")
    return any(word.encode() in content if isinstance(content, bytes) else word in content for word in words)


def walk(data: Any) -> Iterator[tuple[Mapping[str, Any], Steps, str]]:
    """Yield every mapping that may be a schema with its steps and its base URI, outer ones first."""
    level: list[tuple[Any, Steps, str]] = [(data, (), "")]
    while level:
        deeper: list[tuple[Any, Steps, str]] = []
        for value, steps, base in level:
            if isinstance(value, Mapping):
                base = own_base(value, base)
                yield value, steps, base
                named = bool(steps) and steps[-1] in MAPS
                deeper.extend((item, (*steps, k), base) for k, item in value.items() if named or k not in OPAQUE)
            elif isinstance(value, list):
                deeper.extend((item, (*steps, index), base) for index, item in enumerate(value))
        level = [item for item in deeper if isinstance(item[0], (Mapping, list))]


def identifier(schema: Mapping[str, Any]) -> str:
    """Return the URI that a schema calls itself by, empty where it has none."""
    stated = schema.get("$id")
    return stated.partition("#")[0] if isinstance(stated, str) else ""


def own_base(schema: Mapping[str, Any], base: str) -> str:
    """Return the base URI within a schema."""
    stated = identifier(schema)
    return joined(base, stated) if stated else base


def joined(base: str, reference: str) -> str:
    """Return a reference joined to a base URI; one that no URI can be made of stays as it is."""
    try:
        return urljoin(base, reference) if base else reference
    except ValueError:
        return reference
