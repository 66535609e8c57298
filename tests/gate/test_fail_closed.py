"""What was not checked does not pass: whatever goes wrong, no exit code 0, and all outputs say the same."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from contractdocs import check as pipeline
from contractdocs import cli
from contractdocs.model.report import Report
from contractdocs.reports import FORMATS
from tests.conftest import Workplace

from .documents import events, orders, without_total

FILE = "contracts/orders.openapi.yaml"
OUTPUTS = [word for form in FORMATS for word in ("--output", f"{form}=out/{form}")]
Make = Callable[[Workplace], Sequence[str] | None]


def unreadable_head(place: Workplace) -> None:
    (place.root / "contracts/gone.yaml").symlink_to("nowhere.yaml")


def no_ordinary_file(place: Workplace) -> None:
    os.mkfifo(place.root / "contracts/pipe.yaml")


def unreadable_base(place: Workplace) -> None:
    place.git("checkout", "-q", "-b", "feature")
    blob = place.git("rev-parse", f"HEAD:{FILE}")
    place.write({FILE: without_total("1.4.0")}).commit()
    (place.root / ".git/objects" / blob[:2] / blob[2:]).unlink()


def missing_tag(place: Workplace) -> None:
    place.write({"contractdocs.yml": 'record: {tag: "published-*"}\n'}).commit()
    place.commit("the record holds from now on")


def shallow_clone(place: Workplace) -> None:
    source = place.root.parent / "source"
    place.root.rename(source)
    Workplace(source).git("checkout", "-q", "-b", "feature")
    Workplace(source).edit(FILE, "type: integer", "type: string").commit()
    Workplace(source.parent).git("clone", "-q", "--depth=1", "--branch=feature", f"file://{source}", str(place.root))


def empty_match(place: Workplace) -> None:
    place.write({"contractdocs.yml": "ignore: ['contracts/*']\n"})


def no_contracts(place: Workplace) -> None:
    shutil.rmtree(place.root / "contracts")
    place.write({"contracts/README.md": "None."}).commit()
    place.commit("and so it stays")


def clock_that_is_none(place: Workplace) -> Sequence[str]:
    return ["--today", "tomorrow"]


def expired_waiver(place: Workplace) -> Sequence[str]:
    place.write({FILE: without_total("2.0.0")})
    report = json.loads(place.run("check", "--format", "json").out)
    name = report["contracts"][0]["breaking"][0]["fingerprint"]
    day = ("--today", "2026-11-21")
    assert place.run("waive", name, "--reason", "x", "--owner", "x", "--expires", "2026-11-30", *day).code == 0
    assert place.run("check", *day).code == 0
    return ["--today", "2026-12-01"]


def unknown_setting(place: Workplace) -> None:
    place.write({"contractdocs.yml": "polcy: strict\n"})


def settings_that_are_no_yaml(place: Workplace) -> None:
    place.write({"contractdocs.yml": "policy: [unclosed\n"})


def settings_that_lead_nowhere(place: Workplace) -> None:
    (place.root / "contractdocs.yml").symlink_to("contractdocs.yml")


def settings_that_are_missing(place: Workplace) -> Sequence[str]:
    return ["--config", "gone.yml"]


def unknown_rule(place: Workplace) -> None:
    place.write({"contractdocs.yml": "rules: {property-remved: {level: 'off', reason: x}}\n"})


def unknown_ref(place: Workplace) -> Sequence[str]:
    return ["--against", "mian"]


def no_repository(place: Workplace) -> None:
    shutil.rmtree(place.root / ".git")


def a_limit_that_is_reached(place: Workplace) -> None:
    place.write({"contractdocs.yml": "limits: {max_bytes: 100}\n"})


def a_linked_folder(place: Workplace) -> None:
    (place.root / "contracts").rename(place.root / "real")
    (place.root / "contracts").symlink_to("real")


def a_linked_folder_inside(place: Workplace) -> None:
    place.write({"elsewhere/a.yaml": orders()})
    (place.root / "contracts/more").symlink_to("../elsewhere")


def a_link_to_itself(place: Workplace) -> None:
    shutil.rmtree(place.root / "contracts")
    (place.root / "contracts").symlink_to("contracts")


def a_submodule(place: Workplace) -> None:
    other = Workplace(place.root / "contracts/other")
    other.root.mkdir()
    other.start().write({"a.yaml": orders()}).commit()


def a_submodule_that_is_empty(place: Workplace) -> None:
    place.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},contracts/other")
    place.git("commit", "-q", "-m", "a submodule")
    (place.root / "contracts/other").mkdir()


def an_unannounced_break(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0")})


def an_invalid_contract(place: Workplace) -> None:
    place.edit(FILE, "type: integer", "type: intger")


def the_plugin_is_off(place: Workplace) -> None:
    place.write({"mkdocs.yml": "site_name: x\nplugins:\n  - contractdocs:\n      enabled: false\n"})
    place.write({FILE: without_total("1.4.0")})


def a_text_that_is_no_utf_8(place: Workplace) -> None:
    (place.root / FILE).write_bytes(orders("1.4.0").encode("utf-16"))


def unreadable_waivers(place: Workplace) -> None:
    (place.root / "contracts/waivers.yml").symlink_to("nowhere.yml")


def an_unreadable_announcement(place: Workplace) -> None:
    (place.root / "contracts/changes").mkdir()
    (place.root / "contracts/changes/a.md").symlink_to("nowhere.md")


def an_unreadable_rule_of_ones_own(place: Workplace) -> None:
    place.write({"contractdocs.yml": "own_rules: ours\n", "ours/x.md": "no front matter\n"})


def a_folder_of_the_past_that_is_gone(place: Workplace) -> None:
    place.git("checkout", "-q", "-b", "feature")
    folder = place.git("rev-parse", "HEAD:contracts")
    place.write({FILE: without_total("1.4.0")}).commit()
    (place.root / ".git/objects" / folder[:2] / folder[2:]).unlink()


def a_published_contract_that_was_broken(place: Workplace) -> None:
    place.write({FILE: "openapi: [\n"}).commit("somebody merged it")
    place.git("checkout", "-q", "-b", "feature")
    place.write({FILE: without_total("1.4.0")}).commit()


def a_repository_that_is_damaged(place: Workplace) -> None:
    (place.root / ".git/HEAD").write_text("nonsense")


def a_shallow_clone_of_the_default_branch(place: Workplace) -> None:
    source = place.root.parent / "source"
    place.root.rename(source)
    Workplace(source).edit(FILE, "type: integer", "type: string").commit()
    Workplace(source.parent).git("clone", "-q", "--depth=1", f"file://{source}", str(place.root))


def a_branch_that_is_no_branch(place: Workplace) -> None:
    place.write({"contractdocs.yml": "record: {branch: relase}\n"}).commit()
    place.commit("the record holds from now on")


def a_tag_that_only_the_branch_holds(place: Workplace) -> None:
    place.write({"contractdocs.yml": 'record: {tag: "v*"}\n'}).commit()
    place.git("checkout", "-q", "-b", "feature")
    place.write({FILE: without_total("1.4.0")}).commit()
    place.git("tag", "v9.0.0")


def an_ignored_repository(place: Workplace) -> None:
    place.write({"contractdocs.yml": "ignore: ['*']\nallow_empty: true\n"})


def a_clock_that_runs_backwards(place: Workplace) -> Sequence[str]:
    """A waiver is no longer than the policy allows, whatever the clock says."""
    place.write({FILE: without_total("2.0.0")})
    report = json.loads(place.run("check", "--format", "json").out)
    name = report["contracts"][0]["breaking"][0]["fingerprint"]
    waiver = f"- fingerprint: '{name}'\n  reason: x\n  owner: x\n  expires: '2026-11-30'\n"
    place.write({"contracts/waivers.yml": waiver})
    return ["--today", "1970-01-01"]


MATRIX: dict[Make, int] = {
    unreadable_head: 3,
    no_ordinary_file: 3,
    unreadable_base: 3,
    missing_tag: 3,
    shallow_clone: 3,
    empty_match: 3,
    no_contracts: 3,
    clock_that_is_none: 2,
    expired_waiver: 1,
    unknown_setting: 2,
    settings_that_are_no_yaml: 2,
    settings_that_lead_nowhere: 2,
    settings_that_are_missing: 2,
    unknown_rule: 2,
    unknown_ref: 3,
    no_repository: 3,
    a_limit_that_is_reached: 3,
    a_linked_folder: 3,
    a_linked_folder_inside: 3,
    a_link_to_itself: 3,
    a_submodule: 3,
    a_submodule_that_is_empty: 3,
    an_unannounced_break: 1,
    an_invalid_contract: 1,
    the_plugin_is_off: 1,
    a_text_that_is_no_utf_8: 1,
    unreadable_waivers: 1,
    an_unreadable_announcement: 1,
    an_unreadable_rule_of_ones_own: 2,
    a_folder_of_the_past_that_is_gone: 3,
    a_published_contract_that_was_broken: 1,
    a_repository_that_is_damaged: 3,
    a_shallow_clone_of_the_default_branch: 3,
    a_branch_that_is_no_branch: 3,
    a_tag_that_only_the_branch_holds: 3,
    an_ignored_repository: 1,
    a_clock_that_runs_backwards: 1,
}


@pytest.mark.parametrize(("make", "code"), MATRIX.items(), ids=lambda value: getattr(value, "__name__", value))
def test_no_output_reads_like_a_pass(place: Workplace, make: Make, code: int) -> None:
    place.write({FILE: orders("1.4.0"), "contracts/events.yaml": events("1.0.0")}).commit()
    words = make(place) or []
    ran = place.run("check", *words, *OUTPUTS)
    assert ran.code == code, ran.out + ran.err
    agree(place.root / "out", code)
    if code != 1:
        assert place.run("check", *words, "--report-only").code == code, "to report only is no way to pass unseen"


def agree(folder: Path, code: int) -> None:
    """Fail where an output says anything else than the exit code."""
    said = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    status = "fail" if code == 1 else "incomplete"
    report = json.loads(said["json"])
    assert report["status"] == status
    assert said["text"].splitlines()[-1].startswith(status.upper())
    assert said["github"].splitlines()[-1] == said["text"].splitlines()[-1]
    assert bool(report["incomplete"]) == (status == "incomplete")
    assert "PASS" not in said["text"]
    assert "::error " in said["github"]
    assert "PASS" not in said["github"].splitlines()[-1]
    run = json.loads(said["sarif"])["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is (status != "incomplete")
    assert any(item["level"] == "error" for item in run["results"])
    assert {"critical", "blocker"} & {issue["severity"] for issue in json.loads(said["gitlab"])}
    assert json.loads(said["rdjson"])["severity"] == "ERROR"
    suites = ElementTree.fromstring(said["junit"])
    assert int(suites.get("failures", 0)) + int(suites.get("errors", 0)) > 0
    assert said["markdown"].splitlines()[1].startswith("❌" if code == 1 else "⚠️")


def test_a_crash_in_one_contract_of_forty_is_no_pass(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    place.write({f"contracts/c{n}.yaml": orders("1.0.0", Orders=f"C{n}") for n in range(40)}).commit()
    real = pipeline.check_contract

    def crashing(state: object, group: object, *more: object) -> object:
        if group.id == "c17":  # type: ignore[attr-defined]
            raise KeyError("boom")
        return real(state, group, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "check_contract", crashing)
    monkeypatch.chdir(place.root)
    with pytest.raises(SystemExit) as left:
        cli.cli(["check", "--no-cache", *OUTPUTS], standalone_mode=False)
    assert left.value.code == 3
    agree(place.root / "out", 3)
    report = json.loads((place.root / "out/json").read_text())
    assert report["counts"]["passed"] == 39, "the others were checked"
    assert report["findings"][0]["rule"] == "contract-not-checked"
    assert report["findings"][0]["new"]["file"] == "contracts/c17.yaml"


def test_without_git_nothing_passes(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    import tests.conftest as shared

    place.write({FILE: orders("1.4.0")}).commit()
    monkeypatch.setitem(shared.ENVIRONMENT, "PATH", str(place.root))
    ran = place.run("check", *OUTPUTS)
    assert ran.code == 3
    assert "git is not installed" in ran.err
    agree(place.root / "out", 3)


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_that_cannot_be_written_takes_the_verdict_back(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], form: str
) -> None:
    """Whatever the others would have said, no file says that it passed."""
    from contractdocs import reports

    place.write({FILE: orders("1.4.0")}).commit()
    real = reports.report_as

    def failing(name: str, report: Report, **words: object) -> str:
        if name == form and report.status == "pass":
            raise KeyError("boom")
        return real(name, report, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(reports, "report_as", failing)
    monkeypatch.chdir(place.root)
    with pytest.raises(SystemExit) as left:
        cli.cli(["check", "--no-cache", *OUTPUTS], standalone_mode=False)
    assert left.value.code == 3
    agree(place.root / "out", 3)


def test_a_cache_that_is_committed_is_not_believed(place: Workplace) -> None:
    from contractdocs.cache import remembering

    place.write({FILE: orders("1.4.0")}).commit()
    with remembering(place.root) as memory:
        assert memory.store is not None
    place.git("add", "-f", ".cache")
    place.git("commit", "-q", "-m", "a verdict of one's own")
    with remembering(place.root) as memory:
        assert memory.store is None


def test_what_loosens_the_gate_is_said(place: Workplace) -> None:
    place.write({FILE: orders("1.4.0"), "contractdocs.yml": "policy: strict\n"})
    place.write({"mkdocs.yml": "plugins:\n  - search\n  - contractdocs:\n      title: x\n"}).commit()
    place.git("checkout", "-q", "-b", "feature")
    rules = "rules:\n  property-removed: {level: 'off', reason: x}\n"
    text = f"policy: relaxed\nallow_empty: true\nignore: [x]\nnotice_days: {{stable: 1}}\nrecord: none\n{rules}"
    place.write({FILE: without_total("1.4.0"), "contractdocs.yml": text, "mkdocs.yml": "plugins:\n  - search\n"})
    report = json.loads(place.run("check", "--format", "json").out)
    said = [item["message"] for item in report["findings"] if item["rule"] == "settings-loosened"]
    for words in ("`policy` went from strict to relaxed", "`allow_empty`", "`ignore` leaves out x", "180 to 1"):
        assert any(words in sentence for sentence in said), words
    for words in ("`record` went from the default", "takes property-removed from breaking to off", "no longer names"):
        assert any(words in sentence for sentence in said), words
    comment = place.run("check", "--format", "markdown").out
    assert "### Settings loosened by this change" in comment
    place.commit()
    place.git("checkout", "-q", "main")
    assert "settings-loosened" not in place.run("check").out
