"""Family 14: a credential in a contract is warned of with its place, and no report repeats it."""

from __future__ import annotations

import json

import pytest

from contractdocs.model.secrets import redacted, secrets_in
from contractdocs.reports import FORMATS
from tests.conftest import Workplace
from tests.gate.documents import orders

FILE = "contracts/orders.openapi.yaml"
BODY = "QmVnaW5uaW5nIG9mIGEga2V5IHRoYXQgaXMgbm9uZQ"
SEEDED = {
    "aws": "AKIA" + "Z7QK2N4RT6WX8YBD",
    "jwt": f"eyJhbGciOiJub25l.eyJzdWIiOiJ{BODY}.c2lnbmF0dXJlX29m",
    "pem": f"-----BEGIN RSA PRIVATE KEY-----\n{BODY}\n-----END RSA PRIVATE KEY-----",
    "github": "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "gitlab": "glpat-" + "a1B2c3D4e5F6g7H8i9J0",
    "slack": "xoxb-" + "123456789012-abcdefghij",
    "google": "AIza" + "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
    "stripe": "sk_live_" + "a1B2c3D4e5F6g7H8",
    "login": "postgres://ada:hunter22@db.example.com/x",
}
CALM = [
    "AKIAIOSFODNN7EXAMPLE",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4ifQ.SflKxwRJSMeKKF2QT4fw",
    "https://{user}:{password}@example.com",
    "https://user:password@example.com",
    "https://example.com:8080/a@b",
    "An ordinary sentence about AKIA and eyJ.",
]


@pytest.mark.parametrize("name", SEEDED)
def test_a_credential_is_seen_and_hidden(name: str) -> None:
    text = f"before {SEEDED[name]} after"
    assert len(list(secrets_in(text))) == 1
    hidden = redacted(text)
    assert "[redacted]" in hidden
    assert hidden.startswith("before ")
    assert not [
        part for part in SEEDED[name].replace("://", " ").replace("@", " ").split() if len(part) > 16 and part in hidden
    ]


@pytest.mark.parametrize("text", CALM)
def test_what_documentation_shows_is_left_alone(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize("name", SEEDED)
def test_it_is_warned_of_and_no_report_repeats_it(place: Workplace, name: str) -> None:
    secret = SEEDED[name]
    old = orders("1.4.0").replace("type: integer", f"type: integer\n          default: {json.dumps(secret)}")
    place.write({FILE: old}).commit()
    place.git("checkout", "-q", "-b", "feature")
    place.write({FILE: old.replace("type: integer", "type: boolean")})
    outputs = [word for form in FORMATS for word in ("--output", f"{form}=out/{form}")]
    ran = place.run("check", "--verbose", *outputs)
    assert ran.code == 1
    report = json.loads((place.root / "out/json").read_text("utf-8"))
    found = [item for contract in report["contracts"] for item in contract["findings"]]
    (warning,) = [item for item in found if item["rule"] == "secret-exposed"]
    assert warning["level"] == "warning"
    assert warning["new"]["line"] > 1
    core = "hunter22" if name == "login" else max(secret.split(), key=len)
    for form in FORMATS:
        assert core not in (place.root / "out" / form).read_text("utf-8"), form
    assert core not in ran.out + ran.err
    diff = place.run("diff", f"main:{FILE}", FILE, "--format", "json")
    assert core not in diff.out


def test_a_message_of_a_stopped_run_repeats_none(folder: Workplace) -> None:
    folder.write({"contractdocs.yml": f"policy: {json.dumps(SEEDED['aws'])}\n"})
    ran = folder.run("check")
    assert ran.code == 2
    assert SEEDED["aws"] not in ran.out + ran.err
