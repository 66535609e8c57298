"""What is published, read from the past: the record that a run protects, and what has changed since then."""

from .attribution import attribute, branch_changes
from .comparing import compare_releases
from .published import published_commit, published_states
from .removed import removed_contracts
from .rewritten import rewritten_releases
from .run import Run, catalog_at, past_commits, scoped, settings_in, start, trees_of, with_own_levels
from .unpublished import unpublished_transitions

__all__ = [
    "Run",
    "attribute",
    "branch_changes",
    "catalog_at",
    "compare_releases",
    "past_commits",
    "published_commit",
    "published_states",
    "removed_contracts",
    "rewritten_releases",
    "scoped",
    "settings_in",
    "start",
    "trees_of",
    "unpublished_transitions",
    "with_own_levels",
]
