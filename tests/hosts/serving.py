"""What tests in a browser share: pages with nothing but our own around them, a server, and a tab that remembers."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contractdocs.check import run
from contractdocs.model.report import Report
from contractdocs.settings import load
from contractdocs.site import Page, Site, SiteOptions, assets, begin, story_pages
from contractdocs.site.catalog import catalog_page
from contractdocs.site.finder import finder_files
from tests.site.documents import ORDERS_1, ORDERS_2
from tests.site.making import report_of, without_rules

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator
    from playwright.sync_api import Page as Tab

ROOT = Path(__file__).parents[2]
WAIT = 30_000
MOST_TABS = 400
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'"


def bare(page: Page) -> str:
    """Return a page with nothing but our own files around it."""
    up = "../" * page.uri.count("/")
    style, script = (next(name for name in assets() if name.endswith(end)) for end in (".css", ".js"))
    head = f'<meta charset="utf-8"><title>x</title><link rel="icon" href="{up}{style}">'
    head += f'<link rel="stylesheet" href="{up}{style}"><script src="{up}{script}" defer></script>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{page.html}</body></html>'


class Watch:
    """A tab that remembers every complaint and every request to another place."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.tab: Tab = context.new_page()
        self.complaints: list[str] = []
        self.tab.on("console", lambda message: self.complaints.append(message.text))
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("request", lambda request: self.ask(request.url, address))

    def ask(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            self.complaints.append(f"asked {url}")


class Strict(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with a policy that allows nothing inline; pages of a theme come without it."""

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def end_headers(self) -> None:
        if not self.path.startswith("/themed"):
            self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder and give its address."""
    handler = functools.partial(Strict, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@functools.cache
def repository_report() -> Report:
    """Return the report on this repository."""
    return run(ROOT, load(ROOT), date(2026, 11, 21))


def repository_site(options: SiteOptions) -> Site:
    """Return the site of this repository without its rules."""
    made = begin(repository_report(), replace(options, consumers=load(ROOT).consumers))
    return without_rules(made)


def write(folder: Path, made: Site) -> None:
    """Write pages and files with nothing but our own around them."""
    files = {**made.files, **assets()}
    files |= {f"{page.uri}.html": bare(page).encode() for page in made.pages}
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def many(count: int) -> Site:
    """Return the catalog of many contracts with two releases each, and the pages of one of them."""
    names = {f"shop-{index}": f"Shop {index}" for index in range(count)}
    texts = {
        key: [
            text.replace("Orders API", name).replace("legacy_total", f"old_{key[5:]}") for text in (ORDERS_1, ORDERS_2)
        ]
        for key, name in names.items()
    }
    made = begin(report_of(texts))
    return Site((catalog_page(made), *story_pages(made, made.stories[217])), dict(finder_files(made)))


def tab_to(tab: Tab, selector: str) -> Locator:
    """Press Tab until something that the selector names has the focus, which must be seen."""
    for _ in range(MOST_TABS):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert tab.evaluate(RINGED), f"the focus on {selector} is not seen"
            return tab.locator(":focus")
    raise AssertionError(f"{selector} cannot be reached by keyboard")


RINGED = (
    "(() => { const s = getComputedStyle(document.activeElement);"
    " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1; })()"
)
