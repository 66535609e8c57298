"""Reads contracts that are Markdown documents: endpoints, types, tables, events, and what the document states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ...documents.document import Spot
from ...documents.lowered import lowered
from ...model.interface import Fragment, Interface, Message, NamedSchema, NotRead, Origin
from .. import openapi
from ..openapi_operations import read_operations, servers_of
from ..plain import entries, mapping, pointer_of, sequence, text
from ..scope import Scope, scope_of

if TYPE_CHECKING:
    from ...documents import Document
    from ...model.finding import Finding
    from ...model.interface import Direction
    from .. import Fetch
    from .reading import Understood

OWN = "x-markdown"


class Markdown:
    """The format of contracts that are written for people first."""

    name = "markdown"

    def detect(self, document: Document) -> bool:
        """Return whether a document specifies or lists anything, or states a version or a status of its own."""
        if document.syntax != "markdown" or not isinstance(document.data, str):
            return document.syntax == "markdown"
        found = read_text(document)
        specified = any(found.data.get(key) for key in ("paths", "messages", "components")) or found.types
        return bool(specified) or states_itself(document)

    def validate(self, document: Document) -> tuple[Finding, ...]:
        """Return what is wrong with the text itself: front matter that cannot be read."""
        if not isinstance(document.data, str):
            return ()
        found = read_text(document)
        if not found.stated.problem:
            return ()
        from ..validation import finding

        at = lowered(document, {}, {(): Spot((1, 1))})
        message = f"the front matter cannot be read: {found.stated.problem}"
        return (finding(at, "schema-invalid", message, "", suggestion="Put texts with `:` or `{` in quotes."),)

    def read(self, document: Document, fetch: Fetch) -> Interface:
        """Return what the document promises; fences that were not read are named with the reason."""
        found = read_text(document, files_beside(document, fetch))
        data, spots = with_missing(found, document.file, fetch)
        tree = lowered(document, data, spots)
        scope = scope_of(tree, "2020-12", fetch)
        return interface_of(scope, found)


Beside = tuple[tuple[str, str, str], ...]


def files_beside(document: Document, fetch: Fetch) -> Beside:
    """Return the files of code that belong to a document: those in its folder where it stands for the folder."""
    from ...catalog.layout import is_document, is_part
    from ...documents import DocumentError
    from ...sources import SourceError

    folder = getattr(fetch, "folder", None)
    if folder is None or not is_document(document.file):
        return ()
    found = []
    for path in folder(document.file):
        try:
            other = fetch(path) if is_part(path, "") and path != document.file else None
        except (DocumentError, SourceError):
            continue
        if other is not None and isinstance(other.data, str) and other.syntax in ("typescript", "go"):
            found.append((other.file, other.syntax, other.data))
    return tuple(found)


def read_text(document: Document, beside: Beside = ()) -> Understood:
    """Return what the text of a document says with the files of code that belong to it."""
    from .reading import understood

    written = document.data if isinstance(document.data, str) else document.content.decode("utf-8", "replace")
    return understood(document.file, written.replace("\r\n", "\n").removeprefix("\ufeff"), beside)


def states_itself(document: Document) -> bool:
    """Return whether a document states its version or status, and is no change log itself."""
    from .stated import LOG

    stated = read_text(document).stated
    return bool(stated.versions or "status" in stated.front) and not LOG.search(stated.text("title"))


def opts_in(document: Document) -> bool:
    """Return whether the front matter of a document states a version: it wants to be a contract wherever it stands."""
    from ...documents import DocumentError, parse_front_matter
    from .blocks import front_matter

    head = front_matter(document.data) if isinstance(document.data, str) else ""
    try:
        front = mapping(parse_front_matter(document.file, head.encode("utf-8", "replace")).data) if head else {}
    except DocumentError:
        return False
    return "version" in front and bool({"status", "contract", "id", "owner"} & set(front))


def with_missing(found: Understood, file: str, fetch: Fetch) -> tuple[dict[str, Any], dict[Any, Spot]]:
    """Return the tree with the files that it lists and that are not there."""
    from .consistency import missing

    gone = list(missing(found.listed, file, fetch))
    if not gone:
        return found.data, found.spots
    own = {**found.data.get(OWN, {}), "missing": [{"file": item.written} for item in gone]}
    spots = {(OWN, "missing", str(index)): Spot(item.at, item.at) for index, item in enumerate(gone)}
    return {**found.data, OWN: own}, {**found.spots, **spots}


def interface_of(scope: Scope, found: Understood) -> Interface:
    """Return the interface of a tree."""
    data, root = mapping(scope.document.data), Origin(scope.document, "")
    schemas = named_schemas(scope, data, root, found)
    components = mapping(data.get("components"))
    made = openapi.interface(
        scope,
        "markdown",
        operations=read_operations(scope, data, root),
        schemas=schemas,
        security_schemes=openapi.security_schemes(scope, components, root.child("components")),
        servers=servers_of(data, root),
    )
    own = mapping(data.get(OWN))
    return replace(
        made,
        messages=messages_of(scope, data, root),
        not_read=tuple(not_read(own, root)),
        headings=tuple(
            (text(mapping(item).get("text")), root.child(OWN, "headings", index))
            for index, item in enumerate(sequence(own.get("headings")))
        ),
        inferred=has_inferred(data),
        not_compared=tuple(dict.fromkeys(scope.missed)),
    )


def named_schemas(scope: Scope, data: Mapping[str, Any], root: Origin, found: Understood) -> dict[str, NamedSchema]:
    """Return the schemas by name: those of code and tables, then those of YAML fences."""
    read = openapi.named_schemas(scope, data.get("$defs"), root.child("$defs"))
    parts = openapi.named_schemas(
        scope, mapping(data.get("components")).get("schemas"), root.child("components", "schemas")
    )
    made = {}
    every = {**parts, **read}
    for name, schema in ((name, every[name]) for name in every if name not in found.maps):
        way: Direction | None = found.directions.get(name)  # type: ignore[assignment]
        made[name] = replace(schema, direction=way) if way else schema
    return made


def messages_of(scope: Scope, data: Mapping[str, Any], root: Origin) -> dict[str, Message]:
    """Return the messages by key."""
    made = {}
    for key, item in entries(data.get("messages")):
        at = root.child("messages", key)
        name, way = text(item.get("name")), item.get("direction")
        steps = sequence(item.get("at"))
        origin = Origin(scope.document, pointer_of(steps)) if steps else at.child("payload")
        schema = part_at(data, steps) if steps else item.get("payload")
        payload = (Fragment(schema, origin),) if isinstance(schema, (Mapping, bool)) else ()
        made[key] = Message(
            key, name, way, "", at, payload, description=text(item.get("description")), content_type="application/json"
        )
    return made


def part_at(data: Any, steps: list[Any]) -> Any:
    """Return the part of a tree at steps."""
    for step in steps:
        data = data[int(step)] if isinstance(data, list) else mapping(data).get(step)
    return data


def not_read(own: Mapping[str, Any], root: Origin) -> Iterator[NotRead]:
    """Yield the fences that were not read."""
    for index, item in enumerate(sequence(own.get("unread"))):
        said = mapping(item)
        yield NotRead(text(said.get("what")), text(said.get("why")), root.child(OWN, "unread", index))


def has_inferred(data: Any) -> bool:
    """Return whether a tree holds a shape that is guessed from an example."""
    stack = [data]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            if "x-inferred" in value:
                return True
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
    return False
