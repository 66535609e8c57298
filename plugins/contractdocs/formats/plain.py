"""Takes plain values out of parsed data whatever its shape: a wrong type reads as an empty value, never as a crash."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

SHOWN = 80  # no message shows more characters of a value


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a mapping as it is, anything else as an empty one."""
    if type(value) is dict or value is None:  # nearly always
        return value or {}
    return value if isinstance(value, Mapping) else {}


def entries(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the pairs of a mapping with its keys as text; nothing for anything else."""
    return iter([(key if type(key) is str else str(key), item) for key, item in mapping(value).items()])


def sequence(value: Any) -> list[Any]:
    """Return a list as it is, anything else as an empty one."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """Return a string as it is, a number as text, anything else as empty text."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def first_text(*values: Any) -> str:
    """Return the first value that reads as text."""
    for value in values:
        if found := text(value):
            return found
    return ""


def texts(value: Any) -> tuple[str, ...]:
    """Return the texts of a list."""
    return tuple(item for item in sequence(value) if isinstance(item, str))


def flag(value: Any) -> bool:
    """Return whether the value is exactly true."""
    return value is True


def pointer_of(steps: Any) -> str:
    """Return the JSON pointer made of `steps` (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def steps_of(pointer: str) -> list[str]:
    """Return the steps of a JSON pointer (RFC 6901)."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def shown(value: Any) -> str:
    """Return a value as a message shows it: one line, at most 80 characters."""
    line = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    line = " ".join(line.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def quoted(value: Any) -> str:
    """Return a value between backticks."""
    return f"`{shown(value)}`"


def listed(values: Any, last: str = "or", limit: int = 8) -> str:
    """Return values as `a`, `b` or `c`; of more than `limit` only the first."""
    every = list(values)
    if len(every) > limit:
        return f"{', '.join(map(quoted, every[:limit]))} {last} one of {len(every) - limit} others"
    if len(every) < 2:
        return "".join(map(quoted, every))
    return f"{', '.join(map(quoted, every[:-1]))} {last} {quoted(every[-1])}"


def nearest(word: Any, known: Any) -> str:
    """Return the known word that was most likely meant, empty where none is near. Case does not count."""
    if not isinstance(word, str) or len(word) > SHOWN:
        return ""
    from difflib import get_close_matches

    by_case = {str(item).casefold(): str(item) for item in known if isinstance(item, str)}
    close = get_close_matches(word.casefold(), by_case, n=1, cutoff=0.7)
    return by_case[close[0]] if close else ""


def did_you_mean(word: Any, known: Any) -> str:
    """Return the question for the word most likely meant, empty where none is near."""
    meant = nearest(word, known)
    return f"Did you mean {quoted(meant)}?" if meant else ""
