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
    """Return JSON text that any parser takes: ASCII alone, no NaN, no infinity, no lone surrogate.

    It is encoded and laid out natively, which takes a fifth of the time, but for what no other encoder writes.
    """
    import msgspec

    try:
        return msgspec.json.format(msgspec.json.encode(plain(value, Native())), indent=2).decode()
    except (msgspec.MsgspecError, TypeError):  # one half of a character, or a key beyond ASCII
        return json.dumps(plain(value, Looked()), indent=2, ensure_ascii=True, allow_nan=False)


class Looked(dict[str, Any]):
    """Texts that were looked through, with their credentials hidden."""

    def __missing__(self, text: str) -> Any:
        """Look through a text for the first time."""
        self[text] = found = self.text(redacted(text))
        return found

    def text(self, text: str) -> Any:
        """Return what the encoder is given for a text."""
        return text

    def number(self, number: float) -> Any:
        """Return what the encoder is given for a number with a fraction or an exponent."""
        return number


class Native(Looked):
    """The same for the native encoder: what it would write otherwise than `json` is written here."""

    def text(self, text: str) -> Any:
        """Return a text, or as it is written where it holds more than ASCII."""
        return text if text.isascii() and "\x7f" not in text else self.raw(text)

    def number(self, number: float) -> Any:
        """Return a number as it is written."""
        return self.raw(number)

    @staticmethod
    def raw(value: Any) -> Any:
        """Return a value as it is written."""
        from msgspec import Raw

        return Raw(json.dumps(value).encode())


def plain(value: Any, known: Looked) -> Any:
    """Return a value of JSON's own kinds, credentials hidden; most of what it holds are texts, seen to at once."""
    if isinstance(value, str):
        return known[value]
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, dict):
        return {
            known[key if isinstance(key, str) else str(key)]: known[item] if type(item) is str else plain(item, known)
            for key, item in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [known[item] if type(item) is str else plain(item, known) for item in value]
    return known.number(value) if isinstance(value, float) and math.isfinite(value) else known[str(value)]
