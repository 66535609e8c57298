"""Compares the addresses at which an API is reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from ..model.change import Change, Side
from ..model.interface import Interface, Server


def compare_servers(old: Interface, new: Interface) -> Iterator[Change]:
    """Yield servers that came or went; where every one went, the interface is no longer where it was."""
    left, right = ({server.url.rstrip("/"): server for server in side.servers} for side in (old, new))
    gone = [server for url, server in left.items() if url not in right]
    come = [server for url, server in right.items() if url not in left]
    if prefix_moved(left, right):
        return
    for server in gone:
        kind = "server-url-removed" if len(gone) < len(left) else "server-urls-replaced"
        yield one_sided(kind, server, new, removed=True)
    for server in come:
        yield one_sided("server-url-added", server, old, removed=False)
    for url, server in left.items():
        if url in right:
            yield from compare_variables(server, right[url])


def compare_variables(old: Server, new: Server) -> Iterator[Change]:
    """Yield what changed in the variables of an address: each listed value is an address of its own."""
    for name in sorted(old.variables.keys() & new.variables.keys()):
        before, after = (side.variables[name] for side in (old, new))
        if not isinstance(before, Mapping) or not isinstance(after, Mapping):
            continue
        for kind, one, other in (("server-url-removed", before, after), ("server-url-added", after, before)):
            listed, kept = values(one), values(other)
            gone = ["any other value"] if not listed and kept else sorted(listed - kept) if kept else []
            for value in gone:
                yield variable_change(kind, name, f"{old.url} with `{name}` as {value}", old, new)
        if before.get("default") != after.get("default"):
            words = {"variable": name, "old": str(before.get("default")), "new": str(after.get("default"))}
            yield variable_change("server-variable-default-changed", name, old.url, old, new, words)


def values(variable: Mapping[str, Any]) -> set[str]:
    """Return the values that a variable lists, none where any may be put in."""
    listed = variable.get("enum")
    return {str(value) for value in listed} if isinstance(listed, list) else set()


def variable_change(
    kind: str, variable: str, name: str, old: Server, new: Server, words: Mapping[str, str] | None = None
) -> Change:
    """Return the change of a variable of an address that both sides have."""
    sides = [Side(server.origin.child("variables", variable), server.variables[variable]) for server in (old, new)]
    at = f"servers > {old.url} > {variable}"
    return Change(kind, at, frozenset({"both"}), sides[0], sides[1], {"name": name, **(words or {})})


def prefix_moved(left: dict[str, Server], right: dict[str, Server]) -> bool:
    """Return whether the servers differ only in a path that the operations took over or gave up."""
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


def one_sided(kind: str, server: Server, other: Interface, *, removed: bool) -> Change:
    """Return the change of a server that stands on one side only."""
    here, there = Side(server.origin, server.url), Side(other.origin)
    sides = (here, there) if removed else (there, here)
    return Change(kind, f"servers > {server.url}", frozenset({"both"}), *sides, {"name": server.url})
