"""Contracts in TypeScript, with Zod: types, schemas, services and events, read by tree-sitter and never executed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...documents.document import Spot
from ..lowering import Lowered, Unread

if TYPE_CHECKING:
    from ...documents import Document
    from ...model.finding import Finding
    from ...model.interface import Interface
    from .. import Fetch

__all__ = ["TypeScript", "lower_typescript"]

DECLARES = re.compile(
    r"^\s*(?:export\b|declare\b|(?:abstract\s+)?(?:interface|type|enum|class|namespace)\s+[\w$]+|const\s+\w+\s*=\s*z\.)",
    re.MULTILINE,
)


class TypeScript:
    """The format of contracts written in TypeScript."""

    name = "typescript"

    def detect(self, document: Document) -> bool:
        """Return whether a file declares types or schemas; scripts and settings in TypeScript are no contracts."""
        return document.syntax == "typescript" and DECLARES.search(str(document.data)) is not None

    def validate(self, document: Document) -> tuple[Finding, ...]:
        """Return what is wrong with the text of the contract's files."""
        from ..validation import finding

        found = []
        for index, one in enumerate(problems_in(document)):
            cure = PLACEHOLDER if BRACED.search(one["problem"]) else CURE
            found.append(finding(document, "syntax-error", one["problem"], f"/x-problems/{index}", suggestion=cure))
        return tuple(found)

    def read(self, document: Document, fetch: Fetch) -> Interface:
        """Return what the contract promises; what is not understood is named in `not_compared`."""
        from .reading import read

        return read(document, fetch)


BRACED = re.compile(r"(?<!\$)\{[A-Za-z][\w-]*\}\w*[ \t]*[{<=:]|\w\{[A-Za-z][\w-]*\}")
PLACEHOLDER = "If the braces hold the place of a name that is still to be chosen, write the name."
CURE = "Look for a bracket, a quote or a comma that is missing there or above."


def problems_in(document: Document) -> list[Mapping[str, str]]:
    """Return what reading a contract found to be wrong with its text."""
    found: Any = document.data.get("x-problems", []) if isinstance(document.data, dict) else []
    return list(found)


def lower_typescript(text: str, *, offset_line: int = 0) -> Lowered:
    """Return the types of a piece of TypeScript, such as a code block, `offset_line` lines below the top of its file.

    A name that is defined nowhere in it becomes a reference to `#/$defs/NAME`, for its surroundings to define.
    """
    from .declared import module_of
    from .lowering import Lowering
    from .program import Program
    from .syntax import parsed

    module = module_of("", parsed(text))
    low = Lowering(Program({"": module}, ""), assumed=True)
    definitions = low.run()
    spots = {
        (key, *steps): moved(spot, offset_line)
        for key, found in definitions.items()
        for steps, spot in found.spots.items()
    }
    problems = tuple(lower(unread, offset_line) for unread in module.source.errors)
    not_read = tuple(lower(unread, offset_line) for _, unread in dict.fromkeys(low.not_read))
    return Lowered({key: found.schema for key, found in definitions.items()}, spots, problems, not_read)


def moved(spot: Spot, lines: int) -> Spot:
    """Return a place some lines further down."""
    value, key = spot.value, spot.key
    return Spot((value[0] + lines, value[1]), (key[0] + lines, key[1]) if key else None, spot.file)


def lower(unread: Unread, lines: int) -> Unread:
    """Return a note some lines further down."""
    return replace(unread, spot=(unread.spot[0] + lines, unread.spot[1]))
