"""Compares what a data contract says as a whole: identity, servers, service levels, roles, price, people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .data_servers import compare_data_servers
from .differences import Difference, at_key, change_of, documentation
from .people import compare_price, compare_roles, compare_support, compare_team
from .service_levels import compare_promises
from .status import origin, statement

if TYPE_CHECKING:
    from ..model.change import Change
    from ..model.interface import Fact, Interface

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
    """Yield what changed in the statements and sections of two data contracts."""
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
