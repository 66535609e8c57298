"""Compares what a data contract says as a whole: identity, status, servers, service levels, roles, price, people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .data_servers import compare_data_servers
from .datasets import change_of
from .differences import Difference, at_key, documentation
from .people import compare_price, compare_roles, compare_support, compare_team
from .service_levels import compare_promises
from .stability import stability_kind, stability_of

if TYPE_CHECKING:
    from ..model.change import Change
    from ..model.interface import Fact, Interface, Origin

STATEMENTS: Mapping[str, str] = {
    "id": "contract-id-changed",
    "name": "contract-name-changed",
    "tenant": "tenant-changed",
    "domain": "domain-changed",
    "dataProduct": "data-product-changed",
    "purpose": "purpose-changed",
    "usage": "usage-changed",
    "limitations": "limitations-changed",
    "context": "context-changed",
}
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
NOT_COMPARED = frozenset({"version", "apiVersion", "kind", "status", "contractCreatedTs", *STATEMENTS})

Section = Callable[[Any, Any], Iterator[tuple[str, Difference]]]
SECTIONS: Mapping[str, Section] = {
    "servers": compare_data_servers,
    "roles": compare_roles,
    "price": compare_price,
    "team": compare_team,
    "support": compare_support,
}


def compare_terms(old: Interface, new: Interface) -> Iterator[Change]:
    """Yield what changed in the statements and sections of two data contracts; for other formats the status alone."""
    yield from compare_status(old, new)
    if not (old.format.startswith("ODCS") and new.format.startswith("ODCS")):
        return
    yield from compare_statements(old, new)
    yield from compare_standard(old, new)
    for name, section in SECTIONS.items():
        before, after = value(old.terms, name), value(new.terms, name)
        if before != after:
            yield from in_section(name, section(before, after), old, new)
    yield from compare_levels(old, new)


def value(facts: Mapping[str, Fact], key: str) -> Any:
    """Return what is stated, None where nothing is."""
    return facts[key].value if key in facts else None


def origin(interface: Interface, facts: Mapping[str, Fact], key: str) -> Origin:
    """Return where something is stated, else the contract itself."""
    return facts[key].origin if key in facts else interface.origin


def in_section(name: str, found: Iterator[tuple[str, Difference]], old: Interface, new: Interface) -> Iterator[Change]:
    """Yield the differences of one section as changes, at `section > label`."""
    left, right = origin(old, old.terms, name), origin(new, new.terms, name)
    for label, difference in found:
        yield change_of(difference, f"{name} > {label}" if label else name, left, right, label or name)


def compare_levels(old: Interface, new: Interface) -> Iterator[Change]:
    """Yield changes of service levels; a default element counts as if each level named it."""
    name = "slaProperties"
    defaults = tuple(str(value(side.terms, "slaDefaultElement") or "") for side in (old, new))
    found = compare_promises(value(old.terms, name), value(new.terms, name), (defaults[0], defaults[1]))
    yield from in_section(name, found, old, new)


def compare_statements(old: Interface, new: Interface) -> Iterator[Change]:
    """Yield each statement about the whole contract that changed; unknown ones are documentation."""
    before = {key: fact.value for key, fact in old.facts.items()}
    after = {key: fact.value for key, fact in new.facts.items()}
    for key, kind in STATEMENTS.items():
        if (before.get(key) or None) != (after.get(key) or None):
            yield statement(at_key(kind, key, before.get(key), after.get(key)), key, old, new)
    for difference in documentation(before, after, NOT_COMPARED):
        yield statement(difference, difference.words["key"], old, new)


def statement(difference: Difference, key: str, old: Interface, new: Interface) -> Change:
    """Return a difference in one statement as a change at its place."""
    plain = Difference(difference.kind, difference.words, difference.old, difference.new)
    return change_of(plain, key, origin(old, old.facts, key), origin(new, new.facts, key), key)


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


def compare_standard(old: Interface, new: Interface) -> Iterator[Change]:
    """Yield a contract that is written for an older, or for another major, version of the standard."""
    before, after = (str(value(side.facts, "apiVersion") or "") for side in (old, new))
    left, right = numbers(before), numbers(after)
    if left and right and left != right:
        kind = "api-version-lowered" if right < left else "api-version-major-raised" if right[0] > left[0] else ""
        if kind:
            yield statement(Difference(kind, {"old": before, "new": after}, before, after), "apiVersion", old, new)


def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, none where it is no such."""
    return tuple(map(int, version.lstrip("vV").split("."))) if re.fullmatch(r"[vV]?\d+(\.\d+)*", version) else ()
