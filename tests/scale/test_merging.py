"""Parts of a run and the whole that they make: the same words as one run, and nothing where a part is not there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contractdocs.model.shard import Shard
from tests.conftest import Workplace

PARTS = 3
TODAY = ("--today", "2026-11-21")


@pytest.fixture(scope="module")
def parts(broken_catalog: Workplace, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the reports of all parts."""
    folder = tmp_path_factory.mktemp("parts")
    made = []
    for number in range(1, PARTS + 1):
        file = folder / f"part-{number}.json"
        ran = broken_catalog.run(
            "check", *TODAY, "--shard", f"{number}/{PARTS}", "--format", "json", "--output", str(file)
        )
        assert ran.code in (0, 1)
        assert "PASS" not in ran.out
        made.append(file)
    return made


def names(files: list[Path]) -> list[str]:
    return [str(file) for file in files]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "gitlab", "junit", "rdjson"])
def test_the_parts_make_the_whole_in_every_format(broken_catalog: Workplace, parts: list[Path], form: str) -> None:
    whole = broken_catalog.run("check", *TODAY, "--format", form, "--verbose")
    joined = broken_catalog.run("merge", *reversed(names(parts)), "--format", form, "--verbose")
    assert (joined.code, joined.err) == (whole.code, whole.err) == (1, "")
    assert joined.out == whole.out


def test_the_comment_of_the_whole_is_made_from_its_parts(broken_catalog: Workplace, parts: list[Path]) -> None:
    whole = broken_catalog.run("check", *TODAY, "--format", "markdown").out
    joined = broken_catalog.run("merge", *names(parts), "--format", "markdown").out
    head, _, tail = whole.partition("### Ending")  # what ends is in no report
    assert joined == head + tail[tail.index("<sub>") :]
    assert "3 unannounced breaking changes in 3 of 40 contracts" in joined


def test_every_contract_is_in_one_part(parts: list[Path]) -> None:
    ids = [item["id"] for file in parts for item in json.loads(file.read_bytes())["contracts"]]
    assert sorted(ids) == sorted(f"c{number}" for number in range(40))
    assert all(json.loads(file.read_bytes())["contracts"] for file in parts)


@pytest.mark.parametrize("left", [[0, 1], [0, 2], [1, 2], [0]])
def test_a_missing_part_decides_nothing(broken_catalog: Workplace, parts: list[Path], left: list[int]) -> None:
    ran = broken_catalog.run("merge", *names([parts[index] for index in left]))
    assert ran.code == 3
    assert "missing" in ran.err
    assert "PASS" not in ran.out + ran.err


def changed(where: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda stated: stated["shard"].update({where: value})


def stranger(number: int) -> str:
    return next(name for name in map(str, range(99)) if not Shard(number, PARTS).holds(name))


HARM: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "of another commit": (changed("commit", "0" * 40), "another commit"),
    "with other settings": (changed("settings", "0" * 32), "other settings"),
    "by another engine": (changed("engine", "0" * 32), "another version"),
    "of other files": (changed("contents", "0" * 32), "other contracts"),
    "of another count": (changed("of", 4), "does not belong"),
    "of another day": (lambda stated: stated.update(today="2026-11-20"), "another day"),
    "no part": (lambda stated: stated.pop("shard"), "no part of a run"),
    "beyond the last": (changed("number", 7), "no part 7"),
    "the first again": (lambda stated: stated["shard"].update(number=1) or stated.update(contracts=[]), "same part"),
    "without a contract": (lambda stated: stated["contracts"].pop(), "nothing is decided"),
    "with one twice": (lambda stated: stated["contracts"].__setitem__(0, stated["contracts"][1]), "twice"),
    "with a stranger": (lambda stated: stated["contracts"][0].update(id=stranger(2)), "does not belong"),
    "with too much": (lambda stated: stated.update(more=1), "schema"),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_part_of_something_else_is_refused(
    broken_catalog: Workplace, parts: list[Path], tmp_path: Path, harm: str
) -> None:
    change, said = HARM[harm]
    stated = json.loads(parts[1].read_bytes())
    change(stated)
    other = tmp_path / "other.json"
    other.write_text(json.dumps(stated))
    ran = broken_catalog.run("merge", str(parts[0]), str(other), str(parts[2]))
    assert ran.code == 3
    assert said in ran.err
    assert "PASS" not in ran.out + ran.err


def test_what_is_no_report_is_refused(broken_catalog: Workplace, parts: list[Path], tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("{")
    for name in ("no.json", "absent.json"):
        ran = broken_catalog.run("merge", *names(parts[:2]), str(tmp_path / name))
        assert ran.code == 3
        assert name in ran.err


def test_a_part_that_is_incomplete_makes_the_whole_incomplete(
    broken_catalog: Workplace, parts: list[Path], tmp_path: Path
) -> None:
    stated = json.loads(parts[1].read_bytes())
    lost = stated["contracts"].pop()
    crash = {**stated["findings"][0], "rule": "contract-not-checked", "level": "error", "contract": lost["id"]}
    stated["findings"].insert(0, crash)
    stated.update(status="incomplete", incomplete=[crash["message"]])
    other = tmp_path / "other.json"
    other.write_text(json.dumps(stated))
    ran = broken_catalog.run("merge", str(parts[0]), str(other), str(parts[2]))
    assert ran.code == 3
    assert ran.out.splitlines()[-1].startswith("INCOMPLETE")


@pytest.mark.parametrize("shard", ["0/2", "3/2", "2", "a/b", "1/0", "-1/2", "1/2/3"])
def test_a_part_that_cannot_be_is_a_fault_of_usage(broken_catalog: Workplace, shard: str) -> None:
    ran = broken_catalog.run("check", f"--shard={shard}")
    assert ran.code == 2
    assert "2/8" in ran.err
