"""The pages that set this tool beside another one say what is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.model.interface import Interface
from contractdocs.rules import registry
from contractdocs.rules.judgement import judge

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
PAIRS = SHARED / "conformance" / "openapi"
CHECKS = SHARED / "notes" / "openapi-checks.tsv"


def interface(file: Path) -> Interface:
    """Return what a document promises."""
    document = parse(file.name, file.read_bytes())
    found = detect(document)
    assert found is not None
    return found.read(document, lambda path: None)  # type: ignore[arg-type]


def breaks(case: Path) -> bool:
    """Return whether the newer document of a pair breaks the older one."""
    changes = compare(interface(next(case.glob("old.*"))), interface(next(case.glob("new.*")))).changes
    return any(judge(change, "x").level == "breaking" for change in changes)


@pytest.mark.skipif(not PAIRS.is_dir(), reason="the pairs stand beside the checkout")
def test_every_difference_is_argued_and_no_other() -> None:
    page = (ROOT / "docs" / "explanation" / "disagreements.md").read_text("utf-8")
    cases = [case for case in PAIRS.iterdir() if (case / "expected.json").is_file()]
    differ = {
        case.name for case in cases if breaks(case) != json.loads((case / "expected.json").read_text())["breaking"]
    }
    assert set(re.findall(r"`([0-9a-f]{10})`", page)) == differ
    assert f"On {len(cases) - len(differ)} of them" in page


def rows() -> list[tuple[set[str], list[str], str]]:
    """Return the rules, the ids and the note of each row of the table of coverage."""
    page = (ROOT / "docs" / "reference" / "coverage.md").read_text("utf-8")
    cells = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("|")][2:]
    return [(set(re.findall("`([^`]+)`", a)), re.findall("`([^`]+)`", b), note.strip()) for a, b, note in cells]


def test_the_rules_that_are_named_exist_and_a_row_without_one_says_why() -> None:
    for rules, ids, note in rows():
        assert rules <= set(registry.pages())
        assert ids
        assert rules or note


@pytest.mark.skipif(not CHECKS.is_file(), reason="the list of checks stands beside the checkout")
def test_every_check_is_listed_once() -> None:
    wanted = [line.split("\t")[0] for line in CHECKS.read_text("utf-8").splitlines()[1:]]
    assert sorted(wanted) == sorted(name for _, ids, _ in rows() for name in ids)
