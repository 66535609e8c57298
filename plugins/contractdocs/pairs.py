"""Reads of two large OpenAPI documents only what a comparison has to see.

What need not be read is neither parsed nor compared. Where a document has a part of which that is not certain, both are
read whole, and the findings are the same either way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from .documents import Limits
from .documents.blocks import Blocks, blocks_again, blocks_of, is_json, is_quick, readable
from .documents.companion import Companion
from .documents.document import Document
from .documents.encoding import without_mark
from .documents.lines import lines_before
from .documents.outlines import CHUNK, AnyText, Piece, Steps, outline_of
from .documents.pair_data import CLOSES, LINES, Choice, Shared, piece_of, quick_data, stand, taken
from .documents.pile import Pile
from .documents.yaml_scan import lines
from .needed import DEPTHS, SCHEMAS, Mentions, needed, surely_needed, surveys, told_by, written_alike

if TYPE_CHECKING:
    from .model.change import Change
    from .model.finding import Finding

T = TypeVar("T")

LARGE = 2**18
"""Bytes from which on taking a document apart costs less than reading it whole."""
HIDDEN = (
    re.compile(rb"\$(?:id|anchor|dynamic|recursive)"),
    re.compile(rb"\\(?:(?:u00|x|U000000)(?:[24-7]|3[0-9])|(?<=#\\)[/\r\n])"),
)
"""Other ways to name a part, or to write a reference, that a look at the text alone would miss: anchors, and escapes of
the characters that references are made of.
"""
LONGEST = 16
"""More bytes than a sign of such a way has."""


LOOK, TELL, JUDGE = "look", "tell", "judge"
"""What a companion is asked first; what it is asked then says what to read."""


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
            return bool(self.checks.answer())
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
) -> Pair | None:
    """Return two documents, each given as name and content, without what need not be compared.

    None where they are small, or where anything about them is not certain: then they are to be read whole.
    `meanwhile` is called here while another process looks at the newer one, `waiting` where nothing is to be done until
    that process has read its part.
    """
    if min(len(old[1]), len(new[1])) < LARGE or max(len(old[1]), len(new[1])) > limits.max_bytes:
        return None
    pair = None
    with Pile() as first, Pile() as last:
        second = Second(old, new, limits, (first, last))
        companion = Companion(second)
        try:
            pair = read_beside(companion, second, (meanwhile, waiting))
        finally:
            if pair is None:
                companion.end()
    return pair


def read_beside(
    companion: Companion, second: Second, pauses: tuple[Callable[[], None], Callable[[], None]]
) -> Pair | None:
    """Return two documents that are read here and by a companion, the `second`; see `read_pair`."""
    old, new, limits = second.old, second.new, second.limits
    companion.ask(LOOK)
    companion.ask(TELL)
    companion.ask(JUDGE)
    meanwhile, waiting = pauses
    meanwhile()
    here, marks = blocks_of(*old, DEPTHS), companion.answer()
    if here is None or marks is None:
        return None
    there = blocks_again(readable(new[1]), outline_of(marks))
    if max(widest(here), widest(there)) > limits.max_keys:
        return None
    sides = here, there
    second.marks = list(here.text.outline.items())
    shared = Shared(sides, limits, companion, second.piles, second.marks)
    same = written_alike(here, there)
    different = {*here.parts, *there.parts} - same
    begun = set() if is_json(old[1]) and is_json(new[1]) else surely_needed(different)
    if begun:
        shared.ask(begun)
    own = told_by(here, same)
    if is_json(old[1]):
        waiting()
    told = companion.answer()
    if own is None or told is None:
        return None
    newer = {at: Mentions(*said) for at, said in zip(there.parts, told)}
    found, quick = needed(*surveys(sides, own, newer), different), companion.answer()
    if found is None or quick is None:
        return None
    choice = Choice((found.read - found.alike) | {*here.rest, *there.rest}, found.alike)
    data = quick_data(sides, choice, companion, second.marks) if quick else shared.data(choice, begun, waiting)
    if data is None:
        return None
    left, right = here.document(*old, data.old, data.before[0]), there.document(*new, data.new, data.before[1])
    crossed = frozenset(steps[-1] for steps in found.crossed)
    changed = (steps for steps in found.read - found.alike if steps[:2] == SCHEMAS)
    sizes = {steps[-1]: there.parts.size(steps) for steps in changed}
    return Pair(left, right, found.complete, crossed, sizes, companion)


class Second:
    """What a companion does: it looks at the newer text, says how both can be read, and reads what it is asked to."""

    def __init__(
        self, old: tuple[str, bytes], new: tuple[str, bytes], limits: Limits, piles: tuple[Pile, Pile]
    ) -> None:
        self.old, self.new, self.limits, self.piles = old, new, limits, piles
        self.marks: Sequence[Any] = ()
        self.held: Sequence[Piece] = ()  # to take it apart would take a process that ends as long as to read it

    def __call__(self, question: Sequence[Any]) -> Any:
        """Return what the newer text holds or mentions, how both are read, where lines end, or what blocks became."""
        if question == LOOK:
            return self.found and list(self.found.text.outline.items())
        if question == TELL:
            told = self.found and told_by(self.found)
            return told and list(told.values())
        if question == JUDGE:
            return self.judge()
        if question[0] == CLOSES:
            return all(side.text.closes(map(tuple, left), self.limits) for side, left in zip(self.sides, question[1:]))
        if question == LINES:
            return [lines_before(without_mark(content), b"\n") for _, content in (self.old, self.new)]
        marks, wanted, pile = question
        self.marks = marks or self.marks
        if pile is None:
            self.held = [piece_of(self.sides, one, self.limits) for one in wanted]
            return stand(self.held, self.limits)
        return list(taken(self.sides, wanted, self.piles[pile], self.limits))

    @cached_property
    def sides(self) -> tuple[Blocks, Blocks]:
        """Return the blocks of both texts; those of the older one are found where that is read."""
        assert self.found is not None, "nobody asks for the parts of a text that has none"
        return blocks_again(self.older_text, outline_of(self.marks)), self.found

    @cached_property
    def found(self) -> Blocks | None:
        """Return the blocks of the newer text; None where it is not one that can be taken apart."""
        return blocks_of(*self.new, DEPTHS)

    @cached_property
    def older_text(self) -> AnyText:
        """Return the older text as its blocks are found in it."""
        return readable(self.old[1])

    def judge(self) -> bool | None:
        """Return whether both texts can be read quickly; None where a part of them may be named in another way."""
        contents = self.old[1], self.new[1]
        if any(map(is_hiding, contents)):
            return None
        quick = all(is_quick(content, self.limits) for content in contents)
        if not quick:  # what is asked next needs these: now nothing is waited for
            lines()
            _ = self.older_text
        return quick


def is_hiding(content: bytes) -> bool:
    """Return whether a part of a text may be named in another way."""
    starts = range(0, len(content), CHUNK)
    return any(sign.search(content, start, start + CHUNK + LONGEST) for start in starts for sign in HIDDEN)


def widest(side: Blocks) -> int:
    """Return how many blocks the largest folder has."""
    return max(Counter(steps[:-1] for steps in side.parts).values(), default=0)
