"""Finds the schemas that are written in a document, each once, however many operations reach it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..model.interface import Example, Fragment, Interface, Node, Operation, Origin
from .plain import entries, mapping, sequence

if TYPE_CHECKING:
    from ..documents import Document

SINGLE = ("items", "additionalItems", "additionalProperties", "unevaluatedItems", "unevaluatedProperties", "contains")
CONDITIONS = ("not", "if", "then", "else", "propertyNames", "contentSchema")
MANY = ("allOf", "anyOf", "oneOf", "prefixItems", "items")
ONE = frozenset({*SINGLE, *CONDITIONS})
NAMED = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")

KEYWORDS = {
    *SINGLE,
    *CONDITIONS,
    *MANY,
    *NAMED,
    *("$schema", "$id", "id", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef"),
    *("$recursiveAnchor", "$vocabulary", "$comment", "type", "enum", "const", "multipleOf", "maximum"),
    *("exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems"),
    *("minItems", "uniqueItems", "maxContains", "minContains", "maxProperties", "minProperties", "required"),
    *("dependentRequired", "dependencies", "title", "description", "default", "deprecated", "readOnly"),
    *("writeOnly", "example", "examples", "format", "nullable", "contentMediaType", "contentEncoding"),
    *("discriminator", "xml", "externalDocs", "version", "status", "name"),
}


def written_schemas(interface: Interface, document: Document) -> Iterator[Fragment]:
    """Yield every schema object that stands in `document`, the outer ones before those within."""
    seen: set[str] = set()
    stack = [fragment for node, _ in roots(interface) for fragment in node][::-1]
    while stack:
        fragment = stack.pop()
        if fragment.origin.document.file != document.file or fragment.origin.pointer in seen:
            continue
        seen.add(fragment.origin.pointer)
        if isinstance(fragment.schema, Mapping):
            yield fragment
            stack.extend(within(fragment))


def roots(interface: Interface) -> Iterator[tuple[Node, tuple[Example, ...]]]:
    """Yield the nodes of an interface, each with the sample values that stand beside it."""
    for named in interface.schemas.values():
        yield named.node, ()
    for operation in interface.operations.values():
        yield from roots_of(operation)
    for message in interface.messages.values():
        yield message.payload, message.examples if not message.content_type or is_json(message.content_type) else ()
        yield message.headers, message.header_examples
    for channel in interface.channels.values():
        for parameter in channel.parameters:
            yield parameter.schema, ()


def roots_of(operation: Operation) -> Iterator[tuple[Node, tuple[Example, ...]]]:
    """Yield the nodes of an operation and of its callbacks. Samples of a payload count where it is JSON."""
    for parameter in operation.parameters:
        yield parameter.schema, () if parameter.media_type else parameter.examples
    contents = [response.payloads for response in operation.responses.values()]
    for payloads in (operation.body.payloads if operation.body else {}, *contents):
        for payload in payloads.values():
            yield payload.schema, payload.examples if is_json(payload.media_type) else ()
    for response in operation.responses.values():
        for header in response.headers.values():
            yield header.schema, ()
    for callback in operation.callbacks.values():
        yield from roots_of(callback)


def is_json(media_type: str) -> bool:
    """Return whether a media type is JSON, by its name or its suffix (RFC 6839, 3.1)."""
    essence = media_type.partition(";")[0]
    return essence == "application/json" or essence.endswith("+json")


def within(fragment: Fragment) -> Iterator[Fragment]:
    """Yield the schemas directly within one."""
    for key, value in mapping(fragment.schema).items():
        if key in ONE and isinstance(value, Mapping):
            yield part(fragment, value, key)
        elif key in MANY:
            for index, item in enumerate(sequence(value)):
                yield part(fragment, item, key, index)
        elif key in NAMED:
            for name, item in entries(value):
                yield part(fragment, item, key, name)


def part(fragment: Fragment, value: Any, *steps: str | int) -> Fragment:
    """Return a schema within another one."""
    return Fragment(value, Origin.child(fragment.origin, *steps), fragment.dialect)
