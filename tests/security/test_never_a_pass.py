"""Family 15: what was not checked does not pass, and every output says so. `tests/gate` has the longer matrix."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from contractdocs.reports import FORMATS
from tests.conftest import Workplace
from tests.gate.documents import orders

from .making import HEAD

FILE = "contracts/orders.openapi.yaml"
OUTPUTS = [word for form in FORMATS for word in ("--output", f"{form}=out/{form}")]


def limit(place: Workplace) -> None:
    place.write({"contractdocs.yml": "limits: {max_nodes: 5}\n"})


def steps(place: Workplace) -> None:
    pattern = r"{type: string, pattern: '(a|a)*$\1', default: " + "a" * 60 + "!}"
    place.write({"contracts/b.yaml": f"{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {pattern}}}}}\n"})


def latin(place: Workplace) -> None:
    (place.root / FILE).write_bytes(orders("1.4.0").replace("Orders", "Órders").encode("latin-1"))


def empty(place: Workplace) -> None:
    place.write({FILE: ""})


def zeros(place: Workplace) -> None:
    (place.root / FILE).write_bytes(b"\x00" * 5000)


def folder_for_a_file(place: Workplace) -> None:
    (place.root / FILE).unlink()
    (place.root / FILE / "x").mkdir(parents=True)


def no_rights(place: Workplace) -> None:
    (place.root / FILE).unlink()
    (place.root / FILE).symlink_to("/proc/1/mem")


def one_of_forty(place: Workplace) -> None:
    files = {
        f"contracts/c{n}.yaml": f"openapi: 3.0.3\ninfo: {{title: C{n}, version: 1.0.0}}\npaths: {{}}\n"
        for n in range(39)
    }
    place.write({**files, "contracts/c40.yaml": HEAD + "x: " + "[" * 5000})


def unknown_key(place: Workplace) -> None:
    place.write({"contractdocs.yml": "limits: {max_byte: 5}\n"})


WAYS: list[tuple[Callable[[Workplace], None], tuple[int, ...]]] = [
    (limit, (3,)),
    (steps, (3,)),
    (latin, (1, 3)),
    (empty, (1, 3)),
    (zeros, (1, 3)),
    (folder_for_a_file, (1, 3)),
    (no_rights, (3,)),
    (one_of_forty, (3,)),
    (unknown_key, (2,)),
]


@pytest.mark.parametrize(("make", "codes"), WAYS, ids=[make.__name__ for make, _ in WAYS])
def test_every_output_says_so(place: Workplace, make: Callable[[Workplace], None], codes: tuple[int, ...]) -> None:
    place.write({FILE: orders("1.4.0")}).commit()
    make(place)
    ran = place.run("check", "--no-cache", *OUTPUTS)
    assert ran.code in codes, ran.out + ran.err
    texts = {form: (place.root / "out" / form).read_text("utf-8") for form in FORMATS}
    status = json.loads(texts["json"])["status"]
    assert status == ("fail" if ran.code == 1 else "incomplete")
    assert "PASS" not in texts["text"] + ran.out
    assert "::error" in texts["github"]
    assert "✅" not in texts["markdown"].splitlines()[1]
    run = json.loads(texts["sarif"])["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is (status == "fail")
    assert any(item["severity"] in ("critical", "blocker") for item in json.loads(texts["gitlab"]))
    suites = ElementTree.fromstring(texts["junit"])
    assert int(suites.get("failures", "0")) + int(suites.get("errors", "0")) > 0
    assert json.loads(texts["rdjson"])["severity"] == "ERROR"
