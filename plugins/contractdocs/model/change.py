"""One difference between two interfaces: a fact, without judgement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from msgspec import Struct

from .interface import Direction, Origin


class Level(str, Enum):
    """How much a change may hurt."""

    SAFE = "safe"
    RISKY = "risky"
    BREAKING = "breaking"

    @property
    def weight(self) -> int:
        """Return the rank: the higher, the worse."""
        return RANKS[self]


RANKS = {level: rank for rank, level in enumerate(Level)}


def worst(levels: list[Level]) -> Level:
    """Return the worst of `levels`, safe where there are none."""
    return max(levels, key=lambda level: level.weight, default=Level.SAFE)


class Side(Struct, frozen=True):
    """The older or the newer side of a change: where it stands and what stands there."""

    origin: Origin
    value: Any = None
    key: bool = False  # the place is that of the key, because the thing itself is what came or went


class Change(Struct, frozen=True):
    """A difference of one kind at one address.

    `directions` holds every direction in which the changed part is reached; `data` marks the part of a data
    contract, where readers and writers are consumers and producers; `words` fill the rule's message;
    `affects` names the operations, messages and datasets that reach it; `promised` is false where none of them was a
    promise yet (`x-stability-level` draft or alpha); `guessed` says that one side is only the shape of an example;
    `strict` says that what readers may meet is what senders are refused, inside a `not`; `prove` looks for a value
    that was right and is wrong now, which is worth its time only where the change turns out to break.
    """

    kind: str
    address: str
    directions: frozenset[Direction]
    old: Side | None
    new: Side | None
    words: Mapping[str, str] = {}
    affects: tuple[str, ...] = ()
    data: bool = False
    promised: bool = True
    guessed: bool = False
    strict: bool = False
    prove: Callable[[], Mapping[str, Any] | None] | None = None
