"""The parts of an interface as its readers meet them: operations, messages, datasets, schemas, and their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model.interface import Channel, ChannelOperation, Dataset, Message, Node, Operation
from .described import Described


@dataclass(frozen=True, slots=True)
class Field:
    """One value with a name: a property, a parameter, a header, the items of a list, a branch of a union.

    `required` is None where the question makes no sense; `terms` are what a data contract says beside the schema.
    """

    address: str
    name: str
    depth: int
    required: bool | None
    described: Described
    description: str = ""
    deprecated: bool = False
    sunset: str = ""
    place: str = ""
    flags: tuple[str, ...] = ()
    terms: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    """What travels in one media type: a named schema, fields, or a plain value."""

    media_type: str
    address: str
    described: Described
    name: str = ""
    holder: str = ""
    fields: tuple[Field, ...] = ()
    description: str = ""
    examples: tuple[tuple[str, Any], ...] = ()
    node: Node = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation answers under one status."""

    status: str
    address: str
    description: str
    headers: tuple[Field, ...]
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class OperationPart:
    """One operation with all its fields."""

    operation: Operation
    address: str
    parameters: tuple[Field, ...]
    contents: tuple[Content, ...]
    answers: tuple[Answer, ...]
    callbacks: tuple[OperationPart, ...] = ()


@dataclass(frozen=True, slots=True)
class MessagePart:
    """One message with all its fields."""

    message: Message
    address: str
    payload: Content
    headers: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class ChannelPart:
    """One channel with the parameters of its address, and what is said of it for each protocol."""

    channel: Channel
    address: str
    parameters: tuple[Field, ...]
    bindings: tuple[tuple[str, str, str], ...] = ()

    def operations(self) -> Iterator[ChannelOperation]:
        """Yield what the application does on the channel."""
        yield from self.channel.operations


@dataclass(frozen=True, slots=True)
class DatasetPart:
    """One dataset with all its fields."""

    dataset: Dataset
    address: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class SchemaPart:
    """One named schema with all its fields."""

    name: str
    address: str
    described: Described
    description: str
    deprecated: bool
    sunset: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """All parts of an interface, in the order in which they are written."""

    operations: tuple[OperationPart, ...]
    messages: tuple[MessagePart, ...]
    datasets: tuple[DatasetPart, ...]
    schemas: tuple[SchemaPart, ...]
    canonical: Mapping[str, str]
    channels: tuple[ChannelPart, ...] = ()

    def fields(self) -> Iterator[Field]:
        """Yield every field."""
        for operation in self.operations:
            yield from operation_fields(operation)
        for channel in self.channels:
            yield from channel.parameters
        for message in self.messages:
            yield from (*message.payload.fields, *message.headers)
        for dataset in self.datasets:
            yield from dataset.fields
        for schema in self.schemas:
            yield from schema.fields

    def addresses(self) -> Iterator[str]:
        """Yield the address of every part."""
        yield from (operation.address for operation in self.operations)
        for channel in self.channels:
            yield channel.address
            yield from (operation.key for operation in channel.operations())
        yield from (message.address for message in self.messages)
        yield from (dataset.address for dataset in self.datasets)
        yield from (schema.address for schema in self.schemas)


def operation_fields(part: OperationPart) -> Iterator[Field]:
    """Yield every field of an operation."""
    yield from part.parameters
    for content in part.contents:
        yield from content.fields
    for answer in part.answers:
        yield from answer.headers
        for content in answer.contents:
            yield from content.fields
    for callback in part.callbacks:
        yield from operation_fields(callback)
