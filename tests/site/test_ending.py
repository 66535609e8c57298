"""A contract that goes keeps its pages, and each of them says so."""

from __future__ import annotations

import pytest

from contractdocs.site import build_site

from .documents import EVENTS, ORDERS_1, ORDERS_2
from .making import report_of
from .pages import page, read

REASON = "customProperties:\n  - {property: statusReason, value: 'Moved to <trips>.'}\n"


@pytest.mark.parametrize(
    ("status", "words", "level"),
    [
        ("retired", "Nobody keeps this contract any more.", "breaking"),
        ("archived", "Nobody keeps this contract any more.", "breaking"),
        ("deprecated", "Do not begin to use it.", "risky"),
    ],
)
def test_every_page_of_a_contract_that_goes_says_so(status: str, words: str, level: str) -> None:
    newer = EVENTS.replace("version: 1.0.0", "version: 2.0.0").replace("status: active", f"status: {status}") + REASON
    site = build_site(report_of({"events": [EVENTS, newer]}))
    for uri in ("contracts/events/index", "contracts/events/1.0.0/index", "contracts/events/2.0.0/index"):
        found = page(site, uri)
        banner = found.html.partition('aria-label="Status"')[2].partition("</aside>")[0]
        assert words in banner, uri
        assert "Moved to &lt;trips&gt;." in banner
        assert f'class="banner {level}" aria-label="Status"' in found.html
        assert read(found.html).faults == []
        assert "city" in found.html


def test_a_contract_that_stays_has_no_banner() -> None:
    site = build_site(report_of({"events": [EVENTS], "orders": [ORDERS_1, ORDERS_2]}))
    assert not [item.uri for item in site.pages if 'aria-label="Status"' in item.html]


def test_an_interface_gives_its_reason_too() -> None:
    text = ORDERS_1.replace("x-status: active", "x-status: retired\n  x-status-reason: Nobody calls it.")
    assert "Nobody calls it." in page(build_site(report_of({"orders": [text]})), "contracts/orders/index").html
