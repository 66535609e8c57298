"""Lists what a template asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.markdown.notes import noted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each placeholder of a template."""
    for pointer, said in noted(reading, "gaps"):
        if reading.interface.status == "template":
            count = {"1": "once", "2": "twice"}.get(said["count"], f"{said['count']} times")
            yield Hit(pointer, {**said, "count": count})
