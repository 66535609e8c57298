"""Scalars by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema).

`no`, `on`, dates and times of day stay text; `012` is twelve and so is `0o14`.
"""

from __future__ import annotations

import re
from typing import Any

WORDS: dict[str, Any] = {
    **dict.fromkeys(["", "~", "null", "Null", "NULL"]),
    **dict.fromkeys(["true", "True", "TRUE"], True),
    **dict.fromkeys(["false", "False", "FALSE"], False),
    **dict.fromkeys([".nan", ".NaN", ".NAN"], float("nan")),
    **{sign + word: float("inf") for sign in ("", "+") for word in (".inf", ".Inf", ".INF")},
    **{"-" + word: float("-inf") for word in (".inf", ".Inf", ".INF")},
}
WHOLE = re.compile(r"[-+]?[0-9]+", re.ASCII)
OCTAL = re.compile(r"0o[0-7]+", re.ASCII)
HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+", re.ASCII)
FRACTION = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
NUMERIC = frozenset("0123456789+-.")
LONGEST = 3500
"""Digits of the longest whole number that is kept; Python turns no longer ones back into text."""


def resolve(text: str) -> Any:
    """Return the value of a plain scalar."""
    if text in WORDS:
        return WORDS[text]
    if text[0] not in NUMERIC:
        return text
    number = number_of(text)
    return text if number is None else number


def number_of(text: str) -> int | float | None:
    """Return the number that a text writes; None where it writes none."""
    if WHOLE.fullmatch(text):
        return whole(text, 10)
    if OCTAL.fullmatch(text):
        return whole(text[2:], 8)
    if HEXADECIMAL.fullmatch(text):
        return whole(text[2:], 16)
    return float(text) if FRACTION.fullmatch(text) else None


def whole(digits: str, base: int) -> int | float:
    """Return a whole number, infinite where it has more digits than are kept."""
    if len(digits) > LONGEST:
        return float("-inf") if digits[0] == "-" else float("inf")
    return int(digits, base)
