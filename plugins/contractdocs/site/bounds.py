"""Keeps a site within its bounds: pages and bytes are counted while they are made, and too many stop the making."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from ..documents import Place
from ..documents.problems import limit_reached
from ..sources import SourceError

if TYPE_CHECKING:
    from ..documents import Limits
    from .page import Page


@dataclass(slots=True)
class Counting:
    """How many pages and bytes were made so far."""

    limits: Limits
    made: int = 0
    size: int = 0
    last: str = field(default="contracts")

    def pages(self, pages: Iterable[Page]) -> Iterator[Page]:
        """Yield pages; raise SourceError at the first one that is too many."""
        for page in pages:
            self.made += 1
            self.last = page.edit_file or self.last
            if self.made > self.limits.max_pages:
                self.stop("max_pages")
            self.add(len(page.html) + len(page.search_html))
            yield page

    def files(self, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        """Yield files; raise SourceError at the first one that is too much."""
        for name, content in files:
            self.add(len(content))
            yield name, content

    def add(self, size: int) -> None:
        """Count bytes."""
        self.size += size
        if self.size > self.limits.max_output:
            self.stop("max_output")

    def stop(self, name: str) -> NoReturn:
        """Give up because a bound is reached; the place is the contract whose page was made last."""
        raise too_much(name, self.limits, self.last)


def too_much(name: str, limits: Limits, file: str) -> SourceError:
    """Return the error that a bound of what is written is reached."""
    problem = limit_reached(name, getattr(limits, name), Place(file, 1, 1))
    return SourceError(f"{problem.place}: {problem.message}", problem.suggestion)
