"""Where bytes come from: the working tree, and commits of a git repository."""

from .errors import SourceError
from .git_log import FileVersion
from .git_objects import identity_of
from .git_tree import GitTree
from .paths import resolve_inside
from .repository import Repository, Tag
from .source import Source
from .working_tree import WorkingTree
from .writing import write_whole

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
