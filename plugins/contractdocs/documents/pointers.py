"""JSON pointers (RFC 6901): the steps of a text, and how far they lead into data."""

from __future__ import annotations

import re
from typing import Any, Literal, overload

INDEX = re.compile(r"0|[1-9][0-9]{0,11}", re.ASCII)


def split(pointer: str) -> list[str]:
    """Return the steps of a pointer, without escapes; a leading `#` is allowed, anything else names the root."""
    text = pointer.removeprefix("#")
    if not text.startswith("/"):
        return []
    return [step.replace("~1", "/").replace("~0", "~") for step in text[1:].split("/")]


@overload
def existing(data: Any, pointer: str) -> list[str]: ...
@overload
def existing(data: Any, pointer: str, *, whole: Literal[True]) -> list[str] | None: ...
def existing(data: Any, pointer: str, *, whole: bool = False) -> list[str] | None:
    """Return the steps of a pointer that lead somewhere; with `whole`, None where the last one does not."""
    steps = split(pointer)
    for count, step in enumerate(steps):
        if isinstance(data, dict) and step in data:
            data = data[step]
        elif isinstance(data, list) and is_index(step, len(data)):
            data = data[int(step)]
        else:
            return None if whole else steps[:count]
    return steps


def is_index(step: str, length: int) -> bool:
    """Return whether a step names an item of a list of this length."""
    return INDEX.fullmatch(step) is not None and int(step) < length
