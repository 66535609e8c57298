"""Who did it: what a branch added, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..catalog.discover import Group
from ..catalog.history import contract_of
from ..model.contract import Contract, Release
from ..model.report import Judged, Transition
from ..policy.bumps import is_promised
from .listed import has_manifest, since_manifest
from .run import Run, catalog_at, contract_release, unchanged_since
from .unpublished import followed, previous_line, recorded

if TYPE_CHECKING:
    from ..policy.gate import Judgement


def attribute(state: Run, contract: Contract, judgement: Judgement) -> list[Judged]:
    """Return the judged breaks, each once, with whether this branch added it."""
    once = {item.finding.fingerprint: item for item in reversed(judgement.judged)}
    judged = [item for item in judgement.judged if once[item.finding.fingerprint] is item]
    if not judgement.unannounced or not state.attribution.branch or state.attribution.commit is None:
        return judged
    before = breaks_at(state, contract, state.attribution.commit)
    return [replace(item, attributed=item.finding.fingerprint not in before) for item in judged]


def branch_changes(state: Run, contract: Contract, groups: Mapping[str, Group]) -> tuple[Transition, ...]:
    """Return what became of a contract since the point against which a branch is measured, by major line."""
    if state.repository is None or state.attribution.commit is None:
        return ()
    found = []
    for line, files in groups[contract.id].lines.items():
        newest = contract_release(contract, files[-1])
        if unchanged_since(state, state.attribution.commit, newest):
            continue
        before = recorded(state, state.attribution, files[-1], line, contract)
        if before is None and contract.layout == "folders":
            before = previous_line(contract, line)
        if before is not None:
            found.append(state.transition(contract.id, before, newest))
    return tuple(found)


def breaks_at(state: Run, now: Contract, commit: str) -> set[str]:
    """Return the fingerprints of the breaks of a contract that stood unpublished at a commit already."""
    group = catalog_at(state, commit).groups.get(now.id)
    if group is None:
        return set()
    contract = contract_of(group, None, state.reader)
    if has_manifest(state):
        pairs = since_manifest(state, now, [releases[-1] for releases in contract.lines.values()])
    elif group.layout == "files" and not state.settings.record:
        newest = [releases[-1] for releases in contract.lines.values()]
        pairs = [pair for release in newest for pair in followed(contract, release)]
        pairs = [pair for pair in pairs if all(map(is_promised, pair))]  # a draft breaks no promise until it is one
    else:
        pairs = list(since_record(state, contract, group))
    return {f.fingerprint for old, new in pairs for f in state.transition(now.id, old, new).breaking}


def since_record(state: Run, contract: Contract, group: Group) -> Iterator[tuple[Release, Release]]:
    """Yield what the record holds of a contract with what a later commit holds, by major line."""
    for line, files in group.lines.items():
        before = recorded(state, state.record, files[-1], line, contract)
        if before is not None:
            yield before, files[-1].release
