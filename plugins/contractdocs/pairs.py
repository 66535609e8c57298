"""Reads of two large OpenAPI documents only what a comparison has to see.

What need not be read is neither parsed nor compared. Where a document has a part of which that is not certain, both are
read whole, and the findings are the same either way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import asdict

from .documents import Limits
from .documents.blocks import Blocks, blocks_again, is_json, readable
from .documents.companion import Companion
from .documents.document import Document
from .documents.outlines import AnyText, Steps, outline_of
from .documents.pair_data import Checked, Choice, Shared
from .documents.pile import Pile
from .needed import SCHEMAS, Mentions, needed, surely_needed, surveys, told_by, written_alike
from .second import JUDGE, LOOK, TELL, Second

if TYPE_CHECKING:
    from .model.change import Change
    from .model.finding import Finding

T = TypeVar("T")

LARGE = 2**18
"""Bytes from which on taking a document apart costs less than reading it whole."""


class Begun:
    """Two large texts at which a companion looks already: it may begin before it is known how they are compared."""

    def __init__(self, old: bytes, new: bytes) -> None:
        self.is_taken = False
        self.piles = Pile(), Pile()
        self.second = Second(old, new, self.piles)
        self.companion = Companion(self.second)
        self.companion.ask(LOOK)
        self.companion.ask(TELL)

    def end(self) -> None:
        """Look no further; nothing where the texts were read, or where that ended already."""
        if not self.is_taken:
            self.is_taken = True
            with self.piles[0], self.piles[1]:
                self.companion.stop()


class Pair(Struct, frozen=True):
    """Two documents without what need not be compared, and what is known of them: `crossed` names the schemas that are
    likely compared with one of another name, `sizes` how long each changed schema is.
    """

    old: Document
    new: Document
    complete: set[Steps]
    crossed: frozenset[str]
    sizes: Mapping[str, int]
    checks: Companion

    def checked(self, work: Callable[[], T | None]) -> T | None:
        """Return what some work makes of the two; None where a thorough reading finds that they have to be read whole.

        The work goes on while another process looks. What it raises of such documents is not raised.
        """
        try:
            made = work()
        except Exception:
            if self.stands():
                raise
            return None
        return made if self.stands() else None

    def stands(self) -> bool:
        """Return what came of the checks; to be asked for once."""
        try:
            return all(self.checks.remaining())
        finally:
            self.checks.end()

    def suffices(self, changes: Iterable[Change | Finding]) -> bool:
        """Return whether the users of every changed schema were read: a change may be told at one that is not new."""
        roots = {change.address.partition(" > ")[0] for change in changes}
        return all((*SCHEMAS, root) in self.complete for root in roots if self.has(root))

    def has(self, name: str) -> bool:
        """Return whether a name is that of a schema that was read."""
        sides = (document.data.get("components") for document in (self.old, self.new))
        return any(name in ((side or {}).get("schemas") or {}) for side in sides)


def read_pair(
    old: tuple[str, bytes],
    new: tuple[str, bytes],
    limits: Limits,
    meanwhile: Callable[[], None] = lambda: None,
    waiting: Callable[[], None] = lambda: None,
    begun: Begun | None = None,
) -> Pair | None:
    """Return two documents, each given as name and content, without what need not be compared.

    None where they are small, or where anything about them is not certain: then they are to be read whole.
    `meanwhile` is called here while another process looks at them, `waiting` where nothing is to be done until that
    process has read its part; it may have `begun`.
    """
    if not are_large((len(old[1]), len(new[1])), limits):
        if begun:
            begun.end()
        return None
    begun = begun or Begun(old[1], new[1])
    begun.is_taken = True
    pair = None
    with begun.piles[0], begun.piles[1]:
        try:
            pair = read_beside(begun, (old, new), limits, (meanwhile, waiting))
        finally:
            if pair is None:
                begun.companion.end()
    return pair


def are_large(sizes: Iterable[int], limits: Limits) -> bool:
    """Return whether texts of so many bytes are taken apart, and none is too large to be read."""
    return all(LARGE <= size <= limits.max_bytes for size in sizes)


def read_beside(
    begun: Begun,
    named: Sequence[tuple[str, bytes]],
    limits: Limits,
    pauses: tuple[Callable[[], None], Callable[[], None]],
) -> Pair | None:
    """Return two documents that are read here and by a companion; see `read_pair`."""
    companion = begun.companion
    companion.ask((JUDGE, asdict(limits)))
    begun.second.limits = limits  # where the companion is lost, its work is done here
    meanwhile, waiting = pauses
    meanwhile()
    texts, marks = texts_of(named), companion.answer()
    if texts is None or marks is None:
        return None
    here, there = (blocks_again(text, outline_of(found)) for text, found in zip(texts, marks))
    sides = here, there
    if max(widest(here), widest(there)) > limits.max_keys:
        return None
    is_quick_pair = all(is_json(content) for _, content in named)
    reading = Checked(sides, companion) if is_quick_pair else Shared(sides, limits, companion, begun.piles, waiting)
    same = written_alike(here, there)
    different = {*here.parts, *there.parts} - same
    reading.begin(surely_needed(different))
    own = told_by(here, same)
    if is_quick_pair:
        waiting()
    told = companion.answer()
    if own is None or told is None:
        return None
    newer = {at: Mentions(*said) for at, said in zip(there.parts, told)}
    found, fits = needed(*surveys(sides, own, newer), different), companion.answer()
    if found is None or not fits:
        return None
    data = reading.data(Choice((found.read - found.alike) | {*here.rest, *there.rest}, found.alike))
    if data is None:
        return None
    left, right = (
        side.document(*one, made, before)
        for side, one, made, before in zip(sides, named, (data.old, data.new), data.before)
    )
    crossed = frozenset(steps[-1] for steps in found.crossed)
    changed = (steps for steps in found.read - found.alike if steps[:2] == SCHEMAS)
    sizes = {steps[-1]: there.parts.size(steps) for steps in changed}
    return Pair(left, right, found.complete, crossed, sizes, companion)


def texts_of(named: Iterable[tuple[str, bytes]]) -> Sequence[AnyText] | None:
    """Return texts as their blocks are found in them; None where one is not UTF-8."""
    try:
        return [readable(content) for _, content in named]
    except UnicodeDecodeError:
        return None


def widest(side: Blocks) -> int:
    """Return how many blocks the largest folder has."""
    return max(Counter(steps[:-1] for steps in side.parts).values(), default=0)
