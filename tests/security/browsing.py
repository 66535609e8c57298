"""Loads pages full of attacks in Chromium under a reporting content-security policy, and notes whatever happens."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contractdocs.site import Site, assets
from tests.hosts.serving import bare

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'"
WATCH = """
document.addEventListener("securitypolicyviolation", e => {
  console.error("CSP " + e.violatedDirective + " " + e.blockedURI);
});
"""
STATE = (
    "[window.cdBroken, ({}).polluted, Object.keys(Object.prototype).length, document.querySelectorAll('.cd').length]"
)


@dataclass
class Seen:
    """What the browser met: pages loaded, and what should not have happened."""

    pages: int = 0
    faults: list[str] = field(default_factory=list)


class Strict(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under the policy, without a word."""

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder and give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Strict, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def chromium() -> Iterator[BrowserContext]:
    """Give a browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started.new_context()
        started.close()


def written(site: Site, folder: Path) -> list[str]:
    """Write the pages with nothing but our own files around them; return their paths."""
    for name, content in {**assets(), **site.files}.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    paths = []
    for page in site.pages:
        target = folder / f"{page.uri}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(bare(page), encoding="utf-8")
        paths.append(f"{page.uri}.html")
    return paths


def look(context: BrowserContext, address: str, paths: Iterable[str], seen: Seen) -> None:
    """Load pages, open all that opens, and note what should not have happened."""
    tab = context.new_page()
    tab.set_default_timeout(60_000)
    tab.add_init_script(WATCH)
    tab.on("dialog", lambda dialog: (seen.faults.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
    tab.on("pageerror", lambda error: seen.faults.append(f"{tab.url}: {error}"))
    tab.on("console", lambda said: seen.faults.append(f"{tab.url}: {said.text}") if "CSP" in said.text else None)
    tab.on("request", lambda asked: None if asked.url.startswith(address) else seen.faults.append(asked.url))
    for path in paths:
        tab.goto(address + path)
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        broken, polluted, names, ours = tab.evaluate(STATE)
        if broken is not None or polluted is not None or names or ours != 1:
            seen.faults.append(f"{path}: something ran or our own part is gone: {[broken, polluted, names, ours]}")
        seen.pages += 1
    tab.close()
