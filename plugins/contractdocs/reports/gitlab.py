"""The Code Quality report of GitLab: a list of issues. Two issues of one fingerprint would collapse into one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from .json import dump
from .remarks import Remark, Said, sentences

SEVERITIES = {"error": "critical", "warning": "minor", "note": "info"}
NOWHERE = "contractdocs.yml"


def to_gitlab(said: Said) -> str:
    """Return the report; a run that does not pass has at least one issue of weight."""
    issues = list(all_issues(said))
    if said.status != "pass" and not any(item.severity == "error" for item in said.remarks):
        issues.insert(0, issue("contractdocs", said.verdict, "blocker", said.prefix + NOWHERE, 1, "verdict"))
    return dump(issues)


def all_issues(said: Said) -> Iterator[dict[str, Any]]:
    """Yield one issue a remark, each with a fingerprint of its own."""
    seen: dict[str, int] = {}
    for item in said.remarks:
        path, line = place_of(item, said)
        identity = item.finding.fingerprint or f"{item.finding.rule} {item.finding.message}"
        key = f"{path} {item.contract} {identity}"
        seen[key] = seen.get(key, 0) + 1
        severity = "blocker" if said.status == "incomplete" and item.severity == "error" else SEVERITIES[item.severity]
        yield issue(item.finding.rule, sentences(item), severity, path, line, f"{key} {seen[key]}")


def place_of(item: Remark, said: Said) -> tuple[str, int]:
    """Return a path and a line; what stands nowhere is put at the settings."""
    return (said.path(item.place), item.place.line) if item.place else (said.prefix + NOWHERE, 1)


def issue(rule: str, text: str, severity: str, path: str, line: int, key: str) -> dict[str, Any]:
    """Return one issue."""
    return {
        "description": text,
        "check_name": rule,
        "fingerprint": hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest(),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": max(line, 1)}},
    }
