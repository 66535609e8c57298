"""The histories of files: newest first, through renames and merges, by one call of git."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from contractdocs.sources import git_log
from contractdocs.sources.git_log import FileVersion, Log, Touch
from tests.conftest import ENVIRONMENT, Workplace

from .test_repository import opened

LONG = "".join(f"line{index}: {index}\n" for index in range(30))


def test_every_commit_that_touched_a_file_is_a_version(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENVIRONMENT, "GIT_COMMITTER_DATE", "2026-01-31T23:30:00-0200")
    monkeypatch.setitem(ENVIRONMENT, "GIT_AUTHOR_NAME", "Zoë Müller")
    first = place.write({"contracts/a.yaml": "a: 1", "contracts/b.yaml": "b"}).commit()
    place.write({"contracts/b.yaml": "c"}).commit()
    third = place.write({"contracts/a.yaml": "a: 2"}).commit()
    repository = opened(place)
    versions = repository.file_history("contracts/a.yaml")
    assert [version.commit for version in versions] == [third, first]
    newest = versions[0]
    assert (newest.date, newest.author, newest.path) == ("2026-02-01", "Zoë Müller", "contracts/a.yaml")
    assert newest.blob == place.git("rev-parse", "HEAD:contracts/a.yaml")
    assert [repository.tree(v.commit).read(v.path) for v in versions] == [b"a: 2", b"a: 1"]
    assert repository.file_history("contracts/nothing.yaml") == []


def test_renames_are_followed_with_the_path_of_their_time(place: Workplace) -> None:
    place.write({"contracts/old.yaml": LONG}).commit()
    place.edit("contracts/old.yaml", "line3: 3", "line3: 4").commit()
    place.git("mv", "contracts/old.yaml", "contracts/new name.yaml")
    place.edit("contracts/new name.yaml", "line5: 5", "line5: 6").commit()
    place.write({"contracts/old.yaml": "another: file"}).commit()
    (place.root / "contracts" / "sub").mkdir()
    place.git("mv", "contracts/new name.yaml", "contracts/sub/ä.yaml")
    place.commit()
    repository = opened(place)
    versions = repository.file_history("contracts/sub/ä.yaml")
    assert [version.path for version in versions] == [
        "contracts/sub/ä.yaml",
        "contracts/new name.yaml",
        "contracts/old.yaml",
        "contracts/old.yaml",
    ]
    assert b"line3: 3" in repository.tree(versions[-1].commit).read(versions[-1].path)
    assert len(repository.file_history("contracts/old.yaml")) == 3


def test_a_file_that_was_away_keeps_its_older_versions(place: Workplace) -> None:
    place.write({"contracts/a.yaml": "a: 1", "contracts/b.yaml": "b"}).commit()
    place.git("rm", "-q", "contracts/a.yaml")
    place.commit()
    place.write({"contracts/a.yaml": "a: 2"}).commit()
    assert len(opened(place).file_history("contracts/a.yaml")) == 2


def test_a_merge_counts_once_when_it_was_merged(place: Workplace) -> None:
    place.write({"contracts/a.yaml": "version: 1"}).commit()
    place.git("checkout", "-q", "-b", "work")
    place.write({"contracts/a.yaml": "version: 2"}).commit("draft")
    place.write({"contracts/a.yaml": "version: 3"}).commit("draft")
    place.git("checkout", "-q", "main")
    place.git("merge", "-q", "--no-ff", "-m", "merge", "work")
    merge = place.git("rev-parse", "HEAD")
    repository = opened(place)
    versions = repository.file_history("contracts/a.yaml")
    assert [version.commit for version in versions] == [merge, repository.parents(merge)[0]]


def test_a_file_at_the_top_is_followed_too(place: Workplace) -> None:
    place.write({"old.yaml": LONG, "other.yaml": "x"}).commit()
    place.git("mv", "old.yaml", "new.yaml")
    place.commit()
    versions = opened(place).file_history("new.yaml")
    assert [version.path for version in versions] == ["new.yaml", "old.yaml"]


def test_histories_below_a_folder_have_paths_from_there(place: Workplace) -> None:
    place.write({"shop/contracts/a.yaml": LONG, "old/b.yaml": LONG + "x: 1\n"}).commit()
    place.git("mv", "old/b.yaml", "shop/contracts/b.yaml")
    place.commit()
    below = opened(place).below("shop/")
    assert [version.path for version in below.file_history("contracts/a.yaml")] == ["contracts/a.yaml"]
    assert [version.path for version in below.file_history("contracts/b.yaml")] == ["contracts/b.yaml"]


def test_names_with_every_sign_are_told_apart(place: Workplace) -> None:
    names = ["contracts/a b.yaml", 'contracts/"q".yaml', "contracts/é.yaml", "contracts/-x.yaml", "contracts/[a].yaml"]
    place.write(dict.fromkeys(names, "a")).commit()
    place.write({"contracts/[a].yaml": "b", "contracts/a.yaml": "c"}).commit()
    repository = opened(place)
    assert [len(repository.file_history(name)) for name in names] == [1, 1, 1, 1, 2]


def test_all_files_of_a_folder_take_one_call(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write({f"contracts/{index}/a.yaml": f"{index}" for index in range(20)}).commit()
    repository = opened(place)
    assert repository.head
    calls = []
    run = git_log.run
    monkeypatch.setattr(git_log, "run", lambda *words: calls.append(words) or run(*words))
    assert sum(len(repository.file_history(f"contracts/{index}/a.yaml")) for index in range(20)) == 20
    assert len(calls) == 1


def test_odd_commits_do_not_confuse_the_log(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENVIRONMENT, "GIT_AUTHOR_NAME", "x\x1fy :100644 100644")
    monkeypatch.setitem(ENVIRONMENT, "GIT_COMMITTER_DATE", "@4102444800 +0000")
    place.write({"contracts/a.yaml": "a"}).commit("subject\n\n:100644 100644 0 0 M\tcontracts/b.yaml")
    place.commit("empty")
    (version,) = opened(place).file_history("contracts/a.yaml")
    assert version.date == "2100-01-01"
    assert opened(place).file_history("contracts/b.yaml") == []


@pytest.mark.parametrize(
    ("seconds", "day"),
    [
        ("0", "1970-01-01"),
        ("1767225600", "2026-01-01"),
        ("9" * 30, "1970-01-01"),
        ("", "1970-01-01"),
        ("x", "1970-01-01"),
    ],
)
def test_a_time_that_no_calendar_has_is_its_beginning(seconds: str, day: str) -> None:
    assert git_log.day(seconds) == day


def test_a_change_of_a_part_is_a_version_of_the_whole(place: Workplace) -> None:
    first = place.write({"contracts/ops/doc.go": "package ops", "contracts/ops/a.go": "package ops"}).commit()
    second = place.write({"contracts/ops/b.go": "package ops", "contracts/ops/notes.txt": "x"}).commit()
    (place.root / "contracts/ops/b.go").unlink()
    third = place.commit()
    place.write({"contracts/ops/notes.txt": "y", "contracts/other/c.go": "package other"}).commit()
    repository = opened(place)
    versions = repository.file_history("contracts/ops/doc.go", ["contracts/ops/"])
    assert [version.commit for version in versions] == [third, second, first]
    assert {version.path for version in versions} == {"contracts/ops/doc.go"}
    assert [v.commit for v in repository.file_history("contracts/ops/doc.go", ["contracts/ops/b.go"])] == [
        third,
        second,
        first,
    ]


def test_the_history_of_one_file_does_not_look_at_those_of_the_others() -> None:
    class Counted(dict[str, list[Touch]]):
        walks = 0

        def __iter__(self) -> Iterator[str]:
            Counted.walks += 1
            return super().__iter__()

        def items(self) -> Any:
            Counted.walks += 1
            return super().items()

    touches = {
        f"c/{number}/a.yaml": [Touch(0, "A", "", FileVersion("c0ffee", "2026-01-01", "Ada", f"c/{number}/a.yaml", "b"))]
        for number in range(50)
    }
    log = Log(Counted(touches))
    assert [len(log.history(path, ["c/1/"])) for path in touches] == [1] * 50
    assert Counted.walks <= 1  # once for all, to put the folders together
