"""The verdict over one contract: every break since the record, with the proof that it was announced."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..catalog.versions import next_version, order
from ..model.contract import Contract, Release
from ..model.finding import Finding
from ..model.report import Announcement, Judged, Transition, Waiver
from .announcements import fault
from .bumps import PRE_RELEASED, check_version, is_promised, needed_bump

Proof = Literal["", "new line", "notice", "announcement", "waiver", "draft"]
Compare = Callable[[Release, Release], Transition]


@dataclass(frozen=True, slots=True)
class Policy:
    """What a gate asks for."""

    name: str = "standard"
    today: str = ""
    schemes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate says of one contract."""

    judged: tuple[Judged, ...]
    findings: tuple[Finding, ...]
    needed_version: str = ""

    @property
    def unannounced(self) -> tuple[Judged, ...]:
        """Return the breaks without a proof."""
        return tuple(item for item in self.judged if not item.proof)


def judge_contract(
    contract: Contract,
    unpublished: Sequence[Transition],
    announcements: Sequence[Announcement],
    waivers: Sequence[Waiver],
    policy: Policy,
) -> Judgement:
    """Return the verdict over the transitions that are not published yet."""
    judged: list[Judged] = []
    findings: list[Finding] = []
    needed = ""
    for transition in unpublished:
        free: Proof = "draft" if is_draft(contract, transition) else ""
        free = free or ("new line" if starts_line(contract, transition) else "")
        for finding in transition.breaking:
            judged.append(prove(finding, transition, announcements, waivers, policy, free))
        scheme = (policy.schemes or {}).get(contract.id, "")
        wrong = check_version(transition, policy.name, scheme) if not is_draft(contract, transition) else []
        findings.extend(replace(item, contract=contract.id) for item in wrong)
        if any(item.rule in ("version-not-bumped", "version-bump-too-small") for item in wrong):
            needed = next_version(transition.old.version, needed_bump(transition.findings))
    return Judgement(tuple(judged), tuple(findings), needed)


def prove(
    finding: Finding,
    transition: Transition,
    announcements: Sequence[Announcement],
    waivers: Sequence[Waiver],
    policy: Policy,
    free: Proof,
) -> Judged:
    """Return a break with the first proof that holds; `free` is the one that holds for all of the transition."""
    proof = free
    by: Announcement | None = None
    if not proof:
        by = next((a for a in announcements if announces(a, finding, transition)), None)
        if by is not None:
            proof = "announcement"
        elif any(w.fingerprint == finding.fingerprint and w.expires >= policy.today for w in waivers):
            proof = "waiver"
    return Judged(finding, proof, by)


def announces(announcement: Announcement, finding: Finding, transition: Transition) -> bool:
    """Return whether an announcement names a finding, for the version that brings it."""
    same_version = announcement.version == transition.new.version
    return same_version and any(entry.names(finding) for entry in announcement.entries)


def is_draft(contract: Contract, transition: Transition) -> bool:
    """Return whether nobody is promised anything yet: the older release was a draft, or the newer is one beside it.

    Turning the only file of a contract into a draft takes away what it promised: that is no new draft.
    """
    if transition.old.status in PRE_RELEASED:
        return True
    stays = any(release.header is transition.old.header for release in contract.releases)
    beside = contract.layout in ("files", "folders") and stays and transition.old.file != transition.new.file
    return beside and not is_promised(transition.new)


def starts_line(contract: Contract, transition: Transition) -> bool:
    """Return whether a transition leads into a new major line beside the old one, which is still there."""
    return (
        contract.layout == "folders"
        and transition.old.line != transition.new.line
        and transition.old.line in contract.lines
    )


def check_announcements(
    contract: Contract, announcements: Sequence[Announcement], transitions: Sequence[Transition]
) -> list[Finding]:
    """Return findings for announcements of nothing: a version that is not there, a change that did not happen."""
    findings: list[Finding] = []
    versions = {release.version for release in contract.releases}
    for announcement in announcements:
        into = [t for t in transitions if t.new.version == announcement.version]
        if announcement.version not in versions:
            if is_planned(announcement, contract):
                continue
            known = ", ".join(sorted(versions, key=order))
            message = (
                f"The announcement is for version {announcement.version} of {contract.id}, which does not exist; "
                f"there is {known}."
            )
            findings.append(nothing(announcement, message, "Name the version that brings the change.", contract.id))
            continue
        for entry in announcement.entries:
            if not any(entry.names(finding) for transition in into for finding in transition.findings):
                findings.append(no_such_change(announcement, entry, into, contract.id))
    return findings


def is_planned(announcement: Announcement, contract: Contract) -> bool:
    """Return whether an announcement speaks of a release to come: by rule and address, as no fingerprint exists yet."""
    later = order(announcement.version) > order(contract.head.version)
    return later and all(entry.rule for entry in announcement.entries)


def no_such_change(announcement: Announcement, entry: object, into: Sequence[Transition], contract_id: str) -> Finding:
    """Return the finding that a named change did not happen, with the change that was probably meant."""
    findings = [finding for transition in into for finding in transition.findings]
    named = str(entry)
    choices = {**{f.fingerprint: f for f in findings}, **{f"{f.rule} at {f.address}": f for f in findings}}
    near = difflib.get_close_matches(named, list(choices), 1, 0.5)
    hint = (
        f"Did you mean {choices[near[0]].fingerprint} ({choices[near[0]].message})?"
        if near
        else "Remove it from `changes`."
    )
    message = f"The announcement names {named}, but version {announcement.version} brings no such change."
    found = nothing(announcement, message, hint, contract_id)
    place = getattr(entry, "place", None)
    return replace(found, new=replace(found.new, place=place)) if place and found.new else found


def nothing(announcement: Announcement, message: str, suggestion: str, contract_id: str) -> Finding:
    """Return a finding about an announcement of nothing."""
    return replace(fault(announcement.place, message, suggestion, "announcement-of-nothing"), contract=contract_id)
