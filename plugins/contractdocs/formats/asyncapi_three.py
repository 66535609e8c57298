"""Reads the channels and operations of AsyncAPI 3, which stand apart and refer to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model.interface import Channel, ChannelOperation, Reply, flip
from .asyncapi_messages import Place, name_in, read_message
from .asyncapi_parts import (
    Events,
    Schemes,
    bindings_of,
    is_deprecated,
    listed_schemes,
    parameters_of,
    plain,
    servers_of,
    tags_of,
)
from .asyncapi_traits import Traited, traited
from .messages import key_of
from .plain import entries, first_text, mapping, sequence, text
from .references import Lost
from .scope import sunset_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.interface import Direction, Origin
    from .scope import Part, Scope

ACTIONS: dict[str, Direction] = {"send": "output", "receive": "input"}


@dataclass(frozen=True, slots=True)
class Way:
    """A channel as written: its id, its key in the interface, and its part of the document."""

    name: str
    key: str
    part: Part

    @property
    def messages(self) -> Mapping[str, Any]:
        """Return the messages as written, by id."""
        return mapping(self.part[0].get("messages"))


def read_events(scope: Scope, data: Mapping[str, Any], root: Origin, schemes: Schemes) -> Events:
    """Return the servers, channels and messages of a document."""
    events = Events(servers_of(scope, data, root, schemes))
    ways = ways_of(scope, data, root)
    used: dict[tuple[str, str], list[Direction]] = {}
    operations: dict[str, list[ChannelOperation]] = {}
    for name, value in entries(data.get("operations")):
        part = scope.part(value, root.child("operations", name))
        if part and not name.startswith("x-"):
            Reader(scope, ways, schemes, used, operations).operation(name, part)
    for way in ways.values():
        events.channels[way.key] = channel_of(scope, way, tuple(operations.get(way.name, ())), ways)
        read_messages(scope, events, way, used, text(data.get("defaultContentType")))
    if not ways:
        read_library(scope, events, data, root)
    return events


def ways_of(scope: Scope, data: Mapping[str, Any], root: Origin) -> dict[str, Way]:
    """Return the channels by id. The key is the address; an address that is unknown or taken is told by the id."""
    found: dict[str, Way] = {}
    taken: set[str] = set()
    for name, value in entries(data.get("channels")):
        part = scope.part(value, root.child("channels", name))
        if part and not name.startswith("x-"):
            address = text(part[0].get("address"))
            key = address if address and address not in taken else f"{address} ({name})" if address else name
            taken.add(key)
            found[name] = Way(name, key, part)
    return found


def channel_of(scope: Scope, way: Way, operations: tuple[ChannelOperation, ...], ways: Mapping[str, Way]) -> Channel:
    """Return one channel."""
    data, origin = way.part
    links = (text(mapping(item).get("$ref")).rpartition("/")[2] for item in sequence(data.get("servers")))
    return Channel(
        key=way.key,
        address=text(data.get("address")),
        origin=origin,
        name=way.name,
        title=first_text(data.get("title"), data.get("summary")),
        description=text(data.get("description")),
        servers=tuple(name for name in links if name),
        parameters=parameters_of(scope, data.get("parameters"), origin.child("parameters")),
        bindings=bindings_of(scope, plain(way.part)),
        operations=operations,
    )


class Reader:
    """Reads operations, and marks in `used` the directions in which the messages of each channel travel."""

    def __init__(
        self,
        scope: Scope,
        ways: Mapping[str, Way],
        schemes: Schemes,
        used: dict[tuple[str, str], list[Direction]],
        operations: dict[str, list[ChannelOperation]],
    ) -> None:
        self.scope, self.ways, self.schemes = scope, ways, schemes
        self.used, self.operations = used, operations

    def operation(self, name: str, part: Part) -> None:
        """Read one operation."""
        whole = traited(self.scope, part, patching=False)
        direction = ACTIONS.get(whole.text("action"))
        way = self.way(whole.get("channel"), whole.origin.child("channel"))
        if direction is None or way is None:
            self.scope.miss(whole.origin, "an operation without an action or a channel is not compared")
            return
        self.use(way, whole.get("messages"), whole.origin.child("messages"), direction)
        reply = self.reply(whole, way, flip(direction))
        have = self.operations.setdefault(way.name, [])
        key = key_of(direction, way.key)
        taken = any(operation.key == key for operation in have)
        have.append(self.made(f"{key} ({name})" if taken else key, name, whole, way, direction, reply))

    def made(
        self, key: str, name: str, whole: Traited, way: Way, direction: Direction, reply: Reply | None
    ) -> ChannelOperation:
        """Return an operation from its parts."""
        secured = whole.at("security")
        return ChannelOperation(
            key=key,
            direction=direction,
            channel=way.key,
            origin=whole.origin,
            operation_id=name,
            title=first_text(whole.get("summary"), whole.get("title")),
            description=whole.text("description"),
            tags=tags_of(whole),
            deprecated=is_deprecated(whole.data),
            sunset=sunset_of(whole.data),
            security=listed_schemes(self.scope, *secured[0], self.schemes) if secured else None,
            bindings=bindings_of(self.scope, whole),
            reply=reply,
        )

    def way(self, value: Any, origin: Origin) -> Way | None:
        """Return the channel that a reference leads to."""
        at = end_of(self.scope, value, origin)
        return next((way for way in self.ways.values() if at == way.part[1]), None)

    def use(self, way: Way, listed: Any, origin: Origin, direction: Direction) -> None:
        """Mark the messages that travel: those that are listed, else every one of the channel."""
        names: Iterable[str] = map(str, way.messages)
        if isinstance(listed, list):
            names = [self.message(way, item, origin.child(i)) for i, item in enumerate(listed)]
        for name in names:
            if name and direction not in self.used.setdefault((way.name, name), []):
                self.used[way.name, name].append(direction)

    def message(self, way: Way, value: Any, origin: Origin) -> str:
        """Return the id within its channel of the message that a reference leads to, empty where it has none."""
        last = text(mapping(value).get("$ref")).rpartition("/")[2]
        at = end_of(self.scope, value, origin)
        own = way.part[1].child("messages")
        same = [n for n, item in entries(way.messages) if at and end_of(self.scope, item, own.child(n)) == at]
        return last if last in same else same[0] if same else ""

    def reply(self, whole: Traited, way: Way, direction: Direction) -> Reply | None:
        """Return where the answer goes, and mark its messages."""
        found = whole.at("reply")
        part = self.scope.part(*found[0]) if found else None
        if part is None:
            return None
        data, origin = part
        other = self.way(data["channel"], origin.child("channel")) if "channel" in data else None
        address = self.scope.part(data["address"], origin.child("address")) if "address" in data else None
        if other or "messages" in data:
            self.use(other or way, data.get("messages"), origin.child("messages"), direction)
        return Reply(origin, other.key if other else "", text(address[0].get("location")) if address else "")


def end_of(scope: Scope, value: Any, origin: Origin) -> Origin | None:
    """Return where a chain of references ends, None where it leads nowhere."""
    try:
        return scope.references.follow(value, origin)[1] if "$ref" in mapping(value) else origin
    except Lost:
        return None


def read_messages(
    scope: Scope, events: Events, way: Way, used: Mapping[tuple[str, str], list[Direction]], content_type: str
) -> None:
    """Add the messages of a channel, once for each direction; one that no operation names travels both ways."""
    at = way.part[1].child("messages")
    for name, value in entries(way.messages):
        for direction in used.get((way.name, name), ["both"]):
            place = Place(way.key, direction, name_in(value) or name)
            if message := read_message(scope, value, at.child(name), place, content_type):
                events.add(message)


def read_library(scope: Scope, events: Events, data: Mapping[str, Any], root: Origin) -> None:
    """Add the messages of a document that has no channels: it is there for others to use."""
    at = root.child("components", "messages")
    for name, value in entries(mapping(data.get("components")).get("messages")):
        place = Place("", "both", name)
        if message := read_message(scope, value, at.child(name), place, text(data.get("defaultContentType"))):
            events.add(message)
