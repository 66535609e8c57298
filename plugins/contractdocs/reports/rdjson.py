"""The diagnostics that reviewdog reads (Reviewdog Diagnostic Format, as one JSON object)."""

from __future__ import annotations

from typing import Any

from .json import dump
from .remarks import Remark, Said, sentences

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}
SOURCE = {"name": "contractdocs"}


def to_rdjson(said: Said) -> str:
    """Return the diagnostics; a run that does not pass has at least one error."""
    found = [diagnostic(item, said) for item in said.remarks]
    failing = any(item.severity == "error" for item in said.remarks)
    if said.status != "pass" and not failing:
        found.insert(0, {"message": said.verdict, "location": nowhere(said), "severity": "ERROR"})
    worst = "ERROR" if said.status != "pass" else max_severity(said)
    return dump({"source": SOURCE, "severity": worst, "diagnostics": found})


def max_severity(said: Said) -> str:
    """Return the worst severity of a run that passes."""
    return "WARNING" if any(item.severity == "warning" for item in said.remarks) else "INFO"


def diagnostic(item: Remark, said: Said) -> dict[str, Any]:
    """Return one diagnostic."""
    place = item.place
    code = {"value": item.finding.rule}
    uri = said.help_uri(item.finding.rule)
    start = {"line": place.line, "column": place.column} if place else {}
    location = {"path": said.path(place), "range": {"start": start}} if place else nowhere(said)
    return {
        "message": sentences(item),
        "location": location,
        "severity": SEVERITIES[item.severity],
        "code": {**code, "url": uri} if uri else code,
    }


def nowhere(said: Said) -> dict[str, Any]:
    """Return the location of what stands nowhere: the settings."""
    return {"path": said.prefix + "contractdocs.yml", "range": {"start": {"line": 1, "column": 1}}}
