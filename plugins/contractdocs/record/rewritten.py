"""Published releases that were changed in place or taken away."""

from __future__ import annotations

from msgspec.structs import replace

from ..catalog.contract_file import ContractFile
from ..catalog.discover import Catalog, Group
from ..model.contract import Contract, Release
from ..model.finding import Finding, Spot
from ..model.report import Transition
from ..policy.bumps import is_promised
from ..policy.presets import PRESETS
from ..rules.judgement import raised
from .run import Run, catalog_at, past_commits, settings_at, trees_of, unchanged_since
from .unpublished import same_path


def rewritten_releases(state: Run, contract: Contract, group: Group) -> list[Finding]:
    """Return a finding for each published version file that was taken away or changed in meaning, wherever it went.

    The newest of a line counts for less: it may still be worked on, but it stood there for everybody to read.
    """
    if contract.layout != "files":
        return []
    found: dict[str, Finding] = {}
    newest = {files[-1].path for files in group.lines.values()}
    for commit in past_commits(state):
        there = past_candidates(state, commit)
        for file in (f for files in group.lines.values() for f in files):
            untouched = unchanged_since(state, commit, file.release) if file.path in there else not moved(state, commit)
            old = None if untouched else release_at(catalog_at(state, commit), contract.id, file)
            if old is not None:
                transition = state.transition(contract.id, old, file.release)
                made = rewritten_newest(state, transition) if file.path in newest else rewritten(transition)
                found.update({f.message: f for f in made})
        found.update({f.message: f for f in taken_away(state, commit, contract)})
    return list(found.values())


def past_candidates(state: Run, commit: str) -> frozenset[str]:
    """Return the files of a commit that may be contracts, where its own settings look for them."""
    if commit not in state.past:
        folder = settings_at(state, trees_of(state, commit)).contracts
        state.past[commit] = frozenset(state.candidates(commit, folder))
    return state.past[commit]


def moved(state: Run, commit: str) -> bool:
    """Return whether a file that may be a contract stood at a commit and does not stand there any more."""
    if commit not in state.moves:
        here = frozenset(state.candidates("", state.settings.contracts))
        state.moves[commit] = not here.issuperset(past_candidates(state, commit))
    return state.moves[commit]


def weight_of_newest(state: Run) -> str:
    """Return the weight of breaking the newest version file in place; none where the settings say what is published."""
    return "" if state.settings.record else PRESETS[state.settings.policy].newest_rewritten


def rewritten_newest(state: Run, transition: Transition) -> list[Finding]:
    """Return the finding that the newest release, which stood there already, keeps less than it promised."""
    weight = weight_of_newest(state)
    broken = replace(transition, findings=transition.breaking)
    if not weight or transition.old.version != transition.new.version or not is_promised(transition.old):
        return []
    return [replace(found, level=weight) for found in rewritten(broken)]


def release_at(catalog: Catalog, contract_id: str, file: ContractFile) -> Release | None:
    """Return the release that a file held in another catalog; where it was moved, the one of its version."""
    group = catalog.groups.get(contract_id) or same_path(catalog, file.path)
    if group is None or group.layout != "files":
        return None
    known = {**{f.release.version: f for f in group.files}, **{f.path: f for f in group.files}}
    old = known.get(file.path) or known.get(file.release.version)
    return old.release if old is not None else None


def rewritten(transition: Transition) -> list[Finding]:
    """Return the finding that a published release was rewritten, where more than words changed."""
    meant = [f for f in transition.findings if f.bump != "patch"]
    if not meant:
        return []
    version, first = transition.new.version, meant[0]
    more = f", and {len(meant) - 1} more" if len(meant) > 1 else ""
    words = {"version": version, "first": first.message, "more": more, "file": transition.new.file}
    return [raised("release-rewritten", first.new or first.old, address=first.address, words=words)]


def taken_away(state: Run, commit: str, contract: Contract) -> list[Finding]:
    """Return a finding for each published version that a commit had and that is not here any more."""
    if not moved(state, commit):
        return []
    group = catalog_at(state, commit).groups.get(contract.id)
    versions = {release.version for release in contract.releases}
    weight = weight_of_newest(state)
    found = []
    for files in group.lines.values() if group is not None and group.layout == "files" else ():
        for file in (file for file in files if file.release.version not in versions):
            removed = release_removed(contract.id, file)
            if file is not files[-1]:
                found.append(removed)
            elif weight and is_promised(file.release):
                found.append(replace(removed, level=weight))
    return found


def release_removed(contract_id: str, file: ContractFile) -> Finding:
    """Return the finding that a published release is gone."""
    was = Spot(file.release.document.place(""), "", file.release.version, file.release.version)
    words = {"id": contract_id, "version": file.release.version, "file": file.path}
    return raised("release-removed", contract=contract_id, address=contract_id, was=was, words=words)
