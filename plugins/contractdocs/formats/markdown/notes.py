"""What the reading of a document noted beside its interface, for the rules that look at the document itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..plain import mapping, pointer_of, sequence

if TYPE_CHECKING:
    from ...rules import Reading

OWN = "x-markdown"
APPROVED = ("approved", "active", "stable", "published", "final")


def noted(reading: Reading, topic: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield what was noted on a topic: where, and its words."""
    for index, said in enumerate(sequence(mapping(mapping(reading.data).get(OWN)).get(topic))):
        yield pointer_of((OWN, topic, index)), {str(key): str(value) for key, value in mapping(said).items()}


def approved(status: str) -> bool:
    """Return whether a status says that readers may rely on the contract."""
    return status.lower() in APPROVED
