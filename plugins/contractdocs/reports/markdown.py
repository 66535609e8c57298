"""The comment on a pull request: one Markdown text, below what platforms take, safe whatever contracts contain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from .. import __version__
from ..escape.comment import block, cell, code, link
from ..model.finding import Finding
from ..model.report import ContractReport, Judged, Report
from ..policy.writing import announcement_for, wanted_version

MOST = 60_000
SOON = 60
"""Days within which an end is worth a word."""
CHANGES = "contracts/changes-in-this-pull-request"
SYMBOLS = {"pass": "✅", "fail": "❌", "incomplete": "⚠️"}
ENDING = ("deprecated-added", "contract-deprecated", "sunset-added", "sunset-moved-earlier", "sunset-moved-later")


@dataclass(frozen=True, slots=True)
class Links:
    """Where the comment may lead: files of a commit, the preview of the pages, the whole log. All may be empty.

    `files` ends before the path of a file, as `https://host/owner/name/blob/<commit>`; `job` keeps the comments of
    different jobs apart.
    """

    files: str = ""
    preview: str = ""
    log: str = ""
    job: str = ""

    def file(self, path: str, line: int) -> str:
        """Return the address of a line of a file; empty where files have none."""
        return f"{self.files}/{quote(path)}#L{line}" if self.files else ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the comment that can be left out as a whole; `what` names it then."""

    what: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the part as text."""
        return "\n".join(self.lines)


def to_markdown(report: Report, links: Links | None = None) -> str:
    """Return the comment: verdict, table, breaks, what was announced, what ends soon, how it was worked out."""
    links = links or Links()
    pages = f" [The pages]({links.preview.rstrip('/')}/{CHANGES}/)" if links.preview else ""
    part = f" (part {report.part.shard} of the run)" if report.part is not None else ""
    head = f"{marker(links.job)}\n{SYMBOLS[report.status]} **{verdict(report)}**{part}{pages}"
    foot = footing(report)
    sections = [section for section in all_sections(report, links) if section.lines]
    return fitted(head, sections, foot, links)


def marker(job: str = "") -> str:
    """Return the hidden line by which the comment is found again; a job's name keeps several comments apart."""
    name = "".join(char for char in job if char.isalnum() or char in " /._-")
    return f"<!-- contractdocs{':' if name else ''}{name} -->"


def verdict(report: Report) -> str:
    """Return the verdict in one sentence."""
    counts = report.counts
    if report.status == "incomplete":
        return "The contracts could not be compared completely. Nothing is decided."
    unannounced, announced = counts.get("unannounced", 0), counts.get("announced", 0)
    broken = sum(any(not j.proof and j.attributed for j in item.judged) for item in report.contracts)
    if unannounced:
        return (
            f"{many(unannounced, 'unannounced breaking change')} in {broken} of {many(counts['contracts'], 'contract')}"
        )
    if report.status == "fail":
        return f"{many(faults(report), 'fault')} in {many(counts['contracts'], 'contract')}"
    if announced:
        both = "it is announced" if announced == 1 else "all announced or accepted"
        return f"{many(announced, 'breaking change')}, {both}, in {many(counts['contracts'], 'contract')}"
    return f"No unannounced breaking change in {many(counts['contracts'], 'contract')}"


def many(count: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def faults(report: Report) -> int:
    """Return how many findings fail beside the breaks."""
    own = sum(finding.level == "error" for finding in report.findings)
    return own + sum(f.level == "error" for item in report.contracts for f in item.findings)


def all_sections(report: Report, links: Links) -> Iterator[Section]:
    """Yield the parts of the comment, the most needed first."""
    yield Section("what could not be checked", tuple(stopping(report)))
    yield Section("settings that were loosened", tuple(loosening(report)))
    yield Section("the table of contracts", tuple(table(report, links)))
    for item in report.contracts:
        for judged in item.judged:
            if not judged.proof and judged.attributed:
                yield Section("unannounced breaking changes", tuple(broken_lines(judged, item, report, links)))
    yield Section("faults", tuple(fault_lines(report, links)))
    yield Section("announced breaking changes", tuple(announced_lines(report)))
    yield Section("what ends", tuple(ending_lines(report)))


def stopping(report: Report) -> Iterator[str]:
    """Yield why nothing is decided."""
    if report.incomplete:
        yield "### Could not be checked\n"
        for finding in report.findings:
            if finding.message in report.incomplete:
                yield f"- {code(finding.message, most=600)}" + (
                    f" {code(finding.suggestion)}" if finding.suggestion else ""
                )


def loosening(report: Report) -> Iterator[str]:
    """Yield what this branch loosens in the settings: that needs a reader's eyes, whatever the verdict is."""
    found = [finding for finding in report.findings if finding.rule == "settings-loosened"]
    if found:
        yield "### Settings loosened by this change\n"
        yield from (f"- {code(finding.message)}" for finding in found)


def table(report: Report, links: Links) -> Iterator[str]:
    """Yield a table of the contracts about which something is to be said."""
    rows = [row(item, links) for item in report.contracts if is_touched(item)]
    if not rows:
        return
    yield "| contract | version | breaking | other | status |"
    yield "|---|---|---|---|---|"
    yield from rows
    untouched = len(report.contracts) - len(rows)
    if untouched:
        yield f"\n{many(untouched, 'other contract')}: nothing to say."


def is_touched(item: ContractReport) -> bool:
    """Return whether the comment has anything to say of a contract."""
    return bool(item.judged or item.new or item.status != "pass" or [f for f in item.findings if f.level != "note"])


def row(item: ContractReport, links: Links) -> str:
    """Return one contract as a row."""
    name = cell(item.contract.id)
    page = f"[{name}]({links.preview.rstrip('/')}/contracts/{quote(item.contract.id)}/)" if links.preview else name
    old = next((j.finding.old.version for j in item.judged if j.finding.old and j.finding.old.version), "")
    head = item.contract.head.version
    moved = f"{cell(old)} → {cell(head)}" if old and old != head else cell(head)
    needed = f" (needs {cell(item.needed_version)})" if item.needed_version else ""
    bare = sum(not j.proof for j in item.judged)
    proven = sum(bool(j.proof) for j in item.judged)
    breaking = ", ".join(
        part for part in (f"{bare} unannounced" * bool(bare), f"{proven} announced" * bool(proven)) if part
    )
    other = sum(f.level in ("error", "warning") for f in item.findings)
    state = "new" if item.new and item.status == "pass" else item.status
    return f"| {page} | {moved}{needed} | {breaking or '0'} | {other} | {SYMBOLS[item.status]} {state} |"


def broken_lines(judged: Judged, item: ContractReport, report: Report, links: Links) -> Iterator[str]:
    """Yield one unannounced break with the text to paste."""
    finding = judged.finding
    yield f"### {code(item.contract.id)}: {code(finding.message)}\n"
    yield f"- rule {code(finding.rule)}, at {code(finding.address)}, id {code(finding.fingerprint)}"
    yield f"- {places(finding, report, links)}"
    yield f"- breaks {code(finding.who)}"
    needed = wanted_version([finding], report.today)
    if needed:
        yield f"- needs version {code(needed)}"
    yield "\n<details><summary>Announce it</summary>\n"
    yield f"Run {code('contractdocs announce ' + finding.fingerprint)}, or add"
    yield f"{code(item.contract.folder + '/changes/' + finding.fingerprint + '.md')}:\n"
    yield block(announcement_for([finding], item, report.today), "markdown")
    yield "\n</details>"


def places(finding: Finding, report: Report, links: Links) -> str:
    """Return where a finding stands, and where it stood."""
    said = []
    for spot, word in ((finding.new, ""), (finding.old, "was ")):
        if spot is not None:
            path = report.prefix + spot.place.file
            target = links.file(path, spot.place.line) if spot is finding.new else ""
            version = f" ({code(spot.version)})" if spot.version else ""
            said.append(f"{word}{link(f'{path}:{spot.place.line}', target)}{version}")
    return ", ".join(said)


def fault_lines(report: Report, links: Links) -> Iterator[str]:
    """Yield the errors that are no breaks."""
    found = [f for f in report.findings if f.level == "error" and f.message not in report.incomplete]
    found += [f for item in report.contracts for f in item.findings if f.level == "error"]
    if found:
        yield "### Faults\n"
        for finding in found:
            where = f"{places(finding, report, links)}: " if finding.spot else ""
            mend = f" {code(finding.suggestion)}" if finding.suggestion else ""
            yield f"- {where}{code(finding.rule)} {code(finding.message)}{mend}"


def announced_lines(report: Report) -> Iterator[str]:
    """Yield the breaks that have a proof."""
    found = [(item, judged) for item in report.contracts for judged in item.judged if judged.proof]
    if found:
        yield "### Announced or accepted\n"
        for item, judged in found:
            by = judged.announcement
            how = f"announced: {code(by.title)}" if by else f"accepted: {code(judged.proof)}"
            when = f", effective {code(by.effective)}" if by and by.effective else ""
            yield f"- {code(item.contract.id)} {code(judged.finding.message)}, {how}{when}"


def ending_lines(report: Report) -> Iterator[str]:
    """Yield what is deprecated now, what ends within the next weeks, and which waivers run out."""
    lines = [*deprecations(report), *sunsets(report), *waivers(report)]
    if lines:
        yield "### Ending\n"
        yield from lines


def deprecations(report: Report) -> Iterator[str]:
    """Yield what the newest release of each line newly says about an end."""
    for item in report.contracts:
        newest = {id(releases[-1].document) for releases in item.contract.lines.values()}
        for finding in (f for t in item.transitions if id(t.new.document) in newest for f in t.findings):
            if finding.rule in ENDING:
                yield f"- {code(item.contract.id)} {code(finding.address)}: {code(finding.message)}"


def sunsets(report: Report) -> Iterator[str]:
    """Yield what may go within the next weeks."""
    from ..site.history import History
    from ..site.removals import removals_of

    for item in (item for item in report.contracts if item.transitions or item.contract.lines):
        for removal in removals_of(item, History(item), report.today):
            if is_soon(removal.day, report.today):
                what = code(removal.address or removal.name)
                yield f"- {code(item.contract.id)} {what} may go on {code(removal.day)}"


def waivers(report: Report) -> Iterator[str]:
    """Yield the waivers that run out within the next weeks."""
    for waiver in report.waivers:
        if is_soon(waiver.expires, report.today):
            until = f"runs out on {code(waiver.expires)}, owner {code(waiver.owner)}"
            yield f"- the waiver of {code(waiver.fingerprint)} {until}"


def is_soon(day: str, today: str) -> bool:
    """Return whether a day comes within the next weeks."""
    try:
        return 0 <= (date.fromisoformat(day) - date.fromisoformat(today)).days <= SOON
    except ValueError:
        return False


def footing(report: Report) -> str:
    """Return what the verdict was worked out from, and how to have it again."""
    said = f"Record: {code(report.record)}. Compared with: {code(report.attribution)}. Policy: {code(report.policy)}. "
    said += f"Day: {code(report.today)}. contractdocs {__version__}."
    again = code(f"contractdocs check --today {report.today}")
    return f"<sub>{said} Again: {again}</sub>"


def fitted(head: str, sections: list[Section], foot: str, links: Links) -> str:
    """Return the comment within its bounds: whole sections are left out from the bottom up, and counted."""
    kept = list(sections)
    while kept and size(head, kept, foot, len(sections) - len(kept), links) > MOST:
        kept.pop()
    left = len(sections) - len(kept)
    parts = [head, *(section.text for section in kept), *([left_out(left, links)] if left else []), foot]
    return "\n\n".join(parts) + "\n"


def size(head: str, kept: list[Section], foot: str, left: int, links: Links) -> int:
    """Return how many characters the comment would have; those beyond the basic plane count twice."""
    texts = [head, *(section.text for section in kept), foot, left_out(left, links)]
    return sum(len(text.encode("utf-16-le")) // 2 + 2 for text in texts)


def left_out(count: int, links: Links) -> str:
    """Return how many sections did not fit, and where they are."""
    where = f" [The whole log]({links.log}) has them." if links.log else " The log has them."
    return f"{many(count, 'section')} did not fit here.{where}"
