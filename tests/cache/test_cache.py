"""What is remembered between runs: the same words, less work, and no harm from a store that is broken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contractdocs.cache import FILE, Memory, Store, engine, open_store, remembering
from contractdocs.check import run
from contractdocs.model.contract import Header
from contractdocs.model.finding import Finding, Spot
from contractdocs.reports.json import report_to_json
from contractdocs.settings import load
from contractdocs.sources import GitTree

from ..conftest import Workplace

TODAY = date(2026, 11, 21)
ORDERS = """\
openapi: 3.0.3
info: {{title: Orders, version: {version}, x-id: {name}}}
paths:
  /orders:
    get:
      responses:
        '200':
          description: All orders
          content:
            application/json:
              schema: {{$ref: 'parts/order.yaml'}}
"""
ORDER = "type: object\nproperties:\n  id: {type: string}\n"


@pytest.fixture
def catalog(place: Workplace) -> Workplace:
    """Return a repository of twenty contracts with two releases each, all of which share one part."""
    files = {
        f"contracts/c{number}/{version}.yaml": ORDERS.format(version=version, name=f"c{number}").replace(
            "parts/", "../parts/"
        )
        for number in range(20)
        for version in ("1.0.0", "1.1.0")
    }
    place.write({**files, "contracts/parts/order.yaml": ORDER})
    place.git("add", "-A")
    place.git("commit", "-qm", "Contracts")
    return place


def checked(root: Path) -> tuple[str, dict[str, int]]:
    """Return the report of a run with the store of a folder, and what had to be worked out."""
    with remembering(root) as memory:
        report = run(root, load(root), TODAY, memory=memory)
    return report_to_json(report), memory.made


def test_a_second_run_works_nothing_out_and_says_the_same(catalog: Workplace) -> None:
    first, made = checked(catalog.root)
    assert made["document"] == 41  # 20 contracts of two files, and the part that they share
    assert made["transition"] == 20
    again, more = checked(catalog.root)
    assert again == first
    assert more == {}
    assert report_to_json(run(catalog.root, load(catalog.root), TODAY)) == first


@pytest.mark.parametrize("folder", ["contracts", "contracts/shop"])
def test_a_text_is_read_once_wherever_it_stands(place: Workplace, folder: str) -> None:
    place.write({f"{folder}/shop.md": "---\nversion: 1.0.0\nstatus: active\n---\n# Shop\n\n## GET /orders\n"})
    place.commit()
    first, made = checked(place.root)
    assert made["document"] == 1
    assert checked(place.root) == (first, {})


def test_a_change_of_one_contract_costs_one(catalog: Workplace) -> None:
    checked(catalog.root)
    catalog.edit("contracts/c7/1.1.0.yaml", "All orders", "Every order")
    text, made = checked(catalog.root)
    assert (made["transition"], made["findings"]) == (2, 1)  # with the one before, and with what it was
    assert made["document"] == 1  # the file; all others are remembered
    assert text == report_to_json(run(catalog.root, load(catalog.root), TODAY))


def test_of_the_past_only_what_changed_is_read(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"contracts/c{number}/1.0.0.yaml" for number in range(20)]
    text = "openapi: 3.0.3\ninfo: {title: T, version: 1.0.0}\npaths: {}\n"
    place.write(dict.fromkeys(names, text) | {n: text.replace("T,", f"T{i},") for i, n in enumerate(names)})
    place.git("add", "-A")
    place.git("commit", "-qm", "Contracts")
    place.write({names[3]: text.replace("T,", "Another,")})
    read: list[str] = []
    blob = GitTree.blob
    monkeypatch.setattr(GitTree, "blob", lambda *said: read.append(said[2]) or blob(*said))
    checked(place.root)
    assert [path for path in read if path.startswith("contracts/")] == [names[3]]


def test_a_change_of_a_shared_part_reaches_all_who_refer_to_it(catalog: Workplace) -> None:
    before, _ = checked(catalog.root)
    catalog.edit("contracts/parts/order.yaml", "type: string", "type: integer")
    text, made = checked(catalog.root)
    assert made["transition"] == 60  # each pair, and each release against what it was
    assert text != before
    assert text == report_to_json(run(catalog.root, load(catalog.root), TODAY))


def test_a_part_that_comes_later_is_seen(catalog: Workplace) -> None:
    (catalog.root / "contracts/parts/order.yaml").unlink()
    without, _ = checked(catalog.root)
    catalog.write({"contracts/parts/order.yaml": ORDER})
    text, _ = checked(catalog.root)
    assert text != without
    assert text == report_to_json(run(catalog.root, load(catalog.root), TODAY))


@pytest.mark.parametrize("harm", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_broken_store_is_made_anew(catalog: Workplace, harm: bytes) -> None:
    first, _ = checked(catalog.root)
    for tail in ("-journal",):
        (catalog.root / (FILE + tail)).unlink(missing_ok=True)
    (catalog.root / FILE).write_bytes(harm)
    assert checked(catalog.root)[0] == first
    assert checked(catalog.root) == (first, {})


def test_a_store_that_cannot_be_had_is_done_without(catalog: Workplace) -> None:
    (catalog.root / ".cache").write_text("a file where the folder should be")
    assert checked(catalog.root)[0] == report_to_json(run(catalog.root, load(catalog.root), TODAY))


def test_results_of_another_shape_are_worked_out_again(tmp_path: Path) -> None:
    with remembering(tmp_path) as memory:
        memory.keep("header", ("a",), str, "no header")
    with remembering(tmp_path) as memory:
        assert memory.recall("header", ("a",), Header) is None


def test_what_does_not_come_back_equal_is_not_kept(tmp_path: Path) -> None:
    from contractdocs.documents import Place

    finding = Finding("x", "note", "", "", new=Spot(Place("a", 1, 1), value=(1, 2)))  # a tuple comes back as a list
    with remembering(tmp_path) as memory:
        memory.keep("findings", ("a",), tuple[Finding, ...], (finding,))
        assert memory.fresh == {}


def test_the_oldest_results_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contractdocs.cache.LARGEST", 1000)
    for number in range(4):
        with remembering(tmp_path) as memory:
            memory.keep("text", (str(number),), str, "x" * 400)
    with remembering(tmp_path) as memory:
        kept = [number for number in range(4) if memory.recall("text", (str(number),), str)]
    assert kept == [2, 3]


def test_another_engine_finds_nothing(tmp_path: Path) -> None:
    with remembering(tmp_path) as memory:
        memory.keep("text", ("a",), str, "kept")
    store = open_store(tmp_path / FILE)
    assert isinstance(store, Store)
    assert Memory(store, salt="other").recall("text", ("a",), str) is None
    assert Memory(store).recall("text", ("a",), str) == "kept"
    store.close()


def test_many_results_are_read_at_once_and_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with remembering(tmp_path) as memory:
        for number in range(40):
            memory.keep("text", (str(number),), str, "x" * (number * 300))
    monkeypatch.setattr("contractdocs.cache.MANY", 10)
    asked: list[str] = []
    rows = Store.rows
    monkeypatch.setattr(Store, "rows", lambda *said: asked.append(said[1]) or rows(*said))
    with remembering(tmp_path) as memory:
        found = [memory.recall("text", (str(number),), str) for number in range(40)]
    assert found == ["x" * (number * 300) for number in range(40)]
    small = 4096 // 300 + 1
    assert len(asked) == 9 + 1 + (40 - small)  # one by one, then all small ones at once, and the large ones


def test_the_package_is_hashed_once_for_the_state_that_its_files_are_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with remembering(tmp_path) as memory:
        memory.keep("text", ("a",), str, "kept")
    hashed: list[str] = []
    monkeypatch.setattr("contractdocs.cache.engine", lambda: hashed.append("hashed") or engine())
    with remembering(tmp_path) as memory:
        assert memory.recall("text", ("a",), str) == "kept"
    assert hashed == []
    monkeypatch.setattr("contractdocs.cache.stamp", lambda: b"other times and sizes")
    with remembering(tmp_path) as memory:
        assert memory.recall("text", ("a",), str) == "kept"
    assert hashed == ["hashed"]
