"""Whether what opens in a block of YAML ends in it: quoted texts, and lists and mappings in brackets.

Lines inside of quotes or brackets may look like keys. YAML wants them further right than the key that they belong to
(YAML 1.2, 7.3 and 7.4), but parsers forgive it.
"""

from __future__ import annotations

import re

OPENED = re.compile(r"""[:?\-\n] *['"\[{!&]""")
"""What may open, or a tag or an anchor before it."""
CLOSED_AT_ONCE = re.compile(r"""'[^'\n]*(?:''[^'\n]*)*'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|\[[^\[\]{}'"\n]*\]|\{ *\}""")
QUOTED = r"""'[^']*(?:''[^']*)*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*\""""
TEXT, TOKEN = re.compile(QUOTED), re.compile(rf"[\[{{]|[\]}}]|{QUOTED}")


def ends_what_opens(text: str, start: int, end: int) -> bool:
    """Return whether all that opens between two offsets certainly ends there.

    Block texts that hold quotes may look as if it did not.
    """
    for found in OPENED.finditer(text, start, end):
        at = found.end() - 1
        if not (CLOSED_AT_ONCE.match(text, at, end) or is_closed(text, at, end)):
            return False
    return True


def is_closed(text: str, start: int, end: int) -> bool:
    """Return whether what opens at an offset ends before another one."""
    if text[start] in "!&":
        return False
    if text[start] in "'\"":
        return TEXT.match(text, start, end) is not None
    depth = 0
    for token in TOKEN.finditer(text, start, end):
        depth += (token[0] in ("[", "{")) - (token[0] in ("]", "}"))
        if not depth:
            return True
    return False
