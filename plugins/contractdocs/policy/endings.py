"""Contracts that have outlived the day after which they may go."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..catalog.ends import stated_end
from ..model.contract import Contract, Release
from ..model.finding import Finding, Spot
from ..rules.judgement import raised

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ALIVE = frozenset({"active", "deprecated", "production", "live", "stable", "released", "published"})


def outlived(contract: Contract, today: str) -> Iterator[Finding]:
    """Yield a finding for the newest release of each line that is still offered after its last day."""
    for releases in (contract.lines or {"": contract.releases}).values():
        release = releases[-1]
        day = release.header.ends
        if release.status in ALIVE and DAY.match(day) and day[:10] < today:
            pointer = stated_end(release.document.data)[1]
            place = Spot(release.document.place(pointer), pointer, day, release.version)
            name = command_name(contract, release)
            words = {"day": day[:10], "status": release.status, "name": name}
            yield raised("end-of-life-reached", place, contract=contract.id, words=words)


def command_name(contract: Contract, release: Release) -> str:
    """Return how a command names a line of a contract."""
    return contract.id if release is contract.head else f"{contract.id}@{release.line}"
