"""Compares security: alternatives as sets of what suffices, schemes by what they ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from msgspec.structs import replace

from ..model.change import Change, Side
from ..model.interface import Interface, Operation, Origin, Security
from .wording import show

Way = frozenset[
    tuple[str, str]
]  # what one alternative asks: pairs of scheme and scope, the scope "" for the scheme itself


def compare_security(old: Interface, new: Interface, pairs: Iterable[tuple[Operation, Operation]]) -> Iterator[Change]:
    """Yield changes of what is asked; where the whole document says it, once for all operations."""
    names = renamed_schemes(old, new)
    shared: dict[tuple[str, str, str], Change] = {}
    for before, after in pairs:
        change = compare_pair(before, after, names)
        if change is None:
            continue
        if change.old and change.new and all(is_shared(s.origin) for s in (change.old, change.new)):
            key = (change.kind, repr(change.old.value), repr(change.new.value))
            have = shared.get(key)
            reached = (*(have.affects if have else ()), before.key)
            shared[key] = replace(change, address="security", affects=tuple(sorted(reached)))
        else:
            yield change
    yield from shared.values()


def is_shared(origin: Origin) -> bool:
    """Return whether a requirement is stated for the whole document."""
    return origin.pointer in ("/security", "")


class Asks(Protocol):
    """What may ask who one is: an operation, or a server that speaks in messages."""

    @property
    def key(self) -> str:
        """Return its address."""
        ...

    @property
    def origin(self) -> Origin:
        """Return where it stands."""
        ...

    @property
    def security(self) -> Security | None:
        """Return what it asks for."""
        ...


def compare_pair(old: Asks, new: Asks, names: Mapping[str, str]) -> Change | None:
    """Return how the security of an operation changed."""
    before, after = ways(old.security, names), ways(new.security, {})
    if before == after:
        return None
    tightened = [way for way in before if not any(other <= way for other in after)]
    loosened = [way for way in after if not any(other <= way for other in before)]
    if tightened:
        kind = "security-added" if before == {frozenset()} else "security-tightened"
    elif frozenset() in after:
        kind = "security-removed"
    else:
        kind = "security-loosened" if loosened or before != after else ""
    if not kind:
        return None
    sides = [
        Side(s.origin if s else o.origin, describe(w))
        for s, o, w in ((old.security, old, before), (new.security, new, after))
    ]
    words = {"name": old.key, "old": describe(before), "new": describe(after)}
    return Change(kind, f"{old.key} > security", frozenset({"input"}), sides[0], sides[1], words, (old.key,))


def ways(security: Security | None, names: Mapping[str, str]) -> set[Way]:
    """Return the alternatives as sets; nothing stated asks nothing."""
    if security is None or not security.alternatives:
        return {frozenset()}
    return {
        frozenset((names.get(scheme, scheme), scope) for scheme, scopes in alternative for scope in ("", *scopes))
        for alternative in security.alternatives
    }


def describe(found: set[Way]) -> str:
    """Return alternatives in words: `bearerAuth (read) or apiKey`."""
    return " or ".join(sorted(describe_way(way) for way in found))


def describe_way(way: Way) -> str:
    """Return one alternative in words."""
    schemes = sorted({scheme for scheme, _ in way})
    if not schemes:
        return "nothing"
    parts = []
    for scheme in schemes:
        scopes = sorted(scope for name, scope in way if name == scheme and scope)
        parts.append(f"{scheme} ({', '.join(scopes)})" if scopes else scheme)
    return " and ".join(parts)


def renamed_schemes(old: Interface, new: Interface) -> dict[str, str]:
    """Return the schemes that only go by another name now."""
    by_text = {
        show_whole(fact.value): name for name, fact in new.security_schemes.items() if name not in old.security_schemes
    }
    gone = {name: show_whole(f.value) for name, f in old.security_schemes.items() if name not in new.security_schemes}
    return {name: by_text[text] for name, text in gone.items() if text in by_text}


def show_whole(value: Any) -> str:
    """Return what a scheme asks, without its description."""
    return (
        repr(sorted((k, repr(v)) for k, v in value.items() if k != "description")) if isinstance(value, Mapping) else ""
    )


HARD = ("type", "in", "name", "scheme")  # what a client must do differently
SOFT = ("openIdConnectUrl", "oauth2MetadataUrl", "bearerFormat")


def compare_security_schemes(old: Interface, new: Interface) -> Iterator[Change]:
    """Yield changes of the schemes themselves."""
    for name, fact in old.security_schemes.items():
        other = new.security_schemes.get(name)
        if other is None or not isinstance(fact.value, Mapping) or not isinstance(other.value, Mapping):
            continue
        for kind, keys in (("security-scheme-changed", HARD), ("security-scheme-details-changed", SOFT)):
            for key in keys:
                before, after = fact.value.get(key), other.value.get(key)
                if text(before) != text(after):
                    sides = Side(fact.origin.child(key), before), Side(other.origin.child(key), after)
                    words = {"name": name, "key": key, "old": show(before), "new": show(after)}
                    yield Change(kind, f"security > {name}", frozenset({"input"}), *sides, words)
        if bool(fact.value.get("deprecated")) != bool(other.value.get("deprecated")):
            kind = "deprecated-added" if other.value.get("deprecated") else "deprecated-removed"
            sides = Side(fact.origin.child("deprecated")), Side(other.origin.child("deprecated"))
            yield Change(kind, f"security > {name}", frozenset({"input"}), *sides, {"name": name, "when": ""})
        yield from compare_flows(name, fact.value, other.value, fact.origin, other.origin)


def text(value: Any) -> Any:
    """Return a value with the case dropped where HTTP knows none (RFC 9110, 11.1)."""
    return value.lower() if isinstance(value, str) else value


def mapping_at(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the mapping under a key, an empty one where there is none."""
    found = value.get(key)
    return found if isinstance(found, Mapping) else {}


def compare_flows(
    name: str, old: Mapping[str, Any], new: Mapping[str, Any], left: Origin, right: Origin
) -> Iterator[Change]:
    """Yield changes of OAuth flows: a flow or a scope that went, an address that moved."""
    before, after = mapping_at(old, "flows"), mapping_at(new, "flows")
    for flow in sorted({*before, *after}):
        sides = Side(left.child("flows", flow), flow), Side(right.child("flows", flow), flow)
        at, words = f"security > {name} > {flow}", {"name": name, "value": flow}
        if flow not in after or flow not in before:
            kind = "security-flow-removed" if flow not in after else "security-flow-added"
            yield Change(kind, at, frozenset({"input"}), *sides, words)
            continue
        one, two = mapping_at(before, flow), mapping_at(after, flow)
        for key in ("authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl"):
            if one.get(key) != two.get(key):
                pair = Side(sides[0].origin.child(key), one.get(key)), Side(sides[1].origin.child(key), two.get(key))
                said = {"name": name, "key": key, "old": show(one.get(key)), "new": show(two.get(key))}
                yield Change("security-scheme-details-changed", at, frozenset({"input"}), *pair, said)
        scopes = [mapping_at(side, "scopes") for side in (one, two)]
        for kind, here, there in (("security-scope-removed", 0, 1), ("security-scope-added", 1, 0)):
            for scope in sorted(set(scopes[here]) - set(scopes[there])):
                places = [
                    Side(side.origin.child("scopes"), scope if i == here else None) for i, side in enumerate(sides)
                ]
                yield Change(kind, at, frozenset({"input"}), places[0], places[1], {"name": name, "value": scope})
