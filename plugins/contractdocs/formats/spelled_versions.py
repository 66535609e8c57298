"""Tells whether two spellings are one version: what a header says, a title, a constant, a change log."""

from __future__ import annotations

import re


def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, without zeros at its end: 1.0 and 1.0.0 are one."""
    found = [int(part) for part in re.findall(r"\d+", version.partition("-")[0] if "." in version else version)]
    while len(found) > 1 and found[-1] == 0:
        found.pop()
    return tuple(found)


def same_version(one: str, other: str) -> bool:
    """Return whether two spellings may be one version: `1.0` and `1.0.0`, `v1` and `1.4`."""
    if "." in one and "." in other:
        return numbers(one) == numbers(other)
    return numbers(one)[:1] == numbers(other)[:1] if "-" not in one + other else one == other
