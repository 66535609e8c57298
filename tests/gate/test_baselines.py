"""Baselines in real clones: each finds the break or says which one command mends it, and after that finds it too."""

from __future__ import annotations

import json
import re
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


def finish(place: Workplace) -> None:
    for path in place.root.rglob("changes/*.md"):
        path.write_text(re.sub("(?m)^TODO.*$", "Read `sum` instead.", path.read_text()))


DEBT = {
    "tag": ("record: {tag: 'v*'}", ""),
    "ref": ("record: {ref: v1}", ""),
    "manifest": ("record: {manifest: published.yml}", "orders: 1.4.0\n"),
    "manifest of several": ("record: {manifest: published.yml}", "orders: [1.3.0, 1.4.0]\n"),
}


@pytest.mark.parametrize("name", DEBT)
@pytest.mark.parametrize("version", ["1.4.0", "1.5.0"])
def test_a_branch_answers_only_for_what_it_adds_since_an_older_record(
    place: Workplace, name: str, version: str
) -> None:
    """Somebody merged a break over the gate: the default branch fails, others go on."""
    settings, manifest = DEBT[name]
    files = {"contractdocs.yml": settings + "\n", "published.yml": manifest}
    place.write({FILE: orders("1.3.0"), **files}).commit()
    place.write({FILE: orders("1.4.0", note="remark")}).commit()
    place.git("tag", "v1")
    place.write({FILE: without_total(version)}).commit("over the gate")
    assert breaking(place)[0] == 1
    place.git("checkout", "-q", "-b", "feature")
    place.write({"README.md": "More."}).commit()
    assert breaking(place)[0] == 0
    place.edit(FILE, "  /orders:", "  /orderz:").commit()
    code, found = breaking(place)
    assert code == 1
    assert any(address.startswith("GET /orders") for address in found)


def test_an_announced_break_stays_announced_until_it_is_published(place: Workplace) -> None:
    """The record is older than the version that brought the break, and another version follows before the next tag."""
    place.write({FILE: orders("1.4.0"), "contractdocs.yml": "record: {tag: 'v*'}\n"}).commit()
    place.git("tag", "v1")
    place.write({FILE: without_total("1.4.0")})
    assert place.run("announce").code == 0
    finish(place)
    assert "2.0.0" in (place.root / FILE).read_text()
    place.commit("announced")
    assert breaking(place)[0] == 0
    more = "        more:\n          type: string\n        note:"
    place.write({FILE: without_total("2.1.0").replace("        note:", more)}).commit()
    assert breaking(place)[0] == 0
    place.git("checkout", "-q", "-b", "feature")
    place.write({FILE: without_total("2.2.0").replace("        id:", "        key:")}).commit()
    assert breaking(place)[0] == 1


def test_a_manifest_says_what_is_published(place: Workplace) -> None:
    from .documents import events

    first, second, third = (f"contracts/user-events/{n}.odcs.yaml" for n in ("1.0.0", "1.1.0", "1.2.0"))
    extra = "      - name: extra\n        logicalType: string\n        description: More.\n"
    place.write({FILE: orders("1.4.0"), first: events("1.0.0"), second: events("1.1.0") + extra})
    place.write({"contractdocs.yml": "record: {manifest: data/published.yml}\n"})
    place.write({"data/published.yml": "orders: 1.4.0\nuser-events: 1.0.0\n"}).commit()
    place.commit("the record holds from now on")
    assert "Record: manifest data/published.yml at " in place.run("check").out
    place.git("checkout", "-q", "-b", "feature")
    place.write({second: events("1.1.0")}).commit("1.1.0 is not published yet")
    assert breaking(place) == (0, [])
    place.write({second: events("1.1.0").replace("integer", "string")}).commit()
    assert breaking(place) == (1, ["user_event > amount"])
    place.write({second: events("1.1.0"), "data/published.yml": "orders: 1.4.0\n"}).commit()
    place.write({third: events("1.2.0").replace("integer", "string")}).commit("it does not choose its own record")
    assert breaking(place)[0] == 1
    (place.root / third).unlink()
    place.write({first: events("1.0.0").replace("integer", "string")}).commit("rewritten")
    assert breaking(place)[0] == 1
    place.write({first: events("1.0.0"), FILE: without_total("1.4.0")}).commit()
    assert breaking(place)[0] == 1
    place.write({FILE: without_total("1.5.0")}).commit("in two commits")
    assert breaking(place)[0] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "`published.yml` is not in"),
        ("orders: 9.9.9\n", "`published.yml` lists 9.9.9 of orders, which the history does not hold"),
        ("[orders]\n", "published.yml:1:1: A manifest says for each contract"),
        ("orders: {version: 1}\n", "published.yml:1:9: A manifest says for each contract"),
        ("orders: [\n", "published.yml:"),
    ],
)
def test_a_manifest_that_says_nothing_is_no_pass(place: Workplace, text: str | None, said: str) -> None:
    place.write({FILE: orders("1.4.0"), "contractdocs.yml": "record: {manifest: published.yml}\n"})
    place.write({} if text is None else {"published.yml": text}).commit()
    place.commit("the record holds from now on")
    ran = place.run("check")
    assert ran.code == 3
    assert said in ran.out + ran.err


def test_a_manifest_stands_alone(place: Workplace) -> None:
    place.write({FILE: orders(), "contractdocs.yml": "record: {manifest: a.yml, tag: v1}\n"}).commit()
    assert place.run("check").code == 2
    place.write({"contractdocs.yml": "attribution: {manifest: a.yml}\n"})
    assert place.run("check").code == 2


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
