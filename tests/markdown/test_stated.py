"""Versions, statuses and dates in all the places where people put them."""

from __future__ import annotations

import pytest

from contractdocs.documents import parse
from contractdocs.formats import detect

from .reading import linted, place, read

VERSIONS = {
    "front matter": ("---\nversion: 1.10\n---\n# T\n", "1.10", (2, 10)),
    "a line": ("# T\n\nVersion: 4.1 - more of it\n", "4.1", (3, 10)),
    "a bold line": ("# T\n\n**Version**: 1.0\n", "1.0", (3, 14)),
    "bold with its colon": ("# T\n\n**Version:** 1.0.3\n", "1.0.3", (3, 14)),
    "the title": ("# Orders API v1.2\n", "1.2", (1, 15)),
    "a constant": ("# T\n\n```ts\nexport const ORDERS_API_VERSION = '3.2';\n```\n", "3.2", (4, 36)),
    "a change log by version": ("# T\n\n## Changelog\n\n### 1.1.0 - 2026-01-02\n\n- x\n\n### 1.0.0\n", "1.1.0", (5, 5)),
    "a change log by date": ("# T\n\n## Change Log\n\n- 2025-07-30: one\n- 2025-07-31: two\n", "2025-07-31", (6, 3)),
}


@pytest.mark.parametrize("case", VERSIONS)
def test_versions(case: str) -> None:
    text, version, at = VERSIONS[case]
    found = read(text)
    assert found.version == version
    assert place(found, "/info/version") == at


def test_front_matter_says_who_and_since_when() -> None:
    found = read(
        "---\nid: orders\nversion: 2.0.0\nstatus: active\nowner: Team Shop\nupdated: 2026-02-03\n---\n# Orders\n"
    )
    assert (found.title, found.status, found.owner, found.released) == ("Orders", "active", "Team Shop", "2026-02-03")
    assert found.facts["id"].value == "orders"
    assert not found.operations
    assert found.understood == "prose: a version, a status and links"


CONTRACTS = [
    ("# Notes\n\nWe talked about it.\n", False),
    ("# Changelog\n\n## 1.0.0\n\n- first\n", False),
    ("---\nversion: 1.0.0\nstatus: active\n---\n# Theme\n\nAll buttons are blue.\n", True),
    ("# T\n\n**Version**: 1.0\n", True),
    ("# T\n\n## GET /orders\n", True),
    ("", False),
]


@pytest.mark.parametrize(("text", "is_one"), CONTRACTS)
def test_what_is_a_contract(text: str, is_one: bool) -> None:
    assert (detect(parse("x.md", text.encode())) is not None) is is_one


def test_front_matter_that_cannot_be_read_is_said() -> None:
    from contractdocs.formats.markdown import Markdown

    document = parse("x.md", b"---\nversion: 'a\n---\n# T\n\n## GET /a\n")
    assert [f.rule for f in Markdown().validate(document)] == ["schema-invalid"]


def test_a_file_in_the_folder_is_there() -> None:
    text = "# T\n\n**Version**: 1.0\n\n[a](types.ts) and [b](gone.ts) and [c](https://example.com/x.ts)\n"
    found = linted(read(text, **{"types.ts": "interface A { a: string }"}))
    assert [(f.rule, f.words["file"]) for f in found] == [("listed-file-missing", "gone.ts")]
