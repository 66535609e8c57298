"""Writes announcements and waivers into the repository: whole files, by replacing them, never in part."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from .model.finding import Finding
from .model.report import ContractReport, Report
from .policy.writing import Edit, announcement_for, bumped_files, quoted
from .settings import Settings, SettingsError
from .sources import Repository, SourceError


def announce_all(report: Report, root: Path, wanted: Sequence[str], *, bump: bool) -> Iterator[str]:
    """Write one announcement a contract and yield what was done; raise SettingsError for an unknown fingerprint."""
    asked = [name.removeprefix("fp1:") for name in wanted]
    by_contract = [(item, unannounced(item, asked)) for item in report.contracts]
    known = {finding.fingerprint for _, findings in by_contract for finding in findings}
    for name in asked:
        if name not in known:
            raise SettingsError(f"{name} is no unannounced breaking change.", suggestion=choices(report))
    if not known:
        yield "Nothing to announce: every breaking change has its proof."
        return
    for item, findings in by_contract:
        if findings:
            yield from announce_contract(item, findings, root, report.today, bump=bump)
    yield "Now write the sentences where TODO stands, then run: contractdocs check"


def unannounced(item: ContractReport, asked: Sequence[str]) -> list[Finding]:
    """Return the breaks of a contract that have no proof, only those asked for where any are."""
    found = [judged.finding for judged in item.judged if not judged.proof]
    return [finding for finding in found if not asked or finding.fingerprint in asked]


def choices(report: Report) -> str:
    """Return which fingerprints could be announced."""
    names = [judged.finding.fingerprint for item in report.contracts for judged in item.judged if not judged.proof]
    return f"There is {', '.join(names[:8])}." if names else "There is none."


def announce_contract(
    item: ContractReport, findings: list[Finding], root: Path, today: str, *, bump: bool
) -> Iterator[str]:
    """Write the announcement of one contract, and the version that goes with it."""
    version = item.needed_version if bump and item.needed_version else item.contract.head.version
    slug = findings[0].fingerprint if len(findings) == 1 else f"{version}-{findings[0].fingerprint}"
    path = f"{item.contract.folder}/changes/{slug}.md"
    target = root / path
    if target.exists():
        raise SettingsError(f"{path} exists already.", suggestion="Finish it, or remove it to write it anew.")
    text = announcement_for(findings, item, today)
    if bump:
        for edit in bumped_files(item, committed(root, item.contract.head.file)):
            yield apply(root, edit)
    write(target, text.encode("utf-8"))
    yield f"{path}: wrote the announcement of {len(findings)} change{'s' if len(findings) > 1 else ''}"


def committed(root: Path, path: str) -> bytes | None:
    """Return the bytes of a file as HEAD holds them; None where it holds none."""
    repository = Repository.open(root)
    if repository is None or repository.head is None:
        return None
    below = root.resolve().relative_to(Path(repository.root).resolve()).as_posix()
    try:
        return repository.tree(repository.head).read(path if below == "." else f"{below}/{path}")
    except SourceError:
        return None


def apply(root: Path, edit: Edit) -> str:
    """Carry out an edit and return what it did."""
    target = root / edit.path
    if edit.content:
        write(target, edit.content)
    else:
        target.unlink()
    return f"{edit.path}: {edit.what}"


def write(target: Path, content: bytes) -> None:
    """Write a whole file by replacing it, so that it is never seen half-written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".contractdocs-", delete=False) as beside:
        beside.write(content)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    os.chmod(beside.name, mode)
    os.replace(beside.name, target)


def waive_one(
    report: Report, root: Path, settings: Settings, fingerprint: str, reason: str, owner: str, expires: str
) -> str:
    """Add a waiver to `waivers.yml` and return what was done."""
    from .policy.waivers import MOST_DAYS, real_date

    name = fingerprint.removeprefix("fp1:")
    if not any(j.finding.fingerprint == name and not j.proof for item in report.contracts for j in item.judged):
        raise SettingsError(f"{name} is no unannounced breaking change.", suggestion=choices(report))
    if not real_date(expires) or expires < report.today:
        raise SettingsError(
            f"`{expires}` is no day to come.",
            suggestion=f"At most {MOST_DAYS[settings.policy]} days from {report.today}.",
        )
    path = f"{settings.contracts}/waivers.yml"
    target = root / path
    before = target.read_bytes() if target.exists() else b""
    entry = f"- fingerprint: {name}\n  reason: {quoted(reason)}\n  owner: {quoted(owner)}\n  expires: '{expires}'\n"
    write(target, before + (b"" if not before or before.endswith(b"\n") else b"\n") + entry.encode("utf-8"))
    return f"{path}: waived {name} until {expires}"
