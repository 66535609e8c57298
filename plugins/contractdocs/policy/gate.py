"""The verdict over one contract: every break since the record, with the proof that it was announced."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from msgspec.structs import replace

from ..catalog.versions import next_version, order
from ..model.contract import Contract, Release
from ..model.finding import Finding
from ..model.report import Announcement, Judged, Transition, Waiver
from ..rules.judgement import raised
from .announcements import fault
from .bumps import PRE_RELEASED, check_version, is_promised, needed_bump
from .deprecation import UNSTABLE, Published, is_over, notice_of, stability_of, takes_away
from .presets import PRESETS, Preset

Proof = Literal["", "new line", "notice", "announcement", "waiver", "draft"]
Compare = Callable[[Release, Release], Transition]


@dataclass(frozen=True, slots=True)
class Policy:
    """What a gate asks for; `published` gives what was published before a transition."""

    name: str = "standard"
    today: str = ""
    schemes: Mapping[str, str] | None = None
    notice_days: Mapping[str, int] = field(default_factory=dict)
    published: Published = lambda transition: ()

    @property
    def preset(self) -> Preset:
        """Return what its name stands for."""
        return PRESETS[self.name]

    def days(self, stability: str) -> int:
        """Return the days of notice that something so stable needs."""
        return self.notice_days.get(stability, self.notice_days.get("stable", 0))


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
        for finding in needing_proof(transition, policy):
            case = Case(
                finding,
                transition,
                free or unstable(finding, transition, policy),
                noticed(finding, transition, policy),
            )
            judged.append(prove(case, announcements, waivers, policy))
            findings.extend(too_sudden(case, policy, contract.id))
        scheme = (policy.schemes or {}).get(contract.id, "")
        left = without_waived(transition, judged)
        wrong = check_version(left, policy.name, scheme) if not is_draft(contract, transition) else []
        findings.extend(replace(item, contract=contract.id) for item in wrong)
        if any(item.rule in ("version-not-bumped", "version-bump-too-small") for item in wrong):
            needed = next_version(transition.old.version, needed_bump(left.findings))
    return Judgement(tuple(judged), tuple(findings), needed)


def without_waived(transition: Transition, judged: Sequence[Judged]) -> Transition:
    """Return a transition without the breaks that a waiver accepts: they ask for no version of their own."""
    waived = {item.finding.fingerprint for item in judged if item.proof == "waiver"}
    return replace(transition, findings=tuple(f for f in transition.findings if f.fingerprint not in waived))


@dataclass(frozen=True, slots=True)
class Case:
    """A break to be judged.

    `free` is the proof that holds whatever was announced; `noticed` says that its notice is over.
    """

    finding: Finding
    transition: Transition
    free: Proof
    noticed: bool


def needing_proof(transition: Transition, policy: Policy) -> tuple[Finding, ...]:
    """Return the findings that need a proof: what breaks, and under a strict policy what may."""
    levels = ("breaking", "risky") if policy.preset.risky else ("breaking",)
    return tuple(finding for finding in transition.findings if finding.level in levels)


def unstable(finding: Finding, transition: Transition, policy: Policy) -> Proof:
    """Return the proof of what nobody was promised to last: reported, not refused."""
    stability = stability_of(finding, transition)
    free = stability in UNSTABLE or (stability == "beta" and not policy.preset.beta)
    return "draft" if free else ""


def noticed(finding: Finding, transition: Transition, policy: Policy) -> bool:
    """Return whether what a finding takes away was deprecated in public, long enough before."""
    if not takes_away(finding):
        return False
    days = policy.days(stability_of(finding, transition))
    return is_over(notice_of(finding, policy.published(transition)), policy.today, days)


def too_sudden(case: Case, policy: Policy, contract_id: str) -> list[Finding]:
    """Return the finding that something goes without the notice that the policy asks for."""
    weight = policy.preset.notice_missing
    if not weight or case.free or case.noticed or not takes_away(case.finding):
        return []
    days = policy.days(stability_of(case.finding, case.transition))
    words = {"message": case.finding.message, "address": case.finding.address, "days": str(days)}
    where = case.finding.new or case.finding.old
    return [
        raised("notice-missing", where, contract=contract_id, level=weight, address=case.finding.address, words=words)
    ]


def prove(case: Case, announcements: Sequence[Announcement], waivers: Sequence[Waiver], policy: Policy) -> Judged:
    """Return a break with the first proof that holds."""
    finding, preset = case.finding, policy.preset
    if case.free:
        return Judged(finding, case.free)
    by = next((a for a in announcements if announces(a, finding, case.transition)), None)
    if by is not None and (not preset.notice_needed or case.noticed or not takes_away(finding)):
        return Judged(finding, "announcement", by)
    if preset.notice_proves and case.noticed:
        return Judged(finding, "notice")
    waived = any(holds(waiver, finding, policy) for waiver in waivers)
    return Judged(finding, "waiver" if waived else "")


def holds(waiver: Waiver, finding: Finding, policy: Policy) -> bool:
    """Return whether a waiver accepts a finding today, under what the policy takes waivers for."""
    kinds = policy.preset.waiver_kinds
    right = waiver.fingerprint == finding.fingerprint and waiver.expires >= policy.today
    return right and (not kinds or waiver.kind in kinds)


def announces(announcement: Announcement, finding: Finding, transition: Transition) -> bool:
    """Return whether an announcement names a finding, for the version that brings it.

    Where the record is older, that may be a version on the way: it was announced then, and is not yet published.
    """
    old, new, said = transition.old.version, transition.new.version, announcement.version
    on_the_way = said == new or order(old) < order(said) < order(new)
    return on_the_way and any(entry.names(finding) for entry in announcement.entries)


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
