"""Writes announcements and waivers into the repository: whole files, by replacing them, never in part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from .catalog.layout import slug
from .model.finding import Finding
from .model.report import ContractReport, Report
from .policy.writing import Edit, announcement_for, bumped_files, quoted, release_of, wanted_version
from .settings import Settings, SettingsError
from .sources import Repository, SourceError, resolve_inside, write_whole


def announce_all(report: Report, root: Path, wanted: Sequence[str], *, bump: bool) -> Iterator[str]:
    """Write one announcement a contract and yield what was done; raise SettingsError for an unknown fingerprint."""
    asked = [name.removeprefix("fp1:") for name in wanted]
    by_contract = [(item, unannounced(item, asked)) for item in report.contracts]
    known = {finding.fingerprint for _, findings in by_contract for finding in findings}
    for name in asked:
        if name not in known:
            raise SettingsError(f"{name} is no unannounced breaking change.", suggestion=choices(report))
    if not known:
        if report.status == "incomplete":
            raise SourceError(
                "It is not known what has to be announced: the check could not be completed.", "contractdocs check"
            )
        yield "Nothing to announce: every breaking change has its proof."
        return
    for item, findings in by_contract:
        if findings:
            yield from announce_contract(item, findings, root, report, bump=bump)
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
    item: ContractReport, findings: list[Finding], root: Path, report: Report, *, bump: bool
) -> Iterator[str]:
    """Write the announcements of one contract, one a release, and the versions that go with them."""
    by_release: dict[str, list[Finding]] = {}
    for finding in findings:
        by_release.setdefault(finding.new.version if finding.new else "", []).append(finding)
    for together in by_release.values():
        yield from announce_release(item, together, root, report, bump=bump)


def announce_release(
    item: ContractReport, findings: list[Finding], root: Path, report: Report, *, bump: bool
) -> Iterator[str]:
    """Write the announcement of one release, and the version that goes with it; nothing that exists is overwritten."""
    release, today = release_of(findings[0], item), report.today
    version = wanted_version(findings, today) if bump else ""
    edits = (
        bumped_files(release, item.contract.layout, version, committed(root, release.file, report.published))
        if version
        else []
    )
    if version and not edits:
        yield f"{release.file}: the version could not be set; set it to {version} by hand"
    name = slug(
        findings[0].fingerprint if len(findings) == 1 else f"{version or release.version}-{findings[0].fingerprint}"
    )
    path = f"{item.contract.folder}/changes/{name}.md"
    for new in [path, *(edit.path for edit in edits if edit.path != release.file)]:
        if resolve_inside(root, new).exists():
            raise SettingsError(f"{new} exists already.", suggestion="Finish it, or move it away to write it anew.")
    text = announcement_for(findings, item, today)
    for edit in edits:
        yield apply(root, edit)
    write_whole(resolve_inside(root, path), text.encode("utf-8"))
    yield f"{path}: wrote the announcement of {len(findings)} change{'s' if len(findings) > 1 else ''}"


def committed(root: Path, path: str, commit: str | None = None) -> bytes | None:
    """Return the bytes of a file as a commit holds it, HEAD where none is named; None where it holds none."""
    repository = Repository.open(root)
    commit = commit or (repository.head if repository is not None else None)
    if repository is None or commit is None:
        return None
    below = root.resolve().relative_to(Path(repository.root).resolve()).as_posix()
    try:
        return repository.tree(commit).read(path if below == "." else f"{below}/{path}")
    except SourceError:
        return None


def apply(root: Path, edit: Edit) -> str:
    """Carry out an edit and return what it did."""
    target = resolve_inside(root, edit.path)
    if edit.content:
        write_whole(target, edit.content)
    else:
        target.unlink()
    return f"{edit.path}: {edit.what}"


def waive_one(
    report: Report,
    root: Path,
    settings: Settings,
    fingerprint: str,
    reason: str,
    owner: str,
    expires: str,
    kind: str = "",
) -> str:
    """Add a waiver to `waivers.yml` and return what was done."""
    name = fingerprint.removeprefix("fp1:")
    if not any(j.finding.fingerprint == name and not j.proof for item in report.contracts for j in item.judged):
        raise SettingsError(f"{name} is no unannounced breaking change.", suggestion=choices(report))
    check_waiver(settings, reason, owner, expires, report.today)
    return f"{add_waivers(root, settings, [waiver(name, reason, owner, expires, kind)])}: waived {name} until {expires}"


def check_waiver(settings: Settings, reason: str, owner: str, expires: str, today: str) -> None:
    """Raise SettingsError where a waiver would be too long, or would not say why and who."""
    from datetime import date

    from .policy.announcements import real_date
    from .policy.waivers import MOST_DAYS

    most = MOST_DAYS[settings.policy]
    days = (date.fromisoformat(expires) - date.fromisoformat(today)).days if real_date(expires) else -1
    if not 0 <= days <= most:
        raise SettingsError(
            f"`{expires}` is no day within {most} days.", suggestion=f"At most {most} days from {today}."
        )
    if not reason.strip() or not owner.strip():
        raise SettingsError("A waiver needs a reason and an owner.")


def waiver(fingerprint: str, reason: str, owner: str, expires: str, kind: str = "") -> str:
    """Return a waiver as it is written."""
    lines = [f"- fingerprint: {quoted(fingerprint)}", f"  reason: {quoted(reason)}", f"  owner: {quoted(owner)}"]
    lines += [f"  expires: '{expires}'", *([f"  kind: {kind}"] if kind else [])]
    return "\n".join(lines) + "\n"


def add_waivers(root: Path, settings: Settings, entries: Sequence[str]) -> str:
    """Add waivers to the file of waivers, and return its path."""
    path = f"{settings.contracts}/waivers.yml"
    target = resolve_inside(root, path)
    before = target.read_bytes() if target.exists() else b""
    gap = b"" if not before or before.endswith(b"\n") else b"\n"
    write_whole(target, before + gap + "".join(entries).encode("utf-8"))
    return path


def accept_all(report: Report, root: Path, settings: Settings, owner: str, reason: str, expires: str) -> Iterator[str]:
    """Write a waiver for every break that nobody announced, and yield what was done: debt with a date, no licence."""
    from datetime import date, timedelta

    from .policy.presets import PRESETS
    from .policy.waivers import MOST_DAYS

    if report.status == "incomplete":
        raise SourceError("It is not known what there is to accept: the check is incomplete.", "contractdocs check")
    if PRESETS[settings.policy].waiver_kinds:
        message = f"The policy {settings.policy} takes no waivers for debt."
        raise SettingsError(message, suggestion="Begin with `policy: standard`.")
    last = date.fromisoformat(report.today) + timedelta(days=MOST_DAYS[settings.policy])
    expires = expires or last.isoformat()
    check_waiver(settings, reason, owner, expires, report.today)
    open_breaks = {j.finding.fingerprint: j.finding for c in report.contracts for j in c.judged if not j.proof}
    if open_breaks:
        path = add_waivers(root, settings, [waiver(name, reason, owner, expires) for name in open_breaks])
        count = len(open_breaks)
        yield f"{path}: accepted {count} break{'s' if count > 1 else ''} until {expires}"
    else:
        yield "There is nothing to accept: no break is unannounced."
    faults = [f for f in report.findings if f.level == "error"]
    faults += [f for item in report.contracts for f in item.findings if f.level == "error"]
    if faults:
        yield f"{len(faults)} fault{'s are' if len(faults) > 1 else ' is'} no break, and cannot be waived: mend them."
