"""Merges what an operation or a message states with the traits that it applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .plain import mapping, sequence, text

if TYPE_CHECKING:
    from ..model.interface import Origin
    from .scope import Part, Scope


@dataclass(frozen=True, slots=True)
class Traited:
    """A part with its traits, the one whose word counts most first.

    In AsyncAPI 2 a trait is a patch over the part (2.6.0, Message Object, `traits`); in AsyncAPI 3 the part's own
    word counts (3.0.0, Traits Merge Mechanism). A later trait counts more than an earlier one.
    """

    parts: tuple[Part, ...]
    own: Part

    @property
    def data(self) -> Mapping[str, Any]:
        """Return the part's own data."""
        return self.own[0]

    @property
    def origin(self) -> Origin:
        """Return where the part itself stands."""
        return self.own[1]

    def get(self, key: str) -> Any:
        """Return what counts under a key, None where nobody says anything."""
        return next((data[key] for data, _ in self.parts if key in data), None)

    def text(self, key: str) -> str:
        """Return the text that counts under a key."""
        return text(self.get(key))

    def at(self, key: str) -> list[tuple[Any, Origin]]:
        """Return every value under a key with its place, the part's own first."""
        own = [(data[key], origin.child(key)) for data, origin in (self.own,) if key in data]
        others = [
            (data[key], origin.child(key)) for data, origin in self.parts if origin != self.own[1] and key in data
        ]
        return own + others

    def list(self, key: str) -> list[Any]:
        """Return the list that counts under a key."""
        return sequence(self.get(key))


def traited(scope: Scope, part: Part, *, patching: bool) -> Traited:
    """Return a part with its traits; `patching` says that traits count more than the part (AsyncAPI 2)."""
    data, origin = part
    written = enumerate(sequence(data.get("traits")))
    traits = [found for i, value in written if (found := scope.part(value, origin.child("traits", i)))]
    traits.reverse()
    return Traited((*traits, part) if patching else (part, *traits), part)


def conflicts(scope: Scope, part: Part) -> list[tuple[str, Any, Any, Origin]]:
    """Return the plain values that a trait states otherwise than the part: key, own, the trait's, and its place."""
    data, _ = part
    found = []
    for trait, origin in traited(scope, part, patching=True).parts[:-1]:
        for key, value in trait.items():
            own = data.get(key)
            if (
                key in data
                and own != value
                and not isinstance(own, (Mapping, list))
                and not isinstance(value, (Mapping, list))
            ):
                found.append((str(key), own, value, origin.child(key)))
    return found


def merged(values: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Return mappings merged deeply; the first one counts most."""
    whole: dict[str, Any] = {}
    for value in values:
        for key, item in value.items():
            if key not in whole:
                whole[key] = item
            elif isinstance(whole[key], Mapping) and isinstance(item, Mapping):
                whole[key] = merged([mapping(whole[key]), item])
    return whole
