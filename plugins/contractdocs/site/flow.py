"""Draws who sends what to whom on a channel: two lines, and an arrow for each message."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.interface import Channel, Interface, Message, Server
from .parts import ChannelPart, MessagePart

Messages = tuple[MessagePart, ...]

ROW = 30
HEAD = 34
LONGEST = 46


@dataclass(frozen=True, slots=True)
class Arrow:
    """One message in the drawing: its height, what it says, and its direction as the application sees it."""

    y: int
    name: str
    address: str
    direction: str
    old: bool

    @property
    def words(self) -> str:
        """Return the direction for those who read the page instead of the drawing."""
        said = {"output": "you receive", "input": "you send", "both": "you send or receive"}
        return said[self.direction]


@dataclass(frozen=True, slots=True)
class Flow:
    """The drawing of one channel."""

    who: str
    height: int
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A channel with its messages; one without a channel holds messages that are sent on none that is known."""

    name: str
    part: ChannelPart | None
    messages: Messages
    flow: Flow
    servers: tuple[str, ...] = ()


def groups_of(interface: Interface, channels: tuple[ChannelPart, ...], messages: Messages) -> list[Group]:
    """Return the channels with their messages, in the order in which they are written."""
    parts = {part.channel.key: part for part in channels}
    names = list(dict.fromkeys([*parts, *(part.message.channel for part in messages)]))
    found = []
    for name in names:
        own = tuple(part for part in messages if part.message.channel == name)
        part = parts.get(name)
        servers = addresses(interface, part.channel) if part else ()
        found.append(Group(name, part, own, flow_of(interface, [item.message for item in own]), servers))
    return found


def flow_of(interface: Interface, messages: list[Message]) -> Flow:
    """Return the drawing of some messages."""
    arrows = (
        Arrow(HEAD + ROW * (index + 1), short(message.name), message.key, message.direction, message.deprecated)
        for index, message in enumerate(messages)
    )
    return Flow(short(interface.title or "the application", 32), HEAD + ROW * (len(messages) + 1), tuple(arrows))


def short(text: str, longest: int = LONGEST) -> str:
    """Return a name that fits over an arrow."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def addresses(interface: Interface, channel: Channel) -> tuple[str, ...]:
    """Return where a channel is found: the addresses of its servers."""
    known = (server for server in interface.servers if not channel.servers or server.name in channel.servers)
    return tuple(address_of(server) for server in known)


def address_of(server: Server) -> str:
    """Return the address of a server with its protocol."""
    return f"{server.protocol}://{server.url}" if server.protocol else server.url
