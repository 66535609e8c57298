"""The parallel stage: whoever works things out beforehand, the report is the same, and the run itself parses nothing.

`make scale` runs this over 10,000 contracts instead of a few.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from contractdocs import warming, worth
from contractdocs.cache import FILE, Memory, remembering
from contractdocs.check import run
from contractdocs.record import Run, start
from contractdocs.reports.json import report_to_json
from contractdocs.settings import SettingsError, load
from contractdocs.sources import SourceError
from contractdocs.warming import batches, warm
from contractdocs.workers import Way, beforehand, processes, way_of
from contractdocs.worth import pays
from tests.conftest import Workplace

from .conftest import write_catalog

TODAY = date(2026, 11, 21)
MANY = int(os.environ.get("CONTRACTDOCS_CATALOG", "40"))


@pytest.fixture(scope="module")
def catalog(broken_catalog: Workplace, tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """Return the repository of forty contracts, or as large a one as was asked for."""
    if MANY == 40:
        return broken_catalog
    root: Path = tmp_path_factory.mktemp("many") / "repository"
    root.mkdir()
    return write_catalog(Workplace(root).start(), MANY)


@pytest.fixture(scope="module")
def alone(catalog: Workplace) -> str:
    """Return the report of a run that nobody helps."""
    return told("one process", lambda: report_to_json(run(catalog.root, load(catalog.root), TODAY, memory=Memory())))


def told(who: str, work: Callable[[], str]) -> str:
    """Return what some work returns; say how long it took where that is the question."""
    begun = time.perf_counter()
    made = work()
    if MANY > 40:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"\n{who}: {MANY} contracts, {time.perf_counter() - begun:.1f} s, so far at most {peak:.0f} MB")
    return made


@contextmanager
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


@contextmanager
def cluster() -> Iterator[Executor]:
    """Give the executor of a Dask cluster of two workers on this machine, each a process."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, memory_limit="2GB"
        ) as made,
        distributed.Client(made, set_as_default=False) as client,
    ):
        yield client.get_executor(pure=False)


EXECUTORS = {"threads": threads, "processes": lambda: processes(2), "one thread": lambda: processes(1)}


def helped(catalog: Workplace, executor: Executor, memory: Memory) -> str:
    """Return the report of a run that an executor helps."""
    return report_to_json(
        run(catalog.root, load(catalog.root), TODAY, memory=memory, beforehand=lambda state: warm(state, executor))
    )


def forbidden(*_: Any, **__: Any) -> Any:
    raise AssertionError("nobody was to be asked")


@pytest.mark.parametrize("how", ["processes", "cluster"])
def test_whoever_works_it_out_says_the_same(catalog: Workplace, alone: str, how: str) -> None:
    with {**EXECUTORS, "cluster": cluster}[how]() as executor:
        memory = Memory()
        assert told(how, lambda: helped(catalog, executor, memory)) == alone
    assert memory.made["header"] >= 2 * MANY
    assert memory.made["transition"] == MANY


@pytest.mark.parametrize("how", ["threads", "one thread"])
def test_any_executor_will_do(broken_catalog: Workplace, how: str) -> None:
    whole = report_to_json(run(broken_catalog.root, load(broken_catalog.root), TODAY, memory=Memory()))
    with EXECUTORS[how]() as executor:
        assert helped(broken_catalog, executor, Memory()) == whole


def test_what_was_worked_out_elsewhere_is_not_worked_out_again(broken_catalog: Workplace) -> None:
    memory, settings = Memory(), load(broken_catalog.root)
    with processes(2) as executor:
        warm(start(broken_catalog.root, settings, TODAY, "", memory), executor)
    memory.made.clear()
    report = run(broken_catalog.root, settings, TODAY, memory=memory)
    assert report.counts["contracts"] == 40
    assert memory.made.get("transition", 0) == 0
    assert memory.made.get("findings", 0) == 0
    broken = {
        judged.finding.new.place.file for item in report.contracts for judged in item.judged if judged.finding.new
    }
    assert memory.made.get("document", 0) <= 1 + 2 * len(broken)  # the file of no format, and no sound one


def test_workers_leave_what_the_store_knows(place: Workplace) -> None:
    write_catalog(place, 6)
    with remembering(place.root) as memory:
        run(place.root, load(place.root), TODAY, memory=memory)
    place.edit("contracts/c2/1.1.0.openapi.yaml", "All orders", "Every order")
    with remembering(place.root) as memory, ThreadPoolExecutor(1) as executor:
        warm(start(place.root, load(place.root), TODAY, "", memory), executor)
        assert memory.made["findings"] == 1
        assert memory.made["transition"] <= 2  # with the one before, and with what it was
        assert memory.made["document"] <= 3  # the file, the one before it, and the one of no format
    assert (place.root / FILE).exists()


def test_what_belongs_together_is_one_piece_of_work() -> None:
    paths = [f"contracts/c{n}/{part}" for n in range(50) for part in ("v1/a.yaml", "v2/a.yaml", "changes.yaml")]
    flat = [f"contracts/{n}.yaml" for n in range(1000)]
    pieces = list(batches(sorted([*paths, *flat]), 2))
    assert sorted(path for piece in pieces for path in piece) == sorted([*paths, *flat])
    for n in range(50):
        assert len([piece for piece in pieces if any(path.startswith(f"contracts/c{n}/") for path in piece)]) == 1
    assert len(pieces) > 4
    assert max(map(len, pieces)) <= 256


def test_a_small_catalog_is_not_worth_a_process(broken_catalog: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(broken_catalog.root)
    assert not pays(start(broken_catalog.root, settings, TODAY, "", Memory()))
    monkeypatch.setattr("contractdocs.workers.processes", forbidden)
    ahead = beforehand(Way("auto"))
    assert ahead is not None
    run(broken_catalog.root, settings, TODAY, memory=Memory(), beforehand=ahead)


def test_a_large_one_is_until_it_is_remembered(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    write_catalog(place, 12)
    monkeypatch.setattr(worth, "WORTH", 0.01)
    with remembering(place.root) as memory:
        state = start(place.root, load(place.root), TODAY, "", memory)
        assert pays(state)
        run(place.root, load(place.root), TODAY, memory=memory)
        assert not pays(state)


class Gone(ThreadPoolExecutor):
    """An executor whose workers have died."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        from concurrent.futures import BrokenExecutor

        raise BrokenExecutor


def test_own_processes_that_die_are_done_without(broken_catalog: Workplace) -> None:
    settings = load(broken_catalog.root)
    state: Run = start(broken_catalog.root, settings, TODAY, "", Memory())
    warm(state, Gone(1), alone=True)
    with pytest.raises(SourceError, match="workers have gone"):
        warm(state, Gone(1))


def test_workers_of_another_engine_are_refused(broken_catalog: Workplace) -> None:
    state = start(broken_catalog.root, load(broken_catalog.root), TODAY, "", Memory())
    piece = warming.piece_of(state, "run", frozenset())
    made = warming.work(warming.Piece(**{**{n: getattr(piece, n) for n in piece.__slots__}, "engine": "another"}))
    assert "another version" in made.trouble
    with pytest.raises(SourceError, match="another version"):
        warming.take(Memory(), made)


def test_workers_that_do_not_see_the_folder_are_refused(broken_catalog: Workplace, tmp_path: Path) -> None:
    state = start(broken_catalog.root, load(broken_catalog.root), TODAY, "", Memory())
    state.root = tmp_path / "elsewhere"
    with ThreadPoolExecutor(1) as executor, pytest.raises(SourceError, match="do not see the folder"):
        warm(state, executor)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("auto", Way("auto")),
        ("none", Way("none")),
        ("processes", Way("processes")),
        ("processes:3", Way("processes", 3)),
        ("dask://scheduler.example.com:8786", Way("dask", address="tcp://scheduler.example.com:8786")),
    ],
)
def test_the_ways_to_work(said: str, meant: Way) -> None:
    assert way_of(said) == meant


@pytest.mark.parametrize("said", ["", "dask", "dask://", "dask://host", "processes:0", "processes:x", "spark://a:1"])
def test_a_way_that_is_none_is_a_fault_of_usage(broken_catalog: Workplace, said: str) -> None:
    with pytest.raises(SettingsError, match="names no executor"):
        way_of(said)
    ran = broken_catalog.run("check", f"--executor={said}")
    assert ran.code == 2


def test_a_cluster_that_does_not_answer_decides_nothing(
    broken_catalog: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("contractdocs.workers.PATIENCE", "1s")
    ahead = beforehand(Way("dask", address="tcp://127.0.0.1:9"))
    assert ahead is not None
    with pytest.raises(SourceError, match=r"No Dask scheduler answers at 127\.0\.0\.1:9"):
        run(broken_catalog.root, load(broken_catalog.root), TODAY, memory=Memory(), beforehand=ahead)


def test_the_command_takes_processes(broken_catalog: Workplace) -> None:
    words = ("check", "--no-cache", "--today", "2026-11-21", "--format", "json")
    one = broken_catalog.run(*words, "--executor", "none")
    two = broken_catalog.run(*words, "--executor", "processes:2")
    assert (two.code, two.out, two.err) == (one.code, one.out, "")
