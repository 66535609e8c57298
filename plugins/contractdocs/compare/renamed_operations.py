"""Tells which removed operation an added one of the same shape likely is."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from ..model.change import Change, Side
from ..model.interface import Operation
from .paths import template

MOST = 60
"""So many operations a side are looked at: a document that lost or won more is another document."""
Match = tuple[Operation, Operation]
Same = Callable[[Operation, Operation], bool]
Likeness = tuple[bool, int]


def likely_renames(gone: Sequence[Operation], come: Sequence[Operation], same: Same) -> list[Match]:
    """Return the operations that go on under another method or path, where no other one is as likely."""
    if not 0 < len(gone) <= MOST or not 0 < len(come) <= MOST:
        return []
    scores = {
        (i, j): likeness(before, after)
        for i, before in enumerate(gone)
        for j, after in enumerate(come)
        if might_be(before, after) and same(before, after)
    }
    return [(gone[i], come[j]) for i, j in scores if is_best(scores, i, j)]


def is_best(scores: Mapping[tuple[int, int], Likeness], i: int, j: int) -> bool:
    """Return whether two operations are more alike than either is to any third."""
    others = (score for (k, m), score in scores.items() if (k == i) != (m == j))
    return all(score < scores[(i, j)] for score in others)


def might_be(old: Operation, new: Operation) -> bool:
    """Return whether two operations look alike from outside: cheap to ask, and most pairs end here."""
    if old.method != new.method and template(old.path) != template(new.path):
        return False
    return outside(old) == outside(new) and (says_much(old) or is_akin(old, new))


def outside(operation: Operation) -> Hashable:
    """Return who calls, what is sent by name, and what may be answered."""
    named = frozenset((p.place, p.name.lower()) for p in operation.parameters if p.place != "path")
    body = frozenset(operation.body.payloads) if operation.body else None
    in_path = sum(p.place == "path" for p in operation.parameters)
    return operation.caller, in_path, named, body, frozenset(operation.responses)


def says_much(operation: Operation) -> bool:
    """Return whether an operation can be known by what it takes and gives."""
    payloads = [payload for response in operation.responses.values() for payload in response.payloads.values()]
    payloads += operation.body.payloads.values() if operation.body else ()
    return any(payload.schema for payload in payloads) or any(p.place != "path" for p in operation.parameters)


def is_akin(old: Operation, new: Operation) -> bool:
    """Return whether anything else tells that two operations are one: a name, a sentence, a part of the path."""
    told = ((old.operation_id, new.operation_id), (old.title, new.title), (old.description, new.description))
    return any(one and one == other for one, other in told) or likeness(old, new)[1] > 1


def likeness(old: Operation, new: Operation) -> Likeness:
    """Return how alike the names of two operations are: whether they have one id, and how many steps of the path."""
    same_id = bool(old.operation_id) and old.operation_id == new.operation_id
    one, two = (template(operation.path).strip("/").split("/") for operation in (old, new))
    steps = sum(step in two and step not in ("", "{}") for step in one)
    return same_id, 2 * steps + (old.method == new.method)


def renamed(old: Operation, new: Operation) -> Change:
    """Return the change of an operation that likely goes on under another key."""
    sides = Side(old.origin, old.key, key=True), Side(new.origin, new.key, key=True)
    words = {"name": old.key, "old": old.key, "new": new.key}
    return Change("operation-likely-renamed", old.key, frozenset({"both"}), *sides, words, (old.key,))
