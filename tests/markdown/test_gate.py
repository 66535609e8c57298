"""The gate over Markdown contracts, in a git repository, by the command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CONTRACT = """\
---
version: 1.0.0
status: active
owner: Team Shop
---
# Shop API

## Orders

### GET /orders

Lists orders.

### POST /orders

Places an order.

### DELETE /orders/{id}

Takes an order back.

## Notes

Amounts are in cents.
"""


def git(root: Path, *words: str) -> None:
    command = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@example.com", *words]
    subprocess.run(command, check=True, capture_output=True)


def run(root: Path, *words: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "contractdocs", *words, "--root", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root)
    return done.returncode, done.stdout + done.stderr


def checked(root: Path) -> tuple[int, Any]:
    code, said = run(root, "check", "--format", "json")
    return code, json.loads(said)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a repository with one contract on its default branch, on a branch of its own."""
    (tmp_path / "contracts" / "shop").mkdir(parents=True)
    (tmp_path / "contracts" / "shop" / "contract.md").write_text(CONTRACT)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "checkout", "-qb", "branch")
    return tmp_path


def edit(root: Path, before: str, after: str) -> None:
    file = root / "contracts" / "shop" / "contract.md"
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


REMOVALS = [
    ("### GET /orders\n", "GET /orders", 10, 8),
    ("### POST /orders\n", "POST /orders", 14, 10),
    ("### DELETE /orders/{id}\n", "DELETE /orders/{id}", 18, 14),
    ("### DELETE /orders/{id}\n\nTakes an order back.\n", "DELETE /orders/{id}", 18, 14),
]


@pytest.mark.parametrize(("heading", "key", "old", "new"), REMOVALS)
def test_a_heading_that_is_removed_fails_with_both_places(
    shop: Path, heading: str, key: str, old: int, new: int
) -> None:
    edit(shop, heading, "")
    code, report = checked(shop)
    assert code == 1
    found = report["contracts"][0]["changes"][0] if "changes" in report["contracts"][0] else None
    text = run(shop, "check")[1]
    assert f"breaking[operation-removed]: {key} was removed" in text
    assert f"contracts/shop/contract.md:{new}:" in text
    assert f"was contracts/shop/contract.md:{old}:5 (1.0.0)" in text
    assert found is None or found["rule"] == "operation-removed"


def test_a_removal_that_is_announced_passes(shop: Path) -> None:
    edit(shop, "### POST /orders\n\nPlaces an order.\n\n", "")
    assert run(shop, "announce")[0] == 0
    assert "version: 2.0.0" in (shop / "contracts" / "shop" / "contract.md").read_text()
    for file in (shop / "contracts" / "shop" / "changes").iterdir():
        file.write_text(file.read_text().replace("TODO: say", "Read"))
    code, said = run(shop, "check")
    assert (code, "1 breaking, announced" in said) == (0, True)


def test_words_are_free(shop: Path) -> None:
    edit(shop, "Lists orders.", "Lists all orders, newest first.")
    assert checked(shop)[0] == 0


def test_a_contract_that_becomes_a_template_breaks(shop: Path) -> None:
    edit(shop, "status: active", "status: template")
    edit(shop, "### POST /orders\n", "")
    code, said = run(shop, "check")
    assert (code, "POST /orders was removed" in said) == (1, True)


def test_a_readme_beside_a_contract_is_no_contract(shop: Path) -> None:
    (shop / "contracts" / "README.md").write_text("# Contracts\n\n- `GET /orders` is in shop\n")
    (shop / "contracts" / "shop" / "README.md").write_text("# Shop\n\nVersion: 1.0\n\n## GET /orders\n")
    code, report = checked(shop)
    assert (code, report["counts"]["contracts"], report["findings"]) == (0, 1, [])


def test_a_readme_that_is_the_contract(tmp_path: Path) -> None:
    (tmp_path / "contracts" / "shop").mkdir(parents=True)
    (tmp_path / "contracts" / "shop" / "README.md").write_text(CONTRACT)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    code, report = checked(tmp_path)
    assert (code, [c["id"] for c in report["contracts"]]) == (0, ["shop"])


def test_lint_says_what_was_understood(shop: Path) -> None:
    edit(shop, "Amounts are in cents.", "```bash\nmake\n```")
    code, said = run(shop, "lint", "--verbose")
    assert code == 0
    assert "contract.md: 3 operations, 1 piece not read" in said
    assert "contract.md:25:1: not read: a fence of bash: commands" in said
    assert "not read" not in run(shop, "lint")[1]


def test_an_open_question_blocks_approval(shop: Path) -> None:
    edit(shop, "Amounts are in cents.", "[NEEDS CLARIFICATION: Which currency?]")
    code, said = run(shop, "check")
    assert (code, "contract.md:24:1: error[approved-with-open-question]" in said) == (1, True)


def test_a_first_version_in_markdown_is_ready_to_go_on(shop: Path) -> None:
    code, said = run(shop, "new", "shop-returns", "--format", "markdown", "--owner", "Team: Shop & Co")
    assert (code, said.splitlines()[0]) == (0, "contracts/shop-returns.md: wrote a draft, version 0.1.0")
    code, said = run(shop, "lint", "--verbose", "contracts/shop-returns.md")
    assert (code, "contracts/shop-returns.md: 2 operations" in said) == (0, True)
    assert "0 errors, 0 warnings, 0 notes" in said
    assert run(shop, "check")[0] == 0


def test_the_page_shows_the_document_and_what_was_understood(shop: Path) -> None:
    import datetime

    from contractdocs.check import run as checks
    from contractdocs.settings import load
    from contractdocs.site import build_site

    edit(shop, "Amounts are in cents.", "[types](types.ts) <script>alert(1)</script> [x](javascript:alert(1))")
    report = checks(shop, load(shop, None), datetime.date(2026, 11, 21))
    pages = {page.uri: page.html for page in build_site(report).pages}
    html = next(html for uri, html in pages.items() if "shop" in uri and "As its author wrote it" in html)
    assert "3 operations" in html
    assert "<script>alert" not in html
    assert "javascript:" not in html.replace("[x](javascript:alert(1))", "")
    assert ">types</a>" not in html
    assert "Takes an order back." in html


def test_a_document_beside_a_contract_of_another_format_is_checked_too(shop: Path) -> None:
    openapi = "openapi: 3.1.0\ninfo: {title: Stock, version: 1.0.0}\npaths: {}\n"
    (shop / "contracts" / "stock.yaml").write_text(openapi)
    (shop / "contracts" / "stock.md").write_text("# Stock\n\nVersion: 1.0\n\n## GET /stock\n")
    (shop / "contracts" / "returns.md").write_text("# Returns\n\n**Version**: 1.0.0\n\n## GET /returns\n\n## GET /a\n")
    git(shop, "add", "-A")
    git(shop, "commit", "-qm", "two")
    assert {c["id"] for c in checked(shop)[1]["contracts"]} == {"shop", "stock", "returns"}
