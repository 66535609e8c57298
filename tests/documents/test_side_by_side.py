"""Two pieces of work at the same time."""

from __future__ import annotations

import os
import threading
from typing import Any

import pytest

from contractdocs.documents import side_by_side as module
from contractdocs.documents.side_by_side import side_by_side

DATA: list[Any] = [
    [{"a": [1, 2.5, None, True, "ü"]}, 7],
    [{"big": 2**70, "low": -(2**70)}],
    {"no": float("inf")},
    None,
]


@pytest.mark.parametrize("data", DATA)
def test_data_comes_back_as_it_is(data: Any) -> None:
    assert side_by_side(lambda: 1, lambda: data, data=True)[1] == data


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine look as if nothing else ran on it, and no test before had made a copy."""
    monkeypatch.setattr(module, "COPIES", set())
    monkeypatch.setattr(module, "ENDING", [])
    monkeypatch.setattr(os, "getloadavg", lambda: (0.0, 0.0, 0.0), raising=False)


def test_the_second_is_done_in_another_process() -> None:
    here, there = side_by_side(os.getpid, os.getpid)
    assert here == os.getpid()
    assert (there != here) == module.can_fork()


def test_no_copy_is_made_where_no_core_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getloadavg", lambda: (1000.0, 0.0, 0.0), raising=False)
    monkeypatch.setattr(module, "running", lambda: 1000)
    assert side_by_side(os.getpid, os.getpid) == (os.getpid(), os.getpid())


def test_more_than_a_pipe_holds_comes_back() -> None:
    assert side_by_side(lambda: "x" * 2_000_000, lambda: "y" * 2_000_000) == ("x" * 2_000_000, "y" * 2_000_000)


def fail() -> int:
    raise ValueError("no")


@pytest.mark.parametrize(("here", "aside"), [(fail, lambda: 1), (lambda: 1, fail), (fail, fail)])
def test_an_error_is_raised_here(here: Any, aside: Any) -> None:
    with pytest.raises(ValueError, match="no"):
        side_by_side(here, aside)


def test_no_copy_is_made_beside_other_threads() -> None:
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        assert side_by_side(os.getpid, os.getpid) == (os.getpid(), os.getpid())
    finally:
        ended.set()
        thread.join()


def test_a_core_that_is_free_again_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1}, raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "getloadavg", lambda: (9.0, 9.0, 9.0), raising=False)
    for count, free in ((1, True), (2, False), (0, False)):
        monkeypatch.setattr(module, "running", lambda count=count: count)
        assert module.can_fork() is (free and hasattr(os, "fork"))


def test_copies_of_this_process_take_no_core_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1}, raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "getloadavg", lambda: (9.0, 9.0, 9.0), raising=False)
    monkeypatch.setattr(module, "running", lambda: 2)
    assert not module.can_fork()
    monkeypatch.setattr(module, "COPIES", {1})
    assert module.can_fork() is hasattr(os, "fork")


def test_a_core_that_others_need_for_a_moment_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = iter((5, 3, 1))
    monkeypatch.setattr(module, "running", lambda: next(counts))
    monkeypatch.setattr(module, "PAUSES", (0, 0, 0))
    assert module.has_free_core(2)
    assert next(counts, None) is None


def test_what_has_ended_is_counted_no_longer() -> None:
    side_by_side(os.getpid, os.getpid)
    assert not module.COPIES


def test_what_runs_just_now_is_counted() -> None:
    assert module.running() >= (1 if os.path.exists("/proc/loadavg") else 0)
