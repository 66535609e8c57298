"""Numbers that several processes take from."""

from __future__ import annotations

import os

import pytest

from contractdocs.documents.pile import MOST, Pile
from contractdocs.documents.side_by_side import side_by_side


@pytest.mark.parametrize("count", [0, 1, 2, 1000, MOST, MOST + 1, 3 * MOST + 7])
def test_each_number_is_taken_once(count: int) -> None:
    with Pile() as pile:
        pile.fill(count)
        first, second = side_by_side(lambda: list(pile.take(count)), lambda: list(pile.take(count)))
    assert sorted([*first, *second]) == list(range(count))


def test_a_number_is_taken_when_it_is_asked_for() -> None:
    with Pile() as pile:
        pile.fill(10)
        one, other = pile.take(10), pile.take(10)
        assert [next(one), next(other), next(one)] == [0, 1, 2]
        assert [*other] == [3, 4, 5, 6, 7, 8, 9]
        assert [*one] == []


def test_nothing_is_left_open() -> None:
    with Pile() as pile:
        ends = pile.pipe
    for end in ends:
        with pytest.raises(OSError, match="descriptor"):
            os.fstat(end)


def test_where_no_copies_are_made_the_numbers_stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork", raising=False)
    with Pile() as pile:
        pile.fill(5)
        assert [[*pile.take(5)], [*pile.take(5)], pile.pipe] == [[0, 1, 2, 3, 4], [], ()]
