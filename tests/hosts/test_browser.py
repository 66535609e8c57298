"""The built site in a browser: what readers do, by mouse, by keyboard, and without scripts."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from contractdocs.site import Site, assets, build_site
from tests.conftest import Workplace
from tests.site.documents import EVENTS, GUIDE, ORDERS_1, ORDERS_2, ORDERS_3
from tests.site.making import report_of

from .serving import STRICT, Watch, bare
from .test_mkdocs import BASE, CONTRACTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word; pages below `bare/` come with a strict policy."""

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def end_headers(self) -> None:
        if self.path.startswith("/bare/"):
            self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of two contracts, built with Material and instant navigation, and bare pages beside it."""
    root = tmp_path_factory.mktemp("shop")
    site = root / "site"
    site.mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    url = f"http://127.0.0.1:{server.server_port}/"
    build_shop(root, url)
    write_bare(site / "bare")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield url
    server.shutdown()


def build_shop(root: Path, url: str) -> None:
    """Build the site of a repository made for the purpose."""
    shop = Workplace(root).start()
    shop.write(CONTRACTS).commit()
    theme = {
        "name": "material",
        "font": False,
        "features": ["navigation.instant", "navigation.sections", "navigation.indexes"],
    }
    config = {**BASE, "site_url": url, "theme": theme, "nav": ["index.md", "contracts/index.md", "rules/index.md"]}
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config))
    loaded = load_config(str(root / "mkdocs.yml"))
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)


def write_bare(folder: Path) -> None:
    """Write the pages without any theme."""
    contracts = {"orders": [ORDERS_1, ORDERS_2, ORDERS_3], "events": [EVENTS]}
    made: Site = build_site(report_of(contracts, {"orders": {"legacy-total-leaves": GUIDE}}))
    for name, content in assets().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    for page in made.pages:
        target = folder / f"{page.uri}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(bare(page), encoding="utf-8")


@pytest.fixture
def watch(browser: Browser, address: str) -> Iterator[Watch]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watched = Watch(context, address)
    yield watched
    context.close()
    assert watched.complaints == []


def test_a_reader_goes_from_the_catalog_to_what_to_do(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(address)
    tab.click(".md-nav__link >> text=Contracts")
    tab.wait_for_url("**/contracts/")
    tab.click(".catalog >> text=Orders API")
    tab.wait_for_url("**/contracts/orders/")
    tab.click(".across a:has-text('2.0.0')")
    tab.wait_for_url("**/contracts/orders/1.1.0..2.0.0/")
    tab.click(".changes >> text=What to do")
    tab.wait_for_url("**/changes/legacy-total-leaves/")
    assert "Read total instead." in " ".join(tab.inner_text(".cd ol").split())


def test_the_same_by_keyboard_alone(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}contracts/")
    for link in (".catalog a:has-text('Orders API')", ".across a:has-text('2.0.0')", ".changes a.do"):
        before = tab.url
        tab.locator(link).first.focus()
        tab.keyboard.press("Enter")
        tab.wait_for_function("before => location.href !== before", arg=before)
    assert tab.url.endswith("/changes/legacy-total-leaves/")


def test_the_catalog_is_narrowed_and_the_address_says_how(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}contracts/")
    shown = ".catalog tbody tr:not([hidden])"
    assert tab.locator(shown).count() == 2
    tab.fill(".filters input", "sku")
    tab.wait_for_selector(".found li")
    assert tab.locator(shown).count() == 1
    assert "find=sku" in tab.url
    tab.select_option(".filters select[name=format]", "ODCS")
    assert tab.locator(shown).count() == 0
    assert tab.is_visible("text=No contract matches")
    tab.reload()
    assert tab.input_value(".filters input") == "sku"
    assert tab.locator(shown).count() == 0
    tab.wait_for_selector("text=Show all")
    tab.click("text=Show all")
    assert tab.locator(shown).count() == 2
    assert "?" not in tab.url


def test_a_link_to_a_field_opens_what_it_stands_in(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}contracts/orders/#c-NewOrder--items.sku")
    tab.wait_for_selector("#c-NewOrder--items\\.sku", state="visible")
    box = tab.locator("#c-NewOrder--items\\.sku").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900


def test_another_version_keeps_the_place(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}contracts/orders/#c-Order--status")
    tab.click(".menu summary")
    tab.click(".menu a:has-text('1.0.0')")
    tab.wait_for_url("**/contracts/orders/1.0.0/#c-Order--status")


def test_days_are_counted_in_the_browser_only(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.clock.set_fixed_time("2027-01-10T12:00:00Z")
    tab.goto(f"{address}bare/contracts/orders/changes/legacy-total-leaves/index.html")
    assert "days ago" in (tab.get_attribute("time[data-cd-days]", "title") or "")
    source = tab.request.get(tab.url).text()
    assert "days ago" not in source


@pytest.mark.parametrize("width", [360, 820, 1280])
def test_no_page_is_wider_than_the_screen(watch: Watch, address: str, width: int) -> None:
    tab = watch.tab
    tab.set_viewport_size({"width": width, "height": 800})
    for path in ("", "orders/", "events/", "orders/1.1.0..2.0.0/", "orders/changes/legacy-total-leaves/", "removals/"):
        tab.goto(f"{address}contracts/{path}")
        tab.evaluate("document.querySelectorAll('details:not(.menu)').forEach(d => d.open = true)")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path


def test_pages_keep_a_strict_content_security_policy(watch: Watch, address: str) -> None:
    for path in ("index", "orders/index", "events/index", "orders/1.1.0..2.0.0/index", "removals/index"):
        watch.tab.goto(f"{address}bare/contracts/{path}.html")
        assert watch.tab.is_visible(".cd h1")
        colour = watch.tab.evaluate("getComputedStyle(document.querySelector('.cd .head')).display")
        assert colour == "grid", "the style sheet was not applied"


def test_everything_can_be_read_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}contracts/orders/")
    assert not tab.is_visible(".releases")
    tab.click("summary:has-text('as a table')")
    assert tab.is_visible(".releases")
    tab.click(".menu summary")
    tab.click(".menu a:has-text('1.0.0')")
    assert "You read 1.0.0" in tab.inner_text(".banner")
    tab.goto(f"{address}contracts/")
    assert not tab.is_visible(".filters")
    assert tab.locator(".catalog tbody tr").count() == 2
    context.close()
