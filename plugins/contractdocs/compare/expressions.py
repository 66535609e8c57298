"""Spells a pattern so that every engine reads it as browsers do."""

from __future__ import annotations

from functools import lru_cache

CLASSES = frozenset("wWdDsS")


@lru_cache(maxsize=4096)
def portable(pattern: str) -> str:
    r"""Return a pattern in which a `-` after a class of characters within brackets is one: `[\w-.]` is `[\w\-.]`.

    It begins no range there (ECMAScript 2024, B.1.2); engines of other languages refuse it.
    """
    if "-" not in pattern or "\\" not in pattern or "[" not in pattern:
        return pattern
    out: list[str] = []
    inside = after_class = False
    at = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\" and at + 1 < len(pattern):
            out.append(pattern[at : at + 2])
            after_class = inside and pattern[at + 1] in CLASSES
            at += 2
            continue
        ends = pattern[at + 1 : at + 2] == "]"
        out.append("\\-" if char == "-" and after_class and not ends else char)
        inside = char != "]" if inside else char == "["
        after_class = False
        at += 1
    return "".join(out)
