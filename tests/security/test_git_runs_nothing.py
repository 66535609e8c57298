"""Family 11: refs are names and never options, and a repository's settings execute nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from contractdocs.sources.git_command import FIXED, GIT
from tests.conftest import Workplace
from tests.gate.documents import orders, without_total

FILE = "contracts/orders.openapi.yaml"
REFS = [
    "--output=pwned",
    "-x",
    "--exec=touch pwned",
    "a..b",
    "main\nx",
    "@{-1}",
    ":/x",
    "HEAD:contracts",
    "--upload-pack=x",
]


@pytest.fixture
def shop(place: Workplace) -> Workplace:
    """A repository with one contract."""
    place.write({FILE: orders("1.4.0")}).commit()
    return place


@pytest.mark.parametrize("ref", REFS)
def test_a_ref_is_never_an_option(shop: Workplace, ref: str) -> None:
    for words in ((f"--against={ref}",), ()):
        if not words:
            shop.write({"contractdocs.yml": f"record: {{ref: {ref!r}}}\n"})
        ran = shop.run("check", *words)
        assert ran.code in (2, 3), ran.out
        assert not (shop.root / "pwned").exists()


@pytest.mark.parametrize("ref", REFS[:4])
def test_nor_is_an_operand(shop: Workplace, ref: str) -> None:
    ran = shop.run("diff", "--", f"{ref}:{FILE}", FILE)
    assert ran.code in (2, 3)
    assert not (shop.root / "pwned").exists()


def hostile(root: Path, canary: Path) -> None:
    """Let every setting of a repository that names a program name one of ours."""
    program = root / ".git/hooks/canary"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!/bin/sh\ntouch {canary}\nexit 0\n")
    program.chmod(0o755)
    for hook in ("pre-commit", "post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (root / ".git/hooks" / hook).symlink_to("canary")
    with (root / ".git/config").open("a") as file:
        file.write(
            f"[core]\n\tfsmonitor = {program}\n\tpager = {program}\n\teditor = {program}\n\tsshCommand = {program}\n"
            f'[diff]\n\texternal = {program}\n[diff "x"]\n\ttextconv = {program}\n\tcommand = {program}\n'
            f'[filter "x"]\n\tclean = {program}\n\tsmudge = {program}\n\tprocess = {program}\n'
            f"[gpg]\n\tprogram = {program}\n[log]\n\tshowSignature = true\n[credential]\n\thelper = {program}\n"
            f"[uploadpack]\n\tpackObjectsHook = {program}\n[alias]\n\tcat-file = !{program}\n\tlog = !{program}\n"
        )
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/attributes").write_text("* diff=x filter=x\n")


@pytest.mark.parametrize("words", [("check", "--no-cache"), ("status", "orders"), ("diff", f"HEAD:{FILE}", FILE)])
def test_a_hostile_configuration_executes_nothing(shop: Workplace, words: tuple[str, ...]) -> None:
    shop.write({".gitattributes": "* diff=x filter=x\n"}).commit()
    canary = shop.root.parent / "canary"
    hostile(shop.root, canary)
    (shop.root / FILE).write_text(without_total("1.4.0"))
    ran = shop.run(*words)
    assert ran.code in (0, 1), ran.err
    assert not canary.exists()


def test_git_asks_nobody_and_fetches_nothing() -> None:
    assert FIXED["GIT_TERMINAL_PROMPT"] == "0"
    assert FIXED["GIT_ALLOW_PROTOCOL"] == "none"
    assert f"core.hooksPath={os.devnull}" in GIT
    assert "core.fsmonitor=" in GIT
