"""Puts text from contracts into Markdown that a platform renders: nothing in it links, mentions, or marks up.

Whatever a contract says stands in a code span or a code block, where no renderer looks for mentions (`@team`),
references (`#12`), links, images, HTML or emoji. The fence is always longer than any run of backticks inside.
"""

from __future__ import annotations

import re

from .commands import inert
from .terminal import safe

LONGEST = 300


def code(text: str, *, most: int = LONGEST) -> str:
    """Return text as a code span on one line; a dash where there is none.

    >>> code("`total` was removed")
    '`` `total` was removed ``'
    """
    line = " ".join(safe(text).split()).replace("<!--", "<!-\\u{2d}")
    if not line:
        return "–"
    line = line if len(line) <= most else line[: most - 1] + "…"
    fence = "`" * (longest_run(line) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def cell(text: str, *, most: int = 80) -> str:
    """Return text as a code span that ends no cell of a table."""
    return code(text, most=most).replace("\\", "\\u{5c}").replace("|", "\\|") if "|" in text else code(text, most=most)


def block(text: str, language: str = "") -> str:
    """Return text as a code block that nothing inside can end."""
    lines = [inert(safe(line)).replace("<!--", "<!-\\u{2d}") for line in text.splitlines()]
    fence = "`" * max(3, longest_run("\n".join(lines)) + 1)
    return "\n".join([fence + language, *lines, fence])


def longest_run(text: str) -> int:
    """Return the length of the longest run of backticks."""
    return max(map(len, re.findall("`+", text)), default=0)


def link(shown: str, target: str) -> str:
    """Return a code span that leads to an address made here; only the span where there is none."""
    return f"[{code(shown)}]({target})" if target else code(shown)
