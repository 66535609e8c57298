"""The working tree: what is listed, what is read, and how it says that it cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from contractdocs.sources import SourceError, WorkingTree, source, working_tree


@pytest.fixture
def tree(tmp_path: Path) -> WorkingTree:
    """A folder with contracts, and with what is passed over."""
    root = tmp_path / "root"
    for name in (
        "contracts/orders/1.0.0.yaml",
        "contracts/orders/1.10.0.yaml",
        "contracts/ä b.json",
        "README.md",
        ".git/config",
        ".venv/lib/x.yaml",
        "contracts/.cache/x.yaml",
        "contracts/.hidden.yaml",
        "contracts/node_modules/x.yaml",
        "contracts/__pycache__/x.yaml",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"name: {name}")
    return WorkingTree(root)


def test_files_are_listed_sorted_and_without_what_belongs_to_tools(tree: WorkingTree) -> None:
    contracts = ["contracts/orders/1.0.0.yaml", "contracts/orders/1.10.0.yaml", "contracts/ä b.json"]
    assert list(tree.files("contracts")) == contracts
    assert list(tree.files("contracts/")) == contracts
    assert list(tree.files(".")) == ["README.md", *contracts]
    assert list(tree.files("")) == ["README.md", *contracts]
    assert list(tree.files("nothing")) == []
    assert tree.label == "working tree"


def test_a_file_is_read_as_it_is(tree: WorkingTree) -> None:
    (tree.root / "contracts" / "raw.yaml").write_bytes(b"\xff\r\n\x00")
    assert tree.read("contracts/raw.yaml") == b"\xff\r\n\x00"


def test_links_stay_inside(tree: WorkingTree) -> None:
    contracts = tree.root / "contracts"
    outside = tree.root.parent / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("a secret")
    (contracts / "in.yaml").symlink_to("orders/1.0.0.yaml")
    (contracts / "out.yaml").symlink_to(outside / "secret.yaml")
    (contracts / "folder").symlink_to(outside)
    (contracts / "loop").symlink_to(contracts)
    (contracts / "broken.yaml").symlink_to("gone.yaml")
    (contracts / "self.yaml").symlink_to("self.yaml")
    listed = list(tree.files("contracts"))
    assert [name for name in listed if "/orders/" not in name] == [
        "contracts/broken.yaml",
        "contracts/in.yaml",
        "contracts/out.yaml",
        "contracts/self.yaml",
        "contracts/ä b.json",
    ]
    assert tree.read("contracts/in.yaml") == b"name: contracts/orders/1.0.0.yaml"
    for name in ("out.yaml", "folder/secret.yaml", "broken.yaml", "self.yaml"):
        with pytest.raises(SourceError) as caught:
            tree.read(f"contracts/{name}")
        assert "a secret" not in str(caught.value)
        assert str(outside) not in str(caught.value)


@pytest.mark.parametrize(
    ("path", "message", "mend"),
    [
        ("contracts/orders/1.0.O.yaml", "is not there", "Did you mean `contracts/orders/1.0.0.yaml`?"),
        ("READMI.md", "is not there", "Did you mean `README.md`?"),
        ("nothing/at/all", "is not there", "Check its name."),
        ("contracts/orders", "is no ordinary file", "Replace it by a file."),
        ("a" * 5000, "cannot be read", "ls -l"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tree: WorkingTree, path: str, message: str, mend: str) -> None:
    with pytest.raises(SourceError) as caught:
        tree.read(path)
    assert message in caught.value.message
    assert caught.value.mend.startswith(mend)
    assert str(caught.value) == f"{caught.value.message} {caught.value.mend}"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_file_and_does_not_hang(tree: WorkingTree) -> None:
    os.mkfifo(tree.root / "contracts" / "pipe.yaml")
    assert "contracts/pipe.yaml" in tree.files("contracts")
    with pytest.raises(SourceError, match="no ordinary file"):
        tree.read("contracts/pipe.yaml")


def test_what_may_not_be_read_is_an_error(tree: WorkingTree, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tree.root))

    monkeypatch.setattr(working_tree.os, "open", denied)
    with pytest.raises(SourceError, match="Permission denied") as caught:
        tree.read("README.md")
    assert str(tree.root) not in str(caught.value)
    monkeypatch.setattr(working_tree.os, "scandir", denied)
    with pytest.raises(SourceError, match="The folder `contracts` cannot be read: Permission denied"):
        tree.files("contracts")


def test_a_huge_file_is_refused_before_it_is_read(tree: WorkingTree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working_tree, "LARGEST", 5)
    assert source.LARGEST > 5
    with pytest.raises(SourceError, match="larger than 5 bytes"):
        tree.read("README.md")


def test_folders_that_nest_deep_are_walked(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    (deep / "a.yaml").write_text("a: 1")
    (path,) = WorkingTree(tmp_path).files(".")
    assert WorkingTree(tmp_path).read(path) == b"a: 1"
