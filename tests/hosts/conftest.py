"""One browser and one set of sites for all tests that read pages in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contractdocs.site import SiteOptions

from .serving import CHROMIUM, WAIT, Watch, many, repository_site, served, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine; `make browser` installs it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="package")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository, of 300 contracts, and of a repository whose pages are opened as files."""
    root = tmp_path_factory.mktemp("sites")
    write(root / "own", repository_site(SiteOptions()))
    write(root / "many", many(300))
    write(root / "files", repository_site(SiteOptions(directory_urls=False)))
    return root


@pytest.fixture(scope="package")
def address(sites: Path) -> Iterator[str]:
    with served(sites) as found:
        yield found


@pytest.fixture
def watch(browser: Browser, address: str) -> Iterator[Watch]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(WAIT)
    watched = Watch(context, address)
    yield watched
    context.close()
    assert watched.complaints == []
