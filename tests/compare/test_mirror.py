"""Swapping old and new turns every change into its mirror: what was added is removed, and the reverse."""

from __future__ import annotations

import pytest

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.model.interface import Interface
from contractdocs.rules import registry
from tests.rules.pages import Example, all_examples

UNEVEN = {
    "api-version-lowered": "a newer version of the syntax hurts nobody, an older one is asked about",
    "api-version-major-raised": "as above",
    "data-server-added": "a server of another name may have taken the place of one that is gone",
    "server-urls-replaced": "where none of the old ones is left, they were replaced, not removed",
}
PAIRS = [example for example in all_examples() if example.is_pair and example.rule not in UNEVEN]


def read(text: str, file: str) -> Interface:
    """Return what a document promises."""
    document = parse(file, text.encode())
    found = detect(document)
    assert found is not None
    return found.read(document, lambda path: None)  # type: ignore[arg-type]


def mirrors(kinds: set[str]) -> set[str]:
    """Return the mirrors that the pages of rules name, where they name any."""
    named = (registry.rule(kind).mirror for kind in kinds)
    return {mirror for mirror in named if not mirror.startswith("none: ")}


@pytest.mark.parametrize("example", PAIRS, ids=lambda e: f"{e.rule}-{e.format}{'-quiet' if e.quiet else ''}")
def test_swapped_sides_give_the_mirror(example: Example) -> None:
    before, after = read(example.before, example.file), read(example.after, example.file)
    there = {change.kind for change in compare(before, after).changes}
    back = {change.kind for change in compare(after, before).changes}
    assert bool(there) == bool(back)
    assert mirrors(there) <= back
