"""What a reader of code noticed while it made a tree, kept beside the tree for the lint rules to tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .plain import entries, mapping, pointer_of, sequence, text

NOTED = "x-noted"


def noted(data: Any, rule: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the pointer and the words of each notice of a rule."""
    for item in map(mapping, sequence(mapping(data).get(NOTED))):
        if item.get("rule") == rule:
            words = {key: text(value) for key, value in entries(item.get("words"))}
            yield pointer_of(sequence(item.get("steps"))), words
