"""Names of files and steps of paths: safe on every system, whatever a contract is called."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]{0,99}", re.ASCII)
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))})


def segment(text: str, taken: Iterable[str] = ()) -> str:
    """Return a text as one step of a path that is safe on every system and differs from those `taken`.

    A text that is safe stays as it is; any other gets the first digits of its hash.
    """
    safe = PLAIN.fullmatch(text) is not None and not text.endswith(".") and ".." not in text
    if safe and text.partition(".")[0].lower() not in DEVICES and text.casefold() not in {t.casefold() for t in taken}:
        return text
    stem = re.sub(r"[^A-Za-z0-9]+", "-", text, flags=re.ASCII).strip("-")[:60]
    return f"{stem or 'x'}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"
