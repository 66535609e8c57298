"""What reading a file gives: its data, its places, or its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import force_setattr

from .pointers import existing, split

if TYPE_CHECKING:
    from collections.abc import Sequence


class Limits(Struct, frozen=True):
    """Bounds of what is read and written; the settings `limits.max_bytes` and so on raise them.

    `max_depth` counts lists and mappings inside each other; `max_nodes` counts lists, mappings, keys and scalars
    after aliases are expanded; `max_keys` counts the keys of one mapping, `max_members` the members of one list;
    `max_steps` counts how often a pattern of a contract may go back in one text; `max_pages` counts the pages of the
    site, `max_output` the bytes of all its pages and files, and of one report.
    """

    max_bytes: int = 32 * 2**20
    max_depth: int = 200
    max_nodes: int = 2_000_000
    max_aliases: int = 1000
    max_keys: int = 100_000
    max_members: int = 50_000
    max_steps: int = 1_000_000
    max_pages: int = 200_000
    max_output: int = 2 * 2**30


class Place(Struct, frozen=True, order=True):
    """A position in a file; line and column begin at 1, columns count characters."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """Return the form that editors and terminals open."""
        return f"{self.file}:{self.line}:{self.column}"


class Problem(Struct, frozen=True):
    """What is wrong with a text, where, and how to mend it."""

    rule: str
    message: str
    suggestion: str
    place: Place

    def __str__(self) -> str:
        """Return the problem on one line."""
        return f"{self.place}: {self.message}{' ' + self.suggestion if self.suggestion else ''} [{self.rule}]"


class DocumentError(Exception):
    """A text that cannot be used; `incomplete` says that a limit was reached, so that nothing is known about it."""

    def __init__(self, problems: Sequence[Problem], *, incomplete: bool = False) -> None:
        super().__init__(tuple(problems), incomplete)
        self.problems = tuple(problems)
        self.incomplete = incomplete

    def __str__(self) -> str:
        """Return one problem a line."""
        return "\n".join(map(str, self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep both arguments on the way to another process."""
        return rebuilt, (self.problems, self.incomplete)


def rebuilt(problems: tuple[Problem, ...], incomplete: bool) -> DocumentError:
    """Return an error that came from another process."""
    return DocumentError(problems, incomplete=incomplete)


class Spot(NamedTuple):
    """Where a value and its key begin, as (line, column) from 1; the root and list items have no key.

    `file` names the file where that is not the document's own: code of several files is one tree.
    """

    value: tuple[int, int]
    key: tuple[int, int] | None = None
    file: str = ""


class Places(Protocol):
    """Finds the parts of one text."""

    def find(self, steps: Sequence[str]) -> Spot:
        """Return where the part at the steps of a pointer stands; the part exists."""

    def raw(self, steps: Sequence[str]) -> str:
        """Return the scalar at the steps of a pointer as it is written."""


class Document(Struct, frozen=True, eq=False):
    """The parsed text of one file. Two documents are equal only where they are one; data is never changed.

    `limits` are the bounds that it was read within. `data` holds dict, list, str, int, float, bool and None. Numbers
    beyond the range of floats are infinite, as `.inf` is; `json.dumps` and `msgspec.json.encode` both take them.
    """

    file: str
    content: bytes
    syntax: str
    data: Any
    places: Places | None = None
    limits: Limits = Limits()
    left_out: frozenset[tuple[str, ...]] = frozenset()
    """Steps to the parts that are in the text and were not read."""

    def holds(self, reference: str) -> bool:
        """Return whether a reference within the document leads into a part that was not read."""
        steps = tuple(split(unquote(reference))) if self.left_out else ()
        return any(steps[:count] in self.left_out for count in range(1, len(steps) + 1))

    def place(self, pointer: str, *, key: bool = False) -> Place:
        """Return where the value at a JSON pointer begins, or its key.

        A pointer that leads nowhere gives the place of its nearest ancestor that exists.
        """
        spot = self.located().find(existing(self.data, pointer))
        line, column = spot.key if key and spot.key else spot.value
        return Place(spot.file or self.file, line, column)

    def source_text(self, pointer: str) -> str | None:
        """Return the scalar at a JSON pointer as it is written, without quotes: `1.10` where the number is 1.1.

        None where there is no scalar.
        """
        steps = existing(self.data, pointer, whole=True)
        if steps is None:
            return None
        value: Any = self.data
        for step in steps:
            value = value[int(step)] if isinstance(value, list) else value[step]
        if isinstance(value, dict | list):
            return None
        return value if isinstance(value, str) else self.located().raw(steps)

    def located(self) -> Places:
        """Return the finder of places, made when it is first asked for."""
        if self.places is None:
            from .reading import places_of

            force_setattr(self, "places", places_of(self.content, self.syntax))
        assert self.places is not None
        return self.places
