"""Reads OpenAPI 3.0, 3.1 and 3.2, and Swagger 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.interface import Fact, Interface, NamedSchema, Operation, Origin, Server
from .openapi_operations import read_operations, servers_of
from .openapi_schema import NEWEST, schema_for, series_of
from .plain import entries, first_text, listed, mapping, nearest, quoted, sequence, text
from .scope import Scope, scope_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..documents import Document
    from ..model.finding import Finding
    from . import Fetch

DIALECTS = (
    "https://spec.openapis.org/oas/3.1/dialect/",
    "https://spec.openapis.org/oas/3.2/dialect/",
    "https://json-schema.org/draft/2020-12/schema",
)
STABILITY = "x-stability-level"


class OpenApi:
    """The format of HTTP interfaces."""

    name = "openapi"

    def detect(self, document: Document) -> bool:
        """Return whether the document declares a version of OpenAPI or Swagger."""
        return any(isinstance(mapping(document.data).get(key), (str, int, float)) for key in ("openapi", "swagger"))

    def validate(self, document: Document) -> tuple[Finding, ...]:
        """Return what breaks the schema of the declared version; the rest of the mistakes are the lint rules'."""
        from .validation import schema_findings

        declared = declared_version(document)
        series = series_of(declared)
        return schema_findings(document, schema_for(series)) if series else (unknown_version(document, declared),)

    def read(self, document: Document, fetch: Fetch) -> Interface:
        """Return what the document promises. What cannot be read is named in `not_compared`."""
        if "swagger" in mapping(document.data):
            from .swagger import read_swagger

            return read_swagger(document, fetch)
        return read_openapi(document, fetch)


def version_key(document: Document) -> str:
    """Return the key that declares the version."""
    return "openapi" if "openapi" in mapping(document.data) else "swagger"


def declared_version(document: Document) -> str:
    """Return the declared version as written."""
    return written(document, mapping(document.data).get(version_key(document)), "/" + version_key(document))


def written(document: Document, value: Any, pointer: str) -> str:
    """Return a value as its text stands in the document: `1.10` stays `1.10` although it reads as a number."""
    if isinstance(value, str) or not text(value):
        return text(value)
    return (document.source_text(pointer) or "").strip() or text(value)


def unknown_version(document: Document, declared: str) -> Finding:
    """Return the finding of a version that is none."""
    from .validation import finding

    key = version_key(document)
    close = NEWEST.get(declared[:3]) or nearest(declared, NEWEST.values())
    ask = f"Did you mean {quoted(close)}?" if close else f"Write {listed(NEWEST.values())}."
    message = f"{quoted(key)} is {quoted(declared)}, which is no version that is known"
    return finding(document, "schema-invalid", message, "/" + key, suggestion=ask)


def read_openapi(document: Document, fetch: Fetch) -> Interface:
    """Return the interface of a document of OpenAPI 3."""
    declared = declared_version(document)
    scope = scope_of(document, "openapi-3.0" if declared.startswith("3.0") else "2020-12", fetch)
    data, root = mapping(document.data), Origin(document, "")
    dialect = text(data.get("jsonSchemaDialect"))
    if dialect and not dialect.startswith(DIALECTS):
        scope.miss(root.child("jsonSchemaDialect"), f"schemas of the dialect {quoted(dialect)} are read as 2020-12")
    return interface(
        scope,
        f"openapi {declared}".strip(),
        operations=read_operations(scope, data, root),
        schemas=named_schemas(
            scope, mapping(data.get("components")).get("schemas"), root.child("components", "schemas")
        ),
        security_schemes=security_schemes(scope, mapping(data.get("components")), root.child("components")),
        servers=servers_of(data, root),
    )


def interface(
    scope: Scope,
    declared: str,
    *,
    operations: Mapping[str, Operation],
    schemas: Mapping[str, NamedSchema],
    security_schemes: Mapping[str, Fact],
    servers: tuple[Server, ...],
) -> Interface:
    """Return the interface with what `info` and the extensions beside it say."""
    data = mapping(scope.document.data)
    info = mapping(data.get("info"))
    contact = mapping(info.get("contact"))
    return Interface(
        format=declared,
        title=text(info.get("title")),
        version=written(scope.document, info.get("version"), "/info/version"),
        origin=Origin(scope.document, ""),
        resolver=scope.references,
        summary=text(info.get("summary")),
        description=text(info.get("description")),
        status=stated(data, "x-status"),
        owner=first_text(stated(data, "x-owner"), contact.get("name")),
        released=stated(data, "x-released"),
        stability=stated(data, STABILITY),
        support=tuple((label, text(contact[label])) for label in ("email", "url") if text(contact.get(label))),
        tags=tuple(name for tag in sequence(data.get("tags")) if (name := text(mapping(tag).get("name")))),
        operations=operations,
        schemas=schemas,
        security_schemes=security_schemes,
        servers=servers,
        facts=facts_of(scope.document),
        not_compared=tuple(dict.fromkeys(scope.missed)),
    )


def stated(data: Mapping[str, Any], key: str) -> str:
    """Return an extension of `info`, or of the document."""
    return first_text(mapping(data.get("info")).get(key), data.get(key))


def facts_of(document: Document) -> dict[str, Fact]:
    """Return the statements about the whole contract that have rules of their own: id, version, status, stability."""
    data, root, facts = mapping(document.data), Origin(document, ""), {}
    if version := written(document, mapping(data.get("info")).get("version"), "/info/version"):
        facts["version"] = Fact(version, root.child("info", "version"))
    for name, key in (("id", "x-id"), ("status", "x-status"), ("stability", STABILITY)):
        steps = ("info", key) if text(mapping(data.get("info")).get(key)) else (key,)
        if stated(data, key):
            facts[name] = Fact(stated(data, key), root.child(*steps))
    return facts


def named_schemas(scope: Scope, schemas: Any, origin: Origin) -> dict[str, NamedSchema]:
    """Return the schemas that others refer to by name."""
    found = {}
    for name, schema in entries(schemas):
        at = origin.child(name)
        if node := scope.node(schema, at):
            found[name] = NamedSchema(name, node, at)
    return found


def security_schemes(scope: Scope, components: Mapping[str, Any], origin: Origin) -> dict[str, Fact]:
    """Return the ways to prove who one is, by name."""
    at = origin.child("securitySchemes")
    schemes = entries(components.get("securitySchemes"))
    read = ((name, scope.part(value, at.child(name))) for name, value in schemes)
    return {name: Fact(*part) for name, part in read if part}
