"""The second reader of two large documents: what a companion does while the first one loads, chooses and reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from .documents import Limits
from .documents.blocks import Blocks, blocks_of, is_json, is_quick
from .documents.encoding import without_mark
from .documents.lines import lines_before
from .documents.outlines import CHUNK, Piece
from .documents.pair_data import Wanted, piece_of, stand, taken
from .documents.pile import Pile
from .needed import DEPTHS, told_by

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
"""What a companion is asked first, `JUDGE` with the limits; see `pair_data` for what it is asked then."""


class Second:
    """What a companion does: it looks at both texts, says how they can be read, and reads what it is asked to."""

    def __init__(self, old: bytes, new: bytes, piles: tuple[Pile, Pile]) -> None:
        self.contents, self.piles = (old, new), piles
        self.limits = Limits()
        self.fits = False
        self.held: list[tuple[int, Piece]] = []  # a process that ends would take as long to free it as to read it

    def __call__(self, question: Sequence[Any]) -> Any:
        """Return what the texts hold or mention, how they are read, where lines end, or what blocks became."""
        name, *stated = (question,) if isinstance(question, str) else question
        return getattr(self, name)(*stated)

    def look(self) -> Any:
        """Return where the blocks of both texts stand; None where one is not one that can be taken apart."""
        return self.sides and [list(side.text.outline.items()) for side in self.sides]

    def tell(self) -> Any:
        """Return what the blocks of the newer text mention; None where one of them is no text."""
        told = self.sides and told_by(self.sides[1])
        return told and list(told.values())

    def judge(self, limits: Mapping[str, int]) -> bool:
        """Return whether both texts may be read partly.

        A part of one may be named in another way, or they hold too much to be read before they are checked.
        """
        self.limits = Limits(**limits)
        is_quick_pair = all(map(is_json, self.contents))
        self.fits = not any(map(is_hiding, self.contents))
        if self.fits and is_quick_pair:
            self.fits = all(is_quick(content, self.limits) for content in self.contents)
        elif self.fits:  # what is asked next needs it: now nothing is waited for
            from .documents.yaml_scan import lines

            lines()
        return self.fits

    def take(self, wanted: Wanted, pile: int) -> list[tuple[int, Piece]]:
        """Return the pieces that were taken from a pile, with their numbers."""
        return list(taken(self.both, wanted, self.piles[pile], self.limits))

    def closes(self, *left_out: Sequence[Sequence[str]]) -> bool:
        """Return whether the blocks of each text that are not read end what opens in them."""
        return all(side.text.closes(map(tuple, left), self.limits) for side, left in zip(self.both, left_out))

    def lines(self) -> list[list[int]]:
        """Return where lines end in both texts; see `lines_before`."""
        return [lines_before(without_mark(content), b"\n") for content in self.contents]

    def check(self, wanted: Wanted) -> bool:
        """Return whether these blocks, and those that were asked for before, may be read without checks."""
        if not self.fits:
            return False
        self.held += [(one[0], piece_of(self.both, one, self.limits)) for one in wanted]
        return stand(self.held, self.limits)

    @cached_property
    def sides(self) -> tuple[Blocks, Blocks] | None:
        """Return the blocks of both texts; None where one is not one that can be taken apart."""
        old, new = (blocks_of("", content, DEPTHS) for content in self.contents)
        return (old, new) if old and new else None

    @property
    def both(self) -> tuple[Blocks, Blocks]:
        """Return the blocks of both texts, which are known to be there."""
        assert self.sides is not None, "nobody asks for the parts of a text that has none"
        return self.sides


def is_hiding(content: bytes) -> bool:
    """Return whether a part of a text may be named in another way."""
    starts = range(0, len(content), CHUNK)
    return any(sign.search(content, start, start + CHUNK + LONGEST) for start in starts for sign in HIDDEN)
