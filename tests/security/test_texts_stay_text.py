"""Family 1: whatever stands in a text field of whatever format, it stays text in all that is written."""

from __future__ import annotations

import pytest

from contractdocs.escape.attribute import safe_link

from .attacks import ATTACKS
from .injecting import report_of
from .mutating import samples
from .outlets import faults_of, site_of

QUICK = (0, 23, 47)


def test_there_are_enough_attacks() -> None:
    assert len(set(ATTACKS)) >= 60


@pytest.mark.parametrize("first", QUICK)
@pytest.mark.parametrize("name", [name for name, _ in samples()])
def test_no_text_becomes_more(name: str, first: int) -> None:
    report, count = report_of(name, dict(samples())[name], first)
    assert count > 20, "hardly anything was injected"
    assert list(faults_of(report, site_of(report))) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("guide/orders.html#status", "guide/orders.html#status"),
        ("/teams/a(b)?x=1,2", "/teams/a(b)?x=1,2"),
        ("größe", "größe"),
        ("HTTPS://example.com/a b", "HTTPS://example.com/a b"),
        ("[click](&#106;avascript:window.cdBroken=1)", ""),
        ("<!-- contractdocs --> @everyone #1 https://example.com", ""),
        ("java\tscript:x", ""),
        ("#a b", ""),
    ],
)
def test_only_what_is_an_address_becomes_a_link(text: str, link: str) -> None:
    assert safe_link(text) == link


def test_the_check_would_see_what_it_looks_for() -> None:
    from .outlets import in_comment, in_html, in_log, in_report, in_twin

    assert list(in_html("<div><script>x</script></div>"))
    assert list(in_html("<p onclick='x'>a</p>"))
    assert list(in_html("<a href='javascript:x'>a</a>"))
    assert list(in_html("<p id='location'>a</p>"))
    assert list(in_log("a\n::error::x", commands=False))
    assert list(in_comment("<!-- contractdocs -->\n<b>x</b> @team"))
    assert list(in_twin("a <img src=x>"))
    assert list(in_report("text", "a\x1b[2J"))
