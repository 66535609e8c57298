"""Reads what both major versions of AsyncAPI share: bindings, security, parameters, servers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..model.interface import Channel, Fact, Message, Parameter, Security, Server
from .asyncapi_traits import Traited, merged
from .plain import entries, flag, mapping, sequence, text, texts
from .scope import Scope

if TYPE_CHECKING:
    from ..model.interface import Alternative, Origin

Schemes = Mapping[str, Fact]
SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Events:
    """The servers, channels and messages of a document."""

    servers: tuple[Server, ...] = ()
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)

    def add(self, message: Message) -> None:
        """Add a message; of several with one key the later ones get a number."""
        from msgspec.structs import replace

        key, count = message.key, 2
        while key in self.messages:
            key, count = f"{message.key} {count}", count + 1
        self.messages[key] = replace(message, key=key)


def is_deprecated(data: Mapping[str, Any]) -> bool:
    """Return whether a part is marked deprecated; AsyncAPI itself has the mark for schemas and 2.x channels only."""
    return flag(data.get("deprecated")) or flag(data.get("x-deprecated"))


def bindings_of(scope: Scope, whole: Traited) -> dict[str, Fact]:
    """Return what is said for each protocol, traits merged, without the version of the binding itself."""
    read: dict[str, list[tuple[Mapping[str, Any], Origin]]] = {}
    for value, origin in whole.at("bindings"):
        for protocol, said in entries((scope.part(value, origin) or ({}, origin))[0]):
            if not protocol.startswith("x-") and isinstance(said, Mapping):
                read.setdefault(protocol, []).append((said, origin.child(protocol)))
    return {
        protocol: Fact(
            {key: item for key, item in merged([data for data, _ in said]).items() if key != "bindingVersion"},
            said[0][1],
        )
        for protocol, said in read.items()
    }


def plain(part: tuple[Mapping[str, Any], Origin]) -> Traited:
    """Return a part that has no traits."""
    return Traited((part,), part)


def security_schemes(scope: Scope, data: Mapping[str, Any], root: Origin) -> dict[str, Fact]:
    """Return the ways to prove who one is, by name, in the words of AsyncAPI 2 where the majors differ."""
    at = root.child("components", "securitySchemes")
    written = entries(mapping(data.get("components")).get("securitySchemes"))
    read = ((name, scope.part(value, at.child(name))) for name, value in written)
    return {name: Fact(scheme_value(part[0]), part[1]) for name, part in read if part}


def scheme_value(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a scheme without the scopes that a use of it asks for, `availableScopes` called `scopes`."""
    value = {key: item for key, item in data.items() if key != "scopes"}
    if isinstance(value.get("flows"), Mapping):
        value["flows"] = {name: flow_value(flow) for name, flow in entries(value["flows"])}
    return value


def flow_value(flow: Any) -> dict[str, Any]:
    """Return a flow of OAuth with its scopes under one name."""
    return {"scopes" if key == "availableScopes" else key: item for key, item in entries(flow)}


def requirements(value: Any, origin: Origin) -> Security | None:
    """Return the ways in as AsyncAPI 2 states them: a list of names with scopes."""
    if not isinstance(value, list):
        return None
    ways = (tuple((name, texts(scopes)) for name, scopes in entries(way)) for way in value)
    return Security(tuple(ways), origin)


def listed_schemes(scope: Scope, value: Any, origin: Origin, schemes: Schemes) -> Security | None:
    """Return the ways in as AsyncAPI 3 states them: a list of schemes, or of references to them."""
    if not isinstance(value, list):
        return None
    return Security(tuple(alternative(scope, item, origin.child(i), schemes) for i, item in enumerate(value)), origin)


def alternative(scope: Scope, value: Any, origin: Origin, schemes: Schemes) -> Alternative:
    """Return one way in; a scheme that is written in place goes by the name of the one that it equals."""
    part = scope.part(value, origin)
    if part is None:
        return ()
    name = next((name for name, fact in schemes.items() if fact.origin == part[1]), "")
    wanted = scheme_value(part[0])
    name = name or next((name for name, fact in schemes.items() if fact.value == wanted), text(part[0].get("type")))
    return ((name, texts(part[0].get("scopes"))),)


def parameters_of(scope: Scope, value: Any, origin: Origin) -> tuple[Parameter, ...]:
    """Return the parameters of an address. AsyncAPI 2 gives each a schema; in AsyncAPI 3 it is a text."""
    found = []
    for name, item in entries(value):
        if part := scope.part(item, origin.child(name)):
            data, at = part
            typed = "schema" in data
            said = data["schema"] if typed else {"type": "string", **only(data, "enum", "default", "examples")}
            found.append(
                Parameter(
                    name=name,
                    place="path",
                    required=True,
                    schema=scope.node(said, at.child("schema") if typed else at),
                    origin=at,
                    description=text(data.get("description")),
                    options={"location": text(data.get("location")), "typed": typed},
                )
            )
    return tuple(found)


def only(data: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Return the entries under some keys."""
    return {key: data[key] for key in keys if key in data}


def server_of(scope: Scope, name: str, value: Any, origin: Origin, schemes: Schemes) -> Server | None:
    """Return a server of either major version; the protocol stands beside the address, not in it."""
    part = scope.part(value, origin)
    if part is None:
        return None
    data, at = part
    older = "url" in data
    url = SCHEME.sub("", text(data.get("url"))) if older else text(data.get("host")) + text(data.get("pathname"))
    asked = at.child("security")
    stated = data.get("security")
    return Server(
        url=url,
        origin=at,
        description=text(data.get("description")),
        variables=dict(entries(data.get("variables"))),
        name=name,
        protocol=text(data.get("protocol")).lower(),
        protocol_version=text(data.get("protocolVersion")),
        security=requirements(stated, asked) if older else listed_schemes(scope, stated, asked, schemes),
        bindings=bindings_of(scope, plain(part)),
    )


def servers_of(scope: Scope, data: Mapping[str, Any], root: Origin, schemes: Schemes) -> tuple[Server, ...]:
    """Return where the application is reached, in the order in which it is written."""
    at = root.child("servers")
    read = (server_of(scope, name, item, at.child(name), schemes) for name, item in entries(data.get("servers")))
    return tuple(server for server in read if server and server.url)


def tags_of(whole: Traited) -> tuple[str, ...]:
    """Return the names of tags."""
    return tuple(name for tag in sequence(whole.get("tags")) if (name := text(mapping(tag).get("name"))))
