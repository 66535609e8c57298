"""Reads an interface into its parts, with every field at its address.

The addresses are those of the comparison, so that a change finds its field, and a field its history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..compare.address import Address
from ..compare.bindings import Bound, leaves
from ..compare.channels import channel_address
from ..compare.paths import template
from ..compare.shape import Shape, alias, shape_of
from ..compare.unions import branch_name
from ..model.interface import Channel, Dataset, Example, Header, Interface, Message, Node, Operation, Parameter, Payload
from .described import Described, as_code, described
from .parts import Answer, ChannelPart, Content, DatasetPart, Field, MessagePart, OperationPart, Outline, SchemaPart

MAX_DEPTH = 12
MAX_FIELDS = 5000


def outline_of(interface: Interface) -> Outline:
    """Return the outline of an interface."""
    reading = Reading(interface)
    return Outline(
        tuple(reading.operation(operation, key) for key, operation in interface.operations.items()),
        tuple(reading.message(message) for message in interface.messages.values()),
        tuple(reading.dataset(dataset) for dataset in interface.datasets.values()),
        tuple(reading.schema(name, schema.node) for name, schema in interface.schemas.items()),
        {key: f"{o.method} {template(o.path)} {o.caller}" for key, o in interface.operations.items()},
        tuple(reading.channel(channel) for channel in interface.channels.values()),
    )


class Reading:
    """Reads the parts of one interface."""

    def __init__(self, interface: Interface) -> None:
        self.interface, self.resolver = interface, interface.resolver
        self.names: Collection[str] = interface.schemas

    def operation(self, operation: Operation, key: str) -> OperationPart:
        """Return an operation; `key` is its address."""
        body = operation.body.payloads if operation.body else {}
        callbacks = operation.callbacks.items()
        return OperationPart(
            operation,
            key,
            tuple(self.parameter(parameter, key) for parameter in operation.parameters),
            tuple(self.contents(body, f"{key} > body")),
            tuple(self.answer(status, operation, f"{key} > {status}") for status in operation.responses),
            tuple(self.operation(item, f"{key} > callback {name}") for name, item in callbacks),
        )

    def parameter(self, parameter: Parameter, key: str) -> Field:
        """Return a parameter."""
        at = f"{key} > {parameter.place} > {parameter.name}"
        shape = shape_of(parameter.schema, self.resolver)
        return Field(
            at,
            parameter.name,
            0,
            parameter.required,
            with_examples(described(parameter.schema, self.resolver, self.names, shape), parameter.examples),
            parameter.description or text(shape.notes.get("description")),
            parameter.deprecated or shape.notes.get("deprecated") is True,
            parameter.sunset or text(shape.notes.get("x-sunset")),
            parameter.place,
        )

    def header(self, header: Header, at: str) -> Field:
        """Return a header."""
        known = described(header.schema, self.resolver, self.names)
        return Field(
            f"{at} > header {header.name}",
            header.name,
            0,
            header.required,
            known,
            header.description,
            header.deprecated,
            place="header",
        )

    def answer(self, status: str, operation: Operation, at: str) -> Answer:
        """Return what is answered under a status."""
        response = operation.responses[status]
        headers = tuple(self.header(header, at) for header in response.headers.values())
        return Answer(status, at, response.description, headers, tuple(self.contents(response.payloads, at)))

    def contents(self, payloads: Mapping[str, Payload], at: str) -> Iterator[Content]:
        """Yield what travels in each media type, at the addresses that the comparison gives."""
        taken: set[str] = set()
        for name, payload in payloads.items():
            place = at if ("json" in name or len(payloads) == 1) and at not in taken else f"{at} {name}"
            taken.add(place)
            samples = tuple((example.name, example.value) for example in payload.examples)
            yield self.content(payload.schema, place, name, samples)

    def content(self, node: Node, at: str, media_type: str = "", samples: tuple[tuple[str, Any], ...] = ()) -> Content:
        """Return what a node holds: the name of its schema, also that of its items, or its fields."""
        shape = shape_of(node, self.resolver)
        known = described(node, self.resolver, self.names, shape)
        linked = [piece.name for piece in known.type if piece.name]
        alone = linked[0] if len(linked) == 1 and len(known.type) <= 2 else ""
        fields = () if alone else tuple(self.fields(node, Address(at)))
        about = "" if alone else text(shape.notes.get("description"))
        return Content(media_type, at, known, alone, known.words, fields, about, samples, node)

    def channel(self, channel: Channel) -> ChannelPart:
        """Return a channel."""
        at = channel_address(channel)
        found = tuple(self.parameter(parameter, at) for parameter in channel.parameters)
        parts = [Bound(at, channel.origin, channel.bindings)]
        parts += (Bound(item.key, item.origin, item.bindings) for item in channel.operations)
        said = ((part.key, way, as_code(fact.value)) for part in parts for way, fact in leaves(part).items())
        return ChannelPart(channel, at, found, tuple(said))

    def message(self, message: Message) -> MessagePart:
        """Return a message."""
        samples = tuple((example.name, example.value) for example in message.examples)
        payload = self.content(message.payload, f"{message.key} > payload", message.content_type, samples)
        headers = tuple(self.fields(message.headers, Address(f"{message.key} > headers")))
        return MessagePart(message, message.key, payload, headers)

    def dataset(self, dataset: Dataset) -> DatasetPart:
        """Return a dataset."""
        return DatasetPart(dataset, dataset.name, tuple(self.fields(dataset.node, Address(dataset.name))))

    def schema(self, name: str, node: Node) -> SchemaPart:
        """Return a named schema."""
        shape = shape_of(node, self.resolver)
        others = [other for other in self.names if other != name]
        return SchemaPart(
            name,
            name,
            described(node, self.resolver, others, shape),
            text(shape.notes.get("description")),
            shape.notes.get("deprecated") is True,
            sunset_of(shape),
            tuple(self.fields(node, Address(name))),
        )

    def fields(self, node: Node, at: Address) -> Iterator[Field]:
        """Yield the fields below a node, nested ones after their parent; at most so many as a page can hold."""
        left = MAX_FIELDS
        for found in self.below(node, at, 0, frozenset()):
            yield found
            left -= 1
            if not left:
                return

    def below(
        self, node: Node, at: Address, depth: int, above: frozenset[int], shape: Shape | None = None
    ) -> Iterator[Field]:
        """Yield the fields of a node; schemas that stand above it are not opened again."""
        marks = {id(fragment.schema) for fragment in node}
        if depth > MAX_DEPTH or marks & above:
            return
        shape = shape if shape is not None else shape_of(node, self.resolver)
        inside = above | marks
        for name, child in shape.properties.items():
            sides = sided(shape, name)
            yield from self.one(child, at.field(name), name, depth, name in shape.required, inside, sides=sides)
        for pattern, child in shape.pattern_properties.items():
            yield from self.one(child, at.below(f"{{{pattern}}}"), pattern, depth, None, inside, "pattern")
        maps = [part for part in shape.additional if part and not isinstance(part[0].schema, bool)]
        if maps and shape.properties:
            yield from self.one(maps[0], at.below("{}"), "any other name", depth, None, inside, "map")
        elif maps and not self.named(maps[0]):
            yield from self.below(maps[0], at.below("{}"), depth, inside)
        if shape.items is not None and not self.named(shape.items):
            yield from self.below(shape.items, at.below("[]"), depth, inside)
        yield from self.positions(shape, at, depth, inside)
        yield from self.branches(shape, at, depth, inside)

    def positions(self, shape: Shape, at: Address, depth: int, above: frozenset[int]) -> Iterator[Field]:
        """Yield the items of a list that have a place of their own."""
        for index, child in enumerate(shape.prefix):
            yield from self.one(child, at.below(f"[{index}]"), f"[{index}]", depth, None, above, "item")

    def branches(self, shape: Shape, at: Address, depth: int, above: frozenset[int]) -> Iterator[Field]:
        """Yield the branches of unions that have no name, with their fields."""
        seen: Counter[str] = Counter()
        for union in shape.unions:
            for branch in union.branches:
                if self.named(branch) or not shape_of(branch, self.resolver).properties:
                    continue
                name = branch_name(branch, self.resolver)
                seen[name] += 1
                name = f"{name} {seen[name]}" if seen[name] > 1 else name
                yield from self.one(branch, at.below(f"<{name}>"), name, depth, None, above, "variant")

    def named(self, node: Node) -> bool:
        """Return whether a node is a named schema, which has a place of its own."""
        return alias(node, self.resolver) in self.names

    def one(
        self,
        node: Node,
        at: Address,
        name: str,
        depth: int,
        required: bool | None,
        above: frozenset[int],
        place: str = "",
        sides: tuple[str, ...] = (),
    ) -> Iterator[Field]:
        """Yield one field, then those below it."""
        shape = shape_of(node, self.resolver)
        yield Field(
            str(at),
            name,
            depth,
            required,
            described(node, self.resolver, self.names, shape),
            text(shape.notes.get("description")),
            shape.notes.get("deprecated") is True,
            sunset_of(shape),
            place,
            (*sides, *flags_of(shape)),
            shape.field_terms or {},
        )
        if not self.named(node):
            yield from self.below(node, at, depth + 1, above, shape)


def text(value: Any) -> str:
    """Return a text, empty where there is none."""
    return value if isinstance(value, str) else ""


def with_examples(known: Described, examples: tuple[Example, ...]) -> Described:
    """Return a description with the samples that stand beside the schema."""
    said = tuple(dict.fromkeys((*known.examples, *(as_code(example.value) for example in examples))))
    return replace(known, examples=said[:3])


def sunset_of(shape: Shape) -> str:
    """Return the day after which a field may go; data contracts state it as a custom property."""
    if isinstance(shape.notes.get("x-sunset"), str):
        return str(shape.notes["x-sunset"])
    custom = (shape.field_terms or {}).get("customProperties")
    for item in custom if isinstance(custom, list) else ():
        if isinstance(item, Mapping) and str(item.get("property", "")).lower() in ("sunset", "sunsetdate"):
            return text(item.get("value"))
    return ""


def sided(shape: Shape, name: str) -> tuple[str, ...]:
    """Return in which direction a property is required, where it is in one only."""
    words = (("input", "only when received"), ("output", "only when sent"))
    return tuple(word for direction, word in words if name in shape.spared.get(direction, ()))


def flags_of(shape: Shape) -> tuple[str, ...]:
    """Return what marks a field: who writes it, keys, classification."""
    found = []
    if shape.notes.get("readOnly") is True:
        found.append("read only")
    if shape.notes.get("writeOnly") is True:
        found.append("write only")
    terms = shape.field_terms or {}
    for key, word in (("primaryKey", "primary key"), ("partitioned", "partition key"), ("unique", "unique")):
        if terms.get(key) is True:
            found.append(word)
    if terms.get("criticalDataElement") is True:
        found.append("critical")
    return tuple(found)
