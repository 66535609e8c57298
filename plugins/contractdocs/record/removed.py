"""Contracts, and major lines of them, that the past has and the working tree has not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..catalog.contract_file import ContractFile
from ..catalog.discover import Catalog, Group
from ..catalog.versions import order
from ..model.finding import Finding, Spot
from ..model.report import Announcement
from ..policy.bumps import PRE_RELEASED
from ..policy.presets import PRESETS
from ..rules.judgement import raised
from .published import published_day
from .run import Run, catalog_at, past_commits, settings_at, trees_of

UNPROMISED = ("retired", *PRE_RELEASED)


def removed_contracts(state: Run, catalog: Catalog, announcements: Sequence[Announcement]) -> list[Finding]:
    """Return a finding for each contract, and each major line, that the past has and the working tree has not."""
    gone: dict[tuple[str, str], ContractFile] = {}
    for commit in past_commits(state):
        gone.update(missing_here(state, commit, catalog))
    announced = {(a.contract, e.rule) for a in announcements for e in a.entries}
    found = []
    for (name, line), file in gone.items():
        rule = "line-removed" if line else "contract-removed"
        if (name, rule) not in announced:
            found.append(removed(rule, name, line, file))
        elif line:
            found.extend(removed_early(state, catalog.groups[name], line, file))
    return found


def removed_early(state: Run, group: Group, line: str, file: ContractFile) -> list[Finding]:
    """Return the finding that a major line goes before its successor was out for as long as the policy asks."""
    preset = PRESETS[state.settings.policy]
    later = sorted((name for name in group.lines if order(name) > order(line)), key=order)
    day = published_day(state, group.lines[later[0]][0]) if later else ""
    if not preset.retained or not later:
        return []
    begun = date.fromisoformat(day) if day else state.today
    until = months_after(begun, preset.retain_months)
    if state.today >= until:
        return []
    gone = (state.today.year - begun.year) * 12 + state.today.month - begun.month
    words = {"id": group.id, "line": line, "next": later[0], "months": str(gone), "until": until.isoformat()}
    words["wanted"] = str(preset.retain_months)
    was = Spot(file.release.document.place(""), "", file.release.version, file.release.version)
    return [raised("line-removed-early", contract=group.id, level=preset.retained, was=was, words=words)]


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of that month."""
    from calendar import monthrange

    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def missing_here(state: Run, commit: str, catalog: Catalog) -> Mapping[tuple[str, str], ContractFile]:
    """Return the newest file of each contract, or major line of one, that a commit promised and that is gone."""
    source = trees_of(state, commit)
    folder = settings_at(state, source).contracts
    here = {file.path for group in catalog.groups.values() for file in group.files}
    if here.issuperset(state.candidates(commit, folder)):
        return {}
    found: dict[tuple[str, str], ContractFile] = {}
    for name, group in catalog_at(state, commit).groups.items():
        if name not in catalog.groups:
            found[(name, "")] = group.files[-1]
        elif group.layout == "folders":
            left = {file.spot.line for file in catalog.groups[name].files}
            found.update({(name, f.spot.line): f for f in group.files if f.spot.line not in left})
    return {key: f for key, f in found.items() if f.release.status not in UNPROMISED}


def removed(rule: str, contract_id: str, line: str, file: ContractFile) -> Finding:
    """Return the finding that a whole contract, or a major line of it, is gone."""
    fact = file.release.interface.facts.get("id")
    place = file.release.document.place(fact.origin.pointer if fact else "")
    was = Spot(place, "", contract_id, file.release.version)
    words = {"id": contract_id, "line": line, "status": file.header.status or "active"}
    return raised(
        rule, contract=contract_id, address=f"{contract_id} v{line}" if line else contract_id, was=was, words=words
    )
