"""A new user adopts the gate with the documentation alone: what the pages say is run, and prints what they say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from contractdocs.adopting import CI, TEMPLATES
from contractdocs.schemas import schema_files
from tests.conftest import ENVIRONMENT, Workplace

HERE = Path(__file__).parent.parent.parent
DOCS = HERE / "docs"
API = """\
openapi: 3.0.3
info:
  title: {title}
  version: 1.0.0
paths:
  /{path}:
    get:
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema:
                type: object
                properties:
                  id: {{type: string}}
                  note: {{type: string}}
                  total: {{type: integer}}
"""
FENCE = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def shop(place: Workplace, tmp_path: Path) -> Workplace:
    """A repository with two APIs among other things, and the installed command on the path."""
    place.write({"apis/orders.yaml": API.format(title="Orders", path="orders")})
    place.write({"apis/payments.yaml": API.format(title="Payments", path="payments")})
    place.write({"compose.yaml": "services: {}\n", ".gitignore": ".cache/\nreport.json\ncomment.md\n"}).commit()
    place.write({"README.md": "A shop."}).commit()
    program = tmp_path / "bin/contractdocs"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m contractdocs "$@"\n')
    program.chmod(0o755)
    return place


def steps(page: str) -> list[tuple[str, str]]:
    """Return the commands of a page, each with what it is said to print."""
    found: list[tuple[str, str]] = []
    for kind, text in FENCE.findall((DOCS / page).read_text("utf-8")):
        if kind == "sh":
            found.append((text, ""))
        elif found:
            found[-1] = (found[-1][0], text)
    return found


def told(text: str) -> str:
    """Return a text without what differs from run to run."""
    text = re.sub(r"\d{4}-\d{2}-\d{2}", "DATE", text)
    return re.sub(r"\b(?=[0-9a-f]*[a-f0-9])[0-9a-f]{7,12}\b", "#", text).strip()


def sh(place: Workplace, script: str) -> str:
    path = f"{place.root.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=place.root,
        env={**ENVIRONMENT, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.parametrize("page", ["how-to/adopt.md", "how-to/ci.md"])
def test_the_pages_say_what_happens(shop: Workplace, page: str) -> None:
    found = steps(page)
    assert len(found) > 3
    for script, said in found:
        assert told(sh(shop, script)) == told(said), script


def test_the_first_unannounced_break_is_refused(shop: Workplace) -> None:
    assert shop.run("init").code == 0
    assert shop.run("check").code == 0
    shop.commit("Adopt contractdocs")
    shop.git("checkout", "-q", "-b", "feature")
    shop.edit("apis/orders.yaml", "                  total: {type: integer}\n", "")
    assert shop.run("check").code == 1


def test_what_is_no_contract_is_ignored_and_nothing_is_overwritten(place: Workplace) -> None:
    place.write({"openapi.yaml": API.format(title="Orders", path="orders"), "compose.yaml": "services: {}\n"})
    place.write({"deploy/values.yaml": "a: 1\n", "deploy/more/b.yaml": "b: 1\n"}).commit()
    assert place.run("init").code == 0
    settings = (place.root / "contractdocs.yml").read_text()
    assert yaml.safe_load(settings)["ignore"] == ["compose.yaml", "deploy/*"]
    assert place.run("check").code == 0, place.run("check").out
    place.edit("contractdocs.yml", "standard", "strict")
    assert "contractdocs.yml: left as it is" in place.run("init").out
    assert "policy: strict" in (place.root / "contractdocs.yml").read_text()


def test_without_contracts_it_says_what_to_do(place: Workplace) -> None:
    ran = place.run("init")
    assert ran.code == 2
    assert "--contracts FOLDER" in ran.err


def vendored(name: str) -> Any:
    folder = files("check_jsonschema").joinpath("builtin_schemas/vendor")
    return json.loads(folder.joinpath(f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        (TEMPLATES / "contracts.yml", "github-workflows"),
        (TEMPLATES / "contracts-comment.yml", "github-workflows"),
        (TEMPLATES / "contracts-preview.yml", "github-workflows"),
        (TEMPLATES / "contracts-publish.yml", "github-workflows"),
        (TEMPLATES / "gitlab.yml", "gitlab-ci"),
        (HERE / "action.yml", "github-actions"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_templates_are_what_their_platforms_take(file: Path, schema: str) -> None:
    stated = yaml.safe_load(file.read_text("utf-8"))
    if True in stated:
        stated["on"] = stated.pop(True)  # YAML 1.1 reads the key `on` as true
    validator = jsonschema.validators.validator_for(vendored(schema))(vendored(schema))
    errors = [error.message for error in validator.iter_errors(stated)]
    assert errors == []


def test_no_workflow_runs_the_code_of_a_pull_request_with_rights() -> None:
    workflows = {name: (TEMPLATES / name).read_text("utf-8") for name in CI["github-preview"]}
    for name in ("contracts-comment.yml", "contracts-publish.yml"):
        assert "actions/checkout" not in workflows[name]
        assert yaml.safe_load(workflows[name])[True].keys() == {"workflow_run"}
    for name in ("contracts.yml", "contracts-preview.yml"):
        assert yaml.safe_load(workflows[name])["permissions"] == {"contents": "read"}
        assert "secrets." not in workflows[name]
    for text in (*workflows.values(), (HERE / "action.yml").read_text("utf-8")):
        assert "pull_request_target" not in text
        for run in re.findall(r"run: (?:\|\n)?(.*?)(?=\n {6,10}- |\n {6,10}\w+:|\Z)", text, re.DOTALL):
            assert "${{" not in run, "values of an event enter a script only by its environment"


@pytest.mark.parametrize("ci", CI)
def test_the_files_of_a_ci_are_written(shop: Workplace, ci: str) -> None:
    assert shop.run("init", "--ci", ci).code == 0
    for target in CI[ci].values():
        assert yaml.safe_load((shop.root / target).read_text("utf-8"))


def test_a_comment_is_made_of_a_report_and_of_nothing_else(shop: Workplace) -> None:
    shop.edit("apis/orders.yaml", "                  total: {type: integer}\n", "")
    shop.run("init")
    shop.run("check", "--output", "json=report.json")
    ran = shop.run("comment", "report.json")
    assert ran.code == 0, ran.err
    assert "❌ **1 unannounced breaking change in 1 of 2 contracts**" in ran.out
    assert "<details><summary>Announce it</summary>" in ran.out
    report = json.loads((shop.root / "report.json").read_text())
    jsonschema.validate(report, json.loads(schema_files()["report.schema.json"]))
    report["contracts"][0]["breaking"][0]["message"] = "@admin <img src=x> ` [a](b)"
    shop.write({"report.json": json.dumps(report)})
    assert "``@admin <img src=x> ` [a](b)``" in shop.run("comment", "report.json").out
    for bad in ("[]", "{", '{"status": "pass"}', "[" * 100_000):
        shop.write({"report.json": bad})
        ran = shop.run("comment", "report.json")
        assert (ran.code, ran.out) == (3, "")
    assert shop.run("comment", "gone.json").code == 2


def test_the_hooks_name_commands_that_exist() -> None:
    hooks = yaml.safe_load((HERE / ".pre-commit-hooks.yaml").read_text("utf-8"))
    from contractdocs.cli import cli

    assert {hook["entry"].split()[1] for hook in hooks} <= set(cli.commands)
    assert {hook["id"] for hook in hooks} == {"contractdocs-lint", "contractdocs-check"}
