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


def test_contracts_among_services_are_found_with_their_parts(place: Workplace) -> None:
    shared = "Error:\n  type: object\n  properties:\n    title: {type: string}\n"
    text = API.format(title="Orders", path="orders").replace(
        "{type: integer}", "{$ref: '../../../common/errors.yaml#/Error'}"
    )
    place.write({"services/orders/api/openapi.yaml": text, "common/errors.yaml": shared})
    place.write({"services/payments/api/openapi.yaml": API.format(title="Payments", path="payments")})
    place.write({"deploy/a.yaml": "a: 1\n", "src/a.ts": "export const a = 1;\n", "package.json": "{}"}).commit()
    assert place.run("init").code == 0
    settings = yaml.safe_load((place.root / "contractdocs.yml").read_text())
    assert settings["contracts"] == "."
    assert settings["ignore"] == ["deploy/*", "package.json", "*.ts"]
    ran = place.run("check", "--format", "json")
    assert [item["id"] for item in json.loads(ran.out)["contracts"]] == ["orders", "payments"]
    place.commit("Adopt contractdocs")
    place.git("checkout", "-q", "-b", "feature")
    place.write({"compose.yaml": "services: {}\n", "k8s/b.yaml": "apiVersion: v1\nkind: Service\n"}).commit()
    ran = place.run("check")
    assert ran.code == 0, "a file that is plainly no contract fails nobody"
    assert "compose.yaml" not in ran.out
    assert "compose.yaml:1:1: note[format-unknown]" in place.run("check", "--verbose").out
    place.write({"new.yaml": "opnapi: 3.0.3\ninfo: {title: x, version: 1.0.0}\n"})
    assert place.run("check").code == 1, "one that was meant as a contract is told"
    (place.root / "new.yaml").unlink()
    place.edit("common/errors.yaml", "title:", "titel:").commit()
    assert place.run("check").code == 1
    place.edit("contractdocs.yml", "contracts: '.'", "contracts: services")
    assert "`common/errors.yaml` stands outside the folder of the contracts" in place.run("check").out


def test_the_hook_looks_where_the_contracts_are(shop: Workplace) -> None:
    shop.write({"apis/parts/common.yaml": "Id: {type: string}\n", "apis/values.yaml": "a: 1\n"})
    shop.edit("apis/orders.yaml", "{type: string}", "{$ref: 'parts/common.yaml#/Id'}")
    assert shop.run("init").code == 0
    hook = yaml.safe_load((shop.root / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"][0]
    assert hook["files"] == "^apis/"
    for name in ("parts/common.yaml", "values.yaml", "orders.yaml"):
        ran = shop.run("lint", f"apis/{name}")
        assert ran.code == 0, (name, ran.out)
    shop.write({"apis/other.yaml": "a: 1\n"})
    assert shop.run("lint", "apis/other.yaml").code == 1, "neither ignored nor a part"


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


def test_a_branch_called_main_is_not_the_default_one_where_that_is_another(place: Workplace) -> None:
    """A checkout in a CI does not know the default branch; the workflow says it, by the step that is run here."""
    place.write({"contracts/orders.yaml": API.format(title="Orders", path="orders")}).commit()
    place.git("branch", "-m", "develop")
    place.git("checkout", "-q", "-b", "topic")
    place.edit("contracts/orders.yaml", "                  total: {type: integer}\n", "").commit()
    place.git("branch", "main")
    place.git("checkout", "-q", "develop")
    clone = Workplace(place.root.parent / "clone")
    place.git("clone", "-q", str(place.root), str(clone.root))
    clone.git("remote", "set-head", "origin", "--delete")
    clone.git("checkout", "-q", "--detach", "origin/topic")
    jobs = yaml.safe_load((TEMPLATES / "contracts.yml").read_text("utf-8"))["jobs"]
    (step,) = (item for item in jobs["contracts"]["steps"] if "symbolic-ref" in item.get("run", ""))
    subprocess.run(
        ["bash", "-c", step["run"]], cwd=clone.root, env={**ENVIRONMENT, "DEFAULT_BRANCH": "develop"}, check=True
    )
    ran = clone.run("check")
    assert ran.code == 1
    assert "Record: merge-base" in ran.out


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
