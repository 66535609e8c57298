"""The day after which a whole contract may go, as its document states it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

SUNSETS = ("x-sunset", "sunset")
END_OF_LIFE = frozenset({"endoflife", "el"})


def stated_end(data: Any) -> tuple[str, str]:
    """Return the day on which a contract ends, as written, and its pointer; two empty texts where it has none.

    A data contract says it as the service level `endOfLife` of the whole contract, anything else as `x-sunset`.
    """
    if not isinstance(data, Mapping):
        return "", ""
    for above, holder in (("/info", data.get("info")), ("", data)):
        for key in SUNSETS:
            if isinstance(holder, Mapping) and isinstance(holder.get(key), str):
                return str(holder[key]), f"{above}/{key}"
    return next(ends_of_life(data.get("slaProperties")), ("", ""))


def ends_of_life(levels: Any) -> Iterator[tuple[str, str]]:
    """Yield the ends of life among service levels; those of a single element do not count."""
    for index, item in enumerate(levels if isinstance(levels, list) else ()):
        named = isinstance(item, Mapping) and str(item.get("property")).lower() in END_OF_LIFE
        if named and isinstance(item.get("value"), str) and not item.get("element"):
            yield item["value"], f"/slaProperties/{index}/value"
