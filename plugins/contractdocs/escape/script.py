"""Data inside scripts and files of data: nothing in it ends a script or a line."""

from __future__ import annotations

import json
from typing import Any


def literal(value: Any) -> str:
    """Return data as a literal of JavaScript in which nothing ends a script."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def document(value: Any) -> bytes:
    """Return data as a JSON file in which nothing ends a script, for whoever puts it into a page."""
    from msgspec.json import format  # the library itself is slow where it indents

    text: str = format(json.dumps(value, ensure_ascii=True, allow_nan=False), indent=2)
    return (text.replace("<", "\\u003c").replace(">", "\\u003e") + "\n").encode("ascii")
