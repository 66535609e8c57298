"""Static analysis results (SARIF 2.1.0, OASIS), as code scanning takes them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from .. import __version__
from ..escape.terminal import safe
from ..rules import registry
from .json import dump
from .remarks import Remark, Said, sentences, title_of, why_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 5000
"""Results that code scanning shows of one run."""
WEIGHTS = {"error": 0, "warning": 1, "note": 2}


def to_sarif(said: Said) -> str:
    """Return the log of one run; a run that was not completed says so, and names what is missing."""
    remarks = sorted(said.remarks, key=lambda item: WEIGHTS[item.severity])[:MOST]
    rules = sorted({item.finding.rule for item in remarks})
    index = {rule: number for number, rule in enumerate(rules)}
    driver = {"name": "contractdocs", "version": __version__, "rules": [descriptor(rule, said) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The top of the repository."}}},
        "invocations": [invocation(said, len(said.remarks) - len(remarks))],
        "results": [result(item, said, index[item.finding.rule]) for item in remarks],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def invocation(said: Said, left_out: int) -> dict[str, Any]:
    """Return how the run went."""
    notes = []
    if said.status == "incomplete":
        notes.append({"level": "error", "message": {"text": safe(said.verdict)}})
    if left_out:
        text = f"{left_out} more results are not in this log, the least of all there are."
        notes.append({"level": "warning", "message": {"text": text}})
    stated = {"executionSuccessful": said.status != "incomplete", "toolExecutionNotifications": notes}
    return {**stated, "exitCodeDescription": said.status}


def descriptor(rule_id: str, said: Said) -> dict[str, Any]:
    """Return a rule as its page states it."""
    stated: dict[str, Any] = {"id": rule_id}
    if rule_id in registry.pages():
        page = registry.rule(rule_id)
        stated["name"] = "".join(part.capitalize() for part in rule_id.split("-"))
        stated["shortDescription"] = {"text": page.title}
        if why_of(rule_id):
            stated["fullDescription"] = {"text": why_of(rule_id)}
        text = "\n\n".join(part for part in (page.title, page.why, page.mend) if part)
        stated["help"] = {"text": text, "markdown": f"# {page.title}\n\n{page.why}\n\n## How to mend\n\n{page.mend}"}
    uri = said.help_uri(rule_id)
    return {**stated, "helpUri": uri} if uri else stated


def result(item: Remark, said: Said, index: int) -> dict[str, Any]:
    """Return one result; a break with a proof is a suppressed one."""
    finding = item.finding
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": item.severity,
        "message": {"text": unlinked(f"{title_of(item)}. {sentences(item)}")},
        "locations": [location(item, said)] if item.place else [],
        "properties": {"contract": item.contract, "address": safe(finding.address)},
    }
    if finding.fingerprint:
        found["partialFingerprints"] = {"contractdocs/v1": finding.fingerprint}
    if finding.old is not None and finding.new is not None:
        there = physical(finding.old.place, said)
        found["relatedLocations"] = [
            {"id": 1, "physicalLocation": there, "message": {"text": f"as it was {finding.old.version}".strip()}}
        ]
    if item.proof:
        found["suppressions"] = [{"kind": "external", "status": "accepted", "justification": safe(item.proof)}]
    return found


def location(item: Remark, said: Said) -> dict[str, Any]:
    """Return where a result stands: the place in the file, and the name of the thing."""
    names = [{"fullyQualifiedName": safe(item.finding.address)}] if item.finding.address else []
    stated: dict[str, Any] = {"physicalLocation": physical(item.place, said)}
    return {**stated, "logicalLocations": names} if names else stated


def physical(place: Any, said: Said) -> dict[str, Any]:
    """Return a place in a file."""
    uri = quote(said.path(place).encode("utf-8", "surrogateescape"), safe="/")
    artifact = {"uri": uri, "uriBaseId": "SRCROOT"}
    return {"artifactLocation": artifact, "region": {"startLine": max(place.line, 1), "startColumn": place.column}}


def unlinked(text: str) -> str:
    """Return text in which nothing is an embedded link (SARIF 2.1.0, 3.11.6)."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") if "](" in text else text
