"""Contracts of other catalogs beside one's own: each says where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..sources.registries import OtherContract, OtherRemoval, Registry


@dataclass(frozen=True, slots=True)
class OtherLine:
    """One contract of another catalog as our catalog shows it."""

    catalog: str
    contract: OtherContract
    format: str
    text: str
    next_removal: OtherRemoval | None


def other_lines(registries: tuple[Registry, ...], today: str) -> tuple[OtherLine, ...]:
    """Return the contracts of other catalogs, by catalog."""
    return tuple(line for registry in registries for line in lines_of(registry, today))


def lines_of(registry: Registry, today: str) -> Iterator[OtherLine]:
    """Yield the contracts of one catalog."""
    from .naming import format_name

    for item in registry.contracts:
        text = " ".join([item.id, item.title, registry.name, *item.tags]).lower()
        ahead = next((removal for removal in item.removals if removal.day >= today), None)
        yield OtherLine(registry.name, item, format_name(item.format), text[:600], ahead)


def removals_of_others(registries: tuple[Registry, ...], today: str) -> list[tuple[OtherLine, OtherRemoval]]:
    """Return what other catalogs are about to remove, the nearest first."""
    lines = other_lines(registries, today)
    found = [(line, item) for line in lines for item in line.contract.removals if item.day >= today]
    return sorted(found, key=lambda pair: (pair[1].day, pair[0].catalog, pair[0].contract.id, pair[1].name))
