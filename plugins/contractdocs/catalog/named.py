"""The other files that a document names."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def references_in(data: object) -> Iterator[str]:
    """Yield every `$ref` in a document, as written."""
    stack = [data]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                yield value["$ref"]
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)


def target_of(file: str, reference: str) -> str:
    """Return the file that a reference names, empty where it names none that may be read."""
    path = reference.partition("#")[0]
    if not path or path.startswith("/") or SCHEME.match(path):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
