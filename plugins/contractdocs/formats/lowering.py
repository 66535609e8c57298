"""What a reader of code makes of a text: types as JSON Schema 2020-12, with their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..documents.document import Spot


@dataclass(frozen=True, slots=True)
class Unread:
    """A piece of a text that was not understood: why, and where, as (line, column) from 1."""

    why: str
    spot: tuple[int, int]
    file: str = ""


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
