"""An operation as it is found in a document: what it takes, what it answers, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .endpoints import Marker
from .shapes import Sample, Shape
from .tables import Code, Row
from .tree import At


@dataclass(slots=True)
class Carried:
    """What a request or an answer carries, as it was found."""

    at: At
    about: str = ""
    shapes: list[Shape] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    headers: list[Row] = field(default_factory=list)
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter as found."""

    name: str
    place: str
    required: bool
    schema: dict[str, Any]
    about: str
    at: At


@dataclass(slots=True)
class Draft:
    """An operation as found."""

    marker: Marker
    title: str
    tag: str = ""
    about: list[str] = field(default_factory=list)
    parameters: dict[tuple[str, str], Given] = field(default_factory=dict)
    body: Carried | None = None
    answers: dict[str, Carried] = field(default_factory=dict)
    whole: Shape | None = None  # an operation written as OpenAPI
    deprecated: bool = False
    sunset: str = ""
    asks: str = ""

    @property
    def place(self) -> At:
        """Return where its marker stands."""
        return self.marker.line, self.marker.column
