"""Looks for garbage seldom, or not at all, while much is made that stays: each look goes through all of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (100_000, 50, 50)
"""Objects more than at the last look, and how many looks at the young ones come before one at older ones."""


@contextmanager
def seldom() -> Iterator[None]:
    """Look for garbage seldom for a while; what was left alone before is looked at again."""
    gc.unfreeze()
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def resting() -> Iterator[None]:
    """Look for no garbage for a while: where data is read that has no cycles, there is none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def rest() -> None:
    """Leave alone what stands until `seldom` begins again: a process that ends has nothing to look for."""
    gc.freeze()
