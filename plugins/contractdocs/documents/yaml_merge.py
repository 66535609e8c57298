"""Merge keys: `<<: *base` and `<<: [*a, *b]`, which YAML 1.2 dropped and contracts still use."""

from __future__ import annotations

from typing import Any


def is_mergeable(value: Any) -> bool:
    """Return whether `<<` can take a value: a mapping or a list of mappings."""
    if isinstance(value, list):
        return all(isinstance(item, dict) for item in value)
    return isinstance(value, dict)


def merged(own: dict[str, Any], position: int, source: Any) -> dict[str, Any]:
    """Return a mapping with what is merged in at its place; its own keys win, then the earlier source."""
    sources = source if isinstance(source, list) else [source]
    keys = list(own)
    result = {key: own[key] for key in keys[:position]}
    for mapping in sources:
        for key, value in mapping.items():
            if key not in own:
                result.setdefault(key, value)
    result.update((key, own[key]) for key in keys[position:])
    return result
