"""A contract means the same in every language: no pair differs, and an edit is told by the same rules in each."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from contractdocs.compare import compare
from contractdocs.model.interface import Interface
from contractdocs.operands import read_operand
from contractdocs.settings import Settings
from tests.code.languages import EDITS, edited, everything
from tests.code.unions import everything_of_unions

FILES = everything()
DIRECTIONS = (None, "input", "output", "both")


def read(folder: Path, name: str, text: str) -> Interface:
    home = folder / name.replace(".", "-")
    home.mkdir(parents=True)
    (home / name).write_text(text, encoding="utf-8")
    return read_operand(str(home / name), home, Settings()).interface


@pytest.fixture(scope="module")
def interfaces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Interface]:
    root = tmp_path_factory.mktemp("languages")
    return {name: read(root, name, text) for name, text in FILES.items()}


@pytest.mark.parametrize("old", FILES)
def test_no_pair_differs(interfaces: dict[str, Interface], old: str) -> None:
    for new in FILES.keys() - {old}:
        for direction in DIRECTIONS:
            found = compare(interfaces[old], interfaces[new], direction)  # type: ignore[arg-type]
            assert [(new, direction, change.kind, str(change.address)) for change in found.changes] == []
            assert not found.not_compared


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_told_by_the_same_rules(interfaces: dict[str, Interface], tmp_path: Path, edit: str) -> None:
    expected = EDITS[edit][2]
    for name in FILES:
        new = read(tmp_path, name, edited(name, edit))
        for old in (name, "schema.json", "typescript.ts", "go.go"):
            found = compare(interfaces[old], new)
            assert (name, old, {change.kind for change in found.changes}) == (name, old, expected)


def test_no_pair_of_unions_differs(tmp_path: Path) -> None:
    files = {name: read(tmp_path, name, text) for name, text in everything_of_unions().items()}
    for (old, left), (new, right) in itertools.permutations(files.items(), 2):
        found = compare(left, right)
        assert [(old, new, change.kind, str(change.address)) for change in found.changes] == []
        assert not found.not_compared
