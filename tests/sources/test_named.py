"""A file that somebody names is the one that is read, with the files that it refers to."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path

import pytest

from contractdocs.linting import lint_paths
from contractdocs.operands import Judged, judge_operands
from contractdocs.settings import Settings
from contractdocs.sources import SourceError
from contractdocs.sources.named import home_of, named


@pytest.mark.parametrize(
    ("folder", "contracts", "home"),
    [
        ("contracts", "contracts", "contracts"),
        ("contracts/orders/v1", "contracts", "contracts"),
        ("contracts/a/contracts/b", "contracts", "contracts"),
        ("../main/contracts/orders", "contracts", "../main/contracts"),
        ("/other/contracts", "contracts/", "/other/contracts"),
        ("shop/apis/http/orders", "apis/http", "shop/apis/http"),
        ("contracts2/orders", "contracts", "contracts2/orders"),
        ("old", "contracts", "old"),
        (".", "contracts", "."),
        ("old/v1", ".", "."),
        ("../old", ".", "../old"),
        ("/old", ".", "/old"),
    ],
)
def test_a_file_refers_within_the_folder_of_the_contracts_or_its_own(folder: str, contracts: str, home: str) -> None:
    assert home_of(folder, contracts) == home


def interface(reference: str) -> str:
    return (
        "openapi: 3.1.0\ninfo: {title: Orders, version: 1.0.0}\npaths:\n  /a:\n    get:\n      responses:\n"
        "        '200':\n          description: ok\n          content:\n            application/json:\n"
        f"              schema: {{$ref: '{reference}#/S'}}\n"
    )


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def pair(root: Path, folder: str, shared: str) -> None:
    """Write two releases that refer to a file of their own each, of which the newer one breaks."""
    for name, kind in (("old", "string"), ("new", "integer")):
        write(root, **{f"{folder}/{name}.yaml": interface(f"{shared}{name}-s.yaml")})
        write(root, **{os.path.normpath(f"{folder}/{shared}{name}-s.yaml"): f"S: {{type: {kind}}}\n"})


def compared(old: str, new: str) -> Judged:
    return judge_operands(old, new, Path().resolve(), Settings())


@pytest.mark.parametrize("above", ["", "../main/", "{here}/"])
def test_what_stands_beside_it_in_the_contracts_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, above: str
) -> None:
    main = tmp_path / "main"
    pair(main, "contracts/orders", "../shared/")
    monkeypatch.chdir(main)
    before = above.format(here=main)
    found = compared(f"{before}contracts/orders/old.yaml", f"{before}contracts/orders/new.yaml")
    assert not found.not_compared
    places = [str(finding.new.place) for finding in found.findings if finding.new]
    assert places == [f"{before}contracts/shared/new-s.yaml:1:11"] * 2
    linted = lint_paths((f"{before}contracts/orders/old.yaml",), main, Settings(), io.BytesIO())
    assert not [finding for finding in linted.findings if finding.rule.startswith("reference")]


@pytest.mark.parametrize("folder", ["apis", "../apis", "{above}/apis"])
def test_so_is_what_stands_beside_it_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    here = tmp_path / "here"
    here.mkdir()
    pair(tmp_path, "apis", "")
    pair(here, "apis", "parts/")
    monkeypatch.chdir(here)
    before = folder.format(above=tmp_path)
    found = compared(f"{before}/old.yaml", f"{before}/new.yaml")
    assert {finding.rule for finding in found.findings} == {"type-changed"}
    assert not found.not_compared


def test_a_commit_is_read_as_a_folder_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair(tmp_path, "contracts/orders", "../shared/")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *command], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    found = compared("HEAD:contracts/orders/old.yaml", "contracts/orders/new.yaml")
    assert {finding.rule for finding in found.findings} == {"type-changed"}
    assert not found.not_compared


@pytest.mark.parametrize("folder", ["apis", "../here/apis"])
def test_what_stands_elsewhere_is_not_mistaken_for_a_file_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    here = tmp_path / "here"
    pair(here, "apis", "../shared/")
    for name in ("old", "new"):  # where the path would lead if it were taken from the folder of the file
        write(here, **{f"apis/shared/{name}-s.yaml": f"S: {{type: {'boolean' if name == 'old' else 'object'}}}\n"})
    monkeypatch.chdir(here)
    found = compared(f"{folder}/old.yaml", f"{folder}/new.yaml")
    assert not found.findings
    assert len(found.not_compared) == 2


def test_a_link_is_followed_to_what_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair(tmp_path, "apis", "")
    write(tmp_path, **{"apis/latest.yaml": "another: file\n", "there/x": ""})
    (tmp_path / "there/latest.yaml").symlink_to("../apis/new.yaml")
    (tmp_path / "here").mkdir()
    for place, above in ((tmp_path, ""), (tmp_path / "here", "../")):
        monkeypatch.chdir(place)
        found = compared(f"{above}apis/old.yaml", f"{above}there/latest.yaml")
        assert {finding.rule for finding in found.findings} == {"type-changed"}
    linted = lint_paths(("there/latest.yaml",), tmp_path, Settings(), io.BytesIO())
    assert {finding.spot.place.file for finding in linted.findings if finding.spot} <= {"apis/new.yaml"}
    assert linted.status != "incomplete"


def test_a_path_may_go_down_and_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair(tmp_path, "contracts/orders", "../shared/")
    (tmp_path / "contracts/more").mkdir()
    monkeypatch.chdir(tmp_path)
    found = compared("contracts/more/../orders/old.yaml", "./contracts/orders/../orders/new.yaml")
    assert [str(one.new.place) for one in found.findings if one.new] == ["contracts/shared/new-s.yaml:1:11"] * 2


def test_a_link_out_of_here_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, **{"secret.yaml": interface(""), "folder/secret.yaml": interface(""), "here/x": ""})
    here = tmp_path / "here"
    (here / "secret.yaml").symlink_to("../secret.yaml")
    (here / "folder").symlink_to("../folder")
    monkeypatch.chdir(here)
    for text in ("secret.yaml", "folder/secret.yaml"):
        with pytest.raises(SourceError, match="is a link out"):
            named(text, Path(), "contracts")
        with pytest.raises(SourceError, match="is a link out"):
            compared(text, text)
        assert lint_paths((text,), here, Settings(), io.BytesIO()).status == "incomplete"
