"""Compares channels: their addresses, parameters, servers and bindings, and what the application does on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..model.change import Change, Side
from ..model.interface import Channel, ChannelOperation, Direction, Fragment, Interface, Node, Origin, Parameter, flip
from .address import Address
from .bindings import Bound, compare_bindings
from .matching import Matched
from .media import SCALARS
from .operations import lifecycle
from .paths import parameter_names, template
from .schema import SchemaWalk
from .security import compare_pair, renamed_schemes
from .shape import shape_of
from .wording import show


def channel_address(channel: Channel) -> str:
    """Return the address of a channel, which no schema and no dataset can have."""
    return f"channel {channel.key}"


DOING = {"output": "sends on", "input": "receives on", "both": "uses"}
WORDS = (
    ("operation-id-changed", "operationId", "operation_id"),
    ("tags-changed", "tags", "tags"),
    ("description-changed", "description", "description"),
    ("title-changed", "summary", "title"),
)


def compare_channels(old: Interface, new: Interface, matched: Matched, walk: SchemaWalk) -> Iterator[Change]:
    """Yield what changed in the channels, and in what is done on them; messages are compared apart."""
    for key in matched.gone:
        yield alone("channel-removed", old.channels[key], old, new)
    for key in matched.come:
        yield alone("channel-added", new.channels[key], new, old)
    names = renamed_schemes(old, new)
    for before, after in matched.pairs.items():
        left, right = old.channels[before], new.channels[after]
        yield from compare_channel(left, right, walk)
        yield from compare_servers_of(left, right, old, new)
        yield from compare_doing(left, right, old, new)
        for one, two in pairs_of(left, right):
            yield from compare_operation(one, two, matched, walk, names)


def alone(kind: str, channel: Channel, here: Interface, there: Interface) -> Change:
    """Return the change of a channel that stands on one side only; its messages come or go with it."""
    sides = [Side(channel.origin, channel.key, key=True), Side(there.origin.child("channels"))]
    left, right = sides if kind.endswith("removed") else reversed(sides)
    carried = tuple(key for key, message in here.messages.items() if message.channel == channel.key)
    ways = directions_of(channel, here) or {"both"}
    at, words = channel_address(channel), {"name": channel.key}
    return Change(kind, at, frozenset(ways), left, right, words, carried or (at,))


def directions_of(channel: Channel, interface: Interface) -> set[Direction]:
    """Return the directions in which a channel is used."""
    found = {operation.direction for operation in channel.operations}
    return found | {message.direction for message in interface.messages.values() if message.channel == channel.key}


def compare_channel(old: Channel, new: Channel, walk: SchemaWalk) -> Iterator[Change]:
    """Yield changes of the address, the parameters, the bindings and the words of a channel."""
    at = channel_address(old)
    if template(old.address) != template(new.address) and (old.address or new.address):
        sides = Side(old.origin.child("address"), old.address), Side(new.origin.child("address"), new.address)
        words = {"name": old.name or old.key, "old": show(old.address), "new": show(new.address)}
        yield Change("channel-address-changed", at, frozenset({"both"}), *sides, words, (at,))
    yield from texts_of(old, new, at)
    yield from compare_parameters(old, new, walk)
    left, right = (Bound(at, side.origin, side.bindings, side.address) for side in (old, new))
    yield from compare_bindings(left, right, walk, "both")


def texts_of(old: Any, new: Any, key: str) -> Iterator[Change]:
    """Yield changes of names and descriptions; what only one side's version of AsyncAPI can say does not count."""
    for kind, keyword, attribute in WORDS:
        before, after = getattr(old, attribute, ""), getattr(new, attribute, "")
        generated = kind == "operation-id-changed" and not (before and after)
        if before != after and not generated:
            sides = Side(old.origin.child(keyword), before), Side(new.origin.child(keyword), after)
            words = {"name": key, "old": show(before), "new": show(after)}
            yield Change(kind, key, frozenset({"both"}), *sides, words, (key,))


def compare_parameters(old: Channel, new: Channel, walk: SchemaWalk) -> Iterator[Change]:
    """Compare the parameters of an address by position: who uses the channel fills them in."""
    left, right = by_position(old), by_position(new)
    for place in sorted({*left} & {*right}):
        before, after = left[place], right[place]
        key = channel_address(old)
        at = Address(f"{key} > path > {before.name}")
        typed = before.options.get("typed") and after.options.get("typed")
        nodes = (before.schema, after.schema) if typed else (text_only(before, walk, 0), text_only(after, walk, 1))
        walk.textual = SCALARS
        walk.node(*nodes, at, "input")
        walk.textual = frozenset()
        one, two = (text_at(side, "location") for side in (before, after))
        if one != two:
            sides = Side(before.origin.child("location"), one), Side(after.origin.child("location"), two)
            words = {"name": before.name, "old": show(one), "new": show(two)}
            yield Change(
                "channel-parameter-location-changed",
                str(at),
                frozenset({"both"}),
                *sides,
                words,
                (key,),
            )


def by_position(channel: Channel) -> dict[int, Parameter]:
    """Return the parameters by the position of their names in the address."""
    names = parameter_names(channel.address)
    return {names.index(parameter.name): parameter for parameter in channel.parameters if parameter.name in names}


def text_at(parameter: Parameter, key: str) -> str:
    """Return an option of a parameter as text."""
    return str(parameter.options.get(key) or "")


def text_only(parameter: Parameter, walk: SchemaWalk, side: int) -> Node:
    """Return a parameter as AsyncAPI 3 can state it: a text, and the values that it may have."""
    if not parameter.schema:
        return ()
    shape = shape_of(parameter.schema, (walk.old_resolver, walk.new_resolver)[side])
    listed = {"enum": [str(value) for value in shape.enum.values()]} if shape.enum is not None else {}
    first = parameter.schema[0]
    return (Fragment({"type": "string", **listed}, first.origin, first.dialect),)


def compare_servers_of(old: Channel, new: Channel, before: Interface, after: Interface) -> Iterator[Change]:
    """Yield the servers on which a channel is no longer, or now, to be found, of those that both sides have."""
    known = {server.name for server in before.servers} & {server.name for server in after.servers}
    left, right = ({*side.servers} & known if side.servers else known for side in (old, new))
    for kind, names in (("channel-server-removed", left - right), ("channel-server-added", right - left)):
        for name in sorted(names):
            sides = Side(old.origin.child("servers"), sorted(left)), Side(new.origin.child("servers"), sorted(right))
            words = {"name": old.key, "server": name}
            at = channel_address(old)
            yield Change(kind, f"{at} > server {name}", frozenset({"both"}), *sides, words, (at,))


def compare_doing(old: Channel, new: Channel, before: Interface, after: Interface) -> Iterator[Change]:
    """Yield the directions in which a channel is no longer, or now, used; their messages come or go with them."""
    for kind, way in turned(old, new, before, after):
        here, channel, there = (before, old, new) if kind.endswith("removed") else (after, new, old)
        stated = next((item for item in channel.operations if item.direction == way), None)
        sides = [Side(stated.origin if stated else channel.origin, channel.key, key=True), Side(there.origin)]
        left, right = sides if kind.endswith("removed") else reversed(sides)
        words = {"name": old.key, "doing": DOING[way]}
        carried = tuple(k for k, m in here.messages.items() if m.channel == channel.key and m.direction == way)
        at = stated.key if stated else f"{channel_address(old)} > {DOING[way]}"
        yield Change(kind, at, frozenset({way}), left, right, words, carried or (at,))


def turned(old: Channel, new: Channel, before: Interface, after: Interface) -> Iterator[tuple[str, Direction]]:
    """Yield what is no longer, or now, done on a channel; a message that no operation names is not done."""
    left, right = directions_of(old, before) - {"both"}, directions_of(new, after) - {"both"}
    yield from (("channel-operation-removed", way) for way in sorted(left - right))
    yield from (("channel-operation-added", way) for way in sorted(right - left))


def pairs_of(old: Channel, new: Channel) -> Iterator[tuple[ChannelOperation, ChannelOperation]]:
    """Yield the operations that go on: in one direction the only ones of both sides, or those of one id."""
    for way in ("output", "input"):
        left, right = ([item for item in side.operations if item.direction == way] for side in (old, new))
        if len(left) == len(right) == 1:
            yield left[0], right[0]
            continue
        ids = {item.operation_id: item for item in right}
        yield from ((item, ids[item.operation_id]) for item in left if item.operation_id in ids)


def compare_operation(
    old: ChannelOperation, new: ChannelOperation, matched: Matched, walk: SchemaWalk, names: Mapping[str, str]
) -> Iterator[Change]:
    """Yield what changed in one operation."""
    yield from lifecycle(old.key, old.key, old, new)
    yield from texts_of(old, new, old.key)
    if change := compare_pair(old, new, names):
        yield change
    left, right = Bound(old.key, old.origin, old.bindings), Bound(old.key, new.origin, new.bindings)
    yield from compare_bindings(left, right, walk, old.direction)
    yield from compare_reply(old, new, matched)


def compare_reply(old: ChannelOperation, new: ChannelOperation, matched: Matched) -> Iterator[Change]:
    """Yield changes of where the answer goes; the messages of the answer are compared as messages."""
    before, after, at = old.reply, new.reply, f"{old.key} > reply"
    way: Direction = flip(old.direction)
    if before is None or after is None:
        if before is not after:
            kind = "reply-removed" if after is None else "reply-added"
            sides = [
                Side(side.origin if side else other.origin, bool(side)) for side, other in ((before, old), (after, new))
            ]
            yield Change(kind, at, frozenset({way}), sides[0], sides[1], {"name": old.key}, (old.key,))
        return
    for kind, key, one, two in (
        ("reply-channel-changed", "channel", matched.pairs.get(before.channel, before.channel), after.channel),
        ("reply-address-changed", "address", before.address, after.address),
    ):
        if one != two:
            sides = [
                Side(place(before.origin, key), getattr(before, key)),
                Side(place(after.origin, key), getattr(after, key)),
            ]
            words = {"name": old.key, "old": show(getattr(before, key)), "new": show(two)}
            yield Change(kind, at, frozenset({way}), sides[0], sides[1], words, (old.key,))


def place(origin: Origin, key: str) -> Origin:
    """Return where a reply states its channel or its address."""
    return origin.child(key)
