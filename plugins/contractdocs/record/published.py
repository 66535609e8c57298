"""What is out: the commit that holds it, and the releases that it held, newest first."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalog.contract_file import ContractFile
from ..catalog.discover import Group
from ..catalog.history import read_version
from ..model.contract import Release
from ..model.report import Transition
from ..sources import FileVersion
from .run import Run, scoped


def published_commit(state: Run) -> str | None:
    """Return the commit that holds what is out: where the branch began, on the default branch HEAD."""
    if state.attribution.branch and state.attribution.commit is not None:
        return state.attribution.commit
    return state.repository.head if state.repository is not None else None


def published_states(state: Run, group: Group, transition: Transition) -> Iterator[tuple[str, Release]]:
    """Yield what was published before a transition, newest first: the day of the commit, and the release it held.

    Only the history of what is out counts, so that neither a stated date nor a commit of the branch makes notice.
    """
    repository = scoped(state)
    moved = transition.old.version != transition.new.version
    for file in reversed(group.lines.get(transition.old.line) or group.files):
        for version in published_versions(state, file):
            release = read_version(file, version, repository, state.reader) if repository is not None else None
            if release is not None and not (moved and release.version == transition.new.version):
                yield version.date, release


def published_versions(state: Run, file: ContractFile) -> Iterator[FileVersion]:
    """Yield the versions of a file that are out, newest first."""
    repository, commit = scoped(state), published_commit(state)
    if repository is not None and commit is not None:
        for version in repository.file_history(file.path):
            if repository.merge_base(version.commit, commit) == version.commit:
                yield version


def published_day(state: Run, file: ContractFile) -> str:
    """Return the day when a file was first out, empty where it is not."""
    return next((version.date for version in reversed(list(published_versions(state, file)))), "")
