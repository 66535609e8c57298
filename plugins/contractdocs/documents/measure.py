"""The size of parsed data, found level by level without recursion."""

from __future__ import annotations

from itertools import chain
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
        mappings, lists = parted(level)
        sizes, lengths = [*map(len, mappings)], [*map(len, lists)]
        keys, widest = keys + sum(sizes), max(widest, max(sizes, default=0))
        items, longest = items + sum(lengths), max(longest, max(lengths, default=0))
        level = inside(mappings, lists)
    return Size(keys, 1 + 2 * keys + items, depth, widest, longest)


def below(level: list[Any]) -> list[Any]:
    """Return the lists and mappings that stand in some."""
    return inside(*parted(level))


def parted(level: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return the mappings and the lists among some of both."""
    return [part for part in level if type(part) is dict], [part for part in level if type(part) is not dict]


def inside(mappings: list[Any], lists: list[Any]) -> list[Any]:
    """Return the lists and mappings that stand in some; all values are chained, not gone through part by part."""
    values = chain(chain.from_iterable(map(dict.values, mappings)), chain.from_iterable(lists))
    return [value for value in values if type(value) in BOTH]
