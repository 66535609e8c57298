"""Reads the nodes of two sides together, so that a difference of their own stands out."""

from __future__ import annotations

from ..model.interface import Origin, Resolver, Target


class Favouring:
    """Resolves names as one side does and, failing that, as the other: what a name means is compared on its own."""

    def __init__(self, favoured: Resolver, other: Resolver, at: Origin) -> None:
        self.favoured, self.other, self.at = favoured, other, at
        self.known: set[int] = {id(at.document)}  # documents of the favoured side

    def resolve(self, reference: str, origin: Origin) -> Target | None:
        """Return the favoured schema of the name that a reference leads to, else what it leads to."""
        if id(origin.document) in self.known:
            return self.favoured.resolve(reference, origin)
        target = self.other.resolve(reference, origin)
        if target is None or not target.name:
            return target
        known = self.favoured.resolve(reference, self.at)
        if known is None or known.name != target.name or not known.node:
            return target
        self.known.add(id(known.node[0].origin.document))
        return known
