"""The size of parsed data, found level by level without recursion."""

from __future__ import annotations

from typing import Any, NamedTuple

BOTH = frozenset([dict, list])


class Size(NamedTuple):
    """How many keys and nodes (lists, mappings, keys, scalars) data has, and how deep it nests."""

    keys: int
    nodes: int
    depth: int


def measure(data: Any) -> Size:
    """Return the size of data without aliases."""
    keys = items = depth = 0
    level = [data] if isinstance(data, dict | list) else []
    while level:
        depth += 1
        below: list[Any] = []
        for part in level:
            if type(part) is dict:
                keys += len(part)
                below += [value for value in part.values() if type(value) in BOTH]
            else:
                items += len(part)
                below += [value for value in part if type(value) in BOTH]
        level = below
    return Size(keys, 1 + 2 * keys + items, depth)
