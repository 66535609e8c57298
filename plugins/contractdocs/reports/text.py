"""The report for a terminal: what, where, why, and how to mend with the text to paste."""

from __future__ import annotations

import json
import textwrap
from functools import lru_cache
from typing import TYPE_CHECKING

from ..escape.commands import inert, may_command
from ..escape.terminal import is_safe, safe
from ..rules import registry
from ..rules.proof import no_witness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.finding import Finding
    from ..model.report import ContractReport, Judged, Report

MARKS = {"breaking": "◆", "risky": "▲", "safe": "●", "error": "✗", "warning": "!", "note": "·"}
WIDTH = 100
TOGETHER = 100
"""So many lines are looked at in one go."""
PARTS = {"pass": "nothing refused", "fail": "FAIL", "incomplete": "INCOMPLETE"}
"""What is said of a part of a run: it alone never passes."""


def report_to_text(report: Report, *, verbose: bool = False) -> str:
    """Return a check's report as lines for people."""
    lines: list[str] = []
    for finding in report.findings:
        if verbose or finding.level != "note":
            lines.extend([*plain_finding(finding), ""])
    for contract in report.contracts:
        lines.extend(contract_lines(contract, report, verbose=verbose))
    lines.append(summary(report))
    return shown(lines)


def shown(lines: Sequence[str]) -> str:
    """Return lines as a terminal and the log of a CI may show them."""
    return "\n".join(shown_together(lines[at : at + TOGETHER]) for at in range(0, len(lines), TOGETHER))


def shown_together(lines: Sequence[str]) -> str:
    """Return some lines; they are looked at in one go, and one by one only where one of them may not be shown."""
    text = "\n".join(lines)
    if text.count("\n") == len(lines) - 1 and not may_command(text) and is_safe(text):
        return text
    return "\n".join(inert(safe(line).replace("\n", "\\n")) for line in lines)


def contract_lines(report: ContractReport, whole: Report, *, verbose: bool) -> Iterator[str]:
    """Yield what there is to say of one contract; nothing where all is well."""
    unannounced = [item for item in report.judged if not item.proof and item.attributed]
    standing = [item for item in report.judged if not item.proof and not item.attributed]
    shown = [f for f in report.findings if f.level in ("error", "warning") or verbose]
    if unannounced:
        count = f"{len(unannounced)} unannounced breaking change{'s' if len(unannounced) > 1 else ''}"
        yield f"FAIL {report.contract.id}: {count}  (policy: {whole.policy})"
        yield ""
    for item in unannounced:
        yield from unannounced_lines(item, report, whole)
        yield ""
    for finding in sorted(shown, key=lambda f: f.level != "error"):
        yield from plain_finding(finding)
        yield ""
    if standing:
        yield f"{report.contract.id}: {len(standing)} unannounced before this branch, not counted against it."
        yield ""


def unannounced_lines(item: Judged, report: ContractReport, whole: Report) -> Iterator[str]:
    """Yield a break without a proof: what, where, who, and every way out."""
    from ..policy.writing import announcement_for, release_of, wanted_version

    finding = item.finding
    yield f"breaking[{finding.rule}]: {finding.message}"
    where = f"  {finding.new.place if finding.new else report.contract.head.file}"
    yield where + (f" ({finding.new.version})" if finding.new and finding.new.version else "") + was(finding)
    yield f"  at      {finding.address}"
    yield f"  breaks  {finding.who}"
    if finding.affects and finding.affects != (finding.address,):
        yield f"  reaches {shortened(finding.affects)}"
    rule = registry.rule(finding.rule)
    yield from witness_lines(finding)
    yield from wrapped("why", first_paragraph(rule.why))
    yield from wrapped("mend", first_paragraph(rule.mend))
    yield f"  id      {finding.fingerprint}   explained by: contractdocs explain {finding.rule}"
    version, wanted = release_of(finding, report).version, wanted_version([finding], whole.today)
    need = f"; this needs {wanted}" if wanted else ""
    yield f"  record  {report.record}. Version is {version}{need}. Today: {whole.today}."
    yield "  To announce it, run:  contractdocs announce " + finding.fingerprint
    yield f"  which writes {report.contract.folder}/changes/{finding.fingerprint}.md:"
    yield from (f"    {line}" for line in announcement_for([finding], report, whole.today).splitlines())


def witness_lines(finding: Finding) -> Iterator[str]:
    """Yield the value that proves a break, where there is one."""
    if finding.witness is not None:
        value = json.dumps(finding.witness["value"], ensure_ascii=False)
        shown = value if len(value) <= 200 else value[:197] + "…"
        yield f"  witness {shown} is right for the {finding.witness['accepted_by']} side, wrong for the other"
    elif reason := no_witness(finding):
        yield f"  witness none: {reason}"


def was(finding: Finding) -> str:
    """Return where the older side stood."""
    if finding.old is None:
        return ""
    version = f" ({finding.old.version})" if finding.old.version else ""
    return f"   was {finding.old.place}{version}"


def plain_finding(finding: Finding) -> Iterator[str]:
    """Yield a finding that is not a judged change."""
    place = f"{finding.spot.place}: " if finding.spot else ""
    yield f"{place}{finding.level}[{finding.rule}]: {finding.message}"
    if finding.suggestion:
        yield from wrapped("mend", finding.suggestion)


def wrapped(label: str, text: str) -> Iterator[str]:
    """Yield a labelled paragraph."""
    if text:
        lines = folded(text)
        yield f"  {label:<7} {lines[0]}"
        yield from (f"          {line}" for line in lines[1:])


@lru_cache(maxsize=256)
def folded(text: str) -> Sequence[str]:
    """Return the lines of a paragraph: many findings of a rule are mended in the same words."""
    return textwrap.wrap(text, WIDTH - 10) or [""]


def first_paragraph(text: str) -> str:
    """Return the first paragraph of a section, on one line."""
    return " ".join(text.split("\n\n")[0].split())


def shortened(names: Sequence[str]) -> str:
    """Return the first names and how many more there are."""
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(names[:4]) + more


def summary(report: Report) -> str:
    """Return the verdict in one line."""
    counts = report.counts
    noun = "contract" if counts["contracts"] == 1 else "contracts"
    parts = [f"{counts['contracts']} {noun}: {counts['passed']} passed, {counts['failed']} failed"]
    faults = sum(finding.level == "error" for finding in report.findings)
    if faults:
        parts.append(f"{faults} {'fault' if faults == 1 else 'faults'} beside them")
    if counts["announced"]:
        parts.append(f"{counts['announced']} breaking, announced")
    if counts["unannounced"]:
        parts.append(f"{counts['unannounced']} breaking, unannounced")
    if counts["not_compared"]:
        parts.append(f"{counts['not_compared']} not compared")
    verdict = {"pass": "PASS", "fail": "FAIL", "incomplete": "INCOMPLETE"}[report.status]
    if report.part is not None:
        verdict = f"PART {report.part.shard} of {report.part.contracts} contracts: " + PARTS[report.status]
    return f"{verdict}  {'; '.join(parts)}. Record: {report.record}. Policy: {report.policy}. Today: {report.today}."


def diff_to_text(findings: Sequence[Finding], not_compared: Sequence[str] = ()) -> str:
    """Return a comparison as lines for people, the worst first."""
    order = {"breaking": 0, "risky": 1, "safe": 2}
    lines = []
    for item in sorted(findings, key=lambda f: (order.get(f.level, 3), f.address)):
        lines.append(f"{MARKS.get(item.level, '')} {item.level}[{item.rule}]: {item.message}")
        lines.append(f"    at {item.address}" + (f", reaches {shortened(item.affects)}" if item.affects else ""))
        lines.append(f"    {item.new.place if item.new else ''}{was(item)}   {item.fingerprint}")
        lines.extend("  " + line for line in witness_lines(item))
        lines.extend("  " + line for line in wrapped("mend", item.suggestion))
    counts = {level: sum(f.level == level for f in findings) for level in order}
    lines.append(", ".join(f"{count} {level}" for level, count in counts.items()) if findings else "No changes.")
    if not_compared:
        lines.append(f"Not compared: {len(not_compared)}: {shortened(list(not_compared))}")
    return shown(lines)


def lint_to_text(
    findings: Sequence[Finding], files: int, *, verbose: bool = False, understood: Sequence[str] = ()
) -> str:
    """Return the findings of a lint as lines for people; notes, and what was understood, only where asked for."""
    lines: list[str] = list(understood) if verbose else []
    for finding in findings:
        if verbose or finding.level != "note":
            lines.extend(plain_finding(finding))
    counts = {level: sum(f.level == level for f in findings) for level in ("error", "warning", "note")}
    said = ", ".join(f"{count} {level}{'s' if count != 1 else ''}" for level, count in counts.items())
    return shown([*lines, f"{files} file{'s' if files != 1 else ''}: {said}"])


def rule_to_text(rule: registry.Rule) -> str:
    """Return a rule's page as text: the levels first, then the page as written."""
    if rule.lint or rule.level:
        levels = f"level: {rule.level}"
    else:
        levels = f"input: {rule.input.value}   output: {rule.output.value}"
        if (rule.consumer, rule.producer) != (rule.output, rule.input):
            levels += f"   consumer: {rule.consumer.value}   producer: {rule.producer.value}"
    return safe(f"{rule.id}\n{levels}\n\n{rule.text.strip()}")
