"""What changed between two releases, judged at the levels of the rules' pages and then of the settings."""

from __future__ import annotations

from typing import NamedTuple

from ..cache import Memory
from ..model.contract import Release
from ..model.finding import Finding
from ..model.report import Transition
from ..rules.judgement import judge
from ..rules.levels import overridden
from ..settings import Settings


class Judgements(NamedTuple):
    """The judged changes between two releases at the levels of the rules' pages, and what was not compared."""

    findings: tuple[Finding, ...]
    not_compared: tuple[str, ...]


def compare_releases(
    contract_id: str, old: Release, new: Release, settings: Settings, memory: Memory | None = None
) -> Transition:
    """Return the judged changes between two releases."""
    parts = (contract_id, old.header.key, new.header.key, old.version, new.version, settings.perspective)
    known = (memory or Memory()).remember(
        "transition", parts, Judgements, lambda: judged_changes(contract_id, old, new, settings.perspective)
    )
    findings = (overridden(finding, settings) for finding in known.findings)
    return Transition(old, new, tuple(f for f in findings if f is not None), known.not_compared)


def judged_changes(contract_id: str, old: Release, new: Release, perspective: str = "") -> Judgements:
    """Return the judged changes between two releases, worked out; `perspective` says whose eyes judge data."""
    from ..compare import compare  # not needed where every comparison is remembered

    compared = compare(old.interface, new.interface)
    versions = old.version, new.version
    return Judgements(
        tuple(judge(change, contract_id, perspective=perspective, versions=versions) for change in compared.changes),
        compared.not_compared,
    )
