"""Baselines in real clones: each finds the break or says which one command mends it, and after that finds it too."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.conftest import ENVIRONMENT, Workplace

from .documents import orders, without_total

FILE = "contracts/orders.openapi.yaml"


@pytest.fixture
def origin(place: Workplace) -> Workplace:
    """A repository with some history, a branch that breaks, and a default branch that moved on."""
    place.write({FILE: orders("1.0.0")}).commit("first")
    place.git("tag", "contracts-v1.0.0")
    place.write({FILE: orders("1.1.0", note="remark")}).commit("second")
    place.git("tag", "contracts-v1.1.0")
    place.git("checkout", "-q", "-b", "feature")
    place.write({FILE: orders("1.1.0", note="remark").replace("integer", "string")}).commit("a break")
    place.write({"README.md": "More."}).commit("more")
    place.git("checkout", "-q", "main")
    place.write({"NEWS.md": "Main moved on."}).commit("news")
    place.git("config", "uploadpack.allowFilter", "true")
    return place


def cloned(origin: Workplace, *words: str, name: str = "origin") -> Workplace:
    clone = Workplace(origin.root.parent / "clone")
    origin.git("clone", "-q", "--origin", name, *words, f"file://{origin.root}", str(clone.root))
    return clone


def breaking(place: Workplace, *words: str) -> tuple[int, list[str]]:
    """Return the exit code of a check and the addresses that break."""
    ran = place.run("check", "--format", "json", "--no-cache", *words)
    report = json.loads(ran.out)
    return ran.code, [item["address"] for contract in report["contracts"] for item in contract["breaking"]]


def mend(place: Workplace) -> str:
    """Return the command that an incomplete check names."""
    ran = place.run("check", "--format", "json", "--no-cache")
    assert ran.code == 3, ran.out
    (finding,) = json.loads(ran.out)["findings"]
    command = str(finding["suggestion"]).removeprefix("Run: ")
    assert command.startswith("git "), command
    return command


FOUND = (1, ["GET /orders > 200 > [].total"])
CLONES = {
    "full": [],
    "blobless": ["--filter=blob:none"],
    "treeless": ["--filter=tree:0"],
    "single-branch": ["--single-branch", "--branch=feature"],
    "shallow": ["--depth=1", "--branch=feature"],
    "shallow, all branches": ["--depth=1", "--no-single-branch"],
    "another remote": ["--depth=1", "--branch=feature"],
}


@pytest.mark.parametrize("name", CLONES)
def test_a_clone_finds_the_break_or_says_how_to(origin: Workplace, name: str) -> None:
    remote = "upstream" if name == "another remote" else "origin"
    clone = cloned(origin, *CLONES[name], name=remote)
    clone.git("checkout", "-q", "feature")
    ran = clone.run("check", "--format", "json", "--no-cache")
    if ran.code == 3:
        command = mend(clone)
        assert remote in command or "--refetch" in command
        subprocess.run(command, shell=True, cwd=clone.root, env=ENVIRONMENT, check=True, capture_output=True)
    code, found = breaking(clone)
    assert (code, len(found)) == (1, 1), (name, code, found)
    if name in ("shallow", "single-branch", "shallow, all branches", "another remote"):
        assert ran.code == 3, "a clone without the point where the branch began knows nothing"


def test_detached_heads_are_measured_from_where_they_began(origin: Workplace) -> None:
    clone = cloned(origin)
    clone.git("checkout", "-q", "--detach", "origin/feature")
    assert breaking(clone)[0] == 1
    clone.git("checkout", "-q", "--detach", "origin/main")
    assert breaking(clone) == (0, [])


def test_the_trial_merge_of_a_pull_request_shows_what_it_adds(origin: Workplace) -> None:
    clone = cloned(origin)
    clone.git("checkout", "-q", "--detach", "origin/main")
    clone.git("merge", "-q", "--no-ff", "-m", "Merge feature", "origin/feature")
    assert breaking(clone)[0] == 1
    shallow = Workplace(clone.root.parent / "shallow")
    clone.git("branch", "trial")
    clone.git("clone", "-q", "--depth=2", "--branch=trial", f"file://{clone.root}", str(shallow.root))
    shallow.git("checkout", "-q", "--detach")
    shallow.git("update-ref", "-d", "refs/heads/trial")
    shallow.git("update-ref", "-d", "refs/remotes/origin/trial")
    assert breaking(shallow)[0] == 1, "a depth of two is enough for the merge of a pull request"


def test_a_branch_that_merged_the_default_one_hides_nothing(origin: Workplace) -> None:
    clone = cloned(origin)
    clone.git("checkout", "-q", "feature")
    clone.git("merge", "-q", "--no-ff", "-m", "Merge main", "origin/main")
    assert breaking(clone)[0] == 1
    clone.git("checkout", "-q", "--detach")
    assert breaking(clone)[0] == 1
    clone.git("update-ref", "-d", "refs/heads/feature")
    assert breaking(clone)[0] == 1


RECORDS = {
    "Record: tag contracts-v1.1.0": 'record: {tag: "contracts-v*"}',
    "Record: main ": "record: {branch: main}",
    "Record: contracts-v1.1.0 ": "record: {ref: contracts-v1.1.0}",
}


@pytest.mark.parametrize("name", RECORDS)
def test_records_that_settings_name(place: Workplace, name: str) -> None:
    place.write({FILE: orders("1.0.0"), "contractdocs.yml": RECORDS[name] + "\n"}).commit("first")
    place.git("tag", "contracts-v1.1.0")
    place.git("checkout", "-q", "-b", "feature")
    place.write({FILE: without_total("1.0.0")}).commit("a break")
    code, found = breaking(place)
    assert (code, len(found)) == (1, 1)
    assert name in place.run("check").out


def test_a_contract_that_is_new_on_the_branch_is_no_fault(place: Workplace) -> None:
    place.write({FILE: orders("1.0.0")}).commit()
    place.git("checkout", "-q", "-b", "feature")
    place.write({"contracts/payments.yaml": orders("1.0.0", Orders="Payments")}).commit()
    assert breaking(place) == (0, [])


def test_two_breaks_of_one_branch_both_count_after_the_first_was_committed(place: Workplace) -> None:
    """What `announce` restores is what was out, not what the branch committed."""
    from .documents import events

    first, second = "contracts/user-events/1.0.0.odcs.yaml", "contracts/user-events/1.1.0.odcs.yaml"
    place.write({first: events("1.0.0"), second: events("1.1.0")}).commit()
    published = (place.root / second).read_text()
    place.git("checkout", "-q", "-b", "feature")
    place.edit(second, "logicalType: integer", "logicalType: string").commit()
    assert place.run("announce").code == 0
    assert (place.root / second).read_text() == published


def test_a_release_candidate_is_reported_and_the_release_after_it_is_judged(place: Workplace) -> None:
    from .documents import events

    place.write({"contracts/e/1.0.0.yaml": events("1.0.0")}).commit()
    place.git("checkout", "-q", "-b", "rc")
    broken = events("2.0.0-rc.1").replace("logicalType: integer", "logicalType: string")
    place.write({"contracts/e/2.0.0-rc.1.yaml": broken}).commit()
    ran = place.run("check", "--format", "json")
    assert ran.code == 0, ran.out
    assert [item["proof"] for item in json.loads(ran.out)["contracts"][0]["breaking"]] == ["draft"]
    place.git("checkout", "-q", "main")
    place.git("merge", "-q", "rc")
    place.git("checkout", "-q", "-b", "final")
    place.write({"contracts/e/2.0.0.yaml": broken.replace("2.0.0-rc.1", "2.0.0")}).commit()
    assert breaking(place)[0] == 1


def test_a_draft_that_becomes_a_release_is_judged_then(place: Workplace) -> None:
    from .documents import events

    place.write({"contracts/e/1.0.0.yaml": events("1.0.0")}).commit()
    draft = events("2.0.0").replace("logicalType: integer", "logicalType: string").replace("active", "draft")
    place.write({"contracts/e/2.0.0.yaml": draft}).commit()
    assert place.run("check").code == 0
    place.git("checkout", "-q", "-b", "final")
    place.edit("contracts/e/2.0.0.yaml", "status: draft", "status: active").commit()
    assert breaking(place)[0] == 1
