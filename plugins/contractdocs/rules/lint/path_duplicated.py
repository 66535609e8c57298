"""Finds paths that are one and the same once the names of parameters are dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each path that answers a request of an earlier one."""
    first: dict[tuple[str, str], str] = {}
    told: set[str] = set()
    for operation in reading.interface.operations.values():
        if operation.caller == "consumer":
            key = (operation.method, re.sub(r"\{[^{}]*\}", "{}", operation.path))
            other = first.setdefault(key, operation.path)
            if other != operation.path and operation.path not in told:
                told.add(operation.path)
                pointer = "/paths/" + operation.path.replace("~", "~0").replace("/", "~1")
                yield Hit(pointer, {"path": operation.path, "other": other, "method": operation.method}, key=True)
