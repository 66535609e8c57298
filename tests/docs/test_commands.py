"""Every command of the documentation is run: the tutorial from its first line to its last, others in a repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contractdocs.cli import cli
from tests.conftest import ENVIRONMENT, Ran, Workplace
from tests.site.documents import ORDERS_1, ORDERS_2

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```(?P<language>\w+)[^\n]*\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
USAGE = 2
FINGERPRINT = re.compile(r"\b[0-9a-f]{12}\b")
ELSEWHERE = ("tutorial.md", "ci.md", "own-rules.md")  # pages whose commands need their own files: see the tests of each
README = DOCS.parent / "README.md"
TOLD = [README, DOCS.parent / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
PAGES = [README, *(path for path in sorted(DOCS.rglob("*.md")) if path.name not in ELSEWHERE)]
NAMED = re.compile(r"(?:^|[`$ ])(?<!pip install )contractdocs ([a-z][a-z-]+)(?: ([a-z]+))?", re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    return [m["body"] for m in BLOCK.finditer(page.read_text(encoding="utf-8")) if m["language"] == language]


def commands(page: Path) -> Iterator[str]:
    """Yield the commands of ours on a page, a line that goes on as one."""
    for body in (*blocks(page, "sh"), *blocks(page, "console")):
        for line in body.replace("\\\n", " ").splitlines():
            if (said := line.strip().removeprefix("$ ")).startswith("contractdocs "):
                yield said


def shell(place: Workplace, said: str) -> Ran:
    """Run a line as a reader would, with the command of this installation first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{ENVIRONMENT['PATH']}"
    done = subprocess.run(
        ["bash", "-c", said],
        cwd=place.root,
        env={**ENVIRONMENT, "PATH": path, "NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stdout + done.stderr, said
    return Ran(done.returncode, done.stdout, done.stderr)


def versions(place: Workplace) -> Workplace:
    """A repository with the releases of a contract as files, the newest of them not published and unannounced."""
    broken = ORDERS_2.replace("version: 1.1.0", "version: 2.0.0").replace("        id: {type", "        key: {type")
    place.write({"contracts/orders/1.0.0.yaml": ORDERS_1, "contracts/orders/1.1.0.yaml": ORDERS_2}).commit()
    place.write({"contracts/orders/2.0.0.yaml": broken, "contract.json": json.dumps({"openapi": "3.1.0"})})
    return place


def single(place: Workplace) -> Workplace:
    """A repository with a contract as one file that was edited."""
    place.write({"contracts/orders.yaml": ORDERS_1}).commit()
    return place.edit("contracts/orders.yaml", "version: 1.0.0", "version: 1.0.1")


def known(place: Workplace, said: str) -> str:
    """Return a command that names a change as one that names a change of this repository."""
    if not FINGERPRINT.search(said):
        return said
    found = FINGERPRINT.search(place.run("check", "--format", "json").out)
    return FINGERPRINT.sub(found[0] if found else "0" * 12, said)


def named(page: Path) -> Iterator[str]:
    """Yield every command that a page names in code, in a block or in a line."""
    text = page.read_text(encoding="utf-8")
    for said in (*(m["body"] for m in BLOCK.finditer(text)), *re.findall(r"`([^`\n]+)`", BLOCK.sub("", text))):
        yield from (m[1] for m in NAMED.finditer(said))


@pytest.mark.parametrize("page", TOLD, ids=lambda path: path.relative_to(DOCS.parent).as_posix())
def test_a_page_names_no_command_that_is_not_there(page: Path) -> None:
    assert {word for word in named(page) if word not in cli.commands} == set()


def test_every_command_is_told() -> None:
    said = {word for page in TOLD for word in named(page)}
    assert {name for name, command in cli.commands.items() if not command.hidden} - said == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(DOCS.parent).as_posix())
def test_commands_of_a_page_are_understood(page: Path, place: Workplace) -> None:
    said = list(commands(page))
    prepared = single(place) if any("orders.yaml" in line for line in said) else versions(place)
    for line in said:
        if "orders@" in line and not (prepared.root / "contracts/orders").is_dir():
            prepared.git("rm", "-q", "-f", "contracts/orders.yaml")
            versions(prepared)
        if line.startswith("contractdocs waive"):
            prepared.git("clean", "-fdq")  # what was announced before needs no waiver
            versions(prepared)
        ran = shell(prepared, known(prepared, line))
        assert not (ran.code == USAGE and "Usage:" in ran.err), f"{line}\n{ran.out}{ran.err}"


def test_the_tutorial_does_what_it_says(place: Workplace) -> None:
    page = DOCS / "tutorial.md"
    contract, change, settings = (*blocks(page, "yaml"), "", "")[:3]
    first, second, *_ = blocks(page, "text")
    (migration,) = blocks(page, "markdown")
    place.write({"contracts/orders.yaml": contract}).commit("The first contract")
    assert shell(place, "contractdocs check").code == 0
    assert first.startswith("PASS")
    place.edit("contracts/orders.yaml", next(line for line in contract.splitlines(True) if "total: {" in line), change)
    broken = shell(place, "contractdocs check")
    assert broken.code == 1
    for line in second.splitlines():
        if line.startswith(("FAIL", "breaking", "  breaks", "  To announce")):
            assert " ".join(line.split()) in " ".join(broken.out.split())
    assert shell(place, "contractdocs announce").code == 0
    (file,) = (place.root / "contracts/changes").glob("*.md")
    head = file.read_text(encoding="utf-8").split("\n---\n")[0]
    head = re.sub(r"(?m)^(\w+):.*TODO.*$", r"\1: Clients that read `total`", head)
    file.write_text(f"{head}\n---\n{migration}", encoding="utf-8")
    passed = shell(place, "contractdocs check")
    assert passed.code == 0, passed.out
    place.write({"mkdocs.yml": settings, "docs/index.md": "# Shop\n"})
    built = shell(place, "mkdocs build --strict")
    assert built.code == 0, built.err
    assert (place.root / "site/contracts/orders/index.html").is_file()
