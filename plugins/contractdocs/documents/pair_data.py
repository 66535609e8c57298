"""Reads chosen blocks of two documents on two cores; what both write alike is parsed once and held by both.

JSON is parsed faster than it can be handed over: it is read here, and another process makes the checks of a thorough
reading. YAML is parsed in two halves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from .blocks import Blocks, Piece, Steps
from .document import Limits
from .side_by_side import Aside, side_by_side


class Choice(NamedTuple):
    """Which blocks to read: what each document writes in its own way, and what both write alike."""

    own: set[Steps]
    alike: set[Steps]


class PairData(NamedTuple):
    """The data of two documents; `checks` find out meanwhile whether it stands."""

    old: Any
    new: Any
    checks: Aside[bool] | None = None


def quick_data(old: Blocks, new: Blocks, choice: Choice, limits: Limits) -> PairData | None:
    """Return the data of two documents of JSON, to be checked for keys that stand twice and for limits.

    None where one of them has to be read whole.
    """
    wanted = (old, choice.own), (new, choice.own), (old, choice.alike)
    checks = Aside(lambda: fits([side.data(chosen, limits) for side, chosen in wanted], limits), data=True)
    before, after, both = (side.quick_data(chosen) for side, chosen in wanted)
    if before is None or after is None or both is None:
        checks.end()
        return None
    return PairData(old.tree({**before, **both}), new.tree({**after, **both}), checks)


def checked_data(old: Blocks, new: Blocks, choice: Choice, limits: Limits) -> PairData | None:
    """Return the data of two documents; None where one of them has to be read whole."""
    own = choice.own
    first, second = halves(old, new, choice)
    here, there = side_by_side(
        lambda: [old.data(own, limits), old.data(first, limits)],
        lambda: [new.data(own, limits), old.data(second, limits)],
        data=True,
    )
    if not fits([here[0], there[0], here[1], there[1]], limits):
        return None
    before, these, after, those = (piece[0] for piece in (*here, *there) if piece)
    both = {**dict(zip(old.chosen(first), these)), **dict(zip(old.chosen(second), those))}
    left, right = dict(zip(old.chosen(own), before)), dict(zip(new.chosen(own), after))
    return PairData(old.tree({**left, **both}), new.tree({**right, **both}))


def halves(old: Blocks, new: Blocks, choice: Choice) -> tuple[set[Steps], set[Steps]]:
    """Return what both sides hold alike as two sets: with these, the two processes have about as much to do."""
    ahead = sum(new.parts.size(at) - old.parts.size(at) for at in choice.own)
    found: tuple[set[Steps], set[Steps]] = set(), set()
    for at in sorted(choice.alike):
        found[ahead <= 0].add(at)
        ahead += old.parts.size(at) * (1 if ahead <= 0 else -1)
    return found


def fits(pieces: Sequence[Piece], limits: Limits) -> bool:
    """Return whether pieces could be read and neither document passes the limits.

    The first two are what each of them has alone.
    """
    read = [nodes for _, nodes in (piece for piece in pieces if piece is not None)]
    return len(read) == len(pieces) and sum(read) <= limits.max_nodes + min(read[:2])
