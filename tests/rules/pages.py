"""Reads rule pages as tests: the examples of a page, and the findings that each must give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt

from contractdocs.rules import registry

LANGUAGES = {"yaml": "yaml", "json": "yaml", "go": "go", "typescript": "ts", "ts": "ts", "markdown": "md", "md": "md"}
"""The languages of examples, with the ending of the file that each is read as."""


@dataclass(frozen=True)
class Example:
    """One document, or a pair of them, of a format, and the lines of findings that it must give."""

    rule: str
    file: str
    format: str
    before: str
    after: str
    expected: tuple[str, ...]
    quiet: bool

    @property
    def is_pair(self) -> bool:
        return bool(self.after)


def examples_of(rule: registry.Rule) -> list[Example]:
    """Return the examples of a page, in order."""
    found: list[Example] = []
    pending: dict[str, str] = {}
    quiet, fmt, file = False, "", ""
    for token in MarkdownIt().parse(rule.text):
        if token.type == "inline" and token.content == "Left alone":
            quiet = True
        if token.type != "fence":
            continue
        words = token.info.split()
        if words == ["findings"]:
            expected = tuple(line.strip() for line in token.content.splitlines() if line.strip())
            before, after = pending.get("before", ""), pending.get("after", "")
            found.append(Example(rule.id, file, fmt, before, after, expected, quiet))
            pending = {}
        elif len(words) >= 2 and words[0] in LANGUAGES:
            fmt, file = words[1], f"example.{LANGUAGES[words[0]]}"
            pending[words[2] if len(words) > 2 else "before"] = token.content
    return found


class Alone:
    """Fetches from a folder that holds the example only."""

    def __call__(self, path: str) -> None:
        return None

    def folder(self, path: str) -> tuple[str, ...]:
        return () if "/" in path else ("example.md",)


@cache
def all_examples() -> tuple[Example, ...]:
    """Return the examples of every page."""
    return tuple(example for rule in registry.all_rules() for example in examples_of(rule))


def normal(line: str) -> str:
    """Return a line of findings with its columns one way."""
    return "  ".join(re.split(r"\s{2,}", line.strip()))
