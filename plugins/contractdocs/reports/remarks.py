"""What there is to say at places, in one order, for every output format that lists problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..escape.terminal import safe
from ..rules import registry

if TYPE_CHECKING:
    from ..documents import Place
    from ..model.finding import Finding
    from ..model.report import ContractReport, Judged, Report

Severity = Literal["error", "warning", "note"]
GRADES: dict[str, Severity] = {"breaking": "error", "risky": "warning", "safe": "note"}


@dataclass(frozen=True, slots=True)
class Remark:
    """One problem with its weight; `proof` says why a break is accepted, in words, empty where it is not."""

    finding: Finding
    severity: Severity
    contract: str = ""
    proof: str = ""

    @property
    def here(self) -> Place | None:
        """Return its place in a file that is there now; None where the whole file is gone."""
        return self.finding.new.place if self.finding.new else None

    @property
    def place(self) -> Place | None:
        """Return its place, that of the older side where nothing is left."""
        return self.finding.spot.place if self.finding.spot else None


@dataclass(frozen=True, slots=True)
class Said:
    """All that one run has to say: its verdict in words, the remarks, and the subjects that were looked at.

    `prefix` leads from the top of the repository to the folder that was checked, with a slash at its end;
    `site_url` is where the pages are published, empty where nobody says.
    """

    status: str
    verdict: str
    remarks: tuple[Remark, ...]
    subjects: tuple[str, ...] = ()
    prefix: str = ""
    site_url: str = ""

    def path(self, place: Place) -> str:
        """Return the path of a place as the repository has it."""
        return self.prefix + place.file

    def help_uri(self, rule: str) -> str:
        """Return the page of a rule on the published site, empty where that is not known."""
        return f"{self.site_url.rstrip('/')}/rules/{rule}/" if self.site_url else ""


def said_of(report: Report, verdict: str) -> Said:
    """Return what a check has to say."""
    remarks = tuple(all_remarks(report))
    subjects = tuple(item.contract.id for item in report.contracts)
    return Said(report.status, verdict, remarks, subjects, report.prefix, report.site_url)


def said_of_findings(status: str, verdict: str, findings: Sequence[Finding], subjects: Sequence[str] = ()) -> Said:
    """Return what a lint or a comparison has to say."""
    return Said(status, verdict, tuple(remark(finding) for finding in findings), tuple(subjects))


def all_remarks(report: Report) -> Iterator[Remark]:
    """Yield the remarks of a report: those of the whole repository first, then those of each contract."""
    yield from (remark(finding) for finding in report.findings)
    for item in report.contracts:
        yield from remarks_of(item)


def remarks_of(item: ContractReport) -> Iterator[Remark]:
    """Yield the remarks of one contract, its breaks first."""
    for judged in item.judged:
        yield Remark(judged.finding, weight(judged), item.contract.id, reason(judged))
    yield from (remark(finding, item.contract.id) for finding in item.findings)


def remark(finding: Finding, contract: str = "") -> Remark:
    """Return the remark of a finding."""
    severity = GRADES.get(finding.level) or finding.level
    return Remark(finding, severity, contract or finding.contract)  # type: ignore[arg-type]


def weight(judged: Judged) -> Severity:
    """Return how much a break weighs: all, where nobody announced it and this branch added it."""
    return "note" if judged.proof or not judged.attributed else "error"


def reason(judged: Judged) -> str:
    """Return why a break is accepted, empty where it is not."""
    if judged.announcement is not None:
        return f"announced in {judged.announcement.file}"
    if judged.proof:
        return f"accepted: {judged.proof}"
    return "" if judged.attributed else "stood unannounced before this branch"


def title_of(item: Remark) -> str:
    """Return the heading of a remark: its rule, and what kind of problem it is."""
    kind = "unannounced breaking change" if item.finding.level == "breaking" and not item.proof else item.finding.level
    return f"{item.finding.rule}: {kind}"


def sentences(item: Remark) -> str:
    """Return a remark as text of a few lines, safe to be shown: what, where, whom it hurts, how to mend."""
    finding = item.finding
    lines = [finding.message]
    if finding.address and finding.who:
        lines += [f"At {finding.address}. Breaks: {finding.who}."]
    if finding.old is not None:
        lines.append(f"It was at {finding.old.place}" + (f" ({finding.old.version})." if finding.old.version else "."))
    if item.proof:
        lines.append(f"{item.proof[0].upper()}{item.proof[1:]}.")
    elif finding.level == "breaking":
        lines.append(f"To announce it, run: contractdocs announce {finding.fingerprint}")
    if finding.suggestion:
        lines.append(finding.suggestion)
    return "\n".join(safe(" ".join(line.split())) for line in lines)


def why_of(rule: str) -> str:
    """Return why a rule matters, in its page's first sentences; empty for a rule without a page."""
    return " ".join(registry.rule(rule).why.split("\n\n")[0].split()) if rule in registry.pages() else ""
