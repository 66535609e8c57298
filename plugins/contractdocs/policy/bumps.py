"""Whether a version moved as far as its changes ask for."""

from __future__ import annotations

from ..catalog.versions import is_enough, next_version, order, parsed, scheme_of
from ..model.contract import Release
from ..model.finding import Finding, Spot
from ..model.report import Transition
from ..rules.judgement import raised

RANK = {"": 0, "patch": 1, "minor": 2, "major": 3}
PRE_RELEASED = ("draft", "proposed", "template")


def is_promised(release: Release) -> bool:
    """Return whether anybody may build on a release: no draft, no version before a release (SemVer 2.0.0, 9)."""
    numbers = parsed(release.version)
    return release.status not in PRE_RELEASED and not (numbers and numbers[3])


def needed_bump(findings: tuple[Finding, ...]) -> str:
    """Return the bump that the findings ask for together."""
    return max((finding.bump for finding in findings), key=RANK.__getitem__, default="")


def check_version(transition: Transition, policy: str, scheme: str = "") -> list[Finding]:
    """Return what is wrong with the version of the newer release."""
    old, new = transition.old.version, transition.new.version
    bump = needed_bump(transition.findings)
    if not new:
        return [raised("version-missing", at_version(transition))]
    if not (scheme or scheme_of(new)):
        return [raised("version-unknown", at_version(transition), version=new)]
    if old and order(new) < order(old):
        wanted = next_version(old, bump or "patch")
        return [raised("version-decreased", at_version(transition), old=old, new=new, wanted=wanted)]
    dated = scheme == "date" and order(new) > order(old)
    if not bump or not old or dated or is_enough(old, new, bump):
        return []
    wanted = "" if scheme == "date" else next_version(old, bump)
    words = {"old": old, "new": new, "wanted": wanted or "a new one"}
    rule = "version-not-bumped" if old == new else "version-bump-too-small"
    return [raised(rule, at_version(transition), level=level_of(bump, policy), words=words)]


def level_of(bump: str, policy: str) -> str:
    """Return how bad a version is that moved too little: under `standard` only a break makes it an error."""
    if bump == "patch":
        return "note"
    strict = policy == "strict" if bump == "minor" else policy != "relaxed"
    return "error" if strict else "warning"


def at_version(transition: Transition) -> Spot:
    """Return the place where the newer release states its version."""
    release = transition.new
    fact = release.interface.facts.get("version")
    origin = fact.origin if fact else release.interface.origin
    return Spot(origin.document.place(origin.pointer), origin.pointer, release.version, release.version)
