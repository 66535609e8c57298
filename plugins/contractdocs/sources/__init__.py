"""Where bytes come from: the working tree, and commits of a git repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import SourceError
from .paths import resolve_inside
from .source import Source
from .working_tree import WorkingTree
from .writing import write_whole

if TYPE_CHECKING:
    from .git_log import FileVersion
    from .git_objects import identity_of
    from .git_tree import GitTree
    from .repository import Repository, Tag

__all__ = [
    "FileVersion",
    "GitTree",
    "Repository",
    "Source",
    "SourceError",
    "Tag",
    "WorkingTree",
    "identity_of",
    "resolve_inside",
    "write_whole",
]
OF_GIT = {
    "FileVersion": "git_log",
    "GitTree": "git_tree",
    "Repository": "repository",
    "Tag": "repository",
    "identity_of": "git_objects",
}


def __getattr__(name: str) -> Any:
    """Return what reads git, loaded when it is first asked for: a single file needs none of it."""
    from importlib import import_module

    if name not in OF_GIT:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{OF_GIT[name]}"), name)
