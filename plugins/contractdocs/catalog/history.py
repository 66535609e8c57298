"""The releases of contracts: from version files and major folders, and from the git history of a single file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..documents import DocumentError
from ..model.contract import Contract, Release
from ..sources import SourceError
from .contract_file import ContractFile
from .discover import Group
from .reader import Reader
from .versions import order

if TYPE_CHECKING:
    from ..sources import FileVersion, Repository

Histories = Mapping[str, "list[FileVersion]"]


def contract_of(group: Group, repository: Repository | None, reader: Reader) -> Contract:
    """Return a contract with all its releases, oldest first."""
    releases: list[Release] = []
    for file in group.files:
        if file.spot.layout == "files" or repository is None:
            releases.append(dated(file, repository))
        else:
            releases.extend(from_history(file, repository, reader))
    ordered = sorted(releases, key=lambda release: (order(release.line), order(release.version)))
    lines: dict[str, list[Release]] = {}
    for release in ordered:
        lines.setdefault(release.line, []).append(release)
    return Contract(group.id, group.layout, tuple(ordered), group.folder, {k: tuple(v) for k, v in lines.items()})


def dated(file: ContractFile, repository: Repository | None) -> Release:
    """Return the release of a version file; its date is the one it states, else that of the commit that brought it."""
    if repository is None:
        return file.release
    versions = repository.file_history(file.path)
    if not versions:
        return file.release
    date = file.release.date or versions[-1].date
    return replace(file.release, date=date, author=versions[-1].author)


def from_history(file: ContractFile, repository: Repository, reader: Reader) -> list[Release]:
    """Return the releases of a single file: each change of its declared version closes a release.

    What stands in the working tree is the newest; a version that was committed keeps its last content.
    """
    found: dict[str, Release] = {file.release.version: file.release}
    for version in repository.file_history(file.path, [name for name, _ in file.header.follows]):
        past = read_version(file, version, repository, reader)
        if past is None:
            continue
        if past.version == file.release.version:
            found[past.version] = replace(
                found[past.version], date=found[past.version].date or version.date, author=version.author
            )
        elif past.version not in found:
            found[past.version] = past
    return list(found.values())


def read_version(file: ContractFile, version: FileVersion, repository: Repository, reader: Reader) -> Release | None:
    """Return the release that a commit held; None where it cannot be read: the past is shown, not judged."""
    if version.blob == file.header.blob and version.path == file.path and not file.header.follows:
        date = file.header.released or version.date
        return replace(file.release, date=date, author=version.author, source=version.commit)
    source = repository.tree(version.commit)
    past = Reader(source, reader.limits, reader.root, reader.parsed, memory=reader.memory)
    try:
        read = past.file(version.path, folder_of(version.path, reader.root))
    except (DocumentError, SourceError):
        return None
    if read.header.kind != file.header.kind:
        return None
    stated = read.release.date or version.date
    line = file.release.line if file.spot.line else read.release.line
    return replace(read.release, line=line, date=stated, author=version.author, source=version.commit)


def folder_of(path: str, root: str) -> str:
    """Return the contracts' folder for a path of the past, which may have stood elsewhere."""
    return root if path.startswith(root + "/") else "."
