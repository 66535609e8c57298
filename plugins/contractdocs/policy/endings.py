"""The day after which a whole contract may go, as its document states it, and contracts that have outlived theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..model.contract import Contract, Release
from ..model.finding import Finding, Spot
from ..rules.judgement import raised

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SUNSETS = ("x-sunset", "sunset")
END_OF_LIFE = frozenset({"endoflife", "el"})
ALIVE = frozenset({"active", "deprecated", "production", "live", "stable", "released", "published"})


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


def outlived(contract: Contract, today: str) -> Iterator[Finding]:
    """Yield a finding for the newest release of each line that is still offered after its last day."""
    for releases in (contract.lines or {"": contract.releases}).values():
        release = releases[-1]
        day, pointer = stated_end(release.document.data)
        if release.status in ALIVE and DAY.match(day) and day[:10] < today:
            place = Spot(release.document.place(pointer), pointer, day, release.version)
            name = command_name(contract, release)
            words = {"day": day[:10], "status": release.status, "name": name}
            yield raised("end-of-life-reached", place, contract=contract.id, words=words)


def command_name(contract: Contract, release: Release) -> str:
    """Return how a command names a line of a contract."""
    return contract.id if release is contract.head else f"{contract.id}@{release.line}"
