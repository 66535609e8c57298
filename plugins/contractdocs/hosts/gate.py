"""The gate as a host speaks of it: the day, findings as lines of a log, and why a build may not go on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timezone
from logging import ERROR, INFO, WARNING
from time import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from ..model.finding import Finding
    from ..model.report import Report


def today() -> date:
    """Return the date in UTC, as the command does; `SOURCE_DATE_EPOCH` sets it for builds that can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch) if epoch.isdigit() else time(), timezone.utc).date()


def messages(report: Report) -> Iterator[tuple[int, Finding]]:
    """Yield what is wrong with the level it is logged at; announced breaks are no news."""
    yield from ((level_of(finding), finding) for finding in report.findings)
    for item in report.contracts:
        yield from ((level_of(finding), finding) for finding in item.findings)
        yield from ((ERROR if j.attributed else INFO, j.finding) for j in item.judged if not j.proof)


ADVICE = frozenset(
    {"notice-missing", "line-removed-early", "settings-loosened", "release-rewritten", "release-removed"}
)
"""Warnings about what was decided already: a strict build goes on, as the command does."""


def level_of(finding: Finding) -> int:
    """Return the level that a finding is logged at."""
    if finding.level == "warning" and finding.rule in ADVICE:
        return INFO
    return {"error": ERROR, "note": INFO}.get(finding.level, WARNING)


def line_of(finding: Finding) -> str:
    """Return a finding as one line: where, which rule, what, how to mend."""
    where = f"{finding.spot.place}: " if finding.spot else ""
    tail = f" {finding.suggestion}" if finding.suggestion else ""
    kind = "unannounced breaking change: " if finding.level == "breaking" else ""
    return " ".join(f"{where}{finding.rule}: {kind}{sentence(finding.message)}{tail}".split())


def sentence(text: str) -> str:
    """Return a message with a full stop at its end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def refusal(report: Report) -> str:
    """Return why a build may not go on, and what to run."""
    bad = sum(level == ERROR for level, _ in messages(report))
    many = f"{bad} finding{'s' if bad != 1 else ''}"
    if report.status == "incomplete":
        return f"The contracts could not be checked completely: {'; '.join(report.incomplete) or many}"
    unannounced = any(not j.proof and j.attributed for item in report.contracts for j in item.judged)
    announce = ", `contractdocs announce` to announce a change" if unannounced else ""
    return f"The contracts do not pass: {many}. Run `contractdocs check` for the places{announce}."
