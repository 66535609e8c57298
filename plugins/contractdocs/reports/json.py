"""The report as JSON: the same facts as the text, for programs."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..model.secrets import redacted
from ..rules.proof import no_witness
from ..rules.registry import hint

if TYPE_CHECKING:
    from ..model.finding import Finding, Spot
    from ..model.report import ContractReport, Judged, Report
    from ..model.shard import Part


def report_to_json(report: Report) -> str:
    """Return a check's report as JSON text."""
    stated = {"shard": part(report.part)} if report.part is not None else {}
    return dump(
        {
            **stated,
            "status": report.status,
            "root": report.prefix,
            "policy": report.policy,
            "record": report.record,
            "attribution": report.attribution,
            "today": report.today,
            "counts": dict(report.counts),
            "incomplete": list(report.incomplete),
            "contracts": [contract(item) for item in report.contracts],
            "findings": [finding(item) for item in report.findings],
        }
    )


def part(stated: Part) -> dict[str, Any]:
    """Return what a report over some contracts says of the whole run."""
    return {
        "number": stated.shard.number,
        "of": stated.shard.of,
        "commit": stated.commit,
        "settings": stated.settings,
        "engine": stated.engine,
        "contents": stated.contents,
        "contracts": stated.contracts,
        "site_url": stated.site_url,
    }


def contract(report: ContractReport) -> dict[str, Any]:
    """Return one contract's part of the report."""
    head = report.contract.head
    return {
        "id": report.contract.id,
        "title": head.header.title,
        "format": head.header.format,
        "version": head.version,
        "file": head.file,
        "folder": report.contract.folder,
        "status": report.status,
        "new": report.new,
        "record": report.record,
        "needed_version": report.needed_version,
        "releases": [release.version for release in report.contract.releases],
        "breaking": [judged(item) for item in report.judged],
        "findings": [finding(item) for item in report.findings],
    }


def judged(item: Judged) -> dict[str, Any]:
    """Return a breaking change with its proof."""
    by = item.announcement.file if item.announcement else ""
    return {**finding(item.finding), "proof": item.proof, "announced_in": by, "added_here": item.attributed}


def finding(item: Finding) -> dict[str, Any]:
    """Return one finding."""
    return {
        "rule": item.rule,
        "level": item.level,
        "contract": item.contract,
        "direction": item.direction,
        "address": item.address,
        "message": item.message,
        "suggestion": item.suggestion,
        "migration_hint": hint(item.rule) if item.level == "breaking" else None,
        "who": item.who,
        "bump": item.bump,
        "fingerprint": item.fingerprint,
        "affects": list(item.affects),
        "old": spot(item.old),
        "new": spot(item.new),
        "witness": item.witness,
        "no_witness": no_witness(item) or None,
    }


def spot(side: Spot | None) -> dict[str, Any] | None:
    """Return one side of a finding."""
    if side is None:
        return None
    return {
        "file": side.place.file,
        "line": side.place.line,
        "column": side.place.column,
        "pointer": side.pointer,
        "value": side.value,
        "version": side.version,
    }


def diff_to_json(findings: Sequence[Finding], status: str, not_compared: Sequence[str] = ()) -> str:
    """Return a comparison as JSON text: its status, the bump it asks for, and its changes."""
    ranks = {"": 0, "patch": 1, "minor": 2, "major": 3}
    bump = max((item.bump for item in findings), key=ranks.__getitem__, default="")
    changes = [finding(item) for item in findings]
    return dump({"status": status, "bump": bump or "none", "changes": changes, "not_compared": list(not_compared)})


def lint_to_json(findings: Sequence[Finding], files: int, status: str, understood: Sequence[str] = ()) -> str:
    """Return the findings of a lint as JSON text."""
    said = {"status": status, "files": files, "findings": [finding(item) for item in findings]}
    return dump({**said, "understood": list(understood)})


def dump(value: Any) -> str:
    """Return JSON text that any parser takes: no NaN, no infinity, no lone surrogate.

    The encoder in C indents nothing before Python 3.14: it writes one line, and that is laid out natively.
    """
    import msgspec

    shown = plain(value, Looked())
    text = json.dumps(shown, ensure_ascii=True, allow_nan=False, default=str)
    try:
        return msgspec.json.format(text, indent=2)
    except msgspec.DecodeError:  # one half of a character, which Python writes and other encoders refuse
        return json.dumps(shown, indent=2, ensure_ascii=True, allow_nan=False, default=str)


class Looked(dict[str, str]):
    """Texts that were looked through, with their credentials hidden."""

    def __missing__(self, text: str) -> str:
        """Look through a text for the first time."""
        self[text] = found = redacted(text)
        return found


def plain(value: Any, known: Looked) -> Any:
    """Return a value of JSON's own kinds, credentials hidden."""
    if isinstance(value, str):
        return known[value]
    if value is None or value is True or value is False:
        return value
    if isinstance(value, dict):
        return {known[key if isinstance(key, str) else str(key)]: plain(item, known) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, known) for item in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
