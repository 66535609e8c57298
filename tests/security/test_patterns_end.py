"""Family 9: a pattern of a contract never runs without a bound, and never in a page."""

from __future__ import annotations

import json

import pytest

from contractdocs.rules.patterns import PatternError, compiled
from contractdocs.site import assets
from tests.conftest import Workplace

from .injecting import report_of
from .making import alone, bounded
from .mutating import samples
from .outlets import site_of

TEXT = "a" * 60 + "!"
LINEAR = [
    "^(a+)+$",
    "^(a|a)*$",
    "^(a|aa)+$",
    "(x+x+)+y",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(a{1,90}){1,90}$",
    "^(?:a?){50}a{50}$",
]
BACK = [r"(a|a)*$\1", r"^((a|a)*)\2\1b$"]


def schema(pattern: str) -> str:
    """Return a schema with a pattern and an example that makes it slow."""
    field = {"type": "string", "pattern": pattern, "examples": [TEXT], "default": TEXT}
    return json.dumps(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "version": "1.0.0", "properties": {"a": field}}
    )


@pytest.mark.parametrize("pattern", LINEAR)
def test_a_catastrophic_pattern_is_matched_in_one_pass(folder: Workplace, pattern: str) -> None:
    alone(folder, {"contracts/a.schema.json": schema(pattern)})
    ran = bounded(folder.root, "check", "--no-cache")
    assert ran.code in (0, 1)
    assert "max_steps" not in ran.out


@pytest.mark.parametrize("pattern", BACK)
def test_a_pattern_that_goes_back_is_stopped(folder: Workplace, pattern: str) -> None:
    alone(folder, {"contracts/a.schema.json": schema(pattern)})
    for command in (("check", "--no-cache"), ("lint",)):
        ran = bounded(folder.root, *command)
        assert ran.code == 3
        assert "contracts/a.schema.json:1:" in ran.out
        assert "limits.max_steps" in ran.out


def test_the_bound_is_a_setting(folder: Workplace) -> None:
    text = schema(r"^(a|aa)*\1$").replace(TEXT, "aaaaaaaa")
    folder.write({"contracts/a.schema.json": text, "contractdocs.yml": "record: none\nlimits: {max_steps: 1}\n"})
    assert folder.run("lint").code == 3
    folder.write({"contractdocs.yml": "record: none\n"})
    assert folder.run("lint").code in (0, 1)


def test_a_data_contract_is_bounded_as_well(folder: Workplace) -> None:
    options = r"logicalTypeOptions: {pattern: '(a|a)*$\1'}"
    field = f"{{name: b, logicalType: string, {options}, examples: [{TEXT}]}}"
    head = "apiVersion: v3.1.0\nkind: DataContract\nid: events\nversion: 1.0.0\nstatus: active\n"
    alone(folder, {"contracts/e.yaml": f"{head}schema:\n  - name: e\n    properties:\n      - {field}\n"})
    ran = bounded(folder.root, "check", "--no-cache")
    assert ran.code == 3
    assert "contracts/e.yaml:9:" in ran.out
    assert "limits.max_steps" in ran.out


@pytest.mark.parametrize("pattern", LINEAR[:4])
def test_patterns_of_releases_are_compared_without_running(folder: Workplace, pattern: str) -> None:
    folder.write({"old.json": schema(pattern), "new.json": schema(pattern + "b")})
    assert bounded(folder.root, "diff", "old.json", "new.json").code in (0, 1)


@pytest.mark.parametrize("pattern", [*BACK, "(" * 300, "a{1,99999}{1,99999}", "x" * 600])
def test_rules_of_an_organisation_take_one_pass_or_none(pattern: str) -> None:
    with pytest.raises(PatternError):
        compiled(pattern)


def test_no_page_runs_a_pattern() -> None:
    marker = "cdPattern[0-9]+zzz"
    content = dict(samples())["orders.openapi30.yaml"].replace(b"'^[a-z]+$'", f"'{marker}'".encode())
    site = site_of(report_of("orders.openapi30.yaml", content, 0)[0])
    scripts = [text for name, text in {**site.files, **assets()}.items() if name.endswith(".js")]
    assert not any(b"RegExp(" in text for text in scripts)
    assert not any(b"pattern=" in page.html.encode() for page in site.pages)
