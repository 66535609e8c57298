"""Reads AsyncAPI 2.0 to 2.6, 3.0 and 3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.interface import Interface, NamedSchema, Origin
from .asyncapi_messages import payload_of
from .asyncapi_parts import security_schemes
from .asyncapi_schema import VERSIONS, major_of, schema_for
from .openapi import facts_of, stated, written
from .plain import entries, first_text, listed, mapping, nearest, quoted, sequence, text
from .scope import Scope, scope_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..documents import Document
    from ..model.finding import Finding
    from . import Fetch

DIALECT = "draft-07"  # the Schema Object is a superset of it (AsyncAPI 3.0.0, Schema Object)


class AsyncApi:
    """The format of interfaces that send and receive messages."""

    name = "asyncapi"

    def detect(self, document: Document) -> bool:
        """Return whether the document declares a version of AsyncAPI."""
        return isinstance(mapping(document.data).get("asyncapi"), (str, int, float))

    def validate(self, document: Document) -> tuple[Finding, ...]:
        """Return what breaks the schema of the declared version; the rest of the mistakes are the lint rules'."""
        from .validation import schema_findings

        declared = declared_version(document)
        major = major_of(declared)
        return schema_findings(document, schema_for(major)) if major else (unknown_version(document, declared),)

    def read(self, document: Document, fetch: Fetch) -> Interface:
        """Return what the document promises. What cannot be read is named in `not_compared`."""
        return read_asyncapi(document, fetch)


def declared_version(document: Document) -> str:
    """Return the declared version as written."""
    return written(document, mapping(document.data).get("asyncapi"), "/asyncapi")


def unknown_version(document: Document, declared: str) -> Finding:
    """Return the finding of a version that is none."""
    from .validation import finding

    same = [version for version in VERSIONS if version.startswith(declared[:3])]
    close = same[-1] if same else nearest(declared, VERSIONS)
    ask = f"Did you mean {quoted(close)}?" if close else f"Write {listed(VERSIONS, limit=9)}."
    message = f"`asyncapi` is {quoted(declared)}, which is no version that is known"
    return finding(document, "schema-invalid", message, "/asyncapi", suggestion=ask)


def read_asyncapi(document: Document, fetch: Fetch) -> Interface:
    """Return the interface of a document; its channels and messages have the directions of the application."""
    from . import asyncapi_three, asyncapi_two

    data, root, declared = mapping(document.data), Origin(document, ""), declared_version(document)
    scope = scope_of(document, DIALECT, fetch)
    reader = asyncapi_two if declared.startswith("2") else asyncapi_three
    schemes = security_schemes(scope, data, root)
    events = reader.read_events(scope, data, root, schemes)
    info = mapping(data.get("info"))
    contact = mapping(info.get("contact"))
    return Interface(
        format=f"asyncapi {declared}".strip(),
        title=text(info.get("title")),
        version=written(document, info.get("version"), "/info/version"),
        origin=root,
        resolver=scope.references,
        description=text(info.get("description")),
        status=stated(data, "x-status"),
        owner=first_text(stated(data, "x-owner"), contact.get("name")),
        released=stated(data, "x-released"),
        stability=stated(data, "x-stability-level"),
        support=tuple((label, text(contact[label])) for label in ("email", "url") if text(contact.get(label))),
        tags=tuple(names_of([*sequence(data.get("tags")), *sequence(info.get("tags"))])),
        messages=events.messages,
        channels=events.channels,
        schemas=named_schemas(scope, data, root),
        security_schemes=schemes,
        servers=events.servers,
        facts=facts_of(document),
        not_compared=tuple(dict.fromkeys(scope.missed)),
    )


def names_of(tags: Iterable[Any]) -> Iterable[str]:
    """Return the names of tags."""
    return (name for tag in tags if (name := text(mapping(tag).get("name"))))


def named_schemas(scope: Scope, data: Any, root: Origin) -> dict[str, NamedSchema]:
    """Return the schemas that others refer to by name; those of another language are read where they are used."""
    at = root.child("components", "schemas")
    found = {}
    for name, value in entries(mapping(data.get("components")).get("schemas")):
        read = payload_of(scope, value, at.child(name), note=False)
        if read.node:
            found[name] = NamedSchema(name, read.node, at.child(name))
    return found
