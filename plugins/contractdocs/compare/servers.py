"""Compares the addresses at which an API is reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit

from msgspec.structs import replace

from ..model.change import Change, Side
from ..model.interface import Interface, Operation, Origin, Server
from .paths import template

Match = tuple[Operation, Operation]
Group = tuple[tuple[Server, ...], tuple[Server, ...]]


def compare_servers(old: Interface, new: Interface, pairs: Sequence[Match]) -> Iterator[Change]:
    """Yield servers that came or went: those of the interface, and those that operations state for themselves.

    An operation is reached at its own servers, else at those of its path, else at those of the interface (OpenAPI
    3.1.1, 4.8.9 and 4.8.10). Operations that are reached at the same ones are told of together.
    """
    groups: dict[tuple[tuple[Origin, ...], ...], list[Match]] = {}
    for pair in pairs:
        if pair[0].caller == "consumer":
            key = tuple(tuple(server.origin for server in side) for side in servers_of(pair, old, new))
            groups.setdefault(key, []).append(pair)
    shared = tuple(tuple(server.origin for server in side.servers) for side in (old, new))
    if shared in groups or not groups:
        groups.pop(shared, None)
        yield from compare_lists((old.servers, new.servers), (old.origin, new.origin), "servers")
    for members in groups.values():
        lists = servers_of(members[0], old, new)
        moved = any(reached(pair[0], lists[0]) != reached(pair[1], lists[1]) for pair in members)
        if moved or urls(lists[0]) == urls(lists[1]):  # else a path went from the servers to the operations, or back
            keys = tuple(sorted(before.key for before, _ in members))
            origins = members[0][0].origin, members[0][1].origin
            for change in compare_lists(lists, origins, f"{keys[0]} > servers"):
                yield replace(change, affects=keys)


def servers_of(pair: Match, old: Interface, new: Interface) -> Group:
    """Return the servers at which two operations are reached."""
    return pair[0].servers or old.servers, pair[1].servers or new.servers


def urls(servers: Iterable[Server]) -> set[str]:
    """Return the addresses of servers."""
    return {server.url.rstrip("/") for server in servers}


def reached(operation: Operation, servers: Iterable[Server]) -> set[str]:
    """Return the addresses of an operation."""
    return {server.url.rstrip("/") + template(operation.path) for server in servers}


def compare_lists(lists: Group, origins: tuple[Origin, Origin], at: str) -> Iterator[Change]:
    """Yield servers that came or went; where every one went, the interface is no longer where it was."""
    left, right = ({server.url.rstrip("/"): server for server in side} for side in lists)
    gone = [server for url, server in left.items() if url not in right]
    come = [server for url, server in right.items() if url not in left]
    if prefix_moved(left, right):
        return
    for server in gone:
        kind = "server-url-removed" if len(gone) < len(left) else "server-urls-replaced"
        yield one_sided(kind, server, origins[1], at, removed=True)
    for server in come:
        yield one_sided("server-url-added", server, origins[0], at, removed=False)
    for url, server in left.items():
        if url in right:
            yield from compare_variables(server, right[url], at)


def compare_variables(old: Server, new: Server, above: str) -> Iterator[Change]:
    """Yield what changed in the variables of an address: each listed value is an address of its own."""
    for name in sorted(old.variables.keys() & new.variables.keys()):
        before, after = (side.variables[name] for side in (old, new))
        if not isinstance(before, Mapping) or not isinstance(after, Mapping):
            continue
        for kind, one, other in (("server-url-removed", before, after), ("server-url-added", after, before)):
            listed, kept = values(one), values(other)
            gone = ["any other value"] if not listed and kept else sorted(listed - kept) if kept else []
            for value in gone:
                yield variable_change(kind, (above, name), f"{old.url} with `{name}` as {value}", old, new)
        if before.get("default") != after.get("default"):
            words = {"variable": name, "old": str(before.get("default")), "new": str(after.get("default"))}
            yield variable_change("server-variable-default-changed", (above, name), old.url, old, new, words)


def values(variable: Mapping[str, Any]) -> set[str]:
    """Return the values that a variable lists, none where any may be put in."""
    listed = variable.get("enum")
    return {str(value) for value in listed} if isinstance(listed, list) else set()


def variable_change(
    kind: str, where: tuple[str, str], name: str, old: Server, new: Server, words: Mapping[str, str] | None = None
) -> Change:
    """Return the change of a variable of an address that both sides have; `where` is the list and the variable."""
    above, variable = where
    sides = [Side(server.origin.child("variables", variable), server.variables[variable]) for server in (old, new)]
    at = f"{above} > {old.url} > {variable}"
    return Change(kind, at, frozenset({"both"}), sides[0], sides[1], {"name": name, **(words or {})})


def prefix_moved(left: dict[str, Server], right: dict[str, Server]) -> bool:
    """Return whether the servers differ only in a path that the operations took over or gave up."""
    if any(server.protocol for server in (*left.values(), *right.values())):
        return False  # brokers and their like have no paths
    one, two = ([split(url) for url in side] for side in (left, right))
    hosts = {url[:2] for url in one} == {url[:2] for url in two}
    paths = {url.path for url in one}, {url.path for url in two}
    if not (left and right):  # a side without servers is served where its document is (OpenAPI 3.1, 4.8.1)
        return not any(url.netloc for url in (*one, *two))
    return hosts and paths[0] != paths[1] and any("" in side for side in paths)


def split(url: str) -> SplitResult:
    """Return the parts of an address; one that is none has only a path."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


def one_sided(kind: str, server: Server, other: Origin, at: str, *, removed: bool) -> Change:
    """Return the change of a server that stands on one side only."""
    here, there = Side(server.origin, server.url), Side(other)
    sides = (here, there) if removed else (there, here)
    return Change(kind, f"{at} > {server.url}", frozenset({"both"}), *sides, {"name": server.url})
