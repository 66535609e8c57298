"""The files of commits: listed and read as in the working tree, by one process, from whole and partial clones."""

from __future__ import annotations

import os
import pickle
import subprocess
import threading
from pathlib import Path

import pytest

from contractdocs.sources import Repository, SourceError, WorkingTree, git_objects, git_tree
from tests.conftest import ENVIRONMENT, Workplace

from .test_repository import cloned, opened

FILES = {
    "contracts/orders/1.0.0.yaml": "a: 1",
    "contracts/orders/1.10.0.yaml": "a: 2",
    "contracts/ä b.json": "{}",
    "contracts/.hidden.yaml": "x",
    "contracts/node_modules/x.yaml": "x",
    "README.md": "# x",
}


def test_a_commit_lists_and_reads_what_the_working_tree_did(place: Workplace) -> None:
    place.write(FILES).commit()
    tree, working = opened(place).tree("HEAD"), WorkingTree(place.root)
    for under in ("contracts", "contracts/", ".", "", "contracts/orders", "nothing", "README.md"):
        assert list(tree.files(under)) == list(working.files(under) if under != "README.md" else [])
    for path in tree.files("."):
        assert tree.read(path) == working.read(path)
    assert tree.read("contracts/.hidden.yaml") == b"x"
    assert tree.label == tree.commit[:7]


def test_the_past_stays_as_it_was(place: Workplace) -> None:
    first = place.write({"contracts/a.yaml": "a: 1"}).commit()
    place.write({"contracts/a.yaml": "a: 2", "contracts/b.yaml": "b"}).commit()
    repository = opened(place)
    assert repository.tree(first).read("contracts/a.yaml") == b"a: 1"
    assert list(repository.tree(first).files(".")) == ["contracts/a.yaml"]
    assert repository.tree("main").read("contracts/a.yaml") == b"a: 2"


def test_bytes_are_not_touched_by_filters_and_attributes(place: Workplace) -> None:
    content = b"a: 1\r\nb: \xff\x00\n"
    place.write({".gitattributes": "*.yaml text eol=lf filter=x diff=x\n"})
    (place.root / "a.yaml").write_bytes(b"")
    place.commit()
    oid = subprocess.run(
        ["git", "hash-object", "-w", "--no-filters", "--stdin"],
        cwd=place.root,
        env=ENVIRONMENT,
        input=content,
        capture_output=True,
        check=True,
    ).stdout.decode()
    place.git("update-index", "--cacheinfo", f"100644,{oid.strip()},a.yaml")
    place.git("commit", "-q", "-m", "raw")
    assert opened(place).tree("HEAD").read("a.yaml") == content


def test_a_repository_can_be_seen_from_a_folder_below(place: Workplace) -> None:
    place.write({"services/shop/contracts/a.yaml": "a: 1", "contracts/b.yaml": "b"}).commit()
    below = opened(place).below("services/").below("shop/")
    tree = below.tree("main")
    assert list(tree.files(".")) == ["contracts/a.yaml"]
    assert tree.read("contracts/a.yaml") == b"a: 1"
    assert below.root == place.root.resolve()
    with pytest.raises(SourceError):
        tree.read("../../contracts/b.yaml")


def test_links_in_a_commit_stay_inside(place: Workplace) -> None:
    place.write({"contracts/v1/a.yaml": "a: 1", "secret.yaml": "a secret"})
    contracts = place.root / "contracts"
    (contracts / "in.yaml").symlink_to("v1/a.yaml")
    (contracts / "twice.yaml").symlink_to("in.yaml")
    (contracts / "up.yaml").symlink_to("../secret.yaml")
    (contracts / "out.yaml").symlink_to("/etc/passwd")
    (contracts / "self.yaml").symlink_to("self.yaml")
    place.commit()
    whole = opened(place).tree("main")
    assert whole.read("contracts/twice.yaml") == b"a: 1"
    assert whole.read("contracts/up.yaml") == b"a secret"
    below = opened(place).below("contracts/").tree("main")
    assert below.read("in.yaml") == b"a: 1"
    for path in ("up.yaml", "out.yaml", "self.yaml"):
        with pytest.raises(SourceError, match="link out of the folder"):
            below.read(path)


@pytest.mark.parametrize(
    ("path", "mend"),
    [
        ("contracts/orders/1.0.O.yaml", "Did you mean `contracts/orders/1.0.0.yaml`?"),
        ("nothing/at/all", "git ls-tree -r --name-only "),
        ("README.md/x", "git ls-tree -r --name-only "),
    ],
)
def test_a_file_that_a_commit_does_not_have(place: Workplace, path: str, mend: str) -> None:
    place.write(FILES).commit()
    with pytest.raises(SourceError) as caught:
        opened(place).tree("main").read(path)
    assert "is not in" in caught.value.message
    assert caught.value.mend.startswith(mend)


def test_a_folder_is_no_file(place: Workplace) -> None:
    place.write(FILES).commit()
    with pytest.raises(SourceError, match="is no file in"):
        opened(place).tree("main").read("contracts/orders")


@pytest.mark.parametrize("path", ["../a", "/etc/passwd", "a\nb", "%2e%2e/a", "HEAD:x/../..", "a\\b"])
def test_a_path_that_leads_out_is_refused(place: Workplace, path: str) -> None:
    place.write(FILES).commit()
    with pytest.raises(SourceError):
        opened(place).tree("main").read(path)


def test_a_thousand_reads_take_one_process(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write({f"contracts/{index}.yaml": f"a: {index}" for index in range(50)})
    commits = [place.write({"contracts/0.yaml": f"b: {index}"}).commit() for index in range(4)]
    repository = opened(place)
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(git_objects.subprocess, "Popen", lambda *a, **k: started.append(a) or popen(*a, **k))
    for commit in commits * 5:
        tree = repository.tree(commit)
        assert len([tree.read(path) for path in tree.files("contracts")]) == 50
    assert len(started) == 1


def test_threads_take_turns(place: Workplace) -> None:
    place.write({f"{index}.yaml": f"{index}" * (index * 997) for index in range(40)}).commit()
    tree = opened(place).tree("main")
    found: dict[str, bool] = {}

    def read(index: int) -> None:
        found[f"{index}"] = tree.read(f"{index}.yaml") == (f"{index}" * (index * 997)).encode()

    threads = [threading.Thread(target=read, args=(index,)) for index in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 40
    assert all(found.values())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_fork_starts_its_own_process(place: Workplace) -> None:
    place.write({"a.yaml": "a: 1", "b.yaml": "b: 2"}).commit()
    tree = opened(place).tree("main")
    assert tree.read("a.yaml") == b"a: 1"
    child = os.fork()
    if child == 0:
        os._exit(0 if tree.read("b.yaml") == b"b: 2" else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert tree.read("b.yaml") == b"b: 2"


def test_a_tree_survives_the_way_to_another_process(place: Workplace) -> None:
    place.write({"a.yaml": "a: 1"}).commit()
    tree = opened(place).tree("main")
    assert tree.read("a.yaml") == b"a: 1"
    assert pickle.loads(pickle.dumps(tree)).read("a.yaml") == b"a: 1"


def test_a_process_that_died_is_started_again(place: Workplace) -> None:
    place.write({"a.yaml": "a: 1", "b.yaml": "b: 2"}).commit()
    repository = opened(place)
    tree = repository.tree("main")
    assert tree.read("a.yaml") == b"a: 1"
    process = repository.trees.objects.process
    assert process is not None
    process.kill()
    process.wait()
    assert tree.read("b.yaml") == b"b: 2"


def test_a_partial_clone_is_never_filled_up_and_says_how(place: Workplace, tmp_path: Path) -> None:
    place.git("config", "uploadpack.allowFilter", "true")
    place.git("config", "uploadpack.allowAnySHA1InWant", "true")
    first = place.write({"contracts/a.yaml": "a: 1", "contracts/b.yaml": "b: 1\n" * 30}).commit()
    place.git("mv", "contracts/b.yaml", "contracts/c.yaml")
    place.edit("contracts/c.yaml", "b: 1", "c: 1").write({"contracts/a.yaml": "a: 2"}).commit()
    clone = cloned(place, tmp_path / "clone", "--filter=blob:none")
    repository = opened(clone)
    assert list(repository.tree(first).files("contracts")) == ["contracts/a.yaml", "contracts/b.yaml"]
    before = clone.git("count-objects", "-v")
    with pytest.raises(SourceError) as caught:
        repository.tree(first).read("contracts/a.yaml")
    assert "not in this clone" in caught.value.message
    assert caught.value.mend == "git fetch --refetch --no-filter"
    assert [version.path for version in repository.file_history("contracts/c.yaml")] == ["contracts/c.yaml"]
    assert len(repository.file_history("contracts/a.yaml")) == 2
    assert clone.git("count-objects", "-v") == before
    clone.git("-c", "protocol.file.allow=always", *caught.value.mend.split()[1:])
    assert opened(clone).tree(first).read("contracts/a.yaml") == b"a: 1"


def test_a_commit_that_a_shallow_clone_lacks_is_an_error(place: Workplace, tmp_path: Path) -> None:
    first = place.write({"a.yaml": "a: 1"}).commit()
    place.write({"a.yaml": "a: 2"}).commit()
    repository = opened(cloned(place, tmp_path / "clone", "--depth=1"))
    for action in (lambda: repository.tree(first).read("a.yaml"), lambda: repository.tree(first).files(".")):
        with pytest.raises(SourceError, match="partial or shallow"):
            action()


def test_a_huge_object_is_refused(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write({"a.yaml": "a" * 1000, "b.yaml": "b"}).commit()
    tree = opened(place).tree("main")
    monkeypatch.setattr(git_objects, "LARGEST", 500)
    with pytest.raises(SourceError, match="larger than 500 bytes"):
        tree.read("a.yaml")
    assert tree.read("b.yaml") == b"b"


def made_tree(place: Workplace, *lines: str) -> str:
    done = subprocess.run(
        ["git", "mktree", "--missing"],
        cwd=place.root,
        env=ENVIRONMENT,
        input="".join(line + "\n" for line in lines),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_tree_of_few_objects_and_countless_paths_ends(place: Workplace) -> None:
    place.write({"a.yaml": "a"}).commit()
    tree = made_tree(
        place, *(f"100644 blob {place.git('rev-parse', 'HEAD:a.yaml')}\tf{index}.yaml" for index in range(10))
    )
    for _ in range(9):
        tree = made_tree(place, *(f"040000 tree {tree}\td{index}" for index in range(10)))
    commit = place.git("commit-tree", "-m", "bomb", tree)
    with pytest.raises(SourceError, match="more than 200,000 files"):
        opened(place).tree(commit).files(".")


def test_a_tree_that_nests_without_end_ends(place: Workplace) -> None:
    place.write({"a.yaml": "a"}).commit()
    tree = place.git("rev-parse", "HEAD^{tree}")
    for _ in range(git_tree.DEEPEST + 5):
        tree = made_tree(place, f"040000 tree {tree}\td")
    commit = place.git("commit-tree", "-m", "deep", tree)
    with pytest.raises(SourceError, match="nest deeper than 100 levels"):
        opened(place).tree(commit).files(".")


def test_names_that_git_would_not_write_do_no_harm(place: Workplace) -> None:
    place.write({"a.yaml": "a"}).commit()
    blob, inner = place.git("rev-parse", "HEAD:a.yaml"), place.git("rev-parse", "HEAD^{tree}")
    raw = b"".join(
        mode + b" " + name + b"\0" + bytes.fromhex(oid)
        for mode, name, oid in (
            (b"100644", b"x\ny.yaml", blob),
            (b"40000", b"..", inner),
            (b"100644", b"\xff.yaml", blob),
        )
    )
    tree = (
        subprocess.run(
            ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
            cwd=place.root,
            env=ENVIRONMENT,
            input=raw,
            capture_output=True,
            check=True,
        )
        .stdout.decode()
        .strip()
    )
    found = opened(place).tree(place.git("commit-tree", "-m", "odd", tree))
    assert list(found.files(".")) == ["x\ny.yaml", "\udcff.yaml"]
    assert found.read("\udcff.yaml") == b"a"
    with pytest.raises(SourceError):
        found.read("x\ny.yaml")


def test_submodules_are_passed_over(place: Workplace) -> None:
    commit = place.write({"a.yaml": "a"}).commit()
    place.git("update-index", "--add", "--cacheinfo", f"160000,{commit},module")
    place.git("commit", "-q", "-m", "module")
    tree = opened(place).tree("HEAD")
    assert list(tree.files(".")) == ["a.yaml"]
    with pytest.raises(SourceError):
        tree.read("module")


def test_a_hostile_configuration_executes_nothing(place: Workplace, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    script = tmp_path / "script.sh"
    script.write_text(f"#!/bin/sh\ntouch {canary}\ncat\n")
    script.chmod(0o755)
    place.write({"contracts/a.yaml": "a: 1", ".gitattributes": "*.yaml diff=evil filter=evil\n"}).commit()
    place.write({"contracts/a.yaml": "a: 2"}).commit()
    for name in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "core.alternateRefsCommand",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.smudge",
        "filter.evil.clean",
        "gpg.program",
        "pager.log",
        "uploadpack.packObjectsHook",
    ):
        place.git("config", name, str(script))
    place.git("config", "log.showSignature", "true")
    place.git("config", "core.hooksPath", str(tmp_path))
    repository = opened(place)
    assert repository.tree("main").read("contracts/a.yaml") == b"a: 2"
    assert len(repository.file_history("contracts/a.yaml")) == 2
    assert repository.tags("*") == ()
    assert not canary.exists()


def test_replaced_objects_are_not_believed(place: Workplace) -> None:
    first = place.write({"a.yaml": "a: 1"}).commit()
    second = place.write({"a.yaml": "a: 2"}).commit()
    place.git("replace", second, first)
    assert opened(place).tree(second).read("a.yaml") == b"a: 2"


def test_a_repository_of_sha_256_is_read(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.git("init", "-q", "-b", "main", "--object-format=sha256")
    place.write({"contracts/a.yaml": "a: 1"}).commit()
    repository = Repository.open(place.root)
    assert repository is not None
    tree = repository.tree("main")
    assert list(tree.files("contracts")) == ["contracts/a.yaml"]
    assert tree.read("contracts/a.yaml") == b"a: 1"
    assert len(repository.file_history("contracts/a.yaml")) == 1
