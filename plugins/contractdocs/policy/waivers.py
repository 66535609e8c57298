"""Reads waivers: accepted breaks with a reason, an owner and an expiry, in `waivers.yml` beside the contracts."""

from __future__ import annotations

from typing import Any

from ..documents import DocumentError, Place, parse
from ..model.finding import Finding, Spot
from ..model.report import Waiver
from ..rules.judgement import raised
from ..sources import Source, SourceError
from .announcements import FINGERPRINT, real_date
from .presets import KINDS, PRESETS

KEYS = ("fingerprint", "reason", "owner", "expires")
MOST_DAYS = {name: preset.waiver_days for name, preset in PRESETS.items()}


def read_waivers(source: Source, root: str) -> tuple[list[Waiver], list[Finding]]:
    """Return the waivers of a repository, and what is wrong with the others."""
    path = next(
        (f"{root}/{name}" for name in ("waivers.yml", "waivers.yaml") if f"{root}/{name}" in source.files(root)), ""
    )
    if not path:
        return [], []
    try:
        document = parse(path, source.read(path))
    except SourceError as error:
        return [], [invalid(Place(path, 1, 1), error.message, error.mend)]
    except DocumentError as error:
        return [], [invalid(item.place, item.message, item.suggestion) for item in error.problems]
    stated = document.data if document.data is not None else []
    if not isinstance(stated, list):
        return [], [invalid(document.place(""), "Waivers are a list.", "Begin each with `- fingerprint:`.")]
    waivers, findings = [], []
    for index, item in enumerate(stated):
        place = document.place(f"/{index}")
        wrong = fault_of(item)
        if wrong:
            findings.append(invalid(place, wrong, f"A waiver has {', '.join(KEYS)}."))
        else:
            match = FINGERPRINT.fullmatch(item["fingerprint"])
            reason, owner, expires = (str(item[key]) for key in KEYS[1:])
            kind = str(item.get("kind", ""))
            waivers.append(Waiver(match[1] if match else "", reason, owner, expires, place, kind))
    return waivers, findings


def invalid(place: Place, message: str, suggestion: str) -> Finding:
    """Return a finding about the file of waivers."""
    return raised("waiver-invalid", Spot(place), problem=message, hint=suggestion)


def fault_of(item: Any) -> str:
    """Return what is wrong with one waiver, empty where it is right."""
    if not isinstance(item, dict):
        return "A waiver is a mapping."
    missing = [key for key in KEYS if not item.get(key)]
    if missing:
        return f"The waiver does not say `{missing[0]}`."
    if not isinstance(item["fingerprint"], str) or not FINGERPRINT.fullmatch(item["fingerprint"]):
        return "The waiver's fingerprint is not twelve hexadecimal digits."
    unknown = [key for key in item if key not in (*KEYS, "kind")]
    if unknown:
        return f"`{str(unknown[0])[:40]}` is no key of a waiver."
    if item.get("kind", KINDS[0]) not in KINDS:
        return f"The waiver's `kind` is {' or '.join(KINDS)}."
    return "" if real_date(str(item["expires"])) else "The waiver's expiry is no date like 2027-02-19."


def check_waivers(waivers: list[Waiver], used: set[str], today: str, policy: str) -> list[Finding]:
    """Return findings for waivers that are expired, too long, or match nothing."""
    from datetime import date

    findings = []
    for waiver in waivers:
        place = Spot(waiver.place)
        days = (
            (date.fromisoformat(waiver.expires) - date.fromisoformat(today)).days if real_date(waiver.expires) else -1
        )
        if days < 0:
            findings.append(raised("waiver-expired", place, fingerprint=waiver.fingerprint, expires=waiver.expires))
        elif days > MOST_DAYS[policy]:
            words = {
                "fingerprint": waiver.fingerprint,
                "days": str(days),
                "policy": policy,
                "most": str(MOST_DAYS[policy]),
            }
            findings.append(raised("waiver-too-long", place, words=words))
        elif PRESETS[policy].waiver_kinds and waiver.kind not in PRESETS[policy].waiver_kinds:
            kinds = " or ".join(PRESETS[policy].waiver_kinds)
            words = {"fingerprint": waiver.fingerprint, "policy": policy, "kinds": kinds}
            findings.append(raised("waiver-kind-refused", place, words=words))
        elif waiver.fingerprint not in used:
            findings.append(raised("waiver-unused", place, fingerprint=waiver.fingerprint))
    return findings
