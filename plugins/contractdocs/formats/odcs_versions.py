"""What came into ODCS with which version, and what of it a contract uses that declares an older one.

Sources: the schemas of ODCS 3.0.0 to 3.2.0, compared with each other key by key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .odcs_parts import Part, mapping, parts

VERSIONS = ("v3.0.0", "v3.0.1", "v3.0.2", "v3.1.0", "v3.2.0")
QUANTUM_VERSIONS = ("v2.2.0", "v2.2.1", "v2.2.2")
GRIOT = "v1.0.0"
LATEST = VERSIONS[-1]

KEYS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "v3.0.1": {"contract": ("authoritativeDefinitions",)},
    "v3.1.0": {
        "definition": ("description", "id"),
        "custom": ("description", "id"),
        "quality": ("id", "metric", "arguments"),
        "price": ("id",),
        "role": ("id",),
        "dataset": ("id", "relationships"),
        "field": ("id", "relationships"),
        "server": ("id",),
        "promise": ("description", "id", "schedule", "scheduler"),
        "channel": ("customProperties", "id"),
        "member": ("authoritativeDefinitions", "customProperties", "id", "tags"),
    },
    "v3.2.0": {
        "contract": ("context",),
        "custom": ("vendor",),
        "relationship": ("id",),
        "dataset": ("deprecated", "synonyms", "context"),
        "field": ("deprecated", "synonyms", "enum", "map", "semanticType"),
        "promise": ("authoritativeDefinitions", "customProperties"),
        "server": ("encoding", "workgroup"),
    },
}
LOGICAL_TYPES = {"v3.1.0": ("timestamp", "time"), "v3.2.0": ("map", "vector")}
SERVER_TYPES = {
    "v3.1.0": ("hive", "impala", "zen"),
    "v3.2.0": (
        "btrieve",
        "exasol",
        "fastobjects",
        "hana",
        "iceberg",
        "ingres",
        "poet",
        "teradata",
        "vectorwise",
        "versant",
    ),
}
SIMPLE_TARGET = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\.[A-Za-z_][A-Za-z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class Newer:
    """A piece of syntax that is newer than what a contract declares: since when, what, where, how often."""

    since: str
    what: str
    pointer: str
    key: bool
    places: int = 1


def newer_syntax(data: Any, declared: str) -> tuple[Newer, ...]:
    """Return each piece of syntax newer than `declared` once, at its first place.

    Patch releases only count where the older schema refuses the key: the contract itself is closed in all versions.
    """
    first: dict[tuple[str, str], Newer] = {}
    for part in parts(data):
        for found in (*new_keys(part), *new_values(part)):
            if found.since > declared:
                seen = first.get((found.since, found.what))
                first[found.since, found.what] = count(seen, found)
    return tuple(first.values())


def count(seen: Newer | None, found: Newer) -> Newer:
    """Return the first place with one more counted."""
    if seen is None:
        return found
    return Newer(seen.since, seen.what, seen.pointer, seen.key, seen.places + 1)


def new_keys(part: Part) -> Iterator[Newer]:
    """Yield the keys of a part that came later than the first version of ODCS 3."""
    for since, kinds in KEYS.items():
        for key in kinds.get(part.kind, ()):
            if key in part.data:
                yield Newer(since, f"`{key}` of a {NAMES.get(part.kind, part.kind)}", part.at(key), True)


def new_values(part: Part) -> Iterator[Newer]:
    """Yield the values of a part that came later than the first version of ODCS 3."""
    check = VALUES.get(part.kind)
    if check is not None:
        yield from check(part)


def contract_values(part: Part) -> Iterator[Newer]:
    """Yield what is new about the contract as a whole: a team as an object, a contract without status."""
    if isinstance(part.data.get("team"), Mapping):
        yield Newer("v3.1.0", "`team` as an object", part.at("team"), True)
    if "status" not in part.data:
        yield Newer("v3.2.0", "a contract without `status`", part.pointer, False)


def field_values(part: Part) -> Iterator[Newer]:
    """Yield new logical types, and exclusive bounds that are values."""
    logical = part.data.get("logicalType")
    for since, names in LOGICAL_TYPES.items():
        if logical in names:
            yield Newer(since, f"logicalType `{logical}`", part.at("logicalType"), False)
    options = mapping(part.data.get("logicalTypeOptions"))
    for key in ("exclusiveMinimum", "exclusiveMaximum"):
        if logical in ("date", "integer", "number") and key in options and not isinstance(options[key], bool):
            yield Newer("v3.1.0", f"`{key}` as a value", part.at("logicalTypeOptions", key), True)


def server_values(part: Part) -> Iterator[Newer]:
    """Yield new server types, and ports as text."""
    kind = part.data.get("type")
    for since, names in SERVER_TYPES.items():
        if kind in names:
            yield Newer(since, f"server type `{kind}`", part.at("type"), False)
    if isinstance(part.data.get("port"), str) and kind != "custom":
        yield Newer("v3.2.0", "`port` as text", part.at("port"), False)


def channel_values(part: Part) -> Iterator[Newer]:
    """Yield support channels without an address, which ODCS 3.0 asks for."""
    if "channel" in part.data and "url" not in part.data:
        yield Newer("v3.1.0", "a support channel without `url`", part.pointer, False)


def relationship_values(part: Part) -> Iterator[Newer]:
    """Yield targets that name more than a dataset and a field, or use hyphens."""
    for key in ("from", "to"):
        value = part.data.get(key)
        for target in value if isinstance(value, list) else [value]:
            if isinstance(target, str) and "/" not in target and not SIMPLE_TARGET.match(target):
                yield Newer("v3.2.0", f"the target `{target}`", part.at(key), False)


VALUES: Mapping[str, Callable[[Part], Iterator[Newer]]] = {
    "contract": contract_values,
    "field": field_values,
    "server": server_values,
    "channel": channel_values,
    "relationship": relationship_values,
}
NAMES = {
    "definition": "definition",
    "custom": "custom property",
    "quality": "quality rule",
    "dataset": "schema",
    "field": "property",
    "promise": "service level",
    "channel": "support channel",
    "member": "team member",
}
