"""Reads the messages of AsyncAPI: payload, headers, traits, and payloads in other languages than JSON Schema."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model.interface import Example, Fragment, Message, Node
from .asyncapi_parts import bindings_of, is_deprecated
from .asyncapi_traits import Traited, traited
from .messages import message_of
from .openapi_payloads import media_type
from .plain import first_text, mapping, quoted, sequence, text
from .references import Lost
from .scope import Scope, sunset_of

if TYPE_CHECKING:
    from ..model.interface import Direction, Origin

ASYNCAPI = re.compile(r"application/vnd\.aai\.asyncapi(\+(json|yaml))?\s*(;.*)?", re.IGNORECASE)
SCHEMA = re.compile(r"application/schema(\+(json|yaml))?\s*(;\s*version=(?P<draft>[\w-]+))?", re.IGNORECASE)
OPENAPI = re.compile(r"application/vnd\.oai\.openapi(\+(json|yaml))?\s*;\s*version=3\.0.*", re.IGNORECASE)
LANGUAGES = {"avro": "Avro", "protobuf": "Protobuf", "raml": "RAML", "openapi": "OpenAPI", "xml": "XML Schema"}


@dataclass(frozen=True, slots=True)
class Written:
    """A payload or headers as read: JSON Schema as a node, anything else as text with the name of its language."""

    node: Node = ()
    format: str = ""
    text: str = ""
    value: Any = None


@dataclass(frozen=True, slots=True)
class Place:
    """What is known about a message before it is read: its channel, its direction, and its name by its place."""

    channel: str
    direction: Direction
    name: str = ""
    patching: bool = False


def payload_of(scope: Scope, value: Any, origin: Origin, stated: str = "", *, note: bool = True) -> Written:
    """Return a payload; `stated` is the schema format of AsyncAPI 2, which AsyncAPI 3 writes beside the schema."""
    if isinstance(wrapper := followed(scope, value, origin), tuple):
        stated, (value, origin) = (
            text(wrapper[0].get("schemaFormat")),
            (
                wrapper[0].get("schema", True),
                wrapper[1].child("schema"),
            ),
        )
    dialect = dialect_of(stated)
    if dialect == "own":
        return Written(scope.node(value, origin) if note or isinstance(value, (Mapping, bool)) else ())
    if dialect and isinstance(value, (Mapping, bool)):
        return Written((Fragment(value, origin, dialect),))
    if note:
        scope.miss(origin, f"a schema in {language(stated)} ({quoted(stated)}) is compared as text only")
        value = target_of(scope, value, origin)
        return Written((), stated, text_of(value), value)
    return Written((), stated)


def followed(scope: Scope, value: Any, origin: Origin) -> tuple[Mapping[str, Any], Origin] | None:
    """Return the schema with its format that a value is or refers to, None where it is a plain schema."""
    try:
        found, at = scope.references.follow(value, origin)
    except Lost:
        return None
    return (found, at) if isinstance(found, Mapping) and "schemaFormat" in found else None


def dialect_of(stated: str) -> str:
    """Return the dialect of JSON Schema that a schema format names, `own` for AsyncAPI's, empty for no JSON Schema."""
    if not stated or ASYNCAPI.fullmatch(stated):
        return "own"
    if OPENAPI.fullmatch(stated):
        return "openapi-3.0"
    found = SCHEMA.fullmatch(stated)
    return (found.group("draft") or "own") if found else ""


def language(stated: str) -> str:
    """Return the name of a schema language as people write it."""
    return next((name for word, name in LANGUAGES.items() if word in stated.lower()), "another language")


def target_of(scope: Scope, value: Any, origin: Origin) -> Any:
    """Return what a value is or refers to; a reference that leads nowhere stays as it is, and is noted."""
    try:
        return scope.references.follow(value, origin)[0]
    except Lost as lost:
        scope.miss(origin, f"the reference {quoted(mapping(value).get('$ref'))} is not followed: {lost.reason}")
        return value


def text_of(value: Any) -> str:
    """Return a schema in another language as one text; how it is laid out does not count."""
    if isinstance(value, str):
        return " ".join(value.split())
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def read_message(scope: Scope, value: Any, origin: Origin, place: Place, content_type: str) -> Message | None:
    """Return a message with its traits merged; `content_type` is the document's default."""
    part = scope.part(value, origin)
    if part is None:
        return None
    whole = traited(scope, part, patching=place.patching)
    payload = Written()
    if "payload" in whole.data:
        payload = payload_of(scope, whole.data["payload"], whole.origin.child("payload"), whole.text("schemaFormat"))
    chosen = first_text(whole.get("name"), place.name, whole.get("messageId"))
    stated = whole.text("contentType") or content_type
    return message_of(
        place.channel,
        chosen or "message",
        place.direction,
        payload.node,
        whole.origin,
        headers=headers_of(scope, whole),
        content_type=media_type(stated) if stated else "",
        title=first_text(whole.get("title"), whole.get("summary")),
        description=first_text(whole.get("description"), whole.get("summary")),
        deprecated=is_deprecated(whole.data),
        sunset=sunset_of(whole.data),
        examples=examples_of(whole, "payload"),
        header_examples=examples_of(whole, "headers"),
        named=bool(chosen),
        schema_format=payload.format,
        schema_text=payload.text,
        details={"schema": payload.value} if payload.text else {},
        correlation=correlation_of(scope, whole),
        bindings=bindings_of(scope, whole),
    )


def name_in(value: Any) -> str:
    """Return the name by which a reference calls a message, empty where it is written in place."""
    return text(mapping(value).get("$ref")).rpartition("/")[2]


def headers_of(scope: Scope, whole: Traited) -> Node:
    """Return the headers: what the message and each of its traits state, all of it together."""
    nodes = (payload_of(scope, value, origin).node for value, origin in whole.at("headers"))
    return tuple(fragment for node in nodes for fragment in node)


def examples_of(whole: Traited, key: str) -> tuple[Example, ...]:
    """Return the sample payloads, or the sample headers."""
    return tuple(
        Example(first_text(example.get("name"), example.get("summary")), example[key], origin.child(index, key))
        for value, origin in whole.at("examples")
        for index, example in enumerate(map(mapping, sequence(value)))
        if key in example
    )


def correlation_of(scope: Scope, whole: Traited) -> str:
    """Return where a message carries what ties it to others, as a runtime expression."""
    found = whole.at("correlationId")
    part = scope.part(*found[0]) if found else None
    return text(part[0].get("location")) if part else ""
