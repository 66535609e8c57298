"""Finds paths whose template and parameters disagree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contractdocs.formats.plain import did_you_mean, quoted
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contractdocs.model.interface import Operation


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each name that only one of template and parameters has."""
    for operation in reading.interface.operations.values():
        if operation.caller == "consumer" and not partly_read(reading, operation):
            template = set(re.findall(r"\{([^{}]+)\}", operation.path))
            declared = {one.name: one.origin for one in operation.parameters if one.place == "path"}
            for name in sorted(template - set(declared)):
                why = f"{quoted(name)} stands in the path but is not declared as a parameter"
                meant = (
                    did_you_mean(name, set(declared) - template) or "Declare it with `in: path` and `required: true`."
                )
                yield Hit(operation.origin.pointer, {"key": operation.key, "problem": why, "cure": meant}, key=True)
            for name in sorted(set(declared) - template):
                if not (close := did_you_mean(name, template - set(declared))):
                    why = f"{quoted(name)} is declared as a path parameter but does not stand in the path"
                    cure = f"Write `{{{name}}}` into the path, or remove the parameter."
                    here = declared[name].document is reading.document
                    pointer = declared[name].pointer if here else operation.origin.pointer
                    yield Hit(pointer, {"key": operation.key, "problem": why, "cure": close or cure})


def partly_read(reading: Reading, operation: Operation) -> bool:
    """Return whether a parameter could not be read; that is told already."""
    above = operation.origin.pointer.rpartition("/")[0]
    lists = (f"#{pointer}/parameters/" for pointer in (operation.origin.pointer, above))
    return any(place in missed for place in lists for missed in reading.interface.not_compared)
