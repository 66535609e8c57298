"""Contracts of other catalogs beside one's own: each says where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..sources.registries import OtherContract, Registry


@dataclass(frozen=True, slots=True)
class OtherLine:
    """One contract of another catalog as our catalog shows it."""

    catalog: str
    contract: OtherContract
    format: str
    text: str


def other_lines(registries: tuple[Registry, ...]) -> tuple[OtherLine, ...]:
    """Return the contracts of other catalogs, by catalog."""
    return tuple(line for registry in registries for line in lines_of(registry))


def lines_of(registry: Registry) -> Iterator[OtherLine]:
    """Yield the contracts of one catalog."""
    from .catalog import format_name

    for item in registry.contracts:
        text = " ".join([item.id, item.title, registry.name, *item.tags]).lower()
        yield OtherLine(registry.name, item, format_name(item.format), text[:600])


def removals_of_others(registries: tuple[Registry, ...], today: str) -> dict[str, list[OtherLine]]:
    """Return what other catalogs are about to remove, by day."""
    found: dict[str, list[OtherLine]] = {}
    for line in other_lines(registries):
        if line.contract.next_removal >= today:
            found.setdefault(line.contract.next_removal, []).append(line)
    return found
