"""The tokens of a JSON text that give it its shape: brackets, commas, colons and whole texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGN = re.compile(r'[\[\]{},:"]|\\.', re.DOTALL)


class Token(NamedTuple):
    """A bracket, comma or colon, or a text: its first character, and the offsets before and behind it."""

    sign: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, also of one that is broken; a text that is not closed goes on to the end."""
    opened = -1
    for match in SIGN.finditer(text):
        sign = match[0]
        if sign == '"':
            if opened >= 0:
                yield Token('"', opened, match.end())
                opened = -1
            else:
                opened = match.start()
        elif opened < 0 and sign[0] != "\\":
            yield Token(sign, match.start(), match.end())
    if opened >= 0:
        yield Token('"', opened, len(text))
