"""The size of parsed data, found level by level without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .document import Limits

BOTH = frozenset([dict, list])


class Size(NamedTuple):
    """How many keys and nodes (lists, mappings, keys, scalars) data has, and how deep it nests.

    `widest` is the most keys of one mapping, `longest` the most members of one list.
    """

    keys: int
    nodes: int
    depth: int
    widest: int
    longest: int

    def is_within(self, limits: Limits) -> bool:
        """Return whether no bound is passed."""
        large = self.nodes > limits.max_nodes or self.depth > limits.max_depth
        return not large and self.widest <= limits.max_keys and self.longest <= limits.max_members


def measure(data: Any) -> Size:
    """Return the size of data without aliases."""
    keys = items = depth = widest = longest = 0
    level = [data] if isinstance(data, dict | list) else []
    while level:
        depth += 1
        below: list[Any] = []
        for part in level:
            size = len(part)
            if type(part) is dict:
                keys += size
                widest = max(widest, size)
                below += [value for value in part.values() if type(value) in BOTH]
            else:
                items += size
                longest = max(longest, size)
                below += [value for value in part if type(value) in BOTH]
        level = below
    return Size(keys, 1 + 2 * keys + items, depth, widest, longest)
