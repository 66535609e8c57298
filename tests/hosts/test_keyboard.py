"""Readers' jobs with Tab, Enter, Space, Escape and arrows alone; what has the focus is always seen.

The pages stand under a strict content-security policy, and a word on the console fails a test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .serving import Watch, tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser
SHOWN = ".catalog tbody tr:not([hidden])"


def go(tab: Tab) -> None:
    """Press Enter on a link and wait for its page; a folder stands for its page as on a real host."""
    tab.locator(":focus").evaluate("a => { if (a.pathname.endsWith('/')) a.pathname += 'index.html'; }")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def test_facets(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/index.html")
    everything = tab.locator(SHOWN).count()
    tab_to(tab, "[name=format]")
    tab.keyboard.type("ODCS")
    assert tab.locator(SHOWN).count() == 1
    assert tab.url.endswith("?format=ODCS")
    tab.keyboard.press("Home")
    tab_to(tab, "[name=owner]")
    tab.keyboard.press("ArrowDown")
    assert 0 < tab.locator(SHOWN).count() < everything
    tab_to(tab, f"{SHOWN} .title a")
    go(tab)
    assert tab.is_visible(".cd h1")


def test_by_when_something_goes(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.clock.set_fixed_time("2027-01-15T12:00:00Z")
    tab.goto(f"{address}own/contracts/index.html")
    tab_to(tab, "[name=until]")
    tab.keyboard.press("ArrowDown")
    assert tab.locator(SHOWN).count() == 0
    tab.keyboard.press("ArrowDown")
    days = tab.locator(f"{SHOWN} td:last-child time").all_inner_texts()
    assert days
    assert max(days) <= "2027-04-15"
    assert "until=90" in tab.url
    tab.reload()
    assert tab.locator(f"{SHOWN} td:last-child time").all_inner_texts() == days


def test_nothing_is_found_and_everything_comes_back(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/index.html")
    tab_to(tab, "[name=find]")
    tab.keyboard.type("nothing-has-this-name")
    tab.wait_for_selector("text=No contract matches")
    tab_to(tab, "[data-cd-reset]")
    tab.keyboard.press("Space")
    assert tab.locator(SHOWN).count() > 5
    assert "?" not in tab.url


def test_search(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}many/contracts/index.html")
    tab_to(tab, "[name=find]")
    tab.keyboard.type("old_217")
    tab.wait_for_selector(".found a")
    assert tab.evaluate("document.activeElement.name") == "find", "the focus stays where the reader types"
    tab_to(tab, ".found a")
    go(tab)
    assert tab.locator(":target").is_visible()
    assert "old_217" in tab.locator(":target").inner_text()


def test_another_version_at_the_same_place(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/deployments/index.html#c-Deployment--status")
    tab.evaluate("scrollTo(0, 0); document.body.tabIndex = -1; document.body.focus()")
    tab_to(tab, "[data-cd-menu] summary")
    tab.keyboard.press("Space")
    tab_to(tab, ".menu[open] a[href*='1.1.0']")
    tab.keyboard.press("Escape")
    assert tab.locator(".menu[open]").count() == 0
    assert tab.evaluate("document.activeElement.matches('[data-cd-menu] summary')"), "the focus goes back"
    tab.keyboard.press("Enter")
    tab_to(tab, ".menu[open] a[href*='1.1.0']")
    go(tab)
    assert tab.url.endswith("/deployments/1.1.0/index.html#c-Deployment--status")
    assert tab.locator(":target").is_visible()


def test_two_releases_are_chosen_and_compared(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/deployments/compare/index.html")
    tab_to(tab, "[name=from]")
    tab.keyboard.type("1.0.0")
    tab_to(tab, "[name=to]")
    tab.keyboard.type("1.2.0")
    tab_to(tab, "[data-cd-compare] button")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("[data-cd-result] pre.diff .add")
    assert "from=1.0.0&to=1.2.0" in tab.url
    tab_to(tab, ".views [value=unified]")
    tab.keyboard.press("ArrowRight")
    assert tab.is_checked(".views [value=beside]")
    tab_to(tab, "[data-cd-result] pre.diff")


def test_a_mark_of_the_timeline_leads_to_what_changed(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/deployments/index.html")
    tab_to(tab, ".across a[href*='1.2.0..2.0.0']")
    go(tab)
    tab_to(tab, ".changes .reach summary")
    tab.keyboard.press("Enter")
    assert tab.locator(".changes .reach[open] li").first.is_visible()
    tab_to(tab, ".changes a.do")
    go(tab)
    assert "/changes/" in tab.url


def test_an_operation_is_opened_and_its_sample_copied(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/deployments/index.html")
    tab_to(tab, ".op > summary")
    tab.keyboard.press("Space")
    tab_to(tab, ".op[open] .calls summary")
    tab.keyboard.press("Enter")
    tab_to(tab, ".calls[open] .copy")
    tab.keyboard.press("Space")
    tab.wait_for_selector(".copied:focus")
    assert tab.inner_text(".cd [role=status]") == "copied"
    assert tab.evaluate("navigator.clipboard.readText()").startswith("curl ")


def test_the_hash_of_a_file_is_copied(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/user-events/index.html")
    tab.locator("#c-files a").focus()
    tab_to(tab, ".hash + .copy")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".copied:focus")
    assert len(tab.evaluate("navigator.clipboard.readText()")) == 64


@pytest.mark.parametrize(
    ("page", "start", "link", "anchor"),
    [
        ("user-events", "#c-datasets", ".fields td:first-child > a", "c-user_event--event_id"),
        ("user-events", "#c-quality", ".terms td:first-child > a", "c-quality--"),
        ("deployments", "#c-operations", ".held > a.perma", "c-"),
        ("deployments/1.2.0..2.0.0", "#c-top", ".changes a.perma", "c-"),
    ],
    ids=["field", "term", "operation", "change"],
)
def test_a_link_is_copied(watch: Watch, address: str, page: str, start: str, link: str, anchor: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/{page}/index.html")
    tab.evaluate("id => { const e = document.querySelector(id); e.tabIndex = -1; e.focus(); }", start)
    tab_to(tab, link)
    tab.keyboard.press("Enter")
    tab.wait_for_selector("a.copied")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == tab.url
    assert f"index.html#{anchor}" in copied
    assert tab.locator(":target").is_visible()
