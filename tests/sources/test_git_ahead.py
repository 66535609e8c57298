"""What git is asked for ahead: the same answers, nothing asked in vain, and nothing left behind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contractdocs import check
from contractdocs.settings import Settings
from contractdocs.sources import git_command, git_tree
from contractdocs.sources.git_command import BEGUN, ahead, run
from tests.conftest import Workplace

WORDS = ("log", "--format=%s", "HEAD")
CONTRACT = "openapi: 3.1.0\ninfo:\n  title: T\n  version: {}\npaths:\n  /a:\n    get:\n      responses: {{}}\n"


@pytest.fixture
def many(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """Contracts of two versions each, in more folders than are read one by one."""
    monkeypatch.setattr(git_tree, "MANY", 2)
    versions = ("1.0.0", "1.1.0")
    place.write({f"contracts/c{n}/{v}.openapi.yaml": CONTRACT.format(v) for n in range(4) for v in versions}).commit()
    return place


def test_what_was_begun_answers_as_if_it_had_not_been(place: Workplace) -> None:
    place.write({"a": "1"}).commit()
    alone = run(place.root, *WORDS)
    with ahead(place.root, WORDS, ("log", "nothing")):
        assert len(BEGUN) == 2
        found, failed = run(place.root, *WORDS), run(place.root, "log", "nothing")
        assert (found.stdout, found.stderr, found.returncode) == (alone.stdout, alone.stderr, 0)
        assert (failed.stdout, failed.returncode) == (b"", 128)
        assert b"nothing" in failed.stderr
        assert run(place.root, *WORDS).stdout == alone.stdout


def test_what_nobody_asks_for_ends(place: Workplace) -> None:
    place.write({"a": "1"}).commit()
    with ahead(place.root, WORDS):
        (begun,) = BEGUN.values()
    assert not BEGUN
    assert begun.returncode is not None


def test_where_there_is_no_git_it_is_said_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with ahead(tmp_path, WORDS):
        assert not BEGUN


@pytest.mark.parametrize(
    ("root", "contracts", "asked"), [(".", "contracts", ["log", "ls-tree"]), ("contracts", ".", ["ls-tree"])]
)
def test_a_check_asks_for_all_that_was_begun(
    many: Workplace, monkeypatch: pytest.MonkeyPatch, root: str, contracts: str, asked: list[str]
) -> None:
    begun: list[str] = []
    begin = git_command.begin
    monkeypatch.setattr(git_command, "begin", lambda folder, words: begun.append(words[0]) or begin(folder, words))
    monkeypatch.setattr(git_command, "end", lambda _: pytest.fail("git was asked in vain"))
    report = check.run(many.root / root, Settings(contracts=contracts), date(2026, 11, 22))
    assert len(report.contracts) == 4
    assert begun == asked
    assert not BEGUN
