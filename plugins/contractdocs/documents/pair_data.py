"""Reads chosen blocks of two documents on two cores; what both write alike is parsed once and held by both.

JSON is parsed faster than it can be handed over: it is read here, and the companion makes the checks of a thorough
reading. Of YAML, whichever process is free takes the next piece.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from .blocks import Blocks
from .companion import Companion
from .document import Limits
from .outlines import Piece, Steps
from .pile import Pile

LINES, CLOSES, TAKE, CHECK = "lines", "closes", "take", "check"
"""What a companion is asked: what `lines_before` tells of both texts, so that places are found sooner; whether all
blocks that are not read end what opens in them; to read what it takes from a pile; whether what is read may be so.
"""
OLD, NEW, BOTH = 0, 1, 2
Sides = tuple[Blocks, Blocks]
Wanted = Sequence[tuple[int, Sequence[Sequence[str]]]]
"""Which blocks to read, piece by piece: those of one document, or those that both write alike."""


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


class Checked:
    """Reads blocks of two documents of JSON here, while a companion makes the checks of a thorough reading."""

    def __init__(self, sides: Sides, companion: Companion) -> None:
        self.sides, self.companion = sides, companion
        self.begun: Set[Steps] = frozenset()

    def begin(self, own: Set[Steps]) -> None:
        """Let the companion begin with what each document writes in its own way."""
        self.begun = own
        self.companion.ask(LINES)
        self.companion.ask((CHECK, self.wanted(own)))

    def wanted(self, own: Container[Steps], alike: Container[Steps] = ()) -> Wanted:
        """Return all blocks to read, those of each kind as one piece."""
        return [(kind, side_of(self.sides, kind).chosen(these)) for kind, these in enumerate((own, own, alike))]

    def data(self, choice: Choice) -> PairData | None:
        """Return the data of the blocks that were chosen; None where one is no JSON."""
        self.companion.ask((CHECK, self.wanted(choice.own - self.begun, choice.alike)), last=True)
        old, new = self.sides
        chosen = (old, choice.own), (new, choice.own), (old, choice.alike)
        before, after, both = (side.quick_data(these) for side, these in chosen)
        if before is None or after is None or both is None:
            return None
        return PairData(old.tree({**before, **both}), new.tree({**after, **both}), self.companion.answer())


class Shared:
    """Reads blocks of two documents here and in a companion: whoever is free takes the next piece from a pile.

    There is a pile for each time that something is asked for, and what is asked last is asked by `data`. `waiting` is
    called when no piece is left to be begun, and not all are read there.
    """

    def __init__(
        self,
        sides: Sides,
        limits: Limits,
        companion: Companion,
        piles: Sequence[Pile],
        waiting: Callable[[], None],
    ) -> None:
        self.sides, self.limits, self.companion, self.piles = sides, limits, companion, piles
        self.waiting = waiting
        self.begun: Set[Steps] = frozenset()
        self.asked: list[Wanted] = []

    def begin(self, own: Set[Steps]) -> None:
        """Let the companion begin to read what each document writes in its own way."""
        self.begun = own
        self.ask(own)

    def ask(self, own: Container[Steps], alike: Container[Steps] = ()) -> None:
        """Let the companion begin to read what each document writes in its own way, and what both write alike."""
        chosen = enumerate((own, own, alike))
        wanted = [(kind, piece) for kind, these in chosen for piece in side_of(self.sides, kind).pieces(these)]
        number = len(self.asked)
        self.asked.append(wanted)
        self.piles[number].fill(len(wanted))
        self.companion.ask((TAKE, wanted, number))

    def data(self, choice: Choice) -> PairData | None:
        """Return the data of the blocks that were chosen; None where a document has to be read whole."""
        self.ask(choice.own - self.begun, choice.alike)
        self.companion.ask((CLOSES, *self.left_out(choice)), last=True)
        here = [dict(taken(self.sides, *one, self.limits)) for one in zip(self.asked, self.piles)]
        self.waiting()
        data: tuple[dict[Steps, Any], ...] = ({}, {}, {})
        held: list[tuple[int, Piece]] = []
        for wanted, read in zip(self.asked, here):
            read.update(self.companion.answer())
            for number, (kind, steps) in enumerate(wanted):
                piece = self.piece(wanted, read, number)
                held.append((kind, piece))
                data[kind].update(zip(map(tuple, steps), piece[0] if piece else ()))
        if not stand(held, self.limits):
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
    kind, steps = wanted
    return side_of(sides, kind).piece(map(tuple, steps), limits)


def side_of(sides: Sides, kind: int) -> Blocks:
    """Return the document from which a kind of blocks is read."""
    return sides[OLD if kind == BOTH else kind]


def stand(held: Iterable[tuple[int, Piece]], limits: Limits) -> bool:
    """Return whether pieces of some kinds could be read and neither document passes the limits."""
    nodes = [0, 0, 0]
    for kind, piece in held:
        if piece is None:
            return False
        nodes[kind] += piece[1]
    return max(nodes[OLD], nodes[NEW]) + nodes[BOTH] <= limits.max_nodes
