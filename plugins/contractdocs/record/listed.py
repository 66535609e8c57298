"""What a manifest lists as published, where the settings name one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..catalog.discover import Group
from ..catalog.manifest import read_manifest
from ..catalog.versions import order
from ..model.contract import Contract, Release
from ..model.report import Transition
from ..sources import SourceError
from .run import Run, catalog_at, contract_release, trees_of


def has_manifest(state: Run) -> bool:
    """Return whether a manifest says what is published."""
    return "manifest" in state.settings.record and not state.against and state.record.commit is not None


def listed_of(state: Run, contract: Contract) -> tuple[str, ...]:
    """Return the versions of a contract that the manifest lists; raise SourceError where it or one of them is lost."""
    commit, path = state.record.commit or "", state.settings.record["manifest"]
    if commit not in state.manifests:
        state.manifests[commit] = read_manifest(trees_of(state, commit), path)
    listed = state.manifests[commit].get(contract.id, ())
    known = {release.version for release in contract.releases} | set(published_there(state, contract))
    lost = next((version for version in listed if version not in known), None)
    if lost is not None:
        mend = state.repository.whole if state.repository and state.repository.is_shallow else f"Correct `{path}`."
        raise SourceError(f"`{path}` lists {lost} of {contract.id}, which the history does not hold.", mend)
    return listed


def published_there(state: Run, contract: Contract) -> Mapping[str, Release]:
    """Return the releases that the commit of the record holds, by version."""
    group = catalog_at(state, state.record.commit or "").groups.get(contract.id)
    return {file.release.version: file.release for file in group.files} if group is not None else {}


def against_manifest(state: Run, contract: Contract, group: Group) -> list[Transition]:
    """Return what became of the versions that a manifest lists, and what came after the newest of them."""
    listed = listed_of(state, contract)
    there = published_there(state, contract)
    newest = [contract_release(contract, files[-1]) for files in group.lines.values()]
    pairs = [(there[r.version], r) for r in newest if r.version in listed and r.version in there]
    if contract.layout == "files":
        newest = [release for release in contract.releases if release.version not in listed]
    pairs += since_manifest(state, contract, newest)
    return [state.transition(contract.id, old, new) for old, new in pairs if old.header.key != new.header.key]


def since_manifest(state: Run, contract: Contract, releases: Sequence[Release]) -> list[tuple[Release, Release]]:
    """Return each release that is not published yet with the newest published one before it."""
    listed, there = listed_of(state, contract), published_there(state, contract)
    known = {**{release.version: release for release in contract.releases}, **there}
    pairs = []
    for new in (release for release in releases if release.version not in listed):
        before = [version for version in listed if order(version) < order(new.version)]
        if before:
            pairs.append((known[max(before, key=order)], new))
    return pairs
