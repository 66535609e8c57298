"""A repository: branches, commits by name, parents, tags; and what stands in the way."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from contractdocs.sources import Repository, SourceError, git_command
from tests.conftest import ENVIRONMENT, Workplace


def opened(place: Workplace) -> Repository:
    repository = Repository.open(place.root)
    assert repository is not None
    return repository


def cloned(place: Workplace, to: Path, *words: str) -> Workplace:
    source = f"file://{place.root}"
    command = ["git", "-c", "protocol.file.allow=always", "clone", "-q", *words, source, str(to)]
    subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True)
    return Workplace(to)


def test_a_folder_without_git_has_no_repository(folder: Workplace) -> None:
    assert Repository.open(folder.root) is None
    assert Repository.open(folder.root / "nothing") is None


def test_without_git_there_is_no_repository(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert Repository.open(place.root) is None


def test_a_bare_repository_has_no_files_to_check(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path)], env=ENVIRONMENT, check=True)
    assert Repository.open(tmp_path) is None


def test_before_the_first_commit_there_is_no_head(place: Workplace) -> None:
    repository = opened(place)
    assert repository.head is None
    assert repository.current_branch == "main"
    assert repository.file_history("a.yaml") == []
    assert repository.tags("*") == ()


def test_head_branch_and_root_are_known_from_a_folder_below(place: Workplace) -> None:
    commit = place.write({"contracts/a.yaml": "a: 1"}).commit()
    repository = Repository.open(place.root / "contracts")
    assert repository is not None
    assert repository.root == place.root.resolve()
    assert repository.head == commit
    assert (repository.current_branch, repository.default_branch) == ("main", "main")
    assert repository.is_shallow is False
    place.git("checkout", "-q", "--detach")
    assert opened(place).current_branch is None


@pytest.mark.parametrize(
    ("branches", "configured", "default"),
    [
        (["main", "work"], None, "main"),
        (["master", "work"], None, "master"),
        (["trunk"], None, "trunk"),
        (["trunk", "work"], None, None),
        (["trunk", "main"], "trunk", "trunk"),
        (["work", "main"], "nothing", "main"),
    ],
)
def test_the_default_branch_is_found(
    tmp_path: Path, branches: list[str], configured: str | None, default: str | None
) -> None:
    place = Workplace(tmp_path)
    place.git("init", "-q", "-b", branches[0])
    place.commit()
    for branch in branches[1:]:
        place.git("branch", branch)
    if configured:
        place.git("config", "init.defaultBranch", configured)
    assert opened(place).default_branch == default


def test_the_default_branch_of_the_remote_comes_first(place: Workplace, tmp_path: Path) -> None:
    place.commit()
    place.git("branch", "-m", "stable/main")
    clone = cloned(place, tmp_path / "clone")
    clone.git("checkout", "-q", "-b", "main")
    assert opened(clone).default_branch == "stable/main"


def test_a_remote_branch_alone_can_be_the_default(place: Workplace, tmp_path: Path) -> None:
    place.commit()
    clone = cloned(place, tmp_path / "clone")
    clone.git("checkout", "-q", "-b", "work")
    clone.git("branch", "-q", "-D", "main")
    clone.git("symbolic-ref", "--delete", "refs/remotes/origin/HEAD")
    assert opened(clone).default_branch == "main"


def test_refs_are_resolved(place: Workplace) -> None:
    first = place.commit("first")
    place.git("tag", "v1.0.0")
    place.git("tag", "-a", "-m", "annotated", "v1.0.1")
    second = place.commit("second")
    repository = opened(place)
    for ref in ("v1.0.0", "v1.0.1", "HEAD~1", "HEAD^", first, first[:8], "refs/tags/v1.0.0"):
        assert repository.resolve(ref) == first
    assert repository.resolve("main") == repository.head == second
    assert repository.parents("main") == (first,)
    assert repository.parents(first) == ()


@pytest.mark.parametrize(
    ("ref", "mend"),
    [
        ("v1.0.O", "Did you mean `v1.0.0`?"),
        ("mian", "Did you mean `main`?"),
        ("something/else/entirely", "git branch --all"),
        ("0" * 39 + "1", "git branch --all"),
        ("main..v1.0.0", ""),
        ("--output=x", "Name one"),
        ("-x", "Name one"),
        ("--all", "Name one"),
        ("", "Name one"),
        ("a\nb", "Name one"),
        ("a b", "Name one"),
        ("\x1b[31m", "Name one"),
        ("main:a.yaml", ""),
        ("main^{tree}", ""),
    ],
)
def test_a_ref_that_names_no_commit_is_refused(place: Workplace, ref: str, mend: str) -> None:
    place.write({"a.yaml": "a: 1"}).commit()
    place.git("tag", "v1.0.0")
    with pytest.raises(SourceError) as caught:
        opened(place).resolve(ref)
    assert caught.value.mend.startswith(mend)
    assert caught.value.mend
    assert caught.value.message.isprintable()
    assert sorted(path.name for path in place.root.iterdir()) == [".git", "a.yaml"]


def test_a_merge_has_two_parents_and_lines_have_a_base(place: Workplace) -> None:
    base = place.commit("base")
    place.git("checkout", "-q", "-b", "work")
    work = place.commit("work")
    place.git("checkout", "-q", "main")
    main = place.commit("main")
    repository = opened(place)
    assert repository.merge_base("work", "main") == base
    place.git("merge", "-q", "--no-ff", "-m", "merge", "work")
    merged = opened(place)
    assert merged.parents("HEAD") == (main, work)
    place.git("checkout", "-q", "--orphan", "alone")
    place.commit("alone")
    assert opened(place).merge_base("alone", "main") is None


def test_tags_come_newest_first_with_their_day(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    days = {"v1.0.0": "01-01T23:30:00-0200", "v1.10.0": "03-01T12:00:00Z", "v1.9.0": "02-01T12:00:00Z"}
    for name, day in days.items():
        monkeypatch.setitem(ENVIRONMENT, "GIT_COMMITTER_DATE", f"2026-{day}")
        commit = place.commit(name)
        place.git("tag", "-a", "-m", name, name)
    place.git("tag", "orders/v1")
    tags = opened(place).tags("v*")
    assert [(tag.name, tag.date) for tag in tags] == [
        ("v1.10.0", "2026-03-01"),
        ("v1.9.0", "2026-02-01"),
        ("v1.0.0", "2026-01-02"),
    ]
    assert tags[1].commit == commit
    assert [tag.name for tag in opened(place).tags("orders/*")] == ["orders/v1"]
    assert opened(place).tags("w*") == ()
    assert opened(place).tags("--format=x") == ()


def test_a_shallow_clone_is_known(place: Workplace, tmp_path: Path) -> None:
    place.commit("first")
    second = place.commit("second")
    clone = opened(cloned(place, tmp_path / "clone", "--depth=1"))
    assert clone.is_shallow
    assert clone.head == second
    assert clone.parents("HEAD") == ()
    with pytest.raises(SourceError) as caught:
        clone.resolve("HEAD~1")
    assert "git fetch --tags --unshallow origin" in caught.value.mend


def test_a_folder_of_somebody_else_is_not_trusted(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.commit()
    monkeypatch.setattr(git_command, "FIXED", {**git_command.FIXED, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    with pytest.raises(SourceError) as caught:
        Repository.open(place.root)
    assert "belongs to somebody else" in caught.value.message
    assert caught.value.mend == f"git config --global --add safe.directory '{place.root}'"


def test_a_repository_cannot_place_its_files_elsewhere(place: Workplace, tmp_path: Path) -> None:
    place.commit()
    (tmp_path / "elsewhere").mkdir()
    place.git("config", "core.worktree", str(tmp_path / "elsewhere"))
    with pytest.raises(SourceError) as caught:
        Repository.open(place.root)
    assert caught.value.mend == "git config --unset core.worktree"


def test_what_a_hook_sets_does_not_lead_astray(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = place.commit()
    other = Workplace(tmp_path / "other")
    other.root.mkdir()
    other.start().commit("other")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert opened(place).head == commit


def test_a_git_that_does_not_answer_is_given_up(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.commit()
    repository = opened(place)
    monkeypatch.setattr(git_command, "SECONDS", 0.01)
    monkeypatch.setattr(git_command, "GIT", ("sh", "-c", "sleep 60"))
    with pytest.raises(SourceError, match="took more than"):
        repository.resolve("main")
