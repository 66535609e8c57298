"""Compares two large interfaces on two cores: operations here, and whichever core is free takes the next named schema.

What is compared in one place is told there, so that the pieces need nothing of each other, but for schemas that one of
them comes across in the place of another one. Where two pieces do, or tell of one address, the answer is None, and all
is compared in one go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct

from ..documents.pile import Pile
from ..documents.side_by_side import side_by_side
from ..model.change import Change
from ..model.interface import Direction, Interface
from .by_value import MOST_TRIED
from .interfaces import (
    TEMPLATE,
    Plan,
    changes_of,
    compare_alone,
    compare_pair,
    compare_parts,
    order,
    plan_of,
    walk_of,
)
from .wholes import compare_wholes

T = TypeVar("T")
Judge = Callable[[Sequence[Change]], list[T]]


class Work(NamedTuple):
    """How long each changed schema is; `crossed` names the schemas that operations likely compare with others."""

    sizes: Mapping[str, int]
    crossed: Container[str]


class Telling(Struct, Generic[T], frozen=True):
    """What was made of some changes, with what orders them."""

    made: list[T]
    orders: list[tuple[str, str, str]]


class Piece(Struct, Generic[T], frozen=True):
    """What was told of the changes of a piece of the work, and what the others may not have met.

    `pairs` counts the pairs of schemas that were compared.
    """

    pairs: int
    told: list[Telling[T]]
    met: set[Any]
    unseen: Mapping[str, tuple[int, int]]
    tried: int


def compare_by_halves(
    old: Interface, new: Interface, direction: Direction | None, judge: Judge[T], work: Work
) -> tuple[list[T], tuple[str, ...]] | None:
    """Return what `judge` makes of every change, in a stable order, and what was not compared; None where it takes one
    process. Only for interfaces of operations.
    """
    if old.status.lower() == TEMPLATE or old.messages or new.messages or old.datasets or new.datasets:
        return None
    plan = plan_of(walk_of(old, new), old, new, direction)
    own, shared = dealt(plan, work)
    with Pile() as pile:
        pile.fill(len(shared))

        def piece(numbers: Iterable[int], *, parts: bool) -> Piece[T]:
            return piece_of(old, new, plan, numbers, judge, parts=parts)

        def taken() -> Iterator[int]:
            return (shared[number] for number in pile.take(len(shared)))

        here, aside = side_by_side(
            lambda: [piece(own, parts=True), piece(taken(), parts=False)], lambda: [piece(taken(), parts=False)]
        )
    pieces = [*here, *aside]
    if is_any_twice([piece.met for piece in pieces]):
        return None
    told = [telling for piece in pieces for telling in piece.told]
    if is_any_twice([{one[:2] for one in telling.orders} for telling in told]):
        return None
    if sum(piece.pairs for piece in pieces) < len(plan.pairs):
        return None  # a process ended before it told what it had found
    if sum(piece.tried for piece in pieces) >= MOST_TRIED:
        return None  # in one go, some pairs may be left out
    made = [pair for telling in told for pair in zip(telling.orders, telling.made)]
    unseen = sorted((at, text) for piece in pieces for text, at in piece.unseen.items())
    texts = dict.fromkeys(text for _, text in unseen)
    ordered = [one for _, one in sorted(made, key=lambda pair: pair[0])]
    return ordered, (*old.not_compared, *new.not_compared, *plan.nowhere, *texts)


def is_any_twice(sets: Iterable[Set[Any]]) -> bool:
    """Return whether two sets share anything."""
    return max(Counter(one for found in sets for one in found).values(), default=0) > 1


def dealt(plan: Plan, work: Work) -> tuple[list[int], list[int]]:
    """Return the numbers of the pairs to compare beside the operations, and of all others, the longest first."""
    own = [number for number, pair in enumerate(plan.pairs) if pair.name in work.crossed]
    others = {*range(len(plan.pairs))} - {*own}
    return own, sorted(others, key=lambda number: (-work.sizes.get(plan.pairs[number].name, 0), number))


def piece_of(
    old: Interface, new: Interface, plan: Plan, numbers: Iterable[int], judge: Judge[T], *, parts: bool
) -> Piece[T]:
    """Return what was made of some pairs of schemas by number, and of all `parts` that are no named schemas.

    What a pair differs in is judged at once, because to look for values that prove a break may take longer than to
    compare; but not beside the `parts`, where several may tell of the same change.
    """
    walk = walk_of(old, new)
    told: list[Telling[T]] = []
    unseen: dict[str, tuple[int, int]] = {}

    def tell(since: int) -> int:
        if changes := changes_of(walk.changes[since:], old, plan):
            told.append(Telling(judge(changes), [order(change) for change in changes]))
        return len(walk.changes)

    if parts:
        compare_parts(walk, old, new)
        unseen.update((text, (-1, at)) for at, text in enumerate(walk.not_compared))
    pairs = since = 0
    for number in numbers:
        pairs += 1
        compare_pair(walk, old, plan, plan.pairs[number])
        since = since if parts else tell(since)
        for text in list(walk.not_compared)[len(unseen) :]:
            unseen[text] = (number, len(unseen))
    compare_wholes(walk, old, new, plan)
    if parts:
        compare_alone(walk, old, new, plan)
    tell(since)
    return Piece(pairs, told, walk.seen, unseen, walk.tried)
