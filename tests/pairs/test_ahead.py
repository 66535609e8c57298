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
from contractdocs.__main__ import compare
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


@pytest.mark.parametrize("broken", [b"\xff", b"\xe2\x82", b"\xed\xa0\x80"])
@pytest.mark.parametrize("sides", [(True, False), (False, True), (True, True)])
def test_what_is_no_utf8_is_told_where(tmp_path: Path, broken: bytes, sides: tuple[bool, bool]) -> None:
    files = two(tmp_path, "yaml", **LARGE)
    for file, is_broken in zip(files, sides):
        if is_broken:
            content = Path(file).read_bytes()
            Path(file).write_bytes(content[:200_000] + broken + content[200_000:])
    found = ran(*files)
    assert (found.returncode, found.stdout) == (2, "")
    assert "is not UTF-8" in found.stderr
    assert f"{files[sides.index(True)]}:" in found.stderr


LIMITED = (
    "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_NOFILE, ({0}, {0})); "
    "sys.argv[:] = ['contractdocs', 'diff', *sys.argv[1:]]; runpy.run_module('contractdocs', run_name='__main__')"
)


@pytest.mark.skipif(sys.platform != "linux", reason="files are counted in another way elsewhere")
def test_where_few_files_may_be_open_nothing_passes_and_nothing_is_a_traceback(tmp_path: Path) -> None:
    files = two(tmp_path, "yaml", **LARGE)
    codes = []
    for most in range(6, 20):
        command = [sys.executable, "-c", LIMITED.format(most), *files]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "Traceback" not in found.stderr, (most, found.stderr)
        assert found.returncode == (1 if "breaking" in found.stdout else 3), (most, found.stderr)
        codes.append(found.returncode)
    assert {3, 1} == {*codes}


def test_where_memory_is_short_nothing_is_begun(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = two(tmp_path, "yaml", **LARGE)

    def short(*_: str) -> bytes:
        raise MemoryError

    monkeypatch.setattr(operands, "read_whole", short)
    assert begin(files) is None


@pytest.mark.parametrize("beside", [["--help"], ["--no-such"], ["--root", "nowhere"]])
def test_the_other_process_ends_with_a_command_that_does_not_compare(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, beside: list[str]
) -> None:
    made: list[operands.Ahead | None] = []
    monkeypatch.setattr(operands, "begin", lambda arguments: made.append(begin(arguments)) or made[-1])
    monkeypatch.setattr(sys, "argv", ["contractdocs", "diff", *two(tmp_path, "yaml", **LARGE), *beside])
    with pytest.raises(SystemExit):
        compare()
    assert made[0] is not None
    assert made[0].begun.companion.copy == 0


def test_a_closed_output_is_no_pass(tmp_path: Path) -> None:
    command = f"exec {sys.executable} -m contractdocs diff {' '.join(two(tmp_path, 'yaml', **LARGE))} >&-"
    found = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True, check=False)
    assert found.returncode == 3
    assert "standard output is closed" in found.stderr
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
