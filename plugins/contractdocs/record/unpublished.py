"""What is to be judged: what the working tree holds of a contract and the record does not, as pairs of releases."""

from __future__ import annotations

from bisect import bisect_left

from ..catalog.baseline import Baseline
from ..catalog.contract_file import ContractFile
from ..catalog.discover import Catalog, Group
from ..catalog.history import read_version
from ..catalog.versions import order
from ..model.contract import Contract, Release
from ..model.report import Transition
from ..policy.bumps import is_promised
from .listed import against_manifest, has_manifest
from .run import Run, catalog_at, contract_release, past_commits, scoped, trees_of, unchanged_since


def unpublished_transitions(state: Run, contract: Contract, group: Group) -> tuple[list[Transition], str]:
    """Return what is not yet in the record, as transitions to judge, and the name of the record."""
    explicit = bool(state.settings.record or state.against)
    if has_manifest(state):
        return against_manifest(state, contract, group), state.record.label
    if contract.layout != "files" or explicit:
        return against_baselines(state, contract, group)
    pairs = [pair for release in unpublished(state, contract) for pair in followed(contract, release)]
    pairs += moved_layout(state, contract)
    found = {id(t): t for t in (state.transition(contract.id, old, new) for old, new in pairs)}
    return list(found.values()), "every version file but the newest of each line"


def unpublished(state: Run, contract: Contract) -> list[Release]:
    """Return the newest version file of each line, and every one that the baseline does not have yet."""
    newest = {id(releases[-1]) for releases in contract.lines.values()}
    known = published_paths(state)
    return [r for r in contract.releases if id(r) in newest or (known is not None and r.file not in known)]


def published_paths(state: Run) -> frozenset[str] | None:
    """Return the files that the baseline of a branch holds; None where nothing is measured against one."""
    commit = state.attribution.commit
    if commit is None or not state.attribution.branch:
        return None
    if commit not in state.known:
        state.known[commit] = frozenset(trees_of(state, commit).files(state.settings.contracts))
    return state.known[commit]


def followed(contract: Contract, release: Release) -> list[tuple[Release, Release]]:
    """Return a release with the one that it follows: the newest before it that was no draft and no pre-release."""
    before = contract.releases[: contract.releases.index(release)]
    if not before:
        return []
    promised = [older for older in before if is_promised(older)]
    return [((promised or before)[-1], release)]


def moved_layout(state: Run, contract: Contract) -> list[tuple[Release, Release]]:
    """Return what a contract was in another layout at the baseline, with what it is now."""
    pairs = []
    for commit in past_commits(state):
        there = below(state.candidates(commit, state.settings.contracts), contract.folder)
        here = {release.file for release in contract.releases}
        if there and here.issuperset(there):
            continue
        group = catalog_at(state, commit).groups.get(contract.id)
        if group is not None and group.layout != contract.layout:
            pairs.append((group.files[-1].release, contract.head))
    return pairs


def below(paths: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """Return those of ordered paths that stand below a folder."""
    if folder in ("", "."):
        return paths
    return paths[bisect_left(paths, folder + "/") : bisect_left(paths, folder + "0")]  # "0" follows "/"


def against_baselines(state: Run, contract: Contract, group: Group) -> tuple[list[Transition], str]:
    """Return the transitions from what the record's commits hold to what stands in the working tree."""
    found: dict[int, Transition] = {}
    label = state.record.label
    for line, files in group.lines.items():
        newest = contract_release(contract, files[-1])
        for baseline in baselines_for(state, newest):
            label = baseline.label
            if baseline.commit is not None and unchanged_since(state, baseline.commit, newest):
                continue
            before = recorded(state, baseline, files[-1], line, contract)
            if before is None and group.layout == "folders":
                before = previous_line(contract, line)
            if before is not None:
                transition = state.transition(contract.id, before, newest)
                found[id(transition)] = transition
    return list(found.values()), label


def previous_line(contract: Contract, line: str) -> Release | None:
    """Return the newest release of the major line before."""
    lines = sorted(contract.lines, key=order)
    index = lines.index(line)
    return contract.lines[lines[index - 1]][-1] if index else None


def baselines_for(state: Run, release: Release) -> list[Baseline]:
    """Return what a file is measured against.

    On the default branch a file that is edited is measured against HEAD too: what is committed there is out.
    """
    baseline, repository = state.record, state.repository
    explicit = bool(state.settings.record or state.against)
    if repository is None or not repository.head or explicit or baseline.branch or baseline.problem:
        return [baseline]
    if unchanged_since(state, repository.head, release):
        return [baseline]
    return [baseline, Baseline(repository.head, f"HEAD {repository.head[:7]}")]


def recorded(state: Run, baseline: Baseline, file: ContractFile, line: str, contract: Contract) -> Release | None:
    """Return the published release that a file of the working tree follows; None where there is none."""
    if baseline.commit is None:
        return None
    catalog = catalog_at(state, baseline.commit)
    group = catalog.groups.get(contract.id) or same_path(catalog, file.path)
    if group is None:
        return last_readable(state, baseline.commit, file)
    if line in group.lines:
        return group.lines[line][-1].release
    return None if file.spot.line else group.files[-1].release  # a single file goes on from whatever version it was


def last_readable(state: Run, commit: str, file: ContractFile) -> Release | None:
    """Return the newest readable state of a file that a commit has, but in a state that cannot be read."""
    repository = scoped(state)
    if repository is None or file.path not in trees_of(state, commit).files(state.settings.contracts):
        return None
    versions = repository.file_history(file.path, [name for name, _ in file.header.follows])
    reads = (read_version(file, version, repository, state.reader) for version in versions)
    return next((r for r in reads if r is not None and r.header.key != file.header.key), None)


def same_path(catalog: Catalog, path: str) -> Group | None:
    """Return the contract that a file held in another catalog, whatever its id was."""
    return next((g for g in catalog.groups.values() if any(f.path == path for f in g.files)), None)
