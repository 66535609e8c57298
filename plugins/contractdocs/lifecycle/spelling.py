"""How a text, a key or an item of a list is written in YAML and JSON, so that every reader takes it for the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

Value = str | Sequence[Mapping[str, str]]

PLAIN = re.compile(r"[A-Za-z_](?:[\w./ +()-]*[\w./+()-])?", re.ASCII)
DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII)
WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})  # as YAML 1.1 and 1.2 read them


def spellings(old: str, value: str, syntax: str) -> Iterator[str]:
    """Yield how a scalar may be written, the way of the old one first."""
    if syntax == "json":
        yield double_quoted(value) if old.startswith('"') else value
        return
    if not old.startswith(("'", '"')) and (misread(old) or not misread(value)):
        yield value
    if not old.startswith('"') and value.isprintable():
        yield single_quoted(value)
    yield double_quoted(value)


def misread(value: str) -> bool:
    """Return whether a text without quotes is a truth value or a date to readers of YAML 1.1, or cannot be seen."""
    return value.lower() in WORDS or DATED.match(value) is not None or not value.isprintable()


def single_quoted(value: str) -> str:
    """Return a text in single quotes."""
    return "'" + value.replace("'", "''") + "'"


def double_quoted(value: str) -> str:
    """Return a text in double quotes, as JSON and YAML read it; what cannot be seen is written as its code point."""
    return seen(json.dumps(value, ensure_ascii=False))


def seen(text: str) -> str:
    """Return JSON with every character that cannot be seen as its code point."""
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def scalar(value: str) -> str:
    """Return a text as a YAML scalar that every reader takes for a text: plain where that is sure, else in quotes."""
    if PLAIN.fullmatch(value) and not misread(value):
        return value
    return single_quoted(value) if value and value.isascii() and value.isprintable() else double_quoted(value)


def flow(value: Value | Mapping[str, str]) -> str:
    """Return a value on one line, as JSON and flow YAML both read it."""
    return seen(json.dumps(value, ensure_ascii=False))


def block(key: str, value: Value) -> list[str]:
    """Return the lines of a key with its value in block style."""
    if isinstance(value, str):
        return [f"{key}: {scalar(value)}"]
    return [f"{key}:", *(f"  {line}" for item in value for line in block_item(item))]


def block_item(item: Mapping[str, str]) -> list[str]:
    """Return the lines of an item of a list in block style."""
    return [f"{'  ' if index else '- '}{key}: {scalar(value)}" for index, (key, value) in enumerate(item.items())]
