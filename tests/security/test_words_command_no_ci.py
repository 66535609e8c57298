"""Family 12: what stands in a contract, in a name or in a report commands no CI and spoofs no comment."""

from __future__ import annotations

import json

import pytest

from contractdocs.reports import FORMATS
from tests.conftest import Workplace
from tests.gate.documents import orders, without_total

from .outlets import in_comment, in_report

FILE = "contracts/orders.openapi.yaml"
NAMES = [
    "x\n::error file=a::spoofed",
    "x\r\n::add-mask::a",
    "::stop-commands::x",
    "##[error]spoofed",
    "%0A::warning::x",
    "\x1b[2J\x1b[31mred",
    "\x9b31m",
    "\u202egnp.exe",
    "@everyone #1 ![x](https://evil.example/x.png)",
    "<!-- contractdocs -->",
    "<img src=https://evil.example/x.png>",
    "[click](https://evil.example)",
    "```\n# Announced\n```",
    "a|b|c",
    "x" * 70_000,
]


def broken(place: Workplace, name: str) -> Workplace:
    """Return a repository in which a field of that name leaves a contract, and the title holds it too."""
    quoted, key = json.dumps(name), json.dumps(name[:900])
    old = orders("1.4.0").replace("        note:", f"        {key}:").replace("title: Orders", f"title: {quoted}")
    place.write({FILE: old}).commit()
    place.git("checkout", "-q", "-b", "feature")
    new = without_total("1.4.0").replace("title: Orders", f"title: {quoted}").replace("        note:", "        other:")
    place.write({FILE: new})
    return place


@pytest.mark.parametrize("name", NAMES, ids=[repr(name)[:20] for name in NAMES])
def test_no_report_carries_a_command(place: Workplace, name: str) -> None:
    outputs = [word for form in FORMATS for word in ("--output", f"{form}=out/{form}")]
    ran = broken(place, name).run("check", *outputs)
    assert ran.code == 1
    for form in FORMATS:
        text = (place.root / "out" / form).read_text("utf-8")
        assert list(in_report(form, text)) == []
    assert len((place.root / "out/markdown").read_text("utf-8")) <= 65_536


def test_a_comment_from_a_stranger_s_report_is_held_to_the_same(place: Workplace) -> None:
    report = json.loads(broken(place, "x").run("check", "--format", "json").out)
    evil = "<img src=https://evil.example> @everyone <!-- contractdocs --> [x](https://evil.example) ![y](z)"

    def poisoned(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: poisoned(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [poisoned(item, key) for item in value]
        kept = ("status", "policy", "level", "fingerprint", "direction", "bump", "rule", "format", "proof")
        return evil if isinstance(value, str) and key not in kept else value

    place.write({"stranger.json": json.dumps(poisoned(report))})
    ran = place.run("comment", "stranger.json")
    assert ran.code == 0, ran.err
    assert list(in_comment(ran.out)) == []


def test_file_names_command_nothing(place: Workplace) -> None:
    place.write({"contracts/a\n::error::spoofed.yaml": orders("1.0.0"), "contracts/##[error]x.yaml": "a: ["})
    place.write({"contractdocs.yml": "record: none\n"}).commit()
    for form in ("text", "github"):
        ran = place.run("check", "--no-cache", "--format", form)
        assert ran.code in (1, 3)
        assert list(in_report(form, ran.out)) == []
        assert "\n::error::spoofed" not in ran.err
