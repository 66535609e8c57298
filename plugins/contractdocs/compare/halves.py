"""Compares two large interfaces on two cores: operations here, and whichever core is free takes the next named schema.

What is compared in one place is told there, so that the pieces need nothing of each other, but for schemas that one of
them comes across in the place of another one. Where two pieces do, or tell of one address, the answer is None, and all
is compared in one go.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ..documents.companion import Companion
from ..documents.pile import Pile
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
from .reach import Reach, nodes_of, reach_of
from .wholes import compare_wholes

if TYPE_CHECKING:
    from .schema import SchemaWalk

REACH, PLAN, PAIRS = "reach", "plan", "pairs"
"""What is asked of the process beside this one."""
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


class Aside(Generic[T]):
    """What is done beside the comparison of operations: who reaches what on the older side is worked out, and what is
    taken from the pile compared.
    """

    def __init__(
        self, old: Interface, new: Interface, direction: Direction | None, judge: Judge[T], work: Work, pile: Pile
    ) -> None:
        self.old, self.new, self.direction = old, new, direction
        self.judge, self.work, self.pile = judge, work, pile
        self.plan: Plan | None = None

    def __call__(self, question: Sequence[Any]) -> bytes | bool | Piece[T]:
        """Return what the older side reaches, whether there is a plan, or what was found of the schemas taken."""
        name, *stated = question
        if name == REACH:
            return portable(self.before, self.old)
        if name == PLAN:
            self.plan = self.plan_for(self.before, complete(stated[0], self.new) or self.after)
            self.pile.fill(len(dealt(self.plan, self.work)[1]))
            return True
        return self.taken(self.plan or self.plan_for(self.before, self.after))

    @cached_property
    def before(self) -> Reach:
        """Return what the older side reaches."""
        return reach_of(self.old, self.direction)

    @cached_property
    def after(self) -> Reach:
        """Return what the newer side reaches."""
        return reach_of(self.new, self.direction)

    def plan_for(self, before: Reach, after: Reach) -> Plan:
        """Return the plan for what is reached."""
        return plan_of(walk_of(self.old, self.new), self.old, self.new, before, after)

    def taken(self, plan: Plan) -> Piece[T]:
        """Return what was found of the schemas that were taken from the pile."""
        shared = dealt(plan, self.work)[1]
        numbers = (shared[number] for number in self.pile.take(len(shared)))
        return piece_of(walk_of(self.old, self.new), self.old, self.new, plan, numbers, self.judge)


def compare_by_halves(
    old: Interface, new: Interface, direction: Direction | None, judge: Judge[T], work: Work
) -> tuple[list[T], tuple[str, ...]] | None:
    """Return what `judge` makes of every change, in a stable order, and what was not compared; None where it takes one
    process. Only for interfaces of operations.
    """
    if old.status.lower() == TEMPLATE or old.messages or new.messages or old.datasets or new.datasets:
        return None
    with Pile() as pile:
        aside = Aside(old, new, direction, judge, work, pile)
        companion = Companion(aside, data=False)
        try:
            companion.ask((REACH,))
            companion.ask((PLAN, portable(aside.after, new)))
            companion.ask((PAIRS,), last=True)
            walk = walk_of(old, new)
            compare_parts(walk, old, new)
            plan = aside.plan_for(complete(companion.answer(), old) or aside.before, aside.after)
            own = dealt(plan, work)[0]
            parts = piece_of(walk, old, new, plan, own, judge, parts=True)
            companion.answer()  # there is something on the pile now
            pieces = [parts, aside.taken(plan), companion.answer()]
        finally:
            companion.end()
    return joined(pieces, old, new, plan)


def joined(
    pieces: Sequence[Piece[T]], old: Interface, new: Interface, plan: Plan
) -> tuple[list[T], tuple[str, ...]] | None:
    """Return what all pieces tell, in a stable order; None where one of them may have met what is another one's."""
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


def portable(reach: Reach, interface: Interface) -> bytes:
    """Return what of a reach means the same in another copy of the process; nothing where a schema has no name.

    That has the schemas as well, and the ids of what was read are the same.
    """
    if len(reach.nodes) > len(interface.schemas):
        return b""
    return pickle.dumps(replace(reach, nodes={}, written={}, below={}))


def complete(packed: bytes, interface: Interface) -> Reach | None:
    """Return a reach that was `portable` with the schemas; None where it was not."""
    return replace(pickle.loads(packed), nodes=nodes_of(interface)) if packed else None


def is_any_twice(sets: Iterable[Set[Any]]) -> bool:
    """Return whether two sets share anything."""
    return max(Counter(one for found in sets for one in found).values(), default=0) > 1


def dealt(plan: Plan, work: Work) -> tuple[list[int], list[int]]:
    """Return the numbers of the pairs to compare beside the operations, and of all others, the longest first."""
    own = [number for number, pair in enumerate(plan.pairs) if pair.name in work.crossed]
    others = {*range(len(plan.pairs))} - {*own}
    return own, sorted(others, key=lambda number: (-work.sizes.get(plan.pairs[number].name, 0), number))


def piece_of(
    walk: SchemaWalk,
    old: Interface,
    new: Interface,
    plan: Plan,
    numbers: Iterable[int],
    judge: Judge[T],
    *,
    parts: bool = False,
) -> Piece[T]:
    """Return what was made of some pairs of schemas by number, and of all `parts` that the walk has collected already.

    What a pair differs in is judged at once, because to look for values that prove a break may take longer than to
    compare; but not beside the `parts`, where several may tell of the same change.
    """
    told: list[Telling[T]] = []
    unseen = {text: (-1, at) for at, text in enumerate(walk.not_compared)}

    def tell(since: int) -> int:
        if changes := changes_of(walk.changes[since:], old, plan):
            told.append(Telling(judge(changes), [order(change) for change in changes]))
        return len(walk.changes)

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
