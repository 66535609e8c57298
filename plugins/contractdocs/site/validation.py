"""Whether a release is valid, as a contract registry answers it: counts, and each issue with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from ..documents.pointers import split
from ..formats import named
from ..model.contract import Release
from ..model.finding import Finding
from ..rules.judgement import lint
from ..rules.registry import Reading

Levels = Mapping[str, str]
NAME = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)


def findings_of(release: Release, levels: Levels) -> Iterator[Finding]:
    """Yield what is wrong with the document of a release, at the levels that the settings give their rules."""
    for finding in all_findings(release):
        level = levels.get(finding.rule, finding.level)
        if level != "off":
            yield replace(finding, level=level)


def all_findings(release: Release) -> Iterator[Finding]:
    """Yield what breaks the declared version of the format; where that holds, what the lint rules find as well."""
    kind = named(release.header.kind)
    invalid = kind.validate(release.document)
    yield from invalid
    if not any(finding.level == "error" for finding in invalid):
        reading = Reading(release.document, release.document.data, release.interface)
        yield from lint(reading, "", format_name=kind.name)


def validation(release: Release, levels: Levels) -> dict[str, Any]:
    """Return the result of validating a release; `note` is the level below a warning."""
    found = tuple(findings_of(release, levels))
    errors, warnings = (sum(f.level == level for f in found) for level in ("error", "warning"))
    return {
        "is_valid": not errors,
        "has_errors": bool(errors),
        "has_warnings": bool(warnings),
        "error_count": errors,
        "warning_count": warnings,
        "issues": [issue(finding) for finding in found],
    }


def issue(finding: Finding) -> dict[str, Any]:
    """Return one issue; line and column count from one."""
    spot = finding.new
    return {
        "code": finding.rule,
        "field": readable(spot.pointer) if spot else "",
        "message": finding.message,
        "severity": finding.level,
        "suggestion": finding.suggestion or None,
        "line": spot.place.line if spot else None,
        "column": spot.place.column if spot else None,
    }


def readable(pointer: str) -> str:
    """Return a JSON pointer as a path.

    >>> readable("/schema/0/properties/1/x-my key")
    'schema[0].properties[1]["x-my key"]'
    """
    text = ""
    for step in split(pointer):
        step = str(step)
        if step.isdigit():
            text += f"[{step}]"
        elif NAME.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text
