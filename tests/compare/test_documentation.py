"""The pages about comparing say what is so: their lists are complete and their examples run."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from contractdocs.rules import registry
from contractdocs.rules.judgement import judge

from .conformance import PAIRS, SHARED, disagreements
from .schemas import changes

DOCS = Path(__file__).parents[2] / "docs"
COVERAGE = DOCS / "reference" / "coverage.md"
COMPARISON = DOCS / "explanation" / "comparison.md"
DISAGREEMENTS = DOCS / "explanation" / "disagreements.md"
CHECKS = SHARED / "notes" / "openapi-checks.tsv"


def rows(path: Path) -> list[list[str]]:
    """Return the cells of every row of a page whose first cell is code."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| `")]


def listed_disagreements() -> dict[str, bool]:
    """Return the pairs on the page, with whether it says that we call them breaking."""
    *parts, checks = DISAGREEMENTS.read_text(encoding="utf-8").split("\n## ")[1:]
    assert len(parts) == 2
    assert checks.startswith("By check")
    return {
        name: title.startswith("We call it breaking")
        for title in parts
        for name in re.findall(r"^\| `(\w+)` \|", title, re.MULTILINE)
    }


@pytest.mark.skipif(not PAIRS.is_dir(), reason="the pairs of the field are not beside the checkout")
def test_the_page_lists_exactly_the_disagreements() -> None:
    found = disagreements()
    assert listed_disagreements() == found
    total = len(list(PAIRS.glob("*/expected.json")))
    assert f"{total - len(found)} of {total} pairs" in DISAGREEMENTS.read_text(encoding="utf-8")


def test_every_disagreement_says_who_is_hurt() -> None:
    assert all(len(row) == 3 and row[2] for row in rows(DISAGREEMENTS))


def test_every_check_has_a_rule_that_exists_or_a_reason() -> None:
    table = rows(COVERAGE)
    known = {rule.id for rule in registry.all_rules()}
    assert len(table) > 500
    for _check, ours in table:
        if not ours.startswith("no rule: "):
            assert set(re.findall(r"`([a-z-]+)`", ours)) <= known, ours
            assert re.fullmatch(r"`[a-z-]+`(, `[a-z-]+`)*", ours), ours


@pytest.mark.skipif(not CHECKS.is_file(), reason="the list of checks is not beside the checkout")
def test_every_check_is_listed_once() -> None:
    with CHECKS.open(encoding="utf-8", newline="") as lines:
        known = [row["id"] for row in csv.DictReader(lines, delimiter="\t")]
    assert sorted(row[0].strip("`") for row in rows(COVERAGE)) == sorted(known)


def test_the_numbers_of_the_coverage_page_are_those_of_its_table() -> None:
    reasons = sum(row[1].startswith("no rule: ") for row in rows(COVERAGE))
    text = COVERAGE.read_text(encoding="utf-8")
    assert f"lists {len(rows(COVERAGE))} checks" in text
    assert f"{len(rows(COVERAGE)) - reasons} have a rule, {reasons} have a reason" in text


def examples() -> list[tuple[str, Any, Any, str]]:
    """Return the examples of the page: direction, both schemas, and the lines that the comparison gives."""
    found, pending = [], []
    for token in MarkdownIt().parse(COMPARISON.read_text(encoding="utf-8")):
        words = token.info.split() if token.type == "fence" else []
        if words[:1] == ["json"]:
            pending.append(json.loads(token.content))
        elif words[:1] == ["findings"]:
            old, new = pending
            found.append((words[1], old, new, token.content.strip()))
            pending = []
    return found


def test_the_page_has_examples() -> None:
    assert len(examples()) >= 6


@pytest.mark.parametrize(("direction", "old", "new", "expected"), examples())
def test_an_example_of_the_page_gives_what_it_says(direction: Any, old: Any, new: Any, expected: str) -> None:
    lines = []
    for change in changes(old, new, direction):
        finding = judge(change, "x")
        lines.append(f"{finding.level}  {finding.rule}  {finding.message}")
        if finding.witness is not None:
            lines.append(f"witness  {json.dumps(finding.witness['value'])}")
    assert "\n".join(lines) == expected
