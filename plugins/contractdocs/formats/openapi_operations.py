"""Reads the operations of OpenAPI 3: paths, webhooks and callbacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Literal, TypeVar

from ..model.interface import Body, Link, Operation, Origin, Parameter, Response, Security, Server
from .openapi_payloads import examples_of, headers_of, payloads_of, schema_or_content
from .plain import entries, first_text, flag, mapping, sequence, text, texts
from .references import Written
from .scope import Part, Scope, deprecated, sunset_of

T = TypeVar("T")
Read = Callable[[Scope, Mapping[str, Any], Origin], T]
Caller = Literal["consumer", "provider"]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


def read_operations(scope: Scope, data: Mapping[str, Any], root: Origin) -> dict[str, Operation]:
    """Return the operations by key: `POST /orders`, and `POST webhook:orderShipped` for a webhook."""
    return operations_by(Reader(scope, security_of(data, root)), data, root)


def operations_by(reader: Reader, data: Mapping[str, Any], root: Origin) -> dict[str, Operation]:
    """Return the operations that `reader` finds in paths and webhooks."""
    found: dict[str, Operation] = {}
    for path, item in entries(data.get("paths")):
        if not path.startswith("x-"):
            found.update(reader.path_item(path, item, root.child("paths", path), "consumer"))
    for key in ("webhooks", "x-webhooks"):
        for name, item in entries(data.get(key)):
            found.update(reader.path_item(f"webhook:{name}", item, root.child(key, name), "provider"))
    return found


class Reader:
    """Reads operations in one scope; `security` holds for those that state none."""

    def __init__(self, scope: Scope, security: Security | None) -> None:
        self.scope, self.security = scope, security
        self.within: list[tuple[str, str]] = []  # callbacks being read: one that leads back to itself ends there
        self.known: dict[tuple[str, Written], Any] = {}  # what was referred to, by kind

    def path_item(self, path: str, item: Any, origin: Origin, caller: Caller) -> Iterator[tuple[str, Operation]]:
        """Yield the operations of a path by key."""
        part = self.scope.part(item, origin)
        if part is None:
            return
        own = {key: value for key, value in mapping(item).items() if key != "$ref"}
        places = [(own, origin), part] if part[1] != origin else [part]
        shared = self.parameters(places)
        methods = {
            method: (value, at) for data, where in reversed(places) for method, value, at in methods_of(data, where)
        }
        for method, (value, at) in methods.items():
            if operation := self.operation(method, path, value, at, caller, shared, places):
                yield operation.key, operation

    def operation(
        self,
        method: str,
        path: str,
        value: Any,
        origin: Origin,
        caller: Caller,
        shared: list[Parameter],
        around: list[Part],
    ) -> Operation | None:
        """Return one operation with what its path states folded in."""
        part = self.scope.part(value, origin)
        if part is None:
            return None
        data, at = part
        own = self.parameters([part])
        return Operation(
            key=f"{method} {path}",
            method=method,
            path=path,
            origin=at,
            title=first_text(data.get("summary"), *(item.get("summary") for item, _ in around)),
            description=first_text(data.get("description"), *(item.get("description") for item, _ in around)),
            operation_id=text(data.get("operationId")),
            tags=texts(data.get("tags")),
            deprecated=deprecated(data),
            sunset=sunset_of(data),
            stability=text(data.get("x-stability-level")),
            caller=caller,
            parameters=folded(shared, own),
            body=self.body(part, around),
            responses=self.responses(data, at),
            security=security_of(data, at) or self.security,
            servers=next((found for item in (part, *around) if (found := servers_of(*item))), ()),
            callbacks=self.callbacks(data, at, caller),
        )

    def parameters(self, places: list[Part]) -> list[Parameter]:
        """Return the parameters that each place lists, the first one of a name and a place of sending first."""
        found = []
        for data, origin in places:
            listed = sequence(data.get("parameters"))
            around = origin.child("parameters") if listed else origin
            for index, value in enumerate(listed):
                if one := self.once("parameter", value, around, str(index), parameter):
                    found.append(one)
        return list({identity(one): one for one in reversed(found)}.values())[::-1]

    def once(self, kind: str, value: Any, around: Origin, step: str, read: Read[T]) -> T | None:
        """Return what `read` makes of the part that a value below `around` is, or refers to; None where it is none.

        What a reference leads to is kept for the next one, but where something in it was missed: that is told of each.
        """
        reference = value.get("$ref") if type(value) is dict and len(value) == 1 else None
        if type(reference) is not str:
            return self.read(value, around.child(step), read)
        key = (kind, self.scope.references.written(reference, around))
        if key not in self.known:
            missed = len(self.scope.missed)
            found = self.read(value, around.child(step), read)
            if len(self.scope.missed) > missed:
                return found
            self.known[key] = found
        return self.known[key]  # type: ignore[no-any-return]

    def read(self, value: Any, origin: Origin, read: Read[T]) -> T | None:
        """Return what `read` makes of the part that a value is, or refers to; None where it is none."""
        part = self.scope.part(value, origin)
        return read(self.scope, *part) if part else None

    def body(self, operation: Part, around: list[Part]) -> Body | None:
        """Return what a request carries."""
        stated, origin = operation
        if "requestBody" not in stated:
            return None
        part = self.scope.part(stated["requestBody"], origin.child("requestBody"))
        if part is None:
            return None
        data, at = part
        payloads = payloads_of(self.scope, data.get("content"), at.child("content"))
        return Body(flag(data.get("required")), payloads, at, text(data.get("description")))

    def responses(self, operation: Mapping[str, Any], origin: Origin) -> dict[str, Response]:
        """Return the answers by status: `200`, `4XX`, `default`."""
        found, at = {}, origin.child("responses")
        for status, item in entries(operation.get("responses")):
            if not status.startswith("x-"):
                name = status if status == "default" else status.upper()
                if answer := self.response(name, item, at, status, operation):
                    found[name] = answer
        return found

    def response(
        self, name: str, value: Any, around: Origin, status: str, operation: Mapping[str, Any]
    ) -> Response | None:
        """Return one answer, which `around` lists by a `status` that is perhaps written in another way."""
        return self.once(name, value, around, status, partial(response, name))

    def callbacks(self, data: Mapping[str, Any], origin: Origin, caller: Caller) -> dict[str, Operation]:
        """Return the operations that the other side begins, by name, method and expression."""
        if not data.get("callbacks"):
            return {}
        back: Caller = "provider" if caller == "consumer" else "consumer"
        found: dict[str, Operation] = {}
        at = origin.child("callbacks")
        for name, item in entries(data["callbacks"]):
            part = self.scope.part(item, at.child(name))
            place = (part[1].document.file, part[1].pointer) if part else ("", "")
            if part is None or place in self.within:
                continue
            self.within.append(place)
            for expression, path_item in entries(part[0]):
                if not expression.startswith("x-"):
                    read = self.path_item(expression, path_item, part[1].child(expression), back)
                    found.update({f"{name} {key}": operation for key, operation in read})
            self.within.pop()
        return found


def response(status: str, scope: Scope, data: Mapping[str, Any], origin: Origin) -> Response:
    """Return one answer."""
    return Response(
        status=status,
        payloads=payloads_of(scope, data.get("content"), origin.child("content")),
        headers=headers_of(scope, data, origin),
        origin=origin,
        description=first_text(data.get("description"), data.get("summary")),
        links=links_of(scope, data, origin),
    )


def links_of(scope: Scope, data: Mapping[str, Any], origin: Origin) -> dict[str, Link]:
    """Return the ways from an answer to other operations."""
    if not data.get("links"):
        return {}
    at = origin.child("links")
    read = ((name, scope.part(item, at.child(name))) for name, item in entries(data["links"]))
    return {name: link(name, *part) for name, part in read if part}


def methods_of(data: Mapping[str, Any], origin: Origin) -> Iterator[tuple[str, Any, Origin]]:
    """Yield the operations that a path item states, with the method in upper case."""
    for key, value in entries(data):
        if key in METHODS:
            yield key.upper(), value, origin.child(key)
    for key, value in entries(data.get("additionalOperations")):
        yield key, value, origin.child("additionalOperations", key)


def identity(parameter: Parameter) -> tuple[str, str]:
    """Return what makes a parameter the one it is; names of headers have no case (RFC 9110, 5.1)."""
    return parameter.place, parameter.name.lower() if parameter.place == "header" else parameter.name


def folded(shared: list[Parameter], own: list[Parameter]) -> tuple[Parameter, ...]:
    """Return the parameters of the path and of the operation; the operation's win."""
    return tuple({identity(one): one for one in (*shared, *own)}.values())


def parameter(scope: Scope, data: Mapping[str, Any], origin: Origin) -> Parameter:
    """Return one parameter with the defaults of its place filled in (OpenAPI 3.1.1, 4.8.12)."""
    place = text(data.get("in"))
    style = text(data.get("style")) or STYLES.get(place, "")
    explode = data.get("explode")
    node, media_type = schema_or_content(scope, data, origin)
    return Parameter(
        name=text(data.get("name")),
        place=place,
        required=flag(data.get("required")) or place == "path",
        schema=node,
        origin=origin,
        style="" if media_type else style,
        explode=False if media_type else explode if isinstance(explode, bool) else style == "form",
        media_type=media_type,
        description=text(data.get("description")),
        deprecated=deprecated(data),
        sunset=sunset_of(data),
        options={key: data[key] for key in ("allowEmptyValue", "allowReserved") if key in data},
        examples=examples_of(scope, data, origin),
    )


def link(name: str, data: Mapping[str, Any], origin: Origin) -> Link:
    """Return one way to another operation."""
    target = first_text(data.get("operationId"), data.get("operationRef"))
    details = {key: data[key] for key in ("parameters", "requestBody", "server") if key in data}
    return Link(name, target, details, origin)


def security_of(data: Mapping[str, Any], origin: Origin) -> Security | None:
    """Return the ways in that a document or an operation states, None where it states none."""
    stated = data.get("security")
    if not isinstance(stated, list):
        return None
    ways = (way for way in stated if isinstance(way, Mapping))
    alternatives = tuple(tuple((name, texts(scopes)) for name, scopes in entries(way)) for way in ways)
    return Security(alternatives, origin.child("security"))


def servers_of(data: Mapping[str, Any], origin: Origin) -> tuple[Server, ...]:
    """Return where the interface is reached."""
    if "servers" not in data:
        return ()
    return tuple(
        Server(
            url=text(item.get("url")),
            origin=origin.child("servers", index),
            description=text(item.get("description")),
            variables=dict(entries(item.get("variables"))),
        )
        for index, item in enumerate(map(mapping, sequence(data.get("servers"))))
        if text(item.get("url"))
    )
