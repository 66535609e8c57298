"""Orders versions: semantic ones, dates and whole numbers, as people write them."""

from __future__ import annotations

import re
from functools import cache

NUMBERED = re.compile(r"v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:[-+]([0-9A-Za-z.+-]+))?", re.ASCII)
DATED = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


@cache
def parsed(version: str) -> tuple[int, int, int, str] | None:
    """Return a version's numbers and pre-release; None where it follows no known scheme."""
    found = NUMBERED.fullmatch(version.strip())
    if found is None:
        return None
    return int(found[1]), int(found[2] or 0), int(found[3] or 0), (found[4] or "").partition("+")[0]


def scheme_of(version: str) -> str:
    """Return the scheme that a version follows: semver, date, integer, or empty."""
    if DATED.fullmatch(version.strip()):
        return "date"
    found = NUMBERED.fullmatch(version.strip())
    if found is None:
        return ""
    return "semver" if found[2] is not None else "integer"


@cache
def order(version: str) -> tuple[object, ...]:
    """Return a key that orders versions; a pre-release comes before its release (SemVer 2.0.0, 11)."""
    if DATED.fullmatch(version.strip()):
        return (1, *(int(part) for part in version.strip().split("-")), 1, ())
    found = parsed(version)
    if found is None:
        return (2, 0, 0, 0, 1, (version,))
    major, minor, patch, pre = found
    return (1, major, minor, patch, 0 if pre else 1, tuple(identifier(part) for part in pre.split(".")))


def identifier(part: str) -> tuple[int, int, str]:
    """Return a key of one pre-release identifier: numbers before words."""
    return (0, int(part), "") if part.isdigit() else (1, 0, part)


def line_of(version: str) -> str:
    """Return the major line of a version: `2` for 2.1.0, `0.3` for 0.3.1, where minor releases may break."""
    found = parsed(version)
    if found is None or DATED.fullmatch(version.strip()):
        return version if DATED.fullmatch(version.strip()) is None else "dated"
    return str(found[0]) if found[0] else f"0.{found[1]}"


def next_version(version: str, bump: str) -> str:
    """Return the version that a bump asks for, in the scheme of the given one; empty where the scheme is unknown."""
    scheme = scheme_of(version)
    if scheme == "semver":
        major, minor, patch, _ = parsed(version) or (0, 0, 0, "")
        if bump == "major":
            bumped = f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"
        else:
            bumped = f"{major}.{minor + 1}.0" if bump == "minor" and major else f"{major}.{minor}.{patch + 1}"
        return bumped if version.count(".") > 1 else bumped.rpartition(".")[0]
    if scheme == "integer":
        major = (parsed(version) or (0,))[0]
        return f"{'v' if version.startswith('v') else ''}{major + 1}" if bump == "major" else version
    return ""


def is_enough(old: str, new: str, bump: str) -> bool:
    """Return whether `new` is at least the bump away from `old`."""
    if bump == "" or old == new:
        return bump == "" and old == new
    if order(new) <= order(old):
        return False
    if scheme_of(new) == "date" or scheme_of(old) == "date":
        return True
    wanted = next_version(old, bump)
    return not wanted or order(new) >= order(wanted) or (bump != "major" and line_of(new) != line_of(old))
