"""Compares who may read the data, whom to ask, who answers for it, and what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .differences import Difference, at_key, documentation, tail

Found = Iterator[tuple[str, Difference]]
Placed = tuple[int, Mapping[str, Any]]

RIGHTS = (
    {"read", "select", "view", "consume"},
    {"write", "readwrite", "read-write", "read/write", "insert", "update"},
    {"admin", "all", "owner"},
)
APPROVERS = ("firstLevelApprovers", "secondLevelApprovers")
ADDRESS = ("url", "tool", "scope", "invitationUrl")
OWNER = re.compile(r"\bowner\b", re.IGNORECASE)


def compare_roles(old: Any, new: Any) -> Found:
    """Yield the label of each role that changed with the difference."""
    before, after = named(old, "role"), named(new, "role")
    yield from came_and_went(before, after, "role-removed", "role-added")
    for name in (name for name in before if name in after):
        for difference in compare_role(before[name][1], after[name][1]):
            yield name, placed(difference, before[name], after[name])


def compare_role(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what changed in one role."""
    if (old.get("access") or None) != (new.get("access") or None):
        kind = access_kind(rights(old.get("access")), rights(new.get("access")))
        if kind:
            yield at_key(kind, "access", old.get("access"), new.get("access"))
    for key in APPROVERS:
        if (old.get(key) or None) != (new.get(key) or None):
            yield at_key("role-approvers-changed", key, old.get(key), new.get(key))
    yield from documentation(old, new, frozenset({"id", "role", "access", *APPROVERS}), "role")


def access_kind(old: int | None, new: int | None) -> str:
    """Return the kind of change between two rights, empty for two words of one right."""
    if old is None or new is None:
        return "role-access-changed"
    return "" if old == new else "role-access-widened" if new > old else "role-access-narrowed"


def rights(access: Any) -> int | None:
    """Return the rank of an access: reading, writing, all; None where the word is not known."""
    plain = re.sub(r"\s", "", str(access or "")).lower()
    return next((rank for rank, words in enumerate(RIGHTS) if plain in words), None)


def compare_support(old: Any, new: Any) -> Found:
    """Yield the label of each support channel that changed with the difference."""
    before, after = named(old, "channel"), named(new, "channel")
    removed = "support-channel-removed" if after else "last-support-channel-removed"
    yield from came_and_went(before, after, removed, "support-channel-added")
    for name in (name for name in before if name in after):
        left, right = before[name][1], after[name][1]
        for difference in compare_channel(left, right):
            yield name, placed(difference, before[name], after[name])


def compare_channel(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what changed in one support channel."""
    for key in ADDRESS:
        if (old.get(key) or None) != (new.get(key) or None):
            yield at_key("support-channel-changed", key, old.get(key), new.get(key))
    yield from documentation(old, new, frozenset({"id", "channel", *ADDRESS}), "support channel")


def compare_price(old: Any, new: Any) -> Found:
    """Yield what changed in the price."""
    before, after = as_mapping(old), as_mapping(new)
    left, right, words = amount(before), amount(after), {"old": price(before), "new": price(after)}
    if left is None or right is None:
        if left is not right:
            kind = "price-added" if left is None else "price-removed"
            yield "", at_key(kind, "priceAmount", before.get("priceAmount"), after.get("priceAmount"), words)
    elif any((before.get(key) or "") != (after.get(key) or "") for key in ("priceCurrency", "priceUnit")):
        yield (
            "",
            Difference("price-unit-changed", words, price(before), price(after)),
        )
    elif left != right:
        kind = "price-raised" if right > left else "price-lowered"
        yield (
            "",
            at_key(kind, "priceAmount", before["priceAmount"], after["priceAmount"], words),
        )


def amount(stated: Mapping[str, Any]) -> float | None:
    """Return the amount of a price, None where none is stated."""
    value = stated.get("priceAmount")
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def price(stated: Mapping[str, Any]) -> str:
    """Return a price in words: `9.95 USD per megabyte`."""
    currency, unit = stated.get("priceCurrency") or "", stated.get("priceUnit")
    return f"{stated.get('priceAmount')} {currency}".strip() + (f" per {unit}" if unit else "")


def compare_team(old: Any, new: Any) -> Found:
    """Yield changes of who owns the contract, and of who else is in the team."""
    before, after = owners(old), owners(new)
    if before != after:
        words = {"old": ", ".join(before) or "nobody", "new": ", ".join(after) or "nobody"}
        yield "", Difference("owner-changed", words, before, after)
    left, right = (named(members(side), "username") for side in (old, new))
    if {name: item[1] for name, item in left.items()} != {name: item[1] for name, item in right.items()}:
        words = {"old": ", ".join(left) or "nobody", "new": ", ".join(right) or "nobody"}
        yield "", Difference("team-member-changed", words, list(left), list(right))
    known = frozenset({"id", "members", "name"})
    yield from (("", item) for item in documentation(as_mapping(old), as_mapping(new), known, "team"))


def owners(team: Any) -> list[str]:
    """Return who answers for the contract: the team by name, and its present members whose role says owner."""
    stated = str(as_mapping(team).get("name") or "")
    people = [item for _, item in listed(members(team)) if OWNER.search(str(item.get("role") or ""))]
    names = sorted(str(item.get("username") or item.get("name")) for item in people if not item.get("dateOut"))
    return [name for name in (stated, *names) if name]


def members(team: Any) -> Any:
    """Return the members of a team, also of one in its older form, a list."""
    return team.get("members") if isinstance(team, Mapping) else team


def as_mapping(value: Any) -> Mapping[str, Any]:
    """Return a mapping as it is, anything else as an empty one."""
    return value if isinstance(value, Mapping) else {}


def listed(value: Any) -> list[Placed]:
    """Return the mappings of a list with their index."""
    items = enumerate(value) if isinstance(value, list) else ()
    return [(index, item) for index, item in items if isinstance(item, Mapping)]


def named(value: Any, key: str) -> dict[str, Placed]:
    """Return the mappings of a list by their name; of two with one name both are kept apart by number."""
    found: dict[str, Placed] = {}
    for index, item in listed(value):
        name = str(item.get(key) or f"[{index}]")
        count = sum(other == name or other.startswith(f"{name} #") for other in found)
        found[f"{name} #{count + 1}" if count else name] = (index, item)
    return found


def came_and_went(old: Mapping[str, Placed], new: Mapping[str, Placed], removed: str, added: str) -> Found:
    """Yield what only one side has."""
    for name, (index, _) in old.items():
        if name not in new:
            yield name, Difference(removed, {}, name, None, tail(index), "")
    for name, (index, _) in new.items():
        if name not in old:
            yield name, Difference(added, {}, None, name, "", tail(index))


def placed(difference: Difference, old: Placed, new: Placed) -> Difference:
    """Return a difference with its places below the list."""
    keys = tail(old[0]) + difference.old_key, tail(new[0]) + difference.new_key
    return Difference(difference.kind, difference.words, difference.old, difference.new, *keys)
