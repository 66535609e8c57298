"""The point against which "this branch did it" is decided, and what stands for the past where nothing else does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..sources import Repository


@dataclass(frozen=True, slots=True)
class Baseline:
    """A commit, how it was found, and, where there is none, why and the command that mends it.

    `branch` says that HEAD is on a branch other than the default one.
    """

    commit: str | None
    label: str
    problem: str = ""
    mend: str = ""
    branch: bool = False


def find_baseline(repository: Repository | None, wanted: Mapping[str, str], against: str = "") -> Baseline:
    """Return the baseline: what was asked for, else the first parent of a merge, the merge-base, or HEAD's parent."""
    if repository is None:
        return Baseline(None, "no git repository")
    if against or wanted:
        return asked_for(repository, wanted, against)
    if repository.head is None:
        return Baseline(None, "no commit yet")
    parents = repository.parents(repository.head)
    default = default_commit(repository)
    if len(parents) > 1 and (on_default(repository, default) or is_trial_merge(repository, parents, default)):
        return Baseline(parents[0], f"first parent {parents[0][:7]} of the merge commit", branch=True)
    if default is None:
        return missing(repository, "the default branch is not in this clone")
    if on_default(repository, default) and default == repository.head:
        return first_parent(repository, parents)
    base = repository.merge_base(repository.head, default)
    if base is None:
        return missing(repository, "this branch and the default branch share no commit here")
    if base == repository.head and repository.current_branch in (None, repository.default_branch):
        return first_parent(repository, parents)  # an older state of the default branch
    return Baseline(base, f"merge-base {base[:7]}", branch=True)


def is_trial_merge(repository: Repository, parents: tuple[str, ...], default: str | None) -> bool:
    """Return whether HEAD is the merge that a CI made to try a pull request: detached, and on no branch.

    A merge of the default branch into a branch is none: its first parent is that branch itself. Nor is a merge of two
    commits that no branch holds: nobody but the author vouches for its first parent.
    """
    if repository.current_branch is not None or repository.is_on_branch(repository.head or ""):
        return False
    if default is None:
        return True
    inside = [repository.merge_base(parent, default) == parent for parent in parents[:2]]
    return inside[0] or (not inside[1] and repository.is_on_branch(parents[0]))


def asked_for(repository: Repository, wanted: Mapping[str, str], against: str) -> Baseline:
    """Return the baseline that was named; raise SourceError where the name leads nowhere."""
    if "none" in wanted and not against:
        return Baseline(None, "no record, as the settings say")
    if "manifest" in wanted and not against:
        return with_manifest(repository, wanted["manifest"])
    if "tag" in wanted and not against:
        return newest_tag(repository, wanted["tag"])
    name = against or wanted.get("ref") or wanted["branch"]
    return Baseline(repository.resolve(name), f"{name} {repository.resolve(name)[:7]}", branch=True)


def with_manifest(repository: Repository, path: str) -> Baseline:
    """Return the point where a manifest is read: where a branch began, so that it cannot say what it likes."""
    base = find_baseline(repository, {})
    if base.commit is None:
        return base
    return replace(base, label=f"manifest {path} at {base.commit[:7]}")


def newest_tag(repository: Repository, pattern: str) -> Baseline:
    """Return the newest tag of a pattern that was there before this branch: its own tags prove nothing."""
    if repository.head is None:
        return Baseline(None, "no commit yet")
    base = find_baseline(repository, {})
    reach = base.commit if base.branch and base.commit else repository.head
    tags = repository.tags(pattern, merged=reach)
    if not tags:
        return missing(repository, f"no tag that matches `{pattern}` leads to {reach[:7]}")
    return Baseline(tags[0].commit, f"tag {tags[0].name}")


def default_commit(repository: Repository) -> str | None:
    """Return the tip of the default branch; None where this clone does not have it."""
    from ..sources import SourceError

    for name in (
        f"refs/remotes/{repository.remote}/{repository.default_branch}",
        f"refs/heads/{repository.default_branch}",
    ):
        try:
            return repository.resolve(name) if repository.default_branch else None
        except SourceError:
            continue
    return None


def on_default(repository: Repository, default: str | None) -> bool:
    """Return whether HEAD is the default branch, by name or, where detached, by its tip."""
    if repository.current_branch is not None:
        return repository.current_branch == repository.default_branch
    return repository.head == default


def first_parent(repository: Repository, parents: tuple[str, ...] | list[str]) -> Baseline:
    """Return the parent of HEAD on the default branch; a root commit has published nothing yet."""
    if parents:
        return Baseline(parents[0], f"first parent {parents[0][:7]} of HEAD")
    if repository.is_shallow:
        return missing(repository, "the parent of HEAD is not in this clone")
    return Baseline(None, "the first commit")


def missing(repository: Repository, what: str) -> Baseline:
    """Return a baseline that cannot be had, with the one command that brings it."""
    shallow = "; this clone is shallow" if repository.is_shallow else ""
    mend = repository.whole or "name it in contractdocs.yml, as in `record: {branch: main}`"
    return Baseline(None, "missing", f"The baseline cannot be had: {what}{shallow}.", mend, branch=True)
