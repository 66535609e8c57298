"""What a Markdown document says about itself is edited where it stands: front matter, lines, title, change log."""

from __future__ import annotations

import pytest

from tests.conftest import Workplace

from .documents import DAY

FILE = "contracts/shop.md"
FRONT = '---\n# about this\nversion: "1.2.0"\nstatus: active   # since spring\n---\n# Shop (v1.2)\n\n## GET /orders\n'
LINES = "# Shop\n\n**Version:** v1.2.0  \n**Status:** Active  \n**Owner:** Team Shop\n\n## GET /orders\n"
WORDS = ["--sunset", "2028-01-01", "--reason", "No more: # v2 is there"]


def changed(place: Workplace, text: str, *words: str) -> list[str]:
    """Return the lines that a command takes out and puts in."""
    place.write({FILE: text}).commit()
    ran = place.run(*words, *DAY)
    assert ran.code == 0, ran.err
    lines = place.git("diff", "-U0").splitlines()  # without the spaces at its very end
    return [line for line in lines if line[:1] in "+-" and not line.startswith(("+++", "---"))]


def test_a_status_in_front_matter(place: Workplace) -> None:
    assert changed(place, FRONT, "status", "shop", "deprecated", *WORDS) == [
        "-status: active   # since spring",
        "+status: deprecated   # since spring",
        "+status-reason: 'No more: # v2 is there'",
        "+sunset: '2028-01-01'",
    ]
    said = place.run("status", "shop").out
    assert "until   2028-01-01" in said
    assert "reason  No more: # v2 is there" in said


def test_a_status_on_a_line_of_its_own(place: Workplace) -> None:
    assert changed(place, LINES, "status", "shop", "deprecated", *WORDS) == [
        "-**Status:** Active  ",
        "+**Status:** deprecated  ",
        "+**Status reason:** No more: # v2 is there  ",
        "+**Sunset:** 2028-01-01",
    ]


LOGS = {
    "headings": (
        "### 1.2.0 (2026-01-01)\n\nAll.\n",
        ["+### 1.3.0 (2026-11-21)", "+", "+New: things", "+"],
    ),
    "items": ("- **1.2.0** (2026-01-01): All\n", ["+- **1.3.0** (2026-11-21): New: things"]),
    "items by date": ("- 2026-01-01: All\n", ["+- 2026-11-21: New: things"]),
    "a table": (
        "| Version | Date | What |\n|---|---|---|\n| 1.2.0 | 2026-01-01 | All |\n",
        ["+| 1.3.0 | 2026-11-21 | New: things |"],
    ),
}


@pytest.mark.parametrize("log", LOGS)
def test_a_release_brings_the_title_and_the_change_log_along(place: Workplace, log: str) -> None:
    entry, added = LOGS[log]
    text = f"{FRONT}\n## Change log\n\n{entry}"
    assert changed(place, text, "release", "shop", "--minor", "--notes", "New: things") == [
        '-version: "1.2.0"',
        '+version: "1.3.0"',
        "-# Shop (v1.2)",
        "+# Shop (v1.3)",
        *added,
    ]
    place.commit()
    assert "0 errors, 0 warnings" in place.run("lint").out


def test_a_release_without_a_change_log(place: Workplace) -> None:
    assert changed(place, LINES, "release", "shop", "--minor", "--notes", "New: things") == [
        "-**Version:** v1.2.0  ",
        "+**Version:** v1.3.0  ",
        "+**Change notes:** New: things",
    ]


def test_a_version_that_stands_in_the_change_log_alone_is_left_to_people(place: Workplace) -> None:
    place.write({FILE: "# Shop\n\n**Status**: active\n\n## GET /orders\n\n## Change log\n\n- 1.2.0: All\n"}).commit()
    ran = place.run("release", "shop", "--minor", *DAY)
    assert ran.code in (0, 1, 2)
    assert "Traceback" not in ran.err
