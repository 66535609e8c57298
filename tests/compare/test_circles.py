"""The order of what leads to each other: every group before what it leads to, in time that grows with both alone."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from contractdocs.compare.circles import circles


class Counted(dict[str, list[str]]):
    """What leads where, and how often that was asked."""

    asked = 0

    def __getitem__(self, name: str) -> list[str]:
        self.asked += 1
        return super().__getitem__(name)


def reached(below: dict[str, list[str]], name: str) -> set[str]:
    found, pending = {name}, [name]
    while pending:
        more = [one for one in below[pending.pop()] if one not in found]
        found.update(more)
        pending += more
    return found


def graphs() -> Iterator[dict[str, list[str]]]:
    rng = random.Random(3)
    for size in (0, 1, 2, 5, 12, 30):
        for most in (0, 1, 2, 4):
            names = [str(number) for number in range(size)]
            yield {name: rng.choices(names, k=rng.randint(0, most)) for name in names}


@pytest.mark.parametrize("below", [*graphs()], ids=lambda below: str(len(below)))
def test_those_that_lead_to_each_other_are_one_group_and_stand_before_the_rest(below: dict[str, list[str]]) -> None:
    groups = [*circles(below)]
    assert sorted(name for group in groups for name in group) == sorted(below)
    for at, group in enumerate(groups):
        together = {one for one in reached(below, group[0]) if group[0] in reached(below, one)}
        assert set(group) == together
        assert not any(set(earlier) & reached(below, group[0]) for earlier in groups[:at])


@pytest.mark.parametrize("step", [1, -1, 7])
def test_a_long_circle_is_walked_once(step: int) -> None:
    size = 3_000
    below = Counted({str(at): [str((at + step) % size), str((at + 1) % size)] for at in range(size)})
    assert len([*circles(below)]) == 1
    assert below.asked <= size
