"""YAML read fast: a native parser of YAML 1.2, guarded by the light scan.

The native parser forgives duplicate keys and keeps keys that are numbers; the scan counts the keys of the text, so
that one that is lost shows. Where the two do not agree, the exact parser decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .core_schema import resolve
from .measure import below, measure
from .yaml_scan import Scan, scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .document import Limits

LONG = 18
"""Digits from which on the native parser may not keep a whole number whole."""


def parse_fast(text: str, limits: Limits) -> tuple[Any] | None:
    """Return the data of a text, wrapped; None where the exact parser must read it."""
    found = scan(text)
    if found is None or found.lines * 3 + text.count(",") > limits.max_nodes:
        return None
    data = native(text)
    if not isinstance(data, dict | list):
        return None
    size = measure(data)
    if size.keys != found.keys or not size.is_within(limits):
        return None
    if found.odd_keys or found.long_numbers:
        return mended(data, found)
    return (data,)


def native(text: str) -> Any:
    """Return what the native parser reads; None where it refuses."""
    import yaml12

    try:
        return yaml12.parse_yaml(text)
    except ValueError:
        return None


def mended(data: Any, found: Scan) -> tuple[Any] | None:
    """Return the data with keys as written and long whole numbers whole.

    None where two spellings have one value, or where a key becomes equal to another one.
    """
    names = {resolve(key): key for key in found.odd_keys if len(key) < LONG and resolve(key) == resolve(key)}
    numbers = {float(number): int(number) for number in found.long_numbers}
    if len(names) != len(found.odd_keys) or len(numbers) != len(set(found.long_numbers)):
        return None
    if names and not rename(data, names):
        return None
    beyond = sum(not -(2**63) <= int(number) < 2**63 for number in found.long_numbers)
    return (data,) if not beyond or renumber(data, numbers) == beyond else None


def rename(data: Any, names: dict[Any, str]) -> bool:
    """Give keys that are no text their names, in place; return False where a mapping has the name already."""
    odd = names.keys()
    for part in parts(data):
        if type(part) is dict and not odd.isdisjoint(part):
            renamed = {key if type(key) is str else names[key]: value for key, value in part.items()}
            if len(renamed) != len(part):
                return False
            part.clear()
            part.update(renamed)
    return True


def renumber(data: Any, numbers: dict[float, int]) -> int:
    """Make long numbers whole again, in place, and return how many were."""
    count = 0
    for part in parts(data):
        for key, value in part.items() if type(part) is dict else enumerate(part):
            if type(value) is float and value in numbers:
                part[key] = numbers[value]
                count += 1
    return count


def parts(data: Any) -> Iterator[Any]:
    """Yield every list and mapping of some data, level by level; what is in one may be changed on the way."""
    level = [data]
    while level:
        yield from level
        level = below(level)
