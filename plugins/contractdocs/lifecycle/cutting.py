"""Writes the next version of a contract, by the way in which the repository keeps versions.

Version files: the newest one is copied to the file of the new version. A major folder: a new major version gets a
folder of its own. A single file: its version is changed in place, and a tag names the commit that holds it.
What was published stays as it was: where the newest file has uncommitted changes, they move to the new version.
"""

from __future__ import annotations

import os
import posixpath
import shlex
import subprocess
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..announcing import committed
from ..catalog import layout
from ..catalog.reader import Reader
from ..catalog.versions import parsed, scheme_of
from ..documents import Document, DocumentError
from ..formats import detect
from ..settings import Settings, SettingsError
from ..sources import Repository, SourceError, WorkingTree
from .choosing import Chosen, Refused, by_hand, check_valid, written
from .commented import with_other_versions
from .editing import EditError, with_scalar
from .keeping import keep, stated


@dataclass(frozen=True, slots=True)
class Cut:
    """A version that is about to be cut: of what, which one, and where it is written."""

    chosen: Chosen
    version: str
    path: str

    @property
    def in_place(self) -> bool:
        """Return whether the new version is written over the old one."""
        return self.path == self.chosen.file.path


def target_of(chosen: Chosen, version: str) -> str:
    """Return the file of a new version: a version file, a file in a new major folder, or the same file."""
    spot = chosen.file.spot
    folder, _, name = chosen.file.path.rpartition("/")
    major = (parsed(version) or (0,))[0]
    if spot.line and scheme_of(version) != "date" and major != int(spot.line):
        head, _, tail = f"/{folder}/".rpartition(f"/v{spot.line}/")
        folder = f"{head}/v{major}/{tail}".strip("/")
    if spot.layout == "files":
        start = name.lower().index(spot.version.lower())
        name = f"{name[:start]}{version.removeprefix('v')}{name[start + len(spot.version) :]}"
        if layout.spot_of(name, ".").version != version.removeprefix("v"):
            raise SettingsError(f"`{version}` cannot be the name of a version file.", suggestion="Say it as 1.2.0.")
    return f"{folder}/{name}".lstrip("/")


def check_tag(root: Path, settings: Settings, cut: Cut) -> None:
    """Raise SettingsError where a tag is asked for that would name nothing, Refused where it is there already."""
    if not cut.in_place:
        raise SettingsError("Versions of this contract are files, which need no tag.", suggestion="Leave --tag out.")
    repository = Repository.open(root)
    if repository is None:
        raise SettingsError("This is no git repository, so there is nothing to tag.", suggestion="Leave --tag out.")
    if repository.tags(tag_name(settings, cut)):
        raise Refused(f"The tag {tag_name(settings, cut)} is there already.", "Say another version.")


def edit(cut: Cut, settings: Settings, notes: str, today: date) -> Document:
    """Return the document of the new version; raise Refused where it cannot be edited in place."""
    chosen, form = cut.chosen, cut.chosen.form
    if stated(chosen.document, form, "notes")[0] and not notes:
        raise SettingsError(f"{chosen.id} keeps notes on each version.", suggestion="Say --notes TEXT for this one.")
    try:
        edited = with_version(cut, settings)
        if not cut.in_place or stated(edited, form, "released")[0]:
            day = f"{today}T00:00:00Z" if form == "odcs" else today.isoformat()
            edited = keep(edited, form, "released", day, settings.limits)
        if form == "markdown":
            from .stated import logged

            old = chosen.file.release.version
            edited, noted = logged(edited, old, cut.version, today.isoformat(), notes, settings.limits)
            notes = "" if noted else notes
        edited = keep(edited, form, "notes", notes, settings.limits) if notes else edited
    except EditError as error:
        raise by_hand(error) from None
    check_valid(chosen, edited)
    return edited


def with_version(cut: Cut, settings: Settings) -> Document:
    """Return the document with the new version where it states one; a version file may leave it to its name."""
    document, fact = cut.chosen.document, cut.chosen.file.release.interface.facts.get("version")
    if fact is None:
        if cut.in_place:
            raise Refused(f"{cut.chosen.file.path} states no version.", "State one, then release the next.")
        return document
    old = document.source_text(fact.origin.pointer) or ""
    head, _, tail = old.rpartition(cut.chosen.file.release.version)
    edited = with_scalar(document, fact.origin.pointer, head + cut.version + tail, settings.limits)
    if document.syntax in ("go", "typescript"):
        return with_other_versions(edited, cut.chosen.file.release.version, cut.version, settings.limits)
    return edited


def write_all(root: Path, settings: Settings, cut: Cut, edited: Document) -> Iterator[str]:
    """Write the new version and all that belongs to it, the new files first, and yield what was done."""
    if cut.in_place:
        written(root, cut.path, edited.content)
        yield f"{cut.path}: set the version to {cut.version}, was {cut.chosen.file.release.version}"
        return
    files = {cut.path: edited.content, **companions(root, settings, cut)}
    taken = next((path for path in files if (root / path).exists()), "")
    if taken:
        raise Refused(f"{taken} exists already.", "Nothing was written.")
    for path, content in files.items():
        written(root, path, content)
        yield f"{path}: wrote version {cut.version}" if path == cut.path else f"{path}: copied"
    before = committed(root, cut.chosen.file.path)
    if before is not None and before != cut.chosen.document.content:
        written(root, cut.chosen.file.path, before)
        yield f"{cut.chosen.file.path}: restored as it was committed; its changes are in {cut.version}"


def companions(root: Path, settings: Settings, cut: Cut) -> Mapping[str, bytes]:
    """Return the files that go with a contract into a new major folder: what it refers to, and what is no contract."""
    old, new = cut.chosen.file.path.rpartition("/")[0], cut.path.rpartition("/")[0]
    if old == new:
        return {}
    tree = WorkingTree(root)
    reader = Reader(tree, settings.limits, settings.contracts)
    own = {file.path for file in cut.chosen.group.files}
    found = [path for path in tree.files(old) if path not in own and layout.is_candidate(path)]
    meant = referred(reader, cut.chosen.document, cut.chosen.file.path, set(found))
    parts = {name for name, _ in cut.chosen.file.header.follows}
    going = [path for path in found if path in meant or path in parts or not is_contract(reader, path)]
    return {f"{new}{path[len(old) :]}": tree.read(path) for path in going}


def referred(reader: Reader, document: Document, path: str, there: Set[str]) -> set[str]:
    """Return which of the files that are there a document refers to, also by way of others."""
    found: set[str] = set()
    pending = [(path, document)]
    while pending:
        at, read = pending.pop()
        folder = posixpath.dirname(at)
        paths = {posixpath.normpath(posixpath.join(folder, unquote(name))) for name in names(read.data)}
        for other in sorted((paths & there) - found):
            found.add(other)
            try:
                pending.append((other, reader.document(other)))
            except (DocumentError, SourceError):
                continue
    return found


def names(data: Any) -> Iterator[str]:
    """Yield the files that the references of a document name."""
    pending = [data]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            named = part.get("$ref")
            if isinstance(named, str) and named.partition("#")[0]:
                yield named.partition("#")[0]
            pending.extend(part.values())
        elif isinstance(part, list):
            pending.extend(part)


def is_contract(reader: Reader, path: str) -> bool:
    """Return whether a file is a contract of its own; one that cannot be read is none."""
    try:
        return detect(reader.document(path)) is not None
    except (DocumentError, SourceError):
        return False


def after(root: Path, settings: Settings, cut: Cut, *, tag: bool) -> Iterator[str]:
    """Yield what is left to do; where it is asked for, commit the file and tag the commit."""
    name, message = tag_name(settings, cut), f"Release {cut.chosen.id} {cut.version}"
    if tag:
        git(root, "add", "--", cut.path)
        git(root, "commit", "--quiet", "--only", f"--message={message}", "--", cut.path)
        git(root, "tag", "--end-of-options", name)
        yield f"{cut.path}: committed, and tagged as {name}"
        return
    if not cut.in_place and stated(cut.chosen.document, cut.chosen.form, "status")[0].lower() == "deprecated":
        yield f"hint: {cut.path} is deprecated, as the version before was."
    if not cut.in_place and cut.chosen.document.syntax == "go":
        yield f"hint: the files in {posixpath.dirname(cut.path)} still name the package of the version before."
    yield "Now run: contractdocs check"
    if cut.in_place and Repository.open(root) is not None:
        yield f"Then:    git commit --message {shlex.quote(message)} -- {shlex.quote(cut.path)}"
        yield f"         git tag {shlex.quote(name)}"


def tag_name(settings: Settings, cut: Cut) -> str:
    """Return the tag of a version: by the pattern of the settings where they name one, else by id and version."""
    pattern = settings.record.get("tag", "")
    version = cut.version.removeprefix("v")
    return pattern.replace("*", version, 1) if pattern.count("*") == 1 else f"{cut.chosen.id}-v{version}"


def git(root: Path, *words: str) -> None:
    """Run git as the user would: a commit is made under their name and by the rules of their hooks."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1"}
    done = subprocess.run(["git", "-C", str(root), *words], env=environment, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or done.stdout.decode("utf-8", "replace").strip()
        message = f"The version is set, but `git {words[0]}` failed: {' '.join(said.split())}"
        raise SourceError(message, "Commit and tag it by hand.")
