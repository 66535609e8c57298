"""Reads Swagger 2.0 (OpenAPI 2.0) as if it were written in OpenAPI 3: bodies, styles, servers and security alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..model.interface import (
    Body,
    Example,
    Fact,
    Fragment,
    Header,
    Interface,
    Node,
    Origin,
    Parameter,
    Payload,
    Response,
    Server,
)
from .openapi import declared_version, interface, named_schemas
from .openapi_operations import Reader, operations_by, parameter, security_of
from .openapi_payloads import media_type
from .plain import entries, flag, mapping, sequence, text, texts
from .scope import Part, Scope, scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..documents import Document
    from . import Fetch

DIALECT = "swagger-2.0"
IN_BODY = ("body", "formData")
BESIDE = frozenset(("name", "in", "description", "required", "allowEmptyValue", "collectionFormat", "schema"))
STYLES = {
    "csv": ("", False),
    "ssv": ("spaceDelimited", False),
    "tsv": ("tabDelimited", False),
    "pipes": ("pipeDelimited", False),
    "multi": ("form", True),
}
FLOWS = {"accessCode": "authorizationCode", "application": "clientCredentials"}


def read_swagger(document: Document, fetch: Fetch) -> Interface:
    """Return the interface of a document of Swagger 2.0."""
    scope = scope_of(document, DIALECT, fetch)
    data, root = mapping(document.data), Origin(document, "")
    reader = SwaggerReader(scope, security_of(data, root))
    schemes = entries(data.get("securityDefinitions"))
    at = root.child("securityDefinitions")
    return interface(
        scope,
        f"swagger {declared_version(document)}".strip(),
        operations=operations_by(reader, data, root),
        schemas=named_schemas(scope, data.get("definitions"), root.child("definitions")),
        security_schemes={name: Fact(security_scheme(mapping(value)), at.child(name)) for name, value in schemes},
        servers=servers(data, root),
    )


class SwaggerReader(Reader):
    """Reads operations whose bodies are parameters and whose media types stand apart."""

    def parameters(self, places: list[Part]) -> list[Parameter]:
        """Return the parameters that do not make up the body."""
        stated = (part for place in places for part in self.stated(place))
        read = [swagger_parameter(self.scope, *part) for part in stated if part[0].get("in") not in IN_BODY]
        return list({(one.place, one.name): one for one in reversed(read)}.values())[::-1]

    def stated(self, place: Part) -> Iterator[Part]:
        """Yield the parameters of one place, of every kind."""
        data, origin = place
        for index, value in enumerate(sequence(data.get("parameters"))):
            if part := self.scope.part(value, origin.child("parameters", index)):
                yield part

    def body(self, operation: Part, around: list[Part]) -> Body | None:
        """Return what a request carries: its `body` parameter, or its form fields as one object."""
        stated = [part for place in (operation, *around) for part in self.stated(place)]
        whole = next((part for part in stated if part[0].get("in") == "body"), None)
        fields = {text(data.get("name")): (data, at) for data, at in reversed(stated) if data.get("in") == "formData"}
        if whole:
            data, at = whole
            node = self.scope.node(data.get("schema"), at.child("schema"))
            types = self.media_types("consumes", operation[0], ("application/json",))
            return Body(flag(data.get("required")), payloads(types, node, at), at, text(data.get("description")))
        return self.form(operation, fields) if fields else None

    def form(self, operation: Part, fields: Mapping[str, Part]) -> Body:
        """Return the form fields of an operation as the body that they make up."""
        data, origin = operation
        required = sorted(name for name, (field, _) in fields.items() if flag(field.get("required")))
        schema = {"type": "object", "properties": {name: own_schema(field) for name, (field, _) in fields.items()}}
        node: Node = (Fragment({**schema, "required": required}, origin.child("parameters"), DIALECT),)
        files = any(field.get("type") == "file" for field, _ in fields.values())
        default = "multipart/form-data" if files else "application/x-www-form-urlencoded"
        types = self.media_types("consumes", data, (default,))
        return Body(bool(required), payloads(types, node, origin.child("parameters")), origin.child("parameters"))

    def response(
        self, name: str, value: Any, around: Origin, status: str, operation: Mapping[str, Any]
    ) -> Response | None:
        """Return one answer; its media types are those of the operation, so that it is not kept."""
        part = self.scope.part(value, around.child(status))
        return self.answer(name, part, operation) if part else None

    def answer(self, status: str, part: Part, operation: Mapping[str, Any]) -> Response:
        """Return one answer of an operation."""
        data, origin = part
        types = self.media_types("produces", operation, ("application/json",)) if "schema" in data else ()
        node = self.scope.node(data.get("schema"), origin.child("schema")) if "schema" in data else ()
        headers = entries(data.get("headers"))
        return Response(
            status=status,
            payloads=payloads(types, node, origin, data.get("examples")),
            headers={name: header(name, mapping(item), origin.child("headers", name)) for name, item in headers},
            origin=origin,
            description=text(data.get("description")),
        )

    def media_types(self, key: str, operation: Mapping[str, Any], default: tuple[str, ...]) -> tuple[str, ...]:
        """Return the media types that an operation states, else those of the document, else the default."""
        whole = mapping(self.scope.document.data)
        stated = operation.get(key) if key in operation else whole.get(key)
        return tuple(map(media_type, texts(stated))) or default


def payloads(types: tuple[str, ...], node: Node, origin: Origin, examples: Any = None) -> dict[str, Payload]:
    """Return one schema under each media type."""
    samples = {
        media_type(name): Example("", value, origin.child("examples", name)) for name, value in entries(examples)
    }
    return {name: Payload(name, node, origin, examples=(samples[name],) if name in samples else ()) for name in types}


def own_schema(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema that a parameter or a header states by its own keys."""
    schema = {key: value for key, value in data.items() if key not in BESIDE}
    return {**schema, "type": "string", "format": "binary"} if schema.get("type") == "file" else schema


def swagger_parameter(scope: Scope, data: Mapping[str, Any], origin: Origin) -> Parameter:
    """Return one parameter that is not part of a body, its `collectionFormat` as style and explode."""
    style, explode = STYLES.get(text(data.get("collectionFormat")), ("", False))
    stated = {"style": style} if style else {}
    plain = {key: value for key, value in data.items() if key in ("name", "in", "description", "required", "x-sunset")}
    read = parameter(scope, {**plain, **stated, "explode": explode, **deprecation(data)}, origin)
    options = {"allowEmptyValue": data["allowEmptyValue"]} if "allowEmptyValue" in data else {}
    node: Node = (Fragment(own_schema(data), origin, DIALECT),)
    return with_schema(read, node, options)


def with_schema(parameter: Parameter, node: Node, options: Mapping[str, Any]) -> Parameter:
    """Return the parameter with its schema and options."""
    return replace(parameter, schema=node, options=options)


def deprecation(data: Mapping[str, Any]) -> dict[str, bool]:
    """Return whether a parameter is marked deprecated; 2.0 has an extension only."""
    return {"deprecated": flag(data.get("x-deprecated")) or flag(data.get("deprecated"))}


def header(name: str, data: Mapping[str, Any], origin: Origin) -> Header:
    """Return one header of an answer."""
    node: Node = (Fragment(own_schema(data), origin, DIALECT),)
    return Header(name, False, node, origin, text(data.get("description")))


def servers(data: Mapping[str, Any], root: Origin) -> tuple[Server, ...]:
    """Return the servers that `schemes`, `host` and `basePath` make up."""
    host, path = text(data.get("host")), text(data.get("basePath")).rstrip("/")
    if not host:
        return (Server(path, root.child("basePath")),) if path else ()
    schemes = texts(data.get("schemes")) or ("https",)
    return tuple(Server(f"{scheme}://{host}{path}", root.child("host")) for scheme in schemes)


def security_scheme(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a security definition as OpenAPI 3 writes it."""
    if data.get("type") == "basic":
        return {**data, "type": "http", "scheme": "basic"}
    if data.get("type") != "oauth2":
        return dict(data)
    own = ("flow", "authorizationUrl", "tokenUrl", "scopes")
    flow = {key: data[key] for key in own[1:] if key in data}
    name = text(data.get("flow"))
    return {**{k: v for k, v in data.items() if k not in own}, "flows": {FLOWS.get(name, name): flow}}
