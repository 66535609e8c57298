"""Reads chosen blocks of two documents on two cores; what both write alike is parsed once and held by both.

JSON is parsed faster than it can be handed over: it is read here, and the companion makes the checks of a thorough
reading. YAML is parsed in two halves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from .blocks import Blocks
from .companion import Companion
from .document import Limits
from .outlines import Piece, Steps

HANDED = 1.2
"""How many times as long it takes to read something that has to be handed over to another process."""
LINES = "lines"
"""What a companion is asked, so that places are found sooner: what `lines_before` tells of both texts."""
Wanted = list[tuple[int, list[Steps]]]
"""Which blocks to read of the older document, 0, and of the newer one, 1."""


class Choice(NamedTuple):
    """Which blocks to read: what each document writes in its own way, and what both write alike."""

    own: set[Steps]
    alike: set[Steps]


class PairData(NamedTuple):
    """The data of two documents; where it is not checked, the companion says whether it stands.

    `before` is what `lines_before` tells of both texts, where it was asked.
    """

    old: Any
    new: Any
    checked: bool
    before: tuple[Sequence[int], Sequence[int]] = ((), ())


def quick_data(old: Blocks, new: Blocks, choice: Choice, limits: Limits, companion: Companion) -> PairData | None:
    """Return the data of two documents of JSON, to be checked for keys that stand twice and for limits.

    None where one of them has to be read whole.
    """
    own, alike = choice
    wanted: Wanted = [(0, [*own]), (1, [*own]), (0, [*alike])]
    companion.ask(LINES)
    companion.ask((list(old.text.outline.items()), wanted, True), last=True)
    before, after, both = (side.quick_data(chosen) for side, chosen in ((old, own), (new, own), (old, alike)))
    if before is None or after is None or both is None:
        return None
    return PairData(old.tree({**before, **both}), new.tree({**after, **both}), False, companion.answer())


def checked_data(
    old: Blocks, new: Blocks, choice: Choice, limits: Limits, companion: Companion, waiting: Callable[[], None]
) -> PairData | None:
    """Return the data of two documents; None where one of them has to be read whole.

    `waiting` is called when all is read here, and not yet there.
    """
    own = choice.own
    first, second = halves(old, new, choice)
    wanted: Wanted = [(1, [*own]), (0, [*second])]
    companion.ask((list(old.text.outline.items()), wanted, False), last=True)
    here = [old.data(own, limits), old.data(first, limits)]
    waiting()
    there = companion.answer()
    if not fits([here[0], there[0], here[1], there[1]], limits):
        return None
    before, these, after, those = (piece[0] for piece in (*here, *there) if piece)
    both = {**dict(zip(old.chosen(first), these)), **dict(zip(old.chosen(second), those))}
    left, right = dict(zip(old.chosen(own), before)), dict(zip(new.chosen(own), after))
    return PairData(old.tree({**left, **both}), new.tree({**right, **both}), True)


def answer_of(sides: Sequence[Blocks], asked: Sequence[Any], limits: Limits) -> Any:
    """Return the pieces that are asked for, or whether they stand: what a companion does."""
    wanted, to_check = asked
    pieces = [sides[side].data({*map(tuple, chosen)}, limits) for side, chosen in wanted]
    return fits(pieces, limits) if to_check else pieces


def halves(old: Blocks, new: Blocks, choice: Choice) -> tuple[set[Steps], set[Steps]]:
    """Return what both sides hold alike as two sets: with these, the two processes have about as much to do."""
    ahead = sum(new.parts.size(at) * HANDED - old.parts.size(at) for at in choice.own)
    found: tuple[set[Steps], set[Steps]] = set(), set()
    for at in sorted(choice.alike):
        found[ahead <= 0].add(at)
        ahead += old.parts.size(at) * (HANDED if ahead <= 0 else -1)
    return found


def fits(pieces: Iterable[Piece], limits: Limits) -> bool:
    """Return whether pieces could be read and neither document passes the limits.

    The first two are what each of them has alone.
    """
    found = list(pieces)
    read = [piece[1] for piece in found if piece is not None]
    return len(read) == len(found) and sum(read) <= limits.max_nodes + min(read[:2])
