"""Compares what an application that speaks in messages says of its servers beyond their address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model.change import Change, Side
from ..model.interface import Interface, Origin, Security, Server
from .bindings import Bound, compare_bindings
from .schema import SchemaWalk
from .security import compare_pair, renamed_schemes
from .wording import show

STATED = (
    ("server-protocol-changed", "protocol", "protocol"),
    ("server-protocol-version-changed", "protocolVersion", "protocol_version"),
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A server seen as what asks for security."""

    key: str
    origin: Origin
    security: Security | None


def compare_event_servers(old: Interface, new: Interface, walk: SchemaWalk) -> Iterator[Change]:
    """Yield changes of protocol, security and bindings of the servers that both sides have."""
    names = renamed_schemes(old, new)
    for before, after in pairs(old, new):
        if before.protocol or after.protocol:
            yield from compare_server(before, after, walk, names)


def pairs(old: Interface, new: Interface) -> Iterator[tuple[Server, Server]]:
    """Yield the servers that go on: of one name, or of one address."""
    by_name = {server.name: server for server in new.servers if server.name}
    by_url = {server.url.rstrip("/"): server for server in new.servers}
    for server in old.servers:
        other = by_name.get(server.name) or by_url.get(server.url.rstrip("/"))
        if other:
            yield server, other


def compare_server(old: Server, new: Server, walk: SchemaWalk, names: Mapping[str, str]) -> Iterator[Change]:
    """Yield what changed in one server."""
    key = f"servers > {old.name or old.url}"
    for kind, keyword, attribute in STATED:
        before, after = getattr(old, attribute), getattr(new, attribute)
        if before != after:
            sides = Side(old.origin.child(keyword), before), Side(new.origin.child(keyword), after)
            words = {"name": old.name, "old": show(before), "new": show(after)}
            yield Change(kind, key, frozenset({"both"}), *sides, words, (key,))
    one, two = (Asking(key, side.origin, side.security) for side in (old, new))
    if change := compare_pair(one, two, names):
        yield change
    left, right = Bound(key, old.origin, old.bindings), Bound(key, new.origin, new.bindings)
    yield from compare_bindings(left, right, walk, "both")
