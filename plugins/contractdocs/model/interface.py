"""What a release promises, free of its file format.

Schemas are JSON Schema 2020-12 as plain mappings. A `Node` is a conjunction of schema fragments, each with the
place it came from: that is how `allOf`, references with siblings and properties stated twice are one idea.

The parts are structs of msgspec and no dataclasses, because a large document has them by the hundred thousand: they are
made several times as fast, and their classes too, each time the command starts. `msgspec.structs.replace` changes one.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    """Where a part of an interface was written: a document and a JSON pointer into it."""

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


class Target(Struct, frozen=True):
    """What a reference leads to: a node, and the name it is known by where it has one."""

    node: Node
    name: str | None


class Resolver(Protocol):
    """Follows references of one interface."""

    def resolve(self, reference: str, origin: Origin) -> Target | None:
        """Return what `reference`, written at `origin`, leads to; None where it leads nowhere."""
        ...


class NamedSchema(Struct, frozen=True):
    """A schema that others refer to by name.

    `direction` is None where only the operations and messages that reach it decide.
    """

    name: str
    node: Node
    origin: Origin
    direction: Direction | None = None


class Payload(Struct, frozen=True):
    """One representation of a body: a media type and its schema."""

    media_type: str
    schema: Node
    origin: Origin
    encoding: Mapping[str, Any] = {}
    examples: tuple[Example, ...] = ()


class Example(Struct, frozen=True):
    """A sample value as written."""

    name: str
    value: Any
    origin: Origin


class Parameter(Struct, frozen=True):
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
    options: Mapping[str, Any] = {}
    examples: tuple[Example, ...] = ()


class Header(Struct, frozen=True):
    """A header of a response or a message."""

    name: str
    required: bool
    schema: Node
    origin: Origin
    description: str = ""
    deprecated: bool = False
    explode: bool = False
    media_type: str = ""


class Body(Struct, frozen=True):
    """What a request carries."""

    required: bool
    payloads: Mapping[str, Payload]
    origin: Origin
    description: str = ""


class Link(Struct, frozen=True):
    """A named way from a response to another operation."""

    name: str
    target: str
    details: Mapping[str, Any]
    origin: Origin


class Response(Struct, frozen=True):
    """What an operation answers under one status: `200`, `4XX` or `default`."""

    status: str
    payloads: Mapping[str, Payload]
    headers: Mapping[str, Header]
    origin: Origin
    description: str = ""
    links: Mapping[str, Link] = {}


class Server(Struct, frozen=True):
    """Where the interface is reached."""

    url: str
    origin: Origin
    description: str = ""
    variables: Mapping[str, Any] = {}
    name: str = ""
    protocol: str = ""
    protocol_version: str = ""
    security: Security | None = None
    bindings: Mapping[str, Fact] = {}


Alternative = tuple[tuple[str, tuple[str, ...]], ...]  # one way in: schemes with their scopes, all of them needed


class Security(Struct, frozen=True):
    """The ways in: any one alternative suffices; an empty alternative means nobody is asked."""

    alternatives: tuple[Alternative, ...]
    origin: Origin


class Operation(Struct, frozen=True):
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
    responses: Mapping[str, Response] = {}
    security: Security | None = None
    servers: tuple[Server, ...] = ()
    callbacks: Mapping[str, Operation] = {}


class Reply(Struct, frozen=True):
    """Where the answer to a message goes: a channel by its key, or an address that the message itself carries."""

    origin: Origin
    channel: str = ""
    address: str = ""


class ChannelOperation(Struct, frozen=True):
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
    bindings: Mapping[str, Fact] = {}
    reply: Reply | None = None


class Channel(Struct, frozen=True):
    """A way that messages take. `key` is its address, else its id; without `servers` it is on every one of them."""

    key: str
    address: str
    origin: Origin
    name: str = ""
    title: str = ""
    description: str = ""
    servers: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    bindings: Mapping[str, Fact] = {}
    operations: tuple[ChannelOperation, ...] = ()


class Message(Struct, frozen=True):
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
    details: Mapping[str, Any] = {}
    examples: tuple[Example, ...] = ()
    header_examples: tuple[Example, ...] = ()
    named: bool = True
    name_on_wire: bool = False
    schema_format: str = ""
    schema_text: str = ""
    correlation: str = ""
    bindings: Mapping[str, Fact] = {}


class Dataset(Struct, frozen=True):
    """A table, view, topic or file of a data contract: its fields as a schema, its promises as written."""

    name: str
    node: Node
    origin: Origin
    identity: str = ""
    title: str = ""
    description: str = ""
    physical_name: str = ""
    physical_type: str = ""
    details: Mapping[str, Any] = {}


class Fact(Struct, frozen=True):
    """A statement about the whole contract, compared by its own rule: status, tenant, a price."""

    value: Any
    origin: Origin


class NotRead(Struct, frozen=True):
    """A piece of a document that was not understood: what it is, why, and where it stands."""

    what: str
    why: str
    origin: Origin

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.what}: {self.why}"


class Interface(Struct, frozen=True):
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
    operations: Mapping[str, Operation] = {}
    messages: Mapping[str, Message] = {}
    channels: Mapping[str, Channel] = {}
    datasets: Mapping[str, Dataset] = {}
    schemas: Mapping[str, NamedSchema] = {}
    security_schemes: Mapping[str, Fact] = {}
    servers: tuple[Server, ...] = ()
    facts: Mapping[str, Fact] = {}
    terms: Mapping[str, Fact] = {}
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
