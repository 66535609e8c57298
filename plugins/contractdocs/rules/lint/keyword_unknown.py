"""Finds keywords of schemas that are most likely misspelt."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from contractdocs.formats.plain import mapping
from contractdocs.formats.schema_walk import KEYWORDS, written_schemas
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each unknown keyword that is close to a known one. Any other may be an annotation."""
    for fragment in reading.once(written_schemas):
        for key in mapping(fragment.schema):
            name = str(key)
            if name not in KEYWORDS and not name.startswith("x-"):
                by_case = {known.casefold(): known for known in KEYWORDS}
                close = get_close_matches(name.casefold(), by_case, n=1, cutoff=0.85)
                if close:
                    words = {"name": name, "meant": by_case[close[0]]}
                    yield Hit(fragment.origin.child(name).pointer, words, key=True)
