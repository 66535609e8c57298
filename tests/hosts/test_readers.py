"""What each reader comes for, done in a browser under a strict policy, from a folder, and on paper.

The pages are those of the contracts of this repository, and of a catalog of 300 that is made for the purpose.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .serving import WAIT, Watch, tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_find_a_contract_and_one_field_of_it(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/index.html")
    tab_to(tab, "[name=find]")
    tab.keyboard.type("rolled_back")
    tab.wait_for_selector(".found a")
    assert "find=rolled_back" in tab.url
    assert tab.locator(".catalog tbody tr:not([hidden]) .title b").all_inner_texts() == [
        "Deployment events",
        "Deployments API",
    ]
    tab_to(tab, ".found a")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#c-*")
    assert tab.locator(":target").is_visible()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("commit_sha", "Deployment > commit_sha"),  # a name
        ("user_event user_agent", "user_event > user_agent"),  # a path
        ("blue_green", "CreateDeploymentRequest > strategy"),  # a listed value
        ("pseudonym", "user_event > user_id"),  # a description
    ],
)
def test_search_finds_fields(watch: Watch, address: str, words: str, wanted: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/index.html?find={words.replace(' ', '+')}")
    tab.wait_for_selector(".found a")
    assert wanted in tab.locator(".found a").all_inner_texts()


def test_one_of_300_contracts_is_found(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}many/contracts/index.html")
    assert tab.locator(".catalog tbody tr").count() == 300
    tab.fill("[name=find]", "old_217")
    tab.wait_for_selector(".found a")
    assert tab.locator(".catalog tbody tr:not([hidden])").count() == 1
    assert tab.locator(".found a").all_inner_texts() == ["Order > old_217"]
    tab.goto(f"{address}many/contracts/shop-217/index.html{tab.locator('.found a').evaluate('a => a.hash')}")
    assert tab.locator(":target").is_visible()


def test_facets_stand_in_the_address(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/index.html?format=ODCS")
    rows = tab.locator(".catalog tbody tr:not([hidden]) .title b")
    assert rows.all_inner_texts() == ["user_events"]
    tab.select_option("[name=format]", "")
    tab.select_option("[name=owner]", "Team Platform")
    assert {"Deployments API", "Environments API"} <= set(rows.all_inner_texts())
    assert "user_events" not in rows.all_inner_texts()
    assert tab.url.endswith("?owner=Team+Platform")


def test_what_changed_and_what_to_do_by_keyboard(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/deployments/index.html")
    tab_to(tab, ".menu summary:not([data-cd-menu] summary)")
    tab.keyboard.press("Enter")
    tab_to(tab, ".menu[open] a[href*='1.2.0..2.0.0']")
    tab.keyboard.press("Escape")
    assert tab.locator(".menu[open]").count() == 0
    tab.goto(f"{address}own/contracts/deployments/1.2.0..2.0.0/index.html")
    link = tab_to(tab, ".changes a.do")
    target = link.evaluate("a => a.href")
    tab.goto(f"{target}index.html")
    order = [text.rstrip("#") for text in tab.locator(".cd h2").all_inner_texts()]
    wanted = ["Why it breaks", "Who reads it", "What it reaches", "What to do", "Before", "After", "In the contract"]
    assert order == wanted
    assert "Web console" in tab.inner_text(".cd")


def test_by_when(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.clock.set_fixed_time("2027-05-01T12:00:00Z")
    tab.goto(f"{address}own/contracts/removals/index.html")
    days = tab.locator("h2.day time").all_inner_texts()
    assert days == sorted(days)
    assert "in 30 days" in tab.inner_text("#c-2027-05-31")


def test_the_link_of_a_field_is_copied_by_keyboard(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/deployments/index.html")
    tab.locator("#c-Deployment--version td:first-child a").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#c-Deployment--version")
    tab.wait_for_selector("a.copied")
    assert tab.evaluate("navigator.clipboard.readText()").endswith("/deployments/index.html#c-Deployment--version")


def test_every_field_operation_and_change_has_a_link(watch: Watch, address: str) -> None:
    tab = watch.tab
    for path in ("deployments", "user-events", "deployments/1.2.0..2.0.0"):
        tab.goto(f"{address}own/contracts/{path}/index.html")
        assert tab.evaluate("[...document.querySelectorAll('.fields tbody tr, .changes li[id]')].length") > 0
        bare_ones = "[...document.querySelectorAll('.fields tr[id], .op, .changes li[id]')].filter(e => "
        bare_ones += "!(e.closest('.held') || e).querySelector(`a[href=\"#${e.id}\"]`)).map(e => e.id)"
        assert tab.evaluate(bare_ones) == []


def test_any_two_releases_are_compared(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/deployments/compare/index.html")
    tab.select_option("[name=from]", "1.0.0")
    tab.select_option("[name=to]", "1.2.0")
    tab.click("text=Compare >> nth=-1")
    tab.wait_for_selector("[data-cd-result] pre.diff .add")
    said = tab.inner_text("[data-cd-result]")
    assert "0 breaking, 2 risky, 16 safe" in said
    assert "from=1.0.0&to=1.2.0" in tab.url
    lines = tab.locator("[data-cd-result] pre.diff span").all_inner_texts()
    added = [line.rstrip("\n")[2:] for line in lines if line.startswith("+ ")]
    assert "  version: 1.2.0" in added
    tab.reload()
    tab.wait_for_selector("[data-cd-result] pre.diff .add")


def test_two_releases_that_are_not_prepared_stand_side_by_side(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/deployments/compare/index.html?from=1.0.0&to=1.2.0")
    tab_to(tab, ".views [value=unified]")
    tab.keyboard.press("ArrowRight")
    assert tab.is_checked(".views [value=beside]")
    numbers = tab.locator("[data-cd-result] .diff .del").first.get_attribute("data-n")
    assert numbers is not None
    assert numbers.split() == ["4"]
    assert len(numbers) == 11
    old, new = (tab.locator(f"[data-cd-result] .swap .{side}").first.bounding_box() for side in ("del", "add"))
    assert old is not None
    assert new is not None
    assert abs(old["y"] - new["y"]) < 2
    assert tab.locator("[data-cd-result] .change p code").count() > 5


def test_a_sample_is_copied_by_keyboard(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/deployments/index.html")
    tab.locator(".op summary").first.focus()
    tab.keyboard.press("Enter")
    tab.locator(".op[open] .sample summary").last.focus()
    tab.keyboard.press("Enter")
    tab_to(tab, ".sample[open] pre .copy")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".copied:focus")
    shown = tab.locator(".sample[open] pre code").first.inner_text()
    assert tab.evaluate("navigator.clipboard.readText()").strip() == shown.strip()


def test_many_hits_are_shown_little_by_little(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}many/contracts/index.html?find=status")
    tab.wait_for_selector(".found a")
    assert tab.locator(".found a").count() == 8
    tab_to(tab, "[data-cd-more]")
    tab.keyboard.press("Enter")
    assert tab.locator(".found a").count() == 200
    assert not tab.is_visible("[data-cd-more]")


def test_a_broken_address_breaks_nothing(watch: Watch, address: str) -> None:
    watch.tab.goto(f"{address}own/contracts/deployments/index.html#%E0%A4%A")
    assert watch.tab.is_visible(".cd h1")


def test_text_stands_side_by_side_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}own/contracts/deployments/1.2.0..2.0.0/index.html")
    tab.check("[value=beside]")
    old, new = (tab.locator(f".swap .{side}").first.bounding_box() for side in ("del", "add"))
    assert old is not None
    assert new is not None
    assert abs(old["y"] - new["y"]) < 2
    assert new["x"] > old["x"] + 100
    context.close()


def test_pages_open_from_a_folder(browser: Browser, sites: Path) -> None:
    context = browser.new_context()
    watched = Watch(context, "file://")
    tab = watched.tab
    tab.goto((sites / "files/contracts/index.html").as_uri())
    tab.fill("[name=find]", "commit_sha")
    tab.wait_for_selector(".found a", timeout=WAIT)
    tab.click(".found a")
    tab.wait_for_selector(":target")
    assert "deployments/index.html#c-" in tab.url
    context.close()
    assert watched.complaints == []


def test_paper_shows_what_is_closed_on_the_screen(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/contracts/deployments/index.html")
    body = tab.locator(".op .body").first
    assert not body.is_visible()
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 600, "height": 900})
    assert tab.evaluate("getComputedStyle(document.querySelector('.fields tr')).display") == "table-row"
    assert tab.evaluate("document.querySelector('.op .body').getBoundingClientRect().height") > 100
    assert not tab.locator(".menu").first.is_visible()


def test_no_page_says_anything_to_the_console(watch: Watch, address: str, sites: Path) -> None:
    for file in sorted((sites / "own/contracts").rglob("index.html")):
        watch.tab.goto(address + file.relative_to(sites).as_posix())
        assert watch.tab.is_visible(".cd h1")
