"""Compares where the data is served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .differences import Difference, at_key, documentation, show, squeezed, tail

Placed = tuple[int, Mapping[str, Any]]

PRODUCTION = frozenset({"prod", "production", "prd", "live", "p"})
ELSEWHERE = ("dev", "test", "stag", "qa", "uat", "sandbox", "local", "preprod", "non-prod", "nonprod", "int")
FORM = ("format", "delimiter", "encoding")
TYPE_ALIASES = {"postgresql": "postgres"}
KNOWN = frozenset({"id", "server", "type", "environment", "roles"})
TOLD_ONLY = frozenset({"description", "customProperties", "authoritativeDefinitions", "tags"})


def compare_data_servers(old: Any, new: Any) -> Iterator[tuple[str, Difference]]:
    """Yield the name of each server that changed with the difference: by id, then by name, then by location."""
    pairs, gone, come = match(listed(old), listed(new))
    for before, after in pairs:
        for difference in compare_server(before[1], after[1]):
            keys = tail(before[0]) + difference.old_key, tail(after[0]) + difference.new_key
            yield label(after), Difference(difference.kind, difference.words, difference.old, difference.new, *keys)
    for server in gone:
        kind = "production-server-removed" if in_production(server[1]) else "data-server-removed"
        yield label(server), Difference(kind, {}, label(server), None, tail(server[0]), "")
    for server in come:
        yield (
            label(server),
            Difference("data-server-added", {}, None, label(server), "", tail(server[0])),
        )


def listed(value: Any) -> list[Placed]:
    """Return the servers of a list with their index."""
    items = enumerate(value) if isinstance(value, list) else ()
    return [(index, item) for index, item in items if isinstance(item, Mapping)]


def match(left: list[Placed], right: list[Placed]) -> tuple[list[tuple[Placed, Placed]], list[Placed], list[Placed]]:
    """Return the servers that both sides have, what is gone and what came."""
    pairs: list[tuple[Placed, Placed]] = []
    for key in (identity, label, whereabouts):
        for server in list(left):
            mark = key(server)
            other = next((item for item in right if mark and key(item) == mark), None)
            if other is not None:
                pairs.append((server, other))
                left.remove(server)
                right.remove(other)
    return sorted(pairs, key=lambda pair: pair[1][0]), left, right


def identity(server: Placed) -> str:
    """Return the stable id."""
    return str(server[1].get("id") or "")


def label(server: Placed) -> str:
    """Return the name, else the position."""
    return str(server[1].get("server") or f"[{server[0]}]")


def whereabouts(server: Placed) -> str:
    """Return the type and all that says where the data is, empty where nothing does."""
    found = location(server[1])
    return show(sorted(found.items())) + kind_of(server[1]) if found else ""


def location(server: Mapping[str, Any]) -> dict[str, Any]:
    """Return what says where the data is: host, database, path, topic and whatever else the type has."""
    aside = KNOWN | TOLD_ONLY | set(FORM)
    return {key: str(value) for key, value in server.items() if key not in aside and value is not None}


def kind_of(server: Mapping[str, Any]) -> str:
    """Return the type, one name for each."""
    kind = str(server.get("type") or "").lower()
    return TYPE_ALIASES.get(kind, kind)


def in_production(server: Mapping[str, Any]) -> bool:
    """Return whether people may rely on a server: stated as production, or nothing says that it is not."""
    environment = str(server.get("environment") or "").strip().lower()
    if environment:
        return environment in PRODUCTION
    return not str(server.get("server") or "").lower().startswith(ELSEWHERE)


def compare_server(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what changed in one server; another type says all about its location."""
    if old.get("server") != new.get("server"):
        yield at_key("data-server-renamed", "server", old.get("server"), new.get("server"))
    if kind_of(old) != kind_of(new):
        yield at_key("data-server-type-changed", "type", old.get("type"), new.get("type"))
    else:
        yield from places(old, new)
        for key in FORM:
            if old.get(key) != new.get(key):
                yield at_key("data-server-format-changed", key, old.get(key), new.get(key))
    if squeezed(old.get("environment")) != squeezed(new.get("environment")):
        yield at_key("data-server-environment-changed", "environment", old.get("environment"), new.get("environment"))
    yield from roles(old, new)
    yield from documentation(old, new, frozenset({*KNOWN, *FORM, *location(old), *location(new)}), "server")


def places(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield each part of the location that changed."""
    before, after = location(old), location(new)
    for key in [*before, *(key for key in after if key not in before)]:
        if before.get(key) != after.get(key):
            yield at_key("data-server-location-changed", key, old.get(key), new.get(key))


def roles(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield the roles that came to a server or left it."""
    before, after = role_names(old), role_names(new)
    for name in before:
        if name not in after:
            yield Difference("data-server-role-removed", {"role": name}, name, None, tail("roles", before[name]), "")
    for name in after:
        if name not in before:
            yield Difference("data-server-role-added", {"role": name}, None, name, "", tail("roles", after[name]))


def role_names(server: Mapping[str, Any]) -> dict[str, int]:
    """Return the names of a server's roles with their index."""
    return {str(item.get("role")): index for index, item in listed(server.get("roles"))}
