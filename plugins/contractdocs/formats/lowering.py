"""What a reader of code makes of a text: types as JSON Schema 2020-12, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..documents.document import Spot
from ..model.interface import NotRead
from .plain import mapping, sequence, text

if TYPE_CHECKING:
    from ..model.interface import Origin

NOT_READ = "x-not-read"
"""Where a tree keeps what was not understood."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A piece of a text that was not understood: why, and where, as (line, column) from 1."""

    why: str
    spot: tuple[int, int]
    file: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Lowered:
    """Types of a text: schemas by name, the spots of their parts by steps (`("User", "properties", "id")`).

    `problems` holds what is wrong with the text, `not_read` what is right and not understood: it is shown as it is
    written and compared as text.
    """

    defs: Mapping[str, Any]
    spots: Mapping[tuple[str, ...], Spot]
    problems: tuple[Unread, ...] = ()
    not_read: tuple[Unread, ...] = field(default=())


def keep_unread(
    data: dict[str, Any], spots: dict[tuple[str, ...], Spot], unread: Sequence[Unread], main: str = ""
) -> None:
    """Put into a tree what was not understood, each with its place; `main` is the file of the document itself."""
    if unread:
        data[NOT_READ] = [{"what": one.what or "a piece", "why": one.why} for one in unread]
    for index, one in enumerate(unread):
        spots[(NOT_READ, str(index))] = Spot(one.spot, one.spot, "" if one.file == main else one.file)


def unread_in(data: Any, root: Origin) -> Iterator[NotRead]:
    """Yield what a tree says was not understood."""
    for index, item in enumerate(map(mapping, sequence(mapping(data).get(NOT_READ)))):
        yield NotRead(text(item.get("what")), text(item.get("why")), root.child(NOT_READ, index))
