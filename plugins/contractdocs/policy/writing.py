"""Writes announcements: the file filled in but for the prose, and the version that goes with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..catalog.versions import is_enough, next_version, scheme_of
from ..model.contract import Release
from ..model.finding import Finding
from ..model.report import ContractReport
from .announcements import TO_WRITE

if TYPE_CHECKING:
    from ..documents import Document


@dataclass(frozen=True, slots=True)
class Edit:
    """A file to write: its path, its bytes, and what that does, in words."""

    path: str
    content: bytes
    what: str


def announcement_for(findings: Sequence[Finding], report: ContractReport, today: str) -> str:
    """Return the text of an announcement of these findings: two sentences are left to write."""
    release = release_of(findings[0], report)
    version = wanted_version(findings, today) or release.version
    first = findings[0]
    lines = ["---", f"contract: {quoted(report.contract.id)}", f"version: {quoted(version)}", "changes:"]
    lines += [f"  - {quoted(f.fingerprint)}   # {f.rule}: {comment(f.address)}" for f in findings]
    lines += [f"who: {quoted('; '.join(dict.fromkeys(f.who for f in findings)))}", f"effective: {quoted(today)}"]
    title = (
        comment(first.message) if len(findings) == 1 else f"{len(findings)} changes of {report.contract.id} {version}"
    )
    lines += ["---", f"# {title}", "", f"{TO_WRITE} say what readers have to do, and by when.", ""]
    lines += [f"{TO_WRITE} say what to use instead, with an example.", ""]
    return "\n".join(lines)


def release_of(finding: Finding, report: ContractReport) -> Release:
    """Return the release that brings a finding."""
    version = finding.new.version if finding.new else ""
    return next((r for r in reversed(report.contract.releases) if r.version == version), report.contract.head)


def wanted_version(findings: Sequence[Finding], today: str) -> str:
    """Return the version that the release of these findings needs; empty where the one it has is enough."""
    old, new = (spot.version if spot else "" for spot in (findings[0].old, findings[0].new))
    if not old or (is_enough(old, new, "major") and old != new):
        return ""
    return today if scheme_of(old) == "date" else next_version(old, "major")


def comment(text: str) -> str:
    """Return text that is safe in a comment and in a heading: one line, nothing that hides."""
    from ..escape.terminal import safe

    return safe(" ".join(text.split()))


def quoted(text: str) -> str:
    """Return text as a YAML scalar that stays text."""
    import json

    return json.dumps(text, ensure_ascii=False)


def bumped_files(release: Release, layout: str, version: str, published: bytes | None) -> list[Edit]:
    """Return the edits that give a release another version; none where its version cannot be placed.

    A version file that was published is restored, and what it had become is written under the new version: nothing
    that was published is lost. `published` holds those bytes of the file, None where there are none.
    """
    fact = release.interface.facts.get("version")
    content = with_version(release.document, fact.origin.pointer, release.version, version) if fact else None
    if content is None:
        return []
    if layout != "files":
        return [Edit(release.file, content, f"set the version to {version}")]
    folder, _, name = release.file.rpartition("/")
    edits = [Edit(f"{folder}/{name.replace(release.version, version, 1)}", content, f"wrote version {version}")]
    if published is not None and published != release.document.content:
        return [*edits, Edit(release.file, published, f"restored {release.version} as it was published")]
    return edits if published is not None else [*edits, Edit(release.file, b"", f"moved to {version}")]


def with_version(document: Document, pointer: str, old: str, new: str) -> bytes | None:
    """Return the document's bytes with another version, comments and order kept; None where it cannot be placed."""
    place = document.place(pointer)
    lines = re.split(r"(?<=\n)", document.content.decode("utf-8-sig"))
    mark = "\ufeff" if document.content.startswith(b"\xef\xbb\xbf") else ""
    index = place.line - 1
    if place.file != document.file or index >= len(lines) or old not in lines[index][place.column - 1 :]:
        return None
    line = lines[index]
    lines[index] = line[: place.column - 1] + line[place.column - 1 :].replace(old, new, 1)
    return (mark + "".join(lines)).encode("utf-8")
