"""Where bytes come from: the working tree, and commits of a git repository."""

from __future__ import annotations

from .errors import SourceError
from .git import FileVersion, GitTree, Repository, Tag
from .paths import resolve_inside
from .source import Source
from .working_tree import WorkingTree

__all__ = [
    "FileVersion",
    "GitTree",
    "Repository",
    "Source",
    "SourceError",
    "Tag",
    "WorkingTree",
    "resolve_inside",
]
