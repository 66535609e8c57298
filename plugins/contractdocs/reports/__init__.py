"""One module an output format: each a pure function from what was found to text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.finding import Finding
    from ..model.report import Report
    from .markdown import Links
    from .remarks import Said

LISTS = ("text", "json", "sarif", "github", "gitlab", "junit", "rdjson")
"""Formats that list problems: for every command that finds any."""
FORMATS = (*LISTS, "markdown")


def report_as(form: str, report: Report, *, links: Links | None = None, verbose: bool = False) -> str:
    """Return a check's report in one of the formats."""
    from .text import report_to_text, summary

    if form == "text":
        return report_to_text(report, verbose=verbose)
    if form == "json":
        from .json import report_to_json

        return report_to_json(report)
    if form == "markdown":
        from .markdown import to_markdown

        return to_markdown(report, links)
    from .remarks import said_of

    return listed_as(form, said_of(report, summary(report)))


def findings_as(form: str, status: str, verdict: str, findings: Sequence[Finding], subjects: Sequence[str] = ()) -> str:
    """Return the findings of a lint or a comparison in one of the formats that list problems."""
    from .remarks import said_of_findings

    return listed_as(form, said_of_findings(status, verdict, findings, subjects))


def listed_as(form: str, said: Said) -> str:
    """Return what is to be said in one of the formats that list problems."""
    from .github import to_github
    from .gitlab import to_gitlab
    from .junit import to_junit
    from .rdjson import to_rdjson
    from .sarif import to_sarif

    writers: dict[str, Callable[[Said], str]] = {
        "github": to_github,
        "gitlab": to_gitlab,
        "junit": to_junit,
        "rdjson": to_rdjson,
        "sarif": to_sarif,
    }
    return writers[form](said)
