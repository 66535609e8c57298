"""Every check of the field that has a rule here is tried: minimal pairs report the rule, at the level that is told."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from contractdocs.compare import compare
from contractdocs.model.contract import Header, Release, contents_of
from contractdocs.model.finding import Finding
from contractdocs.model.report import Transition
from contractdocs.policy.bumps import check_version
from contractdocs.rules.judgement import judge

from .checks import EDITS, OBJECTS, PLACES, PROPERTY_EDITS, Pair, api
from .checks_of_operations import DOCUMENTS, without
from .test_documentation import CHECKS, COVERAGE, DISAGREEMENTS, rows
from .test_mirror import read

OF_VERSIONS = {
    "api-version-not-bumped": ("1.0.0", "1.0.0"),
    "api-version-decreased": ("1.1.0", "1.0.0"),
    "api-major-version-not-bumped": ("1.0.0", "1.1.0"),
}
"""Judged from all findings of a release together: here that its operation is gone."""
ERROR = "ERR"


def coverage() -> dict[str, list[str]]:
    """Return the rules of every check that has one, as the page of coverage says."""
    table = {row[0].strip("`"): row[1] for row in rows(COVERAGE)}
    return {name: re.findall(r"`([a-z-]+)`", ours) for name, ours in table.items() if ours.startswith("`")}


def pairs_of(check: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield the pairs of documents that a check speaks of, each with where its edit stands."""
    if check in DOCUMENTS:
        yield from (("an operation", old, new) for old, new in DOCUMENTS[check])
        return
    puts, edits = reading(check)
    for name, put in puts.items():
        yield from ((name, put(old), put(new)) for old, new in edits)


def reading(check: str) -> tuple[dict[str, Any], list[Pair]]:
    """Return how the name of a check is read: the places that it speaks of, and what is done there."""
    about_properties = re.sub(r"^new-(\w+)-(request|response)-(header-)?", r"\2-\3new-\1-", check)
    for name, places, edits in ((about_properties, OBJECTS, PROPERTY_EDITS), (check, PLACES, EDITS)):
        for place in sorted(places, key=len, reverse=True):
            if name.startswith(f"{place}-") and (found := edits.get(name.removeprefix(f"{place}-"))):
                return places[place], found
    raise KeyError(check)


@cache
def tried(check: str) -> tuple[tuple[str, frozenset[str], bool], ...]:
    """Return for each pair of a check where it stands, the rules found, and whether one of them is breaking."""
    made = []
    for place, old, new in pairs_of(check):
        found = findings(old, new)
        made.append((place, frozenset(one.rule for one in found), any(one.level == "breaking" for one in found)))
    return tuple(made)


def findings(old: Any, new: Any) -> list[Finding]:
    """Return what is found between two documents, without looking for values that prove it."""
    sides = (read("a.json", json.dumps(side).encode()) for side in (old, new))
    return [judge(replace(change, prove=None), "x") for change in compare(*sides).changes]


TRIED = sorted({*coverage()} - {*OF_VERSIONS})


@pytest.mark.parametrize("check", TRIED)
def test_each_pair_of_a_check_reports_one_of_its_rules_and_all_are_seen(check: str) -> None:
    rules = set(coverage()[check])
    assert [place for place, found, _ in tried(check) if not found & rules] == []
    assert rules <= frozenset().union(*(found for _, found, _ in tried(check)))


def release(version: str, made: Any) -> Release:
    """Return a document as the release of a version."""
    interface = read("a.json", json.dumps(made).encode())
    return Release(version, "", Header("a.json", ""), contents_of(interface.origin.document, interface))


@pytest.mark.parametrize("check", OF_VERSIONS)
def test_a_check_of_versions_reports_its_rule(check: str) -> None:
    versions = OF_VERSIONS[check]
    sides = [{**made, "info": {"title": "A", "version": one}} for made, one in zip((api({}), without()), versions)]
    older, newer = (release(one, side) for one, side in zip(versions, sides))
    (found,) = check_version(Transition(older, newer, tuple(findings(*sides))), "standard")
    assert [found.rule] == coverage()[check]


def test_every_edit_is_asked_for_by_a_check() -> None:
    assert {*DOCUMENTS} <= {*TRIED}
    used = [id(reading(check)[1]) for check in TRIED if check not in DOCUMENTS]
    unused = [name for edits in (EDITS, PROPERTY_EDITS) for name, pairs in edits.items() if id(pairs) not in used]
    assert [name for name in unused if not name.endswith(NOT_IN_THE_FIELD)] == []


NOT_IN_THE_FIELD = ("-set", "-unset", "-only")
"""Ends of names of the other half of an edit, where the field has no check for it."""


@pytest.mark.skipif(not CHECKS.is_file(), reason="the list of checks is not beside the checkout")
def test_levels_differ_from_those_of_the_field_where_the_page_argues_it() -> None:
    """As in the pairs of the field, only an error counts as breaking: a warning does not."""
    with CHECKS.open(encoding="utf-8", newline="") as lines:
        levels = {row["id"]: row["level"] for row in csv.DictReader(lines, delimiter="\t")}
    differ = {check for check in TRIED if any(broken != (levels[check] == ERROR) for _, _, broken in tried(check))}
    argued = [row[0].strip("`") for row in rows(DISAGREEMENTS) if "-" in row[0]]
    assert [check for check in sorted(differ) if not any(fnmatchcase(check, one) for one in argued)] == []
    assert [one for one in argued if not any(fnmatchcase(check, one) for check in differ)] == []
