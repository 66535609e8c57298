"""Compares what is said for one protocol: the schemas of bindings by direction, their other values as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model.change import Change, Side
from ..model.interface import Fact, Fragment, Node, Origin
from .address import Address
from .schema import SchemaWalk
from .wording import show

if TYPE_CHECKING:
    from ..model.interface import Direction

DIALECT = "draft-07"
HEADERS = ("http.headers", "jms.headers", "anypointmq.headers")
SCHEMAS = frozenset({"ws.query", "ws.headers", "http.query", "kafka.key", *HEADERS})
SENT = frozenset({"ws.query", "ws.headers", "http.query"})  # whoever connects sends them, whatever then travels
ADDRESSING = frozenset(
    {
        *("kafka.topic", "amqp.is", "amqp.exchange.name", "amqp.exchange.type", "amqp.exchange.vhost"),
        *("amqp.queue.name", "amqp.queue.vhost", "ws.method", "http.method", "http.type", "nats.queue"),
        *("jms.destination", "jms.destinationType", "anypointmq.destination", "anypointmq.destinationType"),
        *("sns.name", "sqs.queue.name", "googlepubsub.topic", "solace.destinations", "mqtt.topic"),
        *("ibmmq.destinationType", "ibmmq.queue.objectName", "ibmmq.topic.string", "ibmmq.topic.objectName"),
        *("pulsar.namespace", "pulsar.persistence"),
    }
)
BY_ADDRESS = (
    "kafka.topic",
    "jms.destination",
    "anypointmq.destination",
)  # where nothing is said, the channel's address


@dataclass(frozen=True, slots=True)
class Bound:
    """A part that has bindings: its address in the interface, where it stands, and the channel's own address."""

    key: str
    origin: Origin
    bindings: Mapping[str, Fact]
    address: str = ""


def binding_schemas(bindings: Mapping[str, Fact]) -> Iterator[tuple[str, Node]]:
    """Yield the schemas that bindings hold, by protocol and key: `kafka.key`, `ws.query`."""
    for protocol, fact in bindings.items():
        for key, value in fact.value.items():
            if f"{protocol}.{key}" in SCHEMAS and is_schema(value):
                yield f"{protocol}.{key}", (Fragment(value, fact.origin.child(key), DIALECT),)


def is_schema(value: Any) -> bool:
    """Return whether a value is JSON Schema; beside `schemaFormat` stands one in another language."""
    return isinstance(value, bool) or (isinstance(value, Mapping) and "schemaFormat" not in value)


def compare_bindings(old: Bound, new: Bound, walk: SchemaWalk, direction: Direction) -> Iterator[Change]:
    """Yield what changed in the bindings of one part; schemas go through the walk."""
    compare_schemas(old, new, walk, direction)
    left, right = leaves(old), leaves(new)
    for way in (*left, *(way for way in right if way not in left)):
        before, after = left.get(way), right.get(way)
        if before is not None and after is not None and before.value == after.value:
            continue
        if before is None or after is None:
            if way in BY_ADDRESS and (before or after).value in (old.address, new.address):  # type: ignore[union-attr]
                continue
            kind = "binding-removed" if after is None else "binding-added"
        else:
            kind = "binding-address-changed" if way in ADDRESSING else "binding-changed"
        yield change_of(kind, way, (old, new), before, after, direction)


def change_of(
    kind: str, way: str, parts: tuple[Bound, Bound], before: Fact | None, after: Fact | None, direction: Direction
) -> Change:
    """Return the change of one value of a binding."""
    sides = [Side(fact.origin, fact.value) if fact else Side(part.origin) for fact, part in zip((before, after), parts)]
    words = {"name": way, "of": parts[0].key}
    words |= {side: show(fact.value if fact else None) for side, fact in (("old", before), ("new", after))}
    at = f"{parts[0].key} > binding {way}"
    return Change(kind, at, frozenset({direction}), sides[0], sides[1], words, (parts[0].key,))


def compare_schemas(old: Bound, new: Bound, walk: SchemaWalk, direction: Direction) -> None:
    """Compare the schemas of bindings; a side that states none takes any mapping."""
    left, right = dict(binding_schemas(old.bindings)), dict(binding_schemas(new.bindings))
    for way in {**left, **right}:
        at = Address(f"{old.key} > binding {way}")
        directions = ("input",) if way in SENT else split(direction)
        before = left.get(way) or anything(way, old.origin)
        after = right.get(way) or anything(way, new.origin)
        for each in directions:
            walk.node(before, after, at, each)


def anything(way: str, origin: Origin) -> Node:
    """Return the schema that stands for none: any mapping, and any value for a key."""
    return (Fragment(True if way == "kafka.key" else {"type": "object"}, origin, DIALECT),)


def split(direction: Direction) -> tuple[Direction, ...]:
    """Return input and output for both."""
    return ("input", "output") if direction == "both" else (direction,)


def leaves(part: Bound) -> dict[str, Fact]:
    """Return the plain values of bindings by their way: `amqp.queue.durable`; lists count as one value."""
    found: dict[str, Fact] = {}
    for protocol, fact in part.bindings.items():
        stack: list[tuple[str, Any, Origin]] = [(protocol, fact.value, fact.origin)]
        while stack:
            way, value, origin = stack.pop()
            if way in SCHEMAS and is_schema(value):
                continue
            if isinstance(value, Mapping):
                below = [(f"{way}.{key}", item, origin.child(key)) for key, item in value.items() if plain_key(key)]
                stack.extend(reversed(below))
            else:
                found[way] = Fact(value, origin)
    return found


def plain_key(key: object) -> bool:
    """Return whether a key says something of the protocol, rather than of the binding itself."""
    return key != "bindingVersion" and not str(key).startswith("x-")
