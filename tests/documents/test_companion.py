"""Work that a copy of this process does, one piece after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest

from contractdocs.documents import side_by_side
from contractdocs.documents.companion import Companion
from contractdocs.documents.pile import Pile
from contractdocs.documents.side_by_side import can_fork

LARGE = ["x" * 1_000_000]


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine look as if nothing else ran on it."""
    monkeypatch.setattr(os, "getloadavg", lambda: (0.0, 0.0, 0.0), raising=False)


def told(question: Any) -> Any:
    """Return who answers and what was asked; fail where that is nothing."""
    if question is None:
        raise ValueError("nothing was asked")
    return [os.getpid(), question]


@pytest.fixture
def companion() -> Iterator[Companion]:
    made = Companion(told)
    yield made
    made.end()


@pytest.mark.parametrize("question", [[], [1, "ü", None], LARGE, [2**70]])
def test_an_answer_comes_back(companion: Companion, question: Any) -> None:
    companion.ask(question)
    assert companion.answer()[1] == question


def test_one_copy_answers_all_questions(companion: Companion) -> None:
    who = []
    for question in ([1], [2], LARGE):
        companion.ask(question)
        who.append(companion.answer()[0])
    assert len({*who}) == 1
    assert (who[0] != os.getpid()) == can_fork()


def test_without_a_copy_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contractdocs.documents.side_by_side.can_fork", lambda: False)
    companion = Companion(told)
    companion.ask([1])
    assert companion.answer() == [os.getpid(), [1]]
    companion.end()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no copy of a process can be made here")
@pytest.mark.parametrize("refused", ["fork", "pipe"])
def test_where_the_system_refuses_a_copy_it_is_done_here(monkeypatch: pytest.MonkeyPatch, refused: str) -> None:
    def refuse() -> NoReturn:
        raise OSError("Resource temporarily unavailable")

    monkeypatch.setattr("contractdocs.documents.side_by_side.can_fork", lambda: True)
    before = len(os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else 0
    monkeypatch.setattr(os, refused, refuse)
    companion = Companion(told)
    companion.ask([1])
    assert companion.answer() == [os.getpid(), [1]]
    companion.end()
    with Pile() as pile:
        pile.fill(3)
        assert side_by_side.side_by_side(lambda: [*pile.take(3)], lambda: [*pile.take(3)]) == ([0, 1, 2], [])
    assert not before or len(os.listdir("/dev/fd")) == before


def test_neither_waits_for_the_other_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions and answers are larger than the pipes, and all is asked before anything is read."""
    monkeypatch.setattr("contractdocs.documents.companion.widen", lambda pipe: None)
    companion = Companion(told)
    questions = [[number, *LARGE] for number in range(5)]
    for question in questions:
        companion.ask(question, last=question is questions[-1])
    assert [answer[1] for answer in companion.remaining()] == questions
    companion.end()


def test_a_copy_that_ends_while_it_is_asked_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getpid()
    companion = Companion(lambda question: told(question) if os.getpid() == here else os._exit(1))
    questions = [[number, *LARGE] for number in range(5)]
    for question in questions:
        companion.ask(question)
    assert [answer[1] for answer in companion.remaining()] == questions
    companion.end()


def test_an_error_is_raised_here_and_the_next_question_answered(companion: Companion) -> None:
    companion.ask(None)
    with pytest.raises(ValueError, match="nothing was asked"):
        companion.answer()
    companion.ask([1])
    assert companion.answer()[1] == [1]


def test_it_ends_with_an_answer_that_nobody_took(companion: Companion) -> None:
    companion.ask(LARGE)
    companion.end()
    companion.end()
    for copy in side_by_side.ENDING:
        os.waitpid(copy, 0)  # it ends though nobody reads what it says
    assert all(map(side_by_side.has_ended, side_by_side.ENDING))


def test_a_copy_that_is_asked_for_nothing_more_ends_by_itself(companion: Companion) -> None:
    companion.ask([1], last=True)
    if companion.copy:
        os.waitpid(companion.copy, 0)
    assert companion.answer()[1] == [1]
    companion.end()
    assert companion.copy not in side_by_side.ENDING
