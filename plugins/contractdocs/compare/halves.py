"""Compares two large interfaces on two cores: operations here, and whichever core is free takes the next named schema.

What is compared in one place is told there, so that the pieces need nothing of each other, but for schemas that one of
them comes across in the place of another one. Where two pieces do, or tell of one address, the answer is None, and all
is compared in one go.
"""

from __future__ import annotations

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
from .reach import Reach, nodes_of
from .wholes import compare_wholes

if TYPE_CHECKING:
    from .schema import SchemaWalk

PLAN, PAIRS = "plan", "pairs"
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
    """What is done beside the comparison of operations: the plan is made, and what is taken from the pile compared."""

    def __init__(
        self, old: Interface, new: Interface, direction: Direction | None, judge: Judge[T], work: Work, pile: Pile
    ) -> None:
        self.old, self.new, self.direction = old, new, direction
        self.judge, self.work, self.pile = judge, work, pile

    def __call__(self, question: str) -> Plan | Piece[T] | None:
        """Return the plan as `portable` does, or what was found of the schemas that were taken."""
        if question == PLAN:
            self.pile.fill(len(dealt(self.plan, self.work)[1]))
            return portable(self.plan, self.old, self.new)
        return self.taken(self.plan)

    @cached_property
    def plan(self) -> Plan:
        """Return the plan."""
        return plan_of(walk_of(self.old, self.new), self.old, self.new, self.direction)

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
            companion.ask(PLAN)
            companion.ask(PAIRS, last=True)
            walk = walk_of(old, new)
            compare_parts(walk, old, new)
            plan = complete(companion.answer(), old, new) or aside.plan
            own = dealt(plan, work)[0]
            parts = piece_of(walk, old, new, plan, own, judge, parts=True)
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


def portable(plan: Plan, old: Interface, new: Interface) -> Plan | None:
    """Return a plan without the schemas, which another copy of the process has as well; None where one has no name."""
    if len(plan.before.nodes) > len(old.schemas) or len(plan.after.nodes) > len(new.schemas):
        return None
    return plan._replace(before=bare(plan.before), after=bare(plan.after))


def bare(reach: Reach) -> Reach:
    """Return what of a reach means the same in another copy of the process; the ids of what was read are the same."""
    return replace(reach, nodes={}, written={}, below={})


def complete(plan: Plan | None, old: Interface, new: Interface) -> Plan | None:
    """Return a plan that was `portable` with the schemas."""
    if plan is None:
        return None
    before, after = (
        replace(reach, nodes=nodes_of(interface)) for reach, interface in ((plan.before, old), (plan.after, new))
    )
    return plan._replace(before=before, after=after)


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
