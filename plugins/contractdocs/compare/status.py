"""Compares where a contract stands in its life, and how stable it is said to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .differences import Difference, change_of
from .stability import stability_kind, stability_of

if TYPE_CHECKING:
    from ..model.change import Change
    from ..model.interface import Fact, Interface, Origin

STEPS = ("proposed", "draft", "active", "deprecated", "retired")
STATUS_NAMES = {
    **dict.fromkeys(("production", "live", "stable", "released", "published"), "active"),
    **dict.fromkeys(("development", "in development", "test", "testing", "in review"), "draft"),
    **dict.fromkeys(("archived", "withdrawn"), "retired"),
}
MOVES = frozenset(
    {("proposed", "draft"), ("proposed", "active"), ("draft", "active"), ("draft", "deprecated")}
    | {("active", "deprecated"), ("deprecated", "retired")}
)


def compare_status(old: Interface, new: Interface) -> Iterator[Change]:
    """Yield how the contract moved along its life, and whether it still promises to last.

    Where nothing was said, a contract was active: turning it into a draft takes the promise away.
    """
    before, after = (STATUS_NAMES.get(side.status.lower(), side.status.lower()) for side in (old, new))
    before = before or ("active" if after in STEPS and after != "active" else "")
    if before != after and before and after:
        words = {"old": old.status or before, "new": new.status}
        yield statement(Difference(status_kind(before, after), words, old.status, new.status), "status", old, new)
    levels = stability_of(old.stability), stability_of(new.stability)
    kind = stability_kind(*levels)
    if kind:
        words = {"name": "the contract", "old": old.stability or "stable", "new": new.stability or "stable"}
        yield statement(Difference(kind, words, old.stability, new.stability), "stability", old, new)


def status_kind(old: str, new: str) -> str:
    """Return the kind of a move between two statuses."""
    if old not in STEPS or new not in STEPS:
        return "status-changed"
    if new == "retired":
        return "contract-retired" if old == "deprecated" else "contract-retired-early"
    if (old, new) not in MOVES:
        return "status-moved-back" if STEPS.index(new) < STEPS.index(old) else "status-skipped"
    return "contract-deprecated" if new == "deprecated" else "status-advanced"


def statement(difference: Difference, key: str, old: Interface, new: Interface) -> Change:
    """Return a difference in one statement as a change at its place."""
    plain = Difference(difference.kind, difference.words, difference.old, difference.new)
    return change_of(plain, key, origin(old, old.facts, key), origin(new, new.facts, key), key)


def origin(interface: Interface, facts: Mapping[str, Fact], key: str) -> Origin:
    """Return where something is stated, else the contract itself."""
    return facts[key].origin if key in facts else interface.origin
