"""Finds which channel and which message of an older release goes on as which of the newer one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass

from ..model.interface import Channel, Interface, Message
from .address import Address
from .bindings import split
from .paths import template
from .schema import SchemaWalk


@dataclass(frozen=True, slots=True)
class Matched:
    """Keys of the older side with those of the newer side, and what stands on one side only."""

    pairs: Mapping[str, str]
    gone: tuple[str, ...]
    come: tuple[str, ...]


class Matching:
    """Matches what is left on both sides, one question after the other."""

    def __init__(self, old: Iterable[str], new: Iterable[str]) -> None:
        self.old, self.new = list(old), list(new)
        self.pairs: dict[str, str] = {}

    def by(self, old: Callable[[str], Hashable], new: Callable[[str], Hashable]) -> None:
        """Pair what answers alike, in order; an answer of None pairs with nothing."""
        index: dict[Hashable, list[str]] = {}
        for key in self.new:
            index.setdefault(new(key), []).append(key)
        index.pop(None, None)
        for key in list(self.old):
            if index.get(answer := old(key)):
                self.pair(key, index[answer].pop(0))

    def pair(self, old: str, new: str) -> None:
        """Pair two keys."""
        self.pairs[old] = new
        self.old.remove(old)
        self.new.remove(new)

    def result(self) -> Matched:
        """Return what was found."""
        return Matched(self.pairs, tuple(self.old), tuple(self.new))


def match_channels(old: Interface, new: Interface) -> Matched:
    """Match channels by address, the names of parameters aside; then by id; then by the ids of their operations."""
    left, right = old.channels, new.channels
    found = Matching(left, right)
    found.by(lambda key: key, lambda key: key)
    found.by(lambda key: template(left[key].key), lambda key: template(right[key].key))
    found.by(lambda key: chosen_name(left[key]), lambda key: chosen_name(right[key]))
    found.by(lambda key: operations_of(left[key]), lambda key: operations_of(right[key]))
    return found.result()


def chosen_name(channel: Channel) -> str | None:
    """Return the id of a channel where it is another thing than its address."""
    return channel.name if channel.name and channel.name != channel.address else None


def operations_of(channel: Channel) -> tuple[str, ...] | None:
    """Return the ids of the operations on a channel, None where they have none."""
    found = tuple(sorted(operation.operation_id for operation in channel.operations if operation.operation_id))
    return found or None


def match_messages(old: Interface, new: Interface, channels: Mapping[str, str], walk: SchemaWalk) -> Matched:
    """Match messages on the same channel and in the same direction: by name, by shape, then what is left over."""
    left, right = old.messages, new.messages
    found = Matching(left, right)

    def before(message: Message) -> str:
        found = channels.get(message.channel)
        return template(message.channel) if found is None else found

    def after(message: Message) -> str:
        return message.channel if message.channel in new.channels else template(message.channel)

    found.by(
        lambda key: (left[key].direction, before(left[key]), left[key].name),
        lambda key: (right[key].direction, after(right[key]), right[key].name),
    )
    one_way(found, left, right, before, after)
    for key in list(found.old):
        for other in list(found.new):
            one, two = left[key], right[other]
            if (one.direction, before(one)) == (two.direction, after(two)) and same_shape(one, two, walk):
                found.pair(key, other)
                break
    places = {key: (one.direction, before(one)) for key, one in left.items()}
    pair_the_rest(found, places, {key: (one.direction, after(one)) for key, one in right.items()}, left, right)
    return found.result()


Ask = Callable[[Message], str]


def one_way(
    found: Matching, left: Mapping[str, Message], right: Mapping[str, Message], before: Ask, after: Ask
) -> None:
    """Pair messages whose older side does not say the direction, by name.

    The other way round is a loss: a message that was sent and that no operation names any more is not sent.
    """
    for key in list(found.old):
        one = left[key]
        for other in list(found.new):
            two = right[other]
            if one.direction == "both" and (before(one), one.name) == (after(two), two.name):
                found.pair(key, other)
                break


def same_shape(old: Message, new: Message, walk: SchemaWalk) -> bool:
    """Return whether two messages of different names are the same on the wire, and say enough to be known by it."""
    if old.name_on_wire or new.name_on_wire or not (old.payload or old.headers or old.schema_text):
        return False
    if bool(old.payload) != bool(new.payload) or bool(old.headers) != bool(new.headers):
        return False
    if (old.schema_text, old.content_type) != (new.schema_text, new.content_type):
        return False
    scratch = walk.scratch()
    for way in split(old.direction):
        scratch.node(old.payload, new.payload, Address("payload"), way)
        scratch.node(old.headers, new.headers, Address("headers"), way)
    return not scratch.changes and not scratch.not_compared


Place = Mapping[str, Hashable]


def pair_the_rest(
    found: Matching, before: Place, after: Place, left: Mapping[str, Message], right: Mapping[str, Message]
) -> None:
    """Pair a message that nobody named with the only other one that is left at its place."""
    for key in list(found.old):
        same = [other for other in found.new if after[other] == before[key]]
        alone = [other for other in found.old if before[other] == before[key]]
        if len(same) == len(alone) == 1 and not (left[key].named and right[same[0]].named):
            found.pair(key, same[0])
