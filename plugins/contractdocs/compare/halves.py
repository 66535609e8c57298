"""Compares two large interfaces on two cores: operations and some named schemas here, the other schemas aside.

What is compared in one place is told there, so that the two halves need nothing of each other, but for schemas that one
of them comes across in the place of another one. Where both halves do, or both tell of one address, the answer is None,
and all is compared in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct

from ..documents.side_by_side import side_by_side
from ..model.change import Change
from ..model.interface import Direction, Interface
from .by_value import MOST_TRIED
from .interfaces import (
    TEMPLATE,
    Match,
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
LIGHTER = 0.7
"""How long it takes to compare operations, beside schemas of the same length: fewer breaks of them are to be proved."""


class Work(NamedTuple):
    """How long each changed schema is, and all else that changed; `crossed` names the schemas that operations likely
    compare with others.
    """

    sizes: Mapping[str, int]
    beside: int
    crossed: Container[str]


class Half(Struct, Generic[T], frozen=True):
    """What was made of the changes of one half, with what orders them, and what the other half may not have met."""

    made: list[T]
    orders: list[tuple[str, str, str]]
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
    chosen = chosen_here(plan, work)

    def half(here: bool) -> Half[T]:
        pairs = [(n, pair) for n, pair in enumerate(plan.pairs) if (pair.name in chosen) == here]
        return half_of(old, new, plan, pairs, judge, here=here)

    first, second = side_by_side(lambda: half(True), lambda: half(False))
    if first.met & second.met or {one[:2] for one in first.orders} & {one[:2] for one in second.orders}:
        return None
    if first.tried + second.tried >= MOST_TRIED:
        return None  # in one go, some pairs may be left out
    made = sorted(zip([*first.orders, *second.orders], [*first.made, *second.made]), key=lambda pair: pair[0])
    unseen = sorted((at, text) for half in (first, second) for text, at in half.unseen.items())
    texts = dict.fromkeys(text for _, text in unseen)
    return [one for _, one in made], (*old.not_compared, *new.not_compared, *plan.nowhere, *texts)


def chosen_here(plan: Plan, work: Work) -> set[str]:
    """Return the schemas to compare here, beside the operations, so that both halves take about as long."""
    here, aside = work.beside * LIGHTER, 0.0
    chosen = set()
    for name in sorted((pair.name for pair in plan.pairs), key=lambda name: (-work.sizes.get(name, 0), name)):
        size = work.sizes.get(name, 0)
        if here <= aside or name in work.crossed:
            chosen.add(name)
            here += size
        else:
            aside += size
    return chosen


def half_of(
    old: Interface, new: Interface, plan: Plan, pairs: Iterable[tuple[int, Match]], judge: Judge[T], *, here: bool
) -> Half[T]:
    """Return what was made of one half, some numbered pairs of schemas: that with the operations, or the other one."""
    walk = walk_of(old, new)
    unseen: dict[str, tuple[int, int]] = {}
    if here:
        compare_parts(walk, old, new)
        unseen.update((text, (-1, at)) for at, text in enumerate(walk.not_compared))
    for number, pair in pairs:
        compare_pair(walk, old, plan, pair)
        for text in list(walk.not_compared)[len(unseen) :]:
            unseen[text] = (number, len(unseen))
    compare_wholes(walk, old, new, plan)
    if here:
        compare_alone(walk, old, new, plan)
    changes = changes_of(walk, old, plan)
    return Half(judge(changes), [order(change) for change in changes], walk.seen, unseen, walk.tried)
