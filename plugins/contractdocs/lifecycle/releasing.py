"""Decides which version comes next: above all that there were, and as far as the unpublished changes ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..announcing import committed
from ..catalog.reader import Reader, read_file
from ..catalog.versions import line_of, next_version, order, parsed, scheme_of
from ..check import run
from ..documents import DocumentError, parse
from ..model.contract import Release
from ..model.report import ContractReport
from ..policy.bumps import PRE_RELEASED, needed_bump
from ..record import compare_releases
from ..settings import Settings, SettingsError
from ..sources import SourceError, WorkingTree
from .choosing import Chosen, Refused, choose
from .cutting import Cut, after, check_tag, edit, target_of, write_all
from .moving import status_of

PARTS = ("major", "minor", "patch")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: one part of the version or a whole one, notes, and whether to commit and tag."""

    parts: tuple[str, ...] = ()
    version: str = ""
    notes: str = ""
    tag: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """The least version that unpublished changes ask for, and one of them; empty where any version will do."""

    version: str = ""
    why: str = ""


def release(root: Path, settings: Settings, name: str, wanted: Wanted, today: date) -> list[str]:
    """Cut the next version of a contract and return what was done, and what to do next.

    Raises SettingsError for a version that is none, Refused for one that is too low, SourceError where it is not known
    what is published, or a file cannot be written.
    """
    chosen = choose(root, settings, name)
    if status_of(chosen) == "retired":
        raise Refused(f"{chosen.id} is retired: nothing new is released.", "`contractdocs new ID` begins another one.")
    item = checked(root, settings, chosen, today)
    newest = newest_version(item, chosen.file.release.line if "@" in name else "")
    need = need_of(root, settings, chosen, item)
    version = new_version(newest, wanted, today, need)
    check_version(item, newest if line_of(version) == line_of(newest) else newest_version(item), version, need)
    cut = Cut(chosen, version, target_of(chosen, version))
    if wanted.tag:
        check_tag(root, settings, cut)
    edited = edit(cut, settings, wanted.notes, today)
    return [*write_all(root, settings, cut, edited), *after(root, settings, cut, tag=wanted.tag)]


def checked(root: Path, settings: Settings, chosen: Chosen, today: date) -> ContractReport:
    """Return what a check says of the contract; raise SourceError where it does not know what is published."""
    report = run(root, settings, today)
    for finding in report.findings:
        if finding.rule == "baseline-missing":
            raise SourceError(finding.message, finding.suggestion.removeprefix("Run: "))
    return next(item for item in report.contracts if item.contract.id == chosen.id)


def newest_version(item: ContractReport, line: str = "") -> str:
    """Return the newest version that there ever was, of the whole contract or of one major line."""
    releases = item.contract.lines.get(line) or item.contract.releases
    return max((release.version for release in releases), key=order)


def need_of(root: Path, settings: Settings, chosen: Chosen, item: ContractReport) -> Need:
    """Return what the changes that are not published ask for: those of the branch, and those not yet committed."""
    broken = item.judged[0].finding if item.judged else None
    needs = [Need(item.needed_version, broken.message if broken else "")]
    before = published(root, settings, chosen)
    if before is not None and before.interface.status.lower() not in PRE_RELEASED:
        findings = compare_releases(chosen.id, before, chosen.file.release, settings).findings
        bump = needed_bump(findings)
        first = next((finding.message for finding in findings if finding.bump == bump), "")
        needs.append(Need(next_version(before.version, bump) if bump else "", first))
    return max((need for need in needs if need.version), key=lambda need: order(need.version), default=Need())


def published(root: Path, settings: Settings, chosen: Chosen) -> Release | None:
    """Return the newest release as HEAD holds it; None where it is not there or is the same as now."""
    path = chosen.file.path
    content = committed(root, path)
    if content is None or content == chosen.document.content:
        return None
    reader = Reader(WorkingTree(root), settings.limits, settings.contracts)
    try:
        document = parse(path, content, settings.limits)
    except DocumentError:
        return None
    if not chosen.file.format.detect(document):
        return None
    return read_file(path, document, chosen.file.format, settings.contracts, reader).release


def new_version(newest: str, wanted: Wanted, today: date, need: Need) -> str:
    """Return the version that is asked for; raise SettingsError where it is none, or not of the scheme in use."""
    if len(wanted.parts) + bool(wanted.version) != 1:
        hint = f"What changed needs {need.version}." if need.version else "What changed asks for no more than --patch."
        raise SettingsError("Say one of --major, --minor, --patch and --version.", suggestion=hint)
    if not wanted.version:
        return bumped(newest, wanted.parts[0], today)
    scheme, was = scheme_of(wanted.version), scheme_of(newest)
    if not scheme:
        raise SettingsError(f"`{wanted.version}` is no version.", suggestion=f"The newest one is {newest}.")
    if was and scheme != was:
        message = f"`{wanted.version}` is not of the kind that the contract uses ({was})."
        raise SettingsError(message, suggestion=f"The newest one is {newest}.")
    return wanted.version


def bumped(version: str, part: str, today: date) -> str:
    """Return the next version in the scheme of the given one; raise SettingsError where it has no such part.

    Semantic versions by SemVer 2.0.0, 6 to 9; a pre-release goes on to its release; a dated version is of today.
    """
    scheme = scheme_of(version)
    if scheme == "date":
        return today.isoformat()
    numbers = parsed(version)
    count = version.count(".") + 1 if "-" not in version else version.partition("-")[0].count(".") + 1
    if numbers is None or not scheme or PARTS.index(part) >= count:
        raise SettingsError(f"The version `{version}` has no {part} part.", suggestion="Say --version V.")
    raised = [*numbers[:3]]
    index = PARTS.index(part)
    if not numbers[3] or any(raised[index + 1 :]):
        raised[index] += 1
    raised = [*raised[: index + 1], *[0] * (2 - index)]
    return ("v" if version.startswith("v") else "") + ".".join(map(str, raised[:count]))


def check_version(item: ContractReport, newest: str, version: str, need: Need) -> None:
    """Raise Refused where a version is not above the newest, or not far enough for what changed."""
    if order(version) <= order(newest):
        raise Refused(
            f"{version} is not above {newest}, the newest version of {item.contract.id}.", "Say a higher one."
        )
    if need.version and order(version) < order(need.version):
        why = f" {need.why}." if need.why else ""
        message = f"What changed in {item.contract.id} needs {need.version} at least, not {version}.{why}"
        raise Refused(message, f"Say --version {need.version}; `contractdocs check` lists the changes.")
