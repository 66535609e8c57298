"""Reads chosen blocks of two documents on two cores; what both write alike is parsed once and held by both.

JSON is parsed faster than it can be handed over: it is read here, and the companion makes the checks of a thorough
reading. Of YAML, whichever process is free takes the next piece.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from .blocks import Blocks
from .companion import Companion
from .document import Limits
from .outlines import Piece, Steps
from .pile import Pile

LINES = "lines"
"""What a companion is asked, so that places are found sooner: what `lines_before` tells of both texts."""
OLD, NEW = 0, 1
Sides = tuple[Blocks, Blocks]
Wanted = Sequence[tuple[int, Sequence[Sequence[str]]]]
"""Which blocks to read of which of two documents, piece by piece."""


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


def quick_data(sides: Sides, choice: Choice, companion: Companion) -> PairData | None:
    """Return the data of two documents of JSON, to be checked for keys that stand twice and for limits.

    None where one of them has to be read whole.
    """
    (old, new), (own, alike) = sides, choice
    wanted: Wanted = [(OLD, old.chosen(own)), (NEW, new.chosen(own)), (OLD, old.chosen(alike))]
    companion.ask(LINES)
    companion.ask((list(old.text.outline.items()), wanted, True), last=True)
    before, after, both = (side.quick_data(chosen) for side, chosen in ((old, own), (new, own), (old, alike)))
    if before is None or after is None or both is None:
        return None
    return PairData(old.tree({**before, **both}), new.tree({**after, **both}), False, companion.answer())


def checked_data(
    sides: Sides, choice: Choice, limits: Limits, beside: tuple[Companion, Pile], waiting: Callable[[], None]
) -> PairData | None:
    """Return the data of two documents; None where one of them has to be read whole.

    Here and there, pieces are taken from the pile; `waiting` is called when none is left, and not all are read there.
    """
    (old, new), (companion, pile) = sides, beside
    parts = (OLD, choice.own), (NEW, choice.own), (OLD, choice.alike)
    groups = [[(side, piece) for piece in sides[side].pieces(chosen)] for side, chosen in parts]
    wanted = [one for group in groups for one in group]
    pile.fill(len(wanted))
    companion.ask((list(old.text.outline.items()), wanted, False), last=True)
    read = dict(taken(sides, wanted, limits, pile))
    waiting()
    read.update(companion.answer())
    lost = (number for number in range(len(wanted)) if number not in read)  # with a process that ended before its time
    read.update((number, piece_of(sides, wanted[number], limits)) for number in lost)
    pieces = (read[number] for number in range(len(wanted)))
    (before, alone), (after, added), (both, shared) = (gathered(group, pieces) for group in groups)
    if max(alone, added) + shared > limits.max_nodes:
        return None
    return PairData(old.tree({**before, **both}), new.tree({**after, **both}), True)


def gathered(wanted: Wanted, pieces: Iterator[Piece]) -> tuple[dict[Steps, Any], float]:
    """Return the data of the next pieces, and a number that their nodes do not exceed: infinite if one is not read."""
    data: dict[Steps, Any] = {}
    nodes: float = 0
    for (_, steps), piece in zip(wanted, pieces):
        values, count = piece or ((), math.inf)
        data.update(zip(map(tuple, steps), values))
        nodes += count
    return data, nodes


def taken(sides: Sides, wanted: Wanted, limits: Limits, pile: Pile) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces that are taken from the pile, with their numbers."""
    for number in pile.take(len(wanted)):
        yield number, piece_of(sides, wanted[number], limits)


def piece_of(sides: Sides, wanted: tuple[int, Iterable[Sequence[str]]], limits: Limits) -> Piece:
    """Return one piece."""
    side, steps = wanted
    return sides[side].piece(map(tuple, steps), limits)


def stand(sides: Sides, wanted: Wanted, limits: Limits) -> bool:
    """Return whether blocks can be read and neither document passes the limits.

    The first two are what each of them has alone.
    """
    found = [piece_of(sides, one, limits) for one in wanted]
    read = [piece[1] for piece in found if piece is not None]
    return len(read) == len(found) and sum(read) <= limits.max_nodes + min(read[:2])
