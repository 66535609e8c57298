"""Reads chosen blocks of two documents on two cores; what both write alike is parsed once and held by both.

JSON is parsed faster than it can be handed over: it is read here, and the companion makes the checks of a thorough
reading. Of YAML, whichever process is free takes the next piece.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from .blocks import Blocks
from .companion import Companion
from .document import Limits
from .outlines import Piece, Steps
from .pile import Pile

LINES, CLOSES = "lines", "closes"
"""What a companion is asked: what `lines_before` tells of both texts, so that places are found sooner, and whether all
blocks that are not read end what opens in them.
"""
OLD, NEW, BOTH = 0, 1, 2
Sides = tuple[Blocks, Blocks]
Wanted = Sequence[tuple[int, Sequence[Sequence[str]]]]
"""Which blocks to read of which of two documents, piece by piece."""


class Choice(NamedTuple):
    """Which blocks to read: what each document writes in its own way, and what both write alike."""

    own: set[Steps]
    alike: set[Steps]


class PairData(NamedTuple):
    """The data of two documents; the companion says whether it stands.

    `before` is what `lines_before` tells of both texts, where it was asked.
    """

    old: Any
    new: Any
    before: tuple[Sequence[int], Sequence[int]] = ((), ())


def quick_data(sides: Sides, choice: Choice, companion: Companion, marks: Sequence[Any]) -> PairData | None:
    """Return the data of two documents of JSON, to be checked for keys that stand twice and for limits.

    `marks` is the outline of the older text, which the companion does not know. None where one of them has to be read
    whole.
    """
    (old, new), (own, alike) = sides, choice
    wanted: Wanted = [(OLD, old.chosen(own)), (NEW, new.chosen(own)), (OLD, old.chosen(alike))]
    companion.ask(LINES)
    companion.ask((marks, wanted, None), last=True)
    before, after, both = (side.quick_data(chosen) for side, chosen in ((old, own), (new, own), (old, alike)))
    if before is None or after is None or both is None:
        return None
    return PairData(old.tree({**before, **both}), new.tree({**after, **both}), companion.answer())


class Shared:
    """Reads blocks of two documents here and in a companion: whoever is free takes the next piece from a pile.

    There is a pile for each time that something is asked for, and what is asked last is asked by `data`. `marks` is the
    outline of the older text, which the companion does not know.
    """

    def __init__(
        self, sides: Sides, limits: Limits, companion: Companion, piles: Sequence[Pile], marks: Sequence[Any]
    ) -> None:
        self.sides, self.limits, self.companion, self.piles, self.marks = sides, limits, companion, piles, marks
        self.asked: list[Wanted] = []

    def ask(self, own: Container[Steps], alike: Container[Steps] = ()) -> None:
        """Let the companion begin to read what each document writes in its own way, and what both write alike."""
        chosen = (OLD, own), (NEW, own), (OLD, alike)
        wanted = [(side, piece) for side, these in chosen for piece in self.sides[side].pieces(these)]
        number = len(self.asked)
        marks = () if self.asked else self.marks
        self.asked.append(wanted)
        self.piles[number].fill(len(wanted))
        self.companion.ask((marks, wanted, number))

    def data(self, choice: Choice, begun: Set[Steps], waiting: Callable[[], None]) -> PairData | None:
        """Return the data of the blocks that were chosen, of which some are `begun`; None where a document has to be
        read whole. `waiting` is called when none is left to be begun, and not all are read there.
        """
        self.ask(choice.own - begun, choice.alike)
        self.companion.ask((CLOSES, *self.left_out(choice)), last=True)
        here = [dict(taken(self.sides, *one, self.limits)) for one in zip(self.asked, self.piles)]
        waiting()
        data: tuple[dict[Steps, Any], ...] = ({}, {}, {})
        nodes: list[float] = [0, 0, 0]
        for wanted, read in zip(self.asked, here):
            read.update(self.companion.answer())
            for number, (side, steps) in enumerate(wanted):
                values, count = self.piece(wanted, read, number) or ((), math.inf)
                kind = BOTH if steps[0] in choice.alike else side
                data[kind].update(zip(map(tuple, steps), values))
                nodes[kind] += count
        if max(nodes[OLD], nodes[NEW]) + nodes[BOTH] > self.limits.max_nodes:
            return None
        before, after = (side.tree({**own, **data[BOTH]}) for side, own in zip(self.sides, data))
        return PairData(before, after)

    def left_out(self, choice: Choice) -> tuple[list[Steps], list[Steps]]:
        """Return the blocks of each document that are not read; what both write alike only of the older one."""
        old, new = ([at for at in side.parts if at not in choice.own and at not in choice.alike] for side in self.sides)
        known = self.sides[OLD].parts
        return old, [at for at in new if known.get(at) != self.sides[NEW].parts[at]]

    def piece(self, wanted: Wanted, read: Mapping[int, Piece], number: int) -> Piece:
        """Return a piece that was read; one that was lost with a process that ended before its time is read now."""
        return read[number] if number in read else piece_of(self.sides, wanted[number], self.limits)


def taken(sides: Sides, wanted: Wanted, pile: Pile, limits: Limits) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces that are taken from the pile, with their numbers."""
    for number in pile.take(len(wanted)):
        yield number, piece_of(sides, wanted[number], limits)


def piece_of(sides: Sides, wanted: tuple[int, Iterable[Sequence[str]]], limits: Limits) -> Piece:
    """Return one piece."""
    side, steps = wanted
    return sides[side].piece(map(tuple, steps), limits)


def stand(found: Sequence[Piece], limits: Limits) -> bool:
    """Return whether pieces could be read and neither document passes the limits.

    The first two are what each of them has alone.
    """
    read = [piece[1] for piece in found if piece is not None]
    return len(read) == len(found) and sum(read) <= limits.max_nodes + min(read[:2])
