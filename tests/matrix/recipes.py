"""The recipes of the documentation: for each host what is installed, what is configured, what is run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DOCS = Path(__file__).parents[2] / "docs" / "how-to"
SECTION = re.compile(r"^#{1,2} +(?P<title>.+)$", re.MULTILINE)
BLOCK = re.compile(r"^```(?P<language>sh|yaml)\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Recipe:
    """One host as the documentation tells it; `commands` are run one after the other."""

    host: str
    install: tuple[str, ...]
    config: dict[str, Any]
    commands: tuple[str, ...]


def recipes() -> Iterator[Recipe]:
    """Yield the recipe of every section that installs something."""
    for name in ("hosts.md", "zensical.md", "no-host.md"):
        text = (DOCS / name).read_text(encoding="utf-8")
        starts = [*SECTION.finditer(text)]
        for start, end in zip(starts, [*starts[1:], None]):
            yield from recipe(start["title"], text[start.end() : end.start() if end else len(text)])


def recipe(title: str, text: str) -> Iterator[Recipe]:
    """Yield the recipe of a section, if it has one."""
    lines: list[str] = []
    config: dict[str, Any] = {}
    for block in BLOCK.finditer(text):
        if block["language"] == "sh":
            lines += block["body"].splitlines()
        else:
            config |= yaml.safe_load(block["body"])
    installs = [line for line in lines if line.startswith("pip install ")]
    if installs:
        (install,) = installs
        rest = tuple(line for line in lines if line != install)
        yield Recipe(title, tuple(shlex.split(install)[2:]), config, rest)
