"""Two large files are looked at before the command is loaded: what the command says is the same."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from contractdocs import operands, pairs
from contractdocs.operands import begin, judge_operands
from contractdocs.reports.json import diff_to_json
from contractdocs.settings import Settings

from .making import as_text, document, edited

LARGE = {"paths": 300, "schemas": 150}


def two(folder: Path, syntax: str, **sizes: int) -> tuple[str, str]:
    """Return two files that differ."""
    rng = random.Random(1)
    old = document(rng, **sizes)
    files = folder / f"old.{syntax}", folder / f"new.{syntax}"
    for file, side in zip(files, (old, edited(rng, old))):
        file.write_bytes(as_text(side, syntax))
    return str(files[0]), str(files[1])


def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "contractdocs", "diff", *arguments], capture_output=True, text=True, check=False
    )


def told(old: str, new: str, ahead: operands.Ahead | None = None) -> str:
    found = judge_operands(old, new, Path(), Settings(), ahead=ahead)
    return diff_to_json(found.findings, "fail", found.not_compared)


@pytest.mark.parametrize("syntax", ["json", "yaml"])
def test_the_command_says_what_is_found_without(tmp_path: Path, syntax: str) -> None:
    files = two(tmp_path, syntax, **LARGE)
    assert min(os.path.getsize(file) for file in files) > pairs.LARGE
    found = ran(*files, "--format", "json")
    assert (found.returncode, found.stderr) == (1, "")
    assert json.loads(found.stdout)["changes"] == json.loads(told(*files))["changes"]


def test_what_was_begun_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = two(tmp_path, "yaml", **LARGE)
    plain = told(*files)
    ahead = begin(["--format", "json", *files])
    assert ahead is not None
    monkeypatch.setattr(pairs, "Begun", lambda *_: pytest.fail("it has begun already"))
    assert told(*files, ahead) == plain


def test_what_was_begun_for_other_files_ends(tmp_path: Path) -> None:
    old, new = two(tmp_path, "yaml", **LARGE)
    ahead = begin([old, old])
    assert ahead is not None
    assert told(old, new, ahead) == told(old, new) != told(old, old)
    assert ahead.begun.companion.copy == 0


def test_what_is_larger_than_the_settings_allow_is_refused(tmp_path: Path) -> None:
    files = two(tmp_path, "yaml", **LARGE)
    (tmp_path / "contractdocs.yml").write_text("limits:\n  max_bytes: 10000\n")
    found = ran(*files, "--root", str(tmp_path))
    assert found.returncode == 3
    assert "max_bytes" in found.stderr


@pytest.mark.parametrize("wrong", [["--perspective", "nobody"], ["--no-such"], ["third.yaml"]])
def test_a_wrong_command_line_is_refused_all_the_same(tmp_path: Path, wrong: list[str]) -> None:
    found = ran(*two(tmp_path, "yaml", **LARGE), *wrong)
    assert (found.returncode, found.stdout) == (2, "")
    assert "Traceback" not in found.stderr


def test_nothing_is_begun_for_anything_but_two_large_files(tmp_path: Path) -> None:
    old, new = two(tmp_path, "json", **LARGE)
    (tmp_path / "small").mkdir()
    small = two(tmp_path / "small", "json")
    other = tmp_path / "large.txt"
    other.write_bytes(Path(old).read_bytes())
    folder = tmp_path / "folder.json"
    folder.mkdir()
    link = tmp_path / "link.json"
    link.symlink_to(link)
    for named in ([], [old], [old, new, old], [old, small[1]], [old, str(other)], [old, str(folder)], [old, str(link)]):
        assert begin(named) is None
    assert begin([old, str(tmp_path / "gone.json")]) is None
    assert begin([old, "a\0.json"]) is None
