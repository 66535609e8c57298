"""What a release promises, free of its file format.

Schemas are JSON Schema 2020-12 as plain mappings. A `Node` is a conjunction of schema fragments, each with the
place it came from: that is how `allOf`, references with siblings and properties stated twice are one idea.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from ..documents import Document

Direction = Literal["input", "output", "both"]
SchemaValue = Mapping[str, Any] | bool


def flip(direction: Direction) -> Direction:
    """Return the direction seen from the other side."""
    return {"input": "output", "output": "input", "both": "both"}[direction]  # type: ignore[return-value]


class Origin(Struct, frozen=True):
    """Where a part of an interface was written: a document and a JSON pointer into it.

    Origins and fragments are made by the hundred thousand, which is why they are structs and no dataclasses.
    """

    document: Document
    pointer: str

    def child(self, *steps: str | int) -> Origin:
        """Return the origin of a part below this one."""
        pointer = self.pointer
        for step in steps:
            word = step if type(step) is str else str(step)
            if "~" in word or "/" in word:
                word = word.replace("~", "~0").replace("/", "~1")
            pointer = f"{pointer}/{word}"
        return Origin(self.document, pointer)


class Fragment(Struct, frozen=True):
    """One schema as written, with its place and the dialect its keywords are read by.

    `via` is the named schema that brought it in, where a reference beside other keywords did.
    """

    schema: SchemaValue
    origin: Origin
    dialect: str = "2020-12"
    via: str = ""


Node = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to: a node, and the name it is known by where it has one."""

    node: Node
    name: str | None


class Resolver(Protocol):
    """Follows references of one interface."""

    def resolve(self, reference: str, origin: Origin) -> Target | None:
        """Return what `reference`, written at `origin`, leads to; None where it leads nowhere."""
        ...


@dataclass(frozen=True, slots=True)
class NamedSchema:
    """A schema that others refer to by name.

    `direction` is None where only the operations and messages that reach it decide.
    """

    name: str
    node: Node
    origin: Origin
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Payload:
    """One representation of a body: a media type and its schema."""

    media_type: str
    schema: Node
    origin: Origin
    encoding: Mapping[str, Any] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A sample value as written."""

    name: str
    value: Any
    origin: Origin


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a request carries beside its body; `place` is path, query, header or cookie."""

    name: str
    place: str
    required: bool
    schema: Node
    origin: Origin
    style: str = ""
    explode: bool = False
    media_type: str = ""
    description: str = ""
    deprecated: bool = False
    sunset: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """A header of a response or a message."""

    name: str
    required: bool
    schema: Node
    origin: Origin
    description: str = ""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What a request carries."""

    required: bool
    payloads: Mapping[str, Payload]
    origin: Origin
    description: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A named way from a response to another operation."""

    name: str
    target: str
    details: Mapping[str, Any]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Response:
    """What an operation answers under one status: `200`, `4XX` or `default`."""

    status: str
    payloads: Mapping[str, Payload]
    headers: Mapping[str, Header]
    origin: Origin
    description: str = ""
    links: Mapping[str, Link] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Server:
    """Where the interface is reached."""

    url: str
    origin: Origin
    description: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    protocol: str = ""
    protocol_version: str = ""
    security: Security | None = None
    bindings: Mapping[str, Fact] = field(default_factory=dict)


Alternative = tuple[tuple[str, tuple[str, ...]], ...]  # one way in: schemes with their scopes, all of them needed


@dataclass(frozen=True, slots=True)
class Security:
    """The ways in: any one alternative suffices; an empty alternative means nobody is asked."""

    alternatives: tuple[Alternative, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the interface does. `caller` says who begins it: the consumer, or the provider (a webhook)."""

    key: str
    method: str
    path: str
    origin: Origin
    title: str = ""
    description: str = ""
    operation_id: str = ""
    tags: tuple[str, ...] = ()
    deprecated: bool = False
    sunset: str = ""
    stability: str = ""
    caller: Literal["consumer", "provider"] = "consumer"
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: Mapping[str, Response] = field(default_factory=dict)
    security: Security | None = None
    servers: tuple[Server, ...] = ()
    callbacks: Mapping[str, Operation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """Where the answer to a message goes: a channel by its key, or an address that the message itself carries."""

    origin: Origin
    channel: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ChannelOperation:
    """What the documented application does on a channel: `output` where it sends, `input` where it receives."""

    key: str
    direction: Direction
    channel: str
    origin: Origin
    operation_id: str = ""
    title: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    deprecated: bool = False
    sunset: str = ""
    security: Security | None = None
    bindings: Mapping[str, Fact] = field(default_factory=dict)
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A way that messages take. `key` is its address, else its id; without `servers` it is on every one of them."""

    key: str
    address: str
    origin: Origin
    name: str = ""
    title: str = ""
    description: str = ""
    servers: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    bindings: Mapping[str, Fact] = field(default_factory=dict)
    operations: tuple[ChannelOperation, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """Something sent over a channel; `direction` is `output` where the documented application sends it.

    `named` says that the author chose the name; `name_on_wire` that receivers tell messages apart by it. A payload in
    another language than JSON Schema stands in `schema_text`, and `schema_format` names the language.
    """

    key: str
    name: str
    direction: Direction
    channel: str
    origin: Origin
    payload: Node = ()
    headers: Node = ()
    content_type: str = ""
    title: str = ""
    description: str = ""
    deprecated: bool = False
    sunset: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    header_examples: tuple[Example, ...] = ()
    named: bool = True
    name_on_wire: bool = False
    schema_format: str = ""
    schema_text: str = ""
    correlation: str = ""
    bindings: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table, view, topic or file of a data contract: its fields as a schema, its promises as written."""

    name: str
    node: Node
    origin: Origin
    identity: str = ""
    title: str = ""
    description: str = ""
    physical_name: str = ""
    physical_type: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement about the whole contract, compared by its own rule: status, tenant, a price."""

    value: Any
    origin: Origin


@dataclass(frozen=True, slots=True)
class NotRead:
    """A piece of a document that was not understood: what it is, why, and where it stands."""

    what: str
    why: str
    origin: Origin

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.what}: {self.why}"


@dataclass(frozen=True, slots=True)
class Interface:
    """All that one release promises.

    `format` names the format and version it was written in; `facts` and `terms` hold what concerns the contract as
    a whole (terms: servers, SLA, roles, price, team, support of a data contract, keyed by their section). `parts` are
    the other files that it is written in.
    """

    format: str
    title: str
    version: str
    origin: Origin
    resolver: Resolver
    summary: str = ""
    description: str = ""
    status: str = ""
    owner: str = ""
    released: str = ""
    stability: str = ""
    support: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    operations: Mapping[str, Operation] = field(default_factory=dict)
    messages: Mapping[str, Message] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    schemas: Mapping[str, NamedSchema] = field(default_factory=dict)
    security_schemes: Mapping[str, Fact] = field(default_factory=dict)
    servers: tuple[Server, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    terms: Mapping[str, Fact] = field(default_factory=dict)
    not_compared: tuple[str, ...] = ()
    parts: tuple[Document, ...] = ()
    not_read: tuple[NotRead, ...] = ()
    headings: tuple[tuple[str, Origin], ...] = ()  # of a document that is written for people, in order
    inferred: bool = False  # some schemas are guessed from examples

    @property
    def understood(self) -> str:
        """Return in words how much was understood: `7 operations, 23 types, 4 pieces not read`."""
        parts = (
            (self.operations, "operation"),
            (self.messages, "message"),
            (self.datasets, "dataset"),
            (self.schemas, "type"),
        )
        said = [f"{len(found)} {noun}{'' if len(found) == 1 else 's'}" for found, noun in parts if found]
        left = len(self.not_read)
        said += [f"{left} piece{'' if left == 1 else 's'} not read"] if left else []
        return ", ".join(said) or "prose: a version, a status and links"
