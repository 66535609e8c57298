"""What each preset asks for: routes, notice, kept majors, waivers, stability."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.conftest import ENVIRONMENT, Workplace

from .documents import events, orders, without_total

FILE = "contracts/orders.openapi.yaml"
TODAY = ("--today", "2026-11-21")
DEPRECATED = "        total:\n          type: integer\n          deprecated: true\n          x-sunset: '{}'\n"
PLAIN = "        total:\n          type: integer\n"
POLICIES = ("relaxed", "standard", "strict")


@pytest.fixture
def dated(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Commit with the committer's clock at a day."""

    def at(day: str, message: str = "a commit") -> str:
        monkeypatch.setitem(ENVIRONMENT, "GIT_COMMITTER_DATE", f"{day}T12:00:00Z")
        monkeypatch.setitem(ENVIRONMENT, "GIT_AUTHOR_DATE", f"{day}T12:00:00Z")
        return place.commit(message)

    return at


def finish(place: Workplace) -> None:
    for path in place.root.rglob("changes/*.md"):
        path.write_text(re.sub("(?m)^TODO.*$", "Read `sum` instead.", path.read_text()))


def report_of(place: Workplace, *words: str) -> tuple[int, dict[str, Any]]:
    ran = place.run("check", "--format", "json", *(words or TODAY))
    return ran.code, json.loads(ran.out)


def rules_of(report: dict[str, Any]) -> dict[str, str]:
    """Return the rules of all findings that are no judged breaks, with their levels."""
    found = [*report["findings"], *(f for c in report["contracts"] for f in c["findings"])]
    return {finding["rule"]: finding["level"] for finding in found}


def proofs_of(report: dict[str, Any]) -> list[str]:
    return [item["proof"] for contract in report["contracts"] for item in contract["breaking"]]


@pytest.mark.parametrize(
    ("policy", "announced", "deprecated", "sunset", "code"),
    [
        ("relaxed", False, "2026-01-05", "2026-10-01", 0),  # notice alone proves it
        ("relaxed", False, "2026-09-01", "2026-10-01", 1),  # too short a notice
        ("relaxed", False, "2026-01-05", "2027-10-01", 1),  # its day has not come
        ("relaxed", True, "", "", 0),
        ("standard", False, "2026-01-05", "2026-10-01", 1),  # notice counts, but an announcement is needed
        ("standard", True, "2026-01-05", "2026-10-01", 0),
        ("standard", True, "", "", 0),
        ("strict", True, "2026-01-05", "2026-10-01", 0),
        ("strict", True, "2026-09-01", "2026-10-01", 1),
        ("strict", True, "", "", 1),
        ("strict", False, "2026-01-05", "2026-10-01", 1),
    ],
)
def test_routes(
    place: Workplace, dated: Any, policy: str, announced: bool, deprecated: str, sunset: str, code: int
) -> None:
    place.write({"contractdocs.yml": f"policy: {policy}\n", FILE: orders("1.4.0")})
    dated("2025-12-01")
    if deprecated:
        place.write({FILE: orders("1.5.0").replace(PLAIN, DEPRECATED.format(sunset))})
        dated(deprecated)
    place.write({FILE: without_total("2.0.0")})
    if announced:
        assert place.run("announce", *TODAY).code == 0
        finish(place)
    got, report = report_of(place)
    assert got == code, report
    enough = bool(deprecated) and deprecated < "2026-02" and sunset < "2026-11"
    weight = {"relaxed": None, "standard": "warning", "strict": "error"}[policy]
    assert rules_of(report).get("notice-missing") == (None if enough else weight)


def test_a_deprecation_that_only_the_branch_has_is_no_notice(place: Workplace, dated: Any) -> None:
    place.write({"contractdocs.yml": "policy: relaxed\n", FILE: orders("1.4.0")})
    dated("2025-12-01")
    place.git("checkout", "-q", "-b", "feature")
    place.write({FILE: orders("1.5.0").replace(PLAIN, DEPRECATED.format("2026-10-01"))})
    dated("2026-01-05", "backdated")
    place.write({FILE: without_total("2.0.0")})
    dated("2026-11-20")
    assert report_of(place)[0] == 1


@pytest.mark.parametrize(("effective", "code"), [("2026-11-21", 0), ("2026-11-20", 0), ("2026-11-19", 1)])
def test_a_day_is_over_when_it_is_over_everywhere(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, effective: str, code: int
) -> None:
    monkeypatch.setitem(ENVIRONMENT, "GIT_COMMITTER_DATE", "2026-11-21T03:30:00Z")
    place.write({FILE: orders("1.4.0")}).commit()
    place.git("checkout", "-q", "-b", "feature")
    place.write({FILE: without_total("1.4.0")})
    place.run("announce", "--today", effective)
    finish(place)
    place.commit()
    got, report = report_of(place)
    assert (got, "announcement-backdated" in rules_of(report)) == (code, bool(code)), report


@pytest.mark.parametrize(("policy", "code"), [("relaxed", 0), ("standard", 1), ("strict", 1)])
def test_the_version_has_to_move(place: Workplace, policy: str, code: int) -> None:
    place.write({"contractdocs.yml": f"policy: {policy}\n", FILE: orders("1.4.0")}).commit()
    place.write(
        {FILE: orders("1.4.0").replace("        note:", "        more:\n          type: string\n        note:")}
    )
    got, report = report_of(place)
    assert rules_of(report)["version-not-bumped"] == ("error" if policy == "strict" else "warning")
    place.write({FILE: without_total("1.4.0")})
    place.run("announce", "--no-bump", *TODAY)
    finish(place)
    for path in place.root.rglob("changes/*.md"):
        path.write_text(path.read_text().replace("2.0.0", "1.4.0"))
    got, report = report_of(place)
    if policy != "strict":
        assert got == code
    assert rules_of(report)["version-not-bumped"] == ("warning" if policy == "relaxed" else "error")


@pytest.mark.parametrize(
    ("policy", "stability", "code"),
    [
        *((policy, "draft", 0) for policy in POLICIES),
        *((policy, "alpha", 0) for policy in POLICIES),
        ("relaxed", "beta", 0),
        ("standard", "beta", 1),
        ("strict", "beta", 1),
        *((policy, "stable", 1) for policy in POLICIES),
    ],
)
def test_what_is_not_stable_is_only_reported(place: Workplace, policy: str, stability: str, code: int) -> None:
    text = orders("1.4.0").replace("  title: Orders", f"  title: Orders\n  x-stability-level: {stability}")
    place.write({"contractdocs.yml": f"policy: {policy}\n", FILE: text}).commit()
    broken = text.replace(PLAIN, "").replace("[id, total]", "[id]").replace("1.4.0", "2.0.0")
    place.write({FILE: broken})
    got, report = report_of(place)
    assert got == code, report
    assert proofs_of(report), "it is reported"


def test_stability_cannot_be_lowered_in_the_breath_that_breaks(place: Workplace) -> None:
    place.write({FILE: orders("1.4.0")}).commit()
    text = without_total("2.0.0").replace("  title: Orders", "  title: Orders\n  x-stability-level: alpha")
    place.write({FILE: text})
    assert report_of(place)[0] == 1


@pytest.mark.parametrize(
    ("policy", "kind", "days", "code"),
    [
        ("relaxed", "", 180, 0),
        ("relaxed", "", 181, 1),
        ("standard", "", 90, 0),
        ("standard", "", 91, 1),
        ("strict", "security", 30, 0),
        ("strict", "legal", 30, 0),
        ("strict", "security", 31, 1),
        ("strict", "", 30, 1),
    ],
)
def test_waivers(place: Workplace, policy: str, kind: str, days: int, code: int) -> None:
    from datetime import date, timedelta

    place.write({"contractdocs.yml": f"policy: {policy}\nrules: {{notice-missing: {{level: warning, reason: x}}}}\n"})
    place.write({"contracts/e/1.0.0.yaml": events("1.0.0")}).commit()
    broken = events("2.0.0").replace("logicalType: integer", "logicalType: string")
    place.write({"contracts/e/2.0.0.yaml": broken})
    until = (date(2026, 11, 21) + timedelta(days=days)).isoformat()
    _, report = report_of(place)
    entries = [
        f"- fingerprint: '{item['fingerprint']}'\n  reason: x\n  owner: x\n  expires: '{until}'\n"
        + (f"  kind: {kind}\n" if kind else "")
        for item in report["contracts"][0]["breaking"]
    ]
    place.write({"contracts/waivers.yml": "".join(entries)})
    got, report = report_of(place)
    assert got == code, report


def test_somebody_else_agrees_to_a_waiver_under_strict(place: Workplace) -> None:
    place.write({"contractdocs.yml": "policy: strict\n", FILE: orders("1.4.0")}).commit()
    place.write({FILE: without_total("2.0.0")})
    name = report_of(place)[1]["contracts"][0]["breaking"][0]["fingerprint"]
    words = ("--reason", "x", "--owner", "x", "--expires", "2026-11-30", "--kind", "legal", *TODAY)
    assert place.run("waive", name, *words).code == 0
    assert rules_of(report_of(place)[1])["waiver-unowned"] == "warning"
    place.write({".github/CODEOWNERS": "# who\n*.py @dev\n/contracts/**/openapi.yaml @api\n"})
    assert "waiver-unowned" in rules_of(report_of(place)[1])
    for line in (
        "/contracts/waivers.yml @gate",
        "contracts/ @gate",
        "waivers.yml @gate",
        "* @all",
        "**/waivers.* @gate",
    ):
        place.write({".github/CODEOWNERS": f"*.py @dev\n{line}\n"})
        assert "waiver-unowned" not in rules_of(report_of(place)[1]), line
    place.write({".github/CODEOWNERS": "* @all\n/contracts/waivers.yml\n"})
    assert "waiver-unowned" in rules_of(report_of(place)[1]), "a line without owners takes them back"


@pytest.mark.parametrize(
    ("scheme", "old", "new", "code"),
    [
        ("date", "2024.11.02", "2024.12.01", 0),
        ("date", "2024.11.02", "2024.11.02", 1),
        ("date", "2024.11.02", "2024.10.01", 1),
        ("", "2024.11.02", "2024.12.01", 1),
        ("", "2024-11-02", "2024-12-01", 0),
        ("", "1.4.0", "1.5.0", 1),
        ("", "0.4.0", "0.5.0", 0),
        ("", "0.4.0", "0.4.1", 1),
        ("", "v1", "v2", 0),
        ("", "v1", "v1", 1),
        ("", "one", "two", 1),
        ("integer", "one", "two", 0),
    ],
)
def test_versions_move_as_their_scheme_asks(place: Workplace, scheme: str, old: str, new: str, code: int) -> None:
    settings = f"version_schemes: {{orders: {scheme}}}\n" if scheme else "{}\n"
    place.write({"contractdocs.yml": settings, FILE: orders(f'"{old}"')}).commit()
    place.write({FILE: without_total(f'"{new}"')})
    entry = f'---\ncontract: orders\nversion: "{new}"\nchanges: [{{rule: property-removed, at: Order > total}}]\n---\n'
    place.write({"contracts/changes/a.md": entry + "# `total` goes\n\nRead `sum`.\n"})
    got, report = report_of(place)
    assert got == code, report


@pytest.mark.parametrize(("policy", "level"), [("relaxed", None), ("standard", "warning"), ("strict", "error")])
def test_an_older_major_stays_for_a_while(place: Workplace, dated: Any, policy: str, level: str | None) -> None:
    place.write({"contractdocs.yml": f"policy: {policy}\n", "contracts/orders/v1/openapi.yaml": orders("1.4.0")})
    dated("2026-01-01")
    place.write({"contracts/orders/v2/openapi.yaml": without_total("2.0.0")})
    dated("2026-09-01")
    (place.root / "contracts/orders/v1/openapi.yaml").unlink()
    assert rules_of(report_of(place)[1])["line-removed"] == "error"
    text = "---\ncontract: orders\nversion: 2.0.0\nchanges: [{rule: line-removed, at: orders v1}]\nwho: all\n"
    place.write({"contracts/orders/changes/gone.md": f"{text}effective: 2026-11-21\n---\n# v1 ends\n\nUse v2.\n"})
    found = rules_of(report_of(place)[1])
    assert "line-removed" not in found
    assert found.get("line-removed-early") == level
    later = rules_of(report_of(place, "--today", "2027-12-01")[1])
    assert "line-removed-early" not in later


@pytest.mark.parametrize(("policy", "code"), [("relaxed", 0), ("standard", 0), ("strict", 1)])
def test_what_may_hurt_needs_a_proof_under_strict(place: Workplace, policy: str, code: int) -> None:
    old = orders("1.4.0").replace("type: string\n        total", "type: string\n          pattern: '^a'\n        total")
    assert old != orders("1.4.0")
    place.write({"contractdocs.yml": f"policy: {policy}\n", FILE: old}).commit()
    place.write({FILE: orders("1.5.0")})
    diff = json.loads(place.run("diff", f"HEAD:{FILE}", FILE, "--format", "json").out)
    assert [change["level"] for change in diff["changes"] if change["level"] != "safe"] == ["risky"]
    got, report = report_of(place)
    assert (got, proofs_of(report)) == (code, [""] * code)


def test_debt_is_accepted_with_a_date(place: Workplace) -> None:
    broken = events("1.1.0").replace("logicalType: integer", "logicalType: string")
    place.write({"contracts/e/1.0.0.yaml": events("1.0.0"), "contracts/e/1.1.0.yaml": broken}).commit()
    got, report = report_of(place)
    assert got == 1
    ran = place.run("baseline", "--accept", "--owner", "Ada", *TODAY)
    assert ran.code == 0, ran.err
    assert "until 2027-02-19" in ran.out
    got, report = report_of(place)
    assert set(proofs_of(report)) == {"waiver"}
    assert got == 0, "accepted debt asks for no version either"
    place.edit("contracts/e/1.1.0.yaml", "name: user_id", "name: user")
    assert report_of(place)[0] == 1, "what comes next is refused"
    assert report_of(place, "--today", "2027-02-20")[0] == 1, "debt has a date"
    place.write({"contractdocs.yml": "policy: strict\n"})
    assert place.run("baseline", "--accept", "--owner", "Ada", *TODAY).code == 2


def test_to_report_only_is_to_fail_nothing_but_to_say_all(place: Workplace) -> None:
    place.write({FILE: orders("1.4.0")}).commit()
    place.write({FILE: without_total("1.4.0")})
    ran = place.run("check", "--report-only")
    assert ran.code == 0
    assert "FAIL orders" in ran.out
