"""Writes announcements: the file filled in but for the prose, and the version that goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.finding import Finding
from ..model.report import ContractReport

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
    version = report.needed_version or report.contract.head.version
    effective = max(report.contract.head.interface.released, today)
    first = findings[0]
    lines = ["---", f"contract: {report.contract.id}", f"version: {quoted(version)}", "changes:"]
    lines += [f"  - {finding.fingerprint}   # {finding.rule}: {comment(finding.address)}" for finding in findings]
    lines += [f"who: {quoted('; '.join(dict.fromkeys(f.who for f in findings)))}"]
    lines += [f"effective: {effective}"]
    title = (
        sentence(first.message) if len(findings) == 1 else f"{len(findings)} changes of {report.contract.id} {version}"
    )
    lines += ["---", f"# {title}", "", "TODO: say what readers have to do, and by when.", ""]
    lines += ["TODO: say what to use instead, with an example.", ""]
    return "\n".join(lines)


def sentence(message: str) -> str:
    """Return a message as a heading on one line."""
    return " ".join(message.split())


def comment(text: str) -> str:
    """Return text that is safe in a YAML comment: one line, nothing that hides."""
    from ..documents.terminal import safe

    return safe(" ".join(text.split()))


def quoted(text: str) -> str:
    """Return text as a YAML scalar that stays text."""
    import json

    return json.dumps(text, ensure_ascii=False)


def bumped_files(report: ContractReport, published: bytes | None) -> list[Edit]:
    """Return the edits that give the newest release the version it needs.

    A version file that was committed is restored, and what it had become is written under the new version: nothing
    that was published is lost. `published` holds the committed bytes of the file, None where there are none.
    """
    head, version = report.contract.head, report.needed_version
    if not version:
        return []
    content = with_version(head.document, head.interface.facts["version"].origin.pointer, head.version, version)
    if content is None:
        return []
    if report.contract.layout != "files":
        return [Edit(head.file, content, f"set the version to {version}")]
    folder, _, name = head.file.rpartition("/")
    target = f"{folder}/{name.replace(head.version, version, 1)}"
    edits = [Edit(target, content, f"wrote version {version}")]
    if published is not None and published != head.document.content:
        return [*edits, Edit(head.file, published, f"restored {head.version} as it was published")]
    return edits if published is not None else [*edits, Edit(head.file, b"", f"moved from {head.file}")]


def with_version(document: Document, pointer: str, old: str, new: str) -> bytes | None:
    """Return the document's bytes with another version, comments and order kept; None where it cannot be placed."""
    place = document.place(pointer)
    lines = document.content.decode("utf-8").splitlines(keepends=True)
    index = place.line - 1
    if index >= len(lines) or old not in lines[index][place.column - 1 :]:
        return None
    line = lines[index]
    lines[index] = line[: place.column - 1] + line[place.column - 1 :].replace(old, new, 1)
    return "".join(lines).encode("utf-8")
