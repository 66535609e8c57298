"""What stands against a run as a whole, not against one contract: strangers, gaps, and what was not looked at."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .catalog.discover import Catalog
from .documents import Place
from .model.finding import Finding, Spot
from .model.report import Announcement, ContractReport, Waiver
from .policy.owners import owners_of
from .policy.presets import PRESETS
from .record import Run, catalog_at, trees_of
from .rules.judgement import raised
from .sources import WorkingTree

if TYPE_CHECKING:
    from .settings import Settings


def strangers(announcements: Sequence[Announcement], catalog: Catalog) -> list[Finding]:
    """Return a finding for each announcement about a contract that is not there."""
    import difflib

    from .policy.gate import nothing

    found = []
    for item in announcements:
        if item.contract in catalog.groups or any(entry.rule == "contract-removed" for entry in item.entries):
            continue
        near = difflib.get_close_matches(item.contract, list(catalog.groups), 1)
        hint = f"Did you mean `{near[0]}`?" if near else "Name the contract by its id."
        found.append(
            nothing(item, f"The announcement is about `{item.contract}`, which is no contract here.", hint, "")
        )
    return found


def unowned(state: Run, waivers: Sequence[Waiver]) -> list[Finding]:
    """Return the finding that nobody but its author has to agree to a waiver, where the policy asks for that."""
    if not waivers or not PRESETS[state.settings.policy].waiver_owned:
        return []
    file = waivers[0].place.file
    top = WorkingTree(state.repository.root) if state.repository is not None else state.tree
    if owners_of(top, state.prefix + file):
        return []
    return [raised("waiver-unowned", Spot(waivers[0].place), file=state.prefix + file)]


def used_by(reports: Sequence[ContractReport]) -> set[str]:
    """Return the fingerprints that a waiver holds for."""
    return {judged.finding.fingerprint for report in reports for judged in report.judged if judged.proof == "waiver"}


def unread_folders(state: Run) -> list[Finding]:
    """Return a finding for each folder of contracts that is not entered: what is in it was not checked."""
    from fnmatch import fnmatch

    folder = state.settings.contracts
    seen = dict(state.tree.unread(folder))
    if state.repository is not None and state.repository.head is not None:
        there = trees_of(state, state.repository.head).unread(folder)
        seen.update({path: kind for path, kind in there if kind == "another repository"})
    return [
        raised("folder-not-read", Spot(Place(path, 1, 1)), folder=path, what=kind, hint="")
        for path, kind in sorted(seen.items())
        if not any(fnmatch(path, glob) for glob in state.settings.ignore)
    ]


def backdated(state: Run, announcements: Sequence[Announcement]) -> list[Finding]:
    """Return a finding for each announcement of this branch that takes effect before the branch began."""
    if not state.attribution.branch or state.attribution.commit is None or state.repository is None:
        return []
    source = trees_of(state, state.attribution.commit)
    day = state.repository.earliest_day(state.attribution.commit)
    found = []
    for item in announcements:
        past = item.effective and item.effective < day
        if past and item.file not in source.files(item.file.rpartition("/")[0]) and was_there(state, item.contract):
            words = {"effective": item.effective, "base": day}
            found.append(raised("announcement-backdated", Spot(item.place), contract=item.contract, words=words))
    return found


def was_there(state: Run, contract_id: str) -> bool:
    """Return whether the branch began with a contract; one that it brings along may come with its past."""
    commit = state.attribution.commit
    return commit is not None and contract_id in catalog_at(state, commit).groups


def missing_baseline(state: Run) -> list[Finding]:
    """Return a finding where the baseline cannot be had: then nothing is a pass."""
    for baseline in dict.fromkeys((state.record, state.attribution)):
        if baseline.problem:
            return [raised("baseline-missing", problem=baseline.problem, hint=f"Run: {baseline.mend}")]
    if state.repository is None and "none" not in state.settings.record:
        problem = "This is no git repository, so it cannot be known what is published."
        if shutil.which("git") is None:
            problem = "git is not installed, so it cannot be known what is published."
            return [raised("baseline-missing", problem=problem, hint="Install git and run again.")]
        hint = "Run it in a git repository, or say `record: none` in contractdocs.yml where nothing is published."
        return [raised("baseline-missing", problem=problem, hint=hint)]
    return []


def no_contracts(catalog: Catalog, settings: Settings) -> list[Finding]:
    """Return a finding where nothing was there to check."""
    if catalog.groups or settings.allow_empty or catalog.findings:
        return []
    return [raised("contracts-missing", folder=settings.contracts)]
