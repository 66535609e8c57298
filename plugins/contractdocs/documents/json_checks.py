"""Checks over the tokens of a JSON text, for bounds and for the places of what is wrong; nothing is built for them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NoReturn

from .document import DocumentError, Limits, Place, Problem
from .json_tokens import tokens
from .problems import key_duplicated, limit_reached

if TYPE_CHECKING:
    from collections.abc import Iterator

ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
MOST_PROBLEMS = 100


def place(file: str, text: str, offset: int) -> Place:
    """Return the place of an offset."""
    start = text.rfind("\n", 0, offset) + 1
    return Place(file, text.count("\n", 0, offset) + 1, offset - start + 1)


def check_bounds(file: str, text: str, limits: Limits) -> None:
    """Raise DocumentError where a text is too deep or holds too much."""
    nodes, before = 1, ""
    opened: list[list[int]] = []  # of each list and mapping that is open, how many colons and commas it has
    for sign, start, _ in tokens(text):
        if sign in "[{":
            opened.append([0, 0])
        elif sign in "]}":
            del opened[-1:]
            nodes -= before in ("[", "{")
        elif opened and sign in ":,":
            opened[-1][sign == ","] += 1
            check_width(file, text, limits, opened[-1], start)
        if sign in "[{,:":
            nodes += 1
        if len(opened) > limits.max_depth:
            stop(file, text, "max_depth", limits.max_depth, start)
        if nodes > limits.max_nodes:
            stop(file, text, "max_nodes", limits.max_nodes, start)
        before = sign


def check_width(file: str, text: str, limits: Limits, counted: list[int], offset: int) -> None:
    """Raise DocumentError where a mapping has too many keys, or a list too many members."""
    colons, commas = counted
    if colons > limits.max_keys:
        stop(file, text, "max_keys", limits.max_keys, offset)
    if not colons and commas >= limits.max_members:
        stop(file, text, "max_members", limits.max_members, offset)


def stop(file: str, text: str, name: str, limit: int, offset: int) -> NoReturn:
    """Give up because a limit is reached."""
    raise DocumentError([limit_reached(name, limit, place(file, text, offset))], incomplete=True)


def check_halves(file: str, text: str) -> None:
    """Raise DocumentError where an escape names one half of a character alone."""
    offset = half(text)
    if offset is None:
        return
    message = f"The escape `{text[offset : offset + 6]}` is one half of a character."
    suggestion = "Write both halves, or the character itself."
    raise DocumentError([Problem("encoding-invalid", message, suggestion, place(file, text, offset))])


def half(text: str) -> int | None:
    """Return the offset of the first escape that is half of a character without its other half."""
    high = None
    for match in ESCAPE.finditer(text):
        code = int(match[1] or "0", 16)
        if 0xDC00 <= code <= 0xDFFF and match.start() - 6 == high:
            high = None
        elif high is not None or 0xDC00 <= code <= 0xDFFF:
            return match.start() if high is None else high
        else:
            high = match.start() if 0xD800 <= code <= 0xDBFF else None
    return high


def not_a_number(file: str, text: str, word: str) -> Problem:
    """Return the problem of a number that JSON does not have."""
    message = f"`{word}` is no number in JSON."
    return Problem("syntax-error", message, "Use null, or leave the key out.", place(file, text, outside(text, word)))


def outside(text: str, word: str) -> int:
    """Return the offset of a word outside of texts."""
    end = 0
    for token in tokens(text):
        found = text.find(word, end, token.start)
        if found >= 0:
            return found
        end = token.end
    return max(text.find(word, end), 0)


def duplicates(file: str, text: str) -> list[Problem]:
    """Return the problem of each key that an object has twice; the text is known to parse."""
    found = []
    for key, first, second in twice(text):
        found.append(key_duplicated(key, place(file, text, first).line, place(file, text, second)))
        if len(found) == MOST_PROBLEMS:
            break
    return found


def twice(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each key that stands twice in an object with both offsets."""
    levels: list[dict[str, int]] = []
    written, offset = "", 0
    for sign, start, end in tokens(text):
        if sign == '"':
            written, offset = text[start:end], start
        elif sign in "[{":
            levels.append({})
        elif sign in "]}":
            levels.pop()
        elif sign == ":":
            key = json.loads(written)
            first = levels[-1].setdefault(key, offset)
            if first != offset:
                yield key, first, offset
