"""The plugins that others use stand beside ours, in real builds of a small shop with Material."""

from __future__ import annotations

import os
import re
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ENVIRONMENT, Workplace
from tests.hosts.test_mkdocs import CONTRACTS
from tests.matrix.environments import environment

pytestmark = pytest.mark.hosts
NEIGHBOURS = (
    *("mkdocs-material>=9.8,<9.9", "mkdocs-awesome-nav", "mkdocs-literate-nav", "mkdocs-rss-plugin", "mike"),
    *("mkdocs-static-i18n", "mkdocs-git-revision-date-localized-plugin"),
)
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
OURS = ["contracts/", "contracts/events/", "contracts/orders/", "contracts/removals/"]
LANGUAGES = [{"locale": "en", "default": True, "name": "English"}, {"locale": "de", "name": "Deutsch"}]
AWESOME = "nav:\n  - index.md\n  - APIs: contracts\n  - other.md\n"
LITERATE = "- [Home](index.md)\n- [APIs](contracts/)\n- [Other](other.md)\n"
LINK = re.compile(r'<a href="([^"]*)" class="md-nav__link')


@pytest.fixture(scope="session")
def commands() -> Path:
    return environment(["contractdocs", *NEIGHBOURS])


@pytest.fixture
def shop(place: Workplace) -> Workplace:
    """A repository with two contracts and three pages, whose contracts were committed on two days."""
    guide = "# Start\n\n[status][contract:orders#Order > status]\n\n::: contract orders timeline\n"
    place.write({**CONTRACTS, "docs/guide/start.md": guide, ".gitignore": "site/\n"}).commit()
    return place


def run(shop: Workplace, commands: Path, *words: str) -> subprocess.CompletedProcess[str]:
    path = f"{commands}{os.pathsep}{ENVIRONMENT['PATH']}"
    env = {**ENVIRONMENT, **QUIET, "PATH": path, "GIT_COMMITTER_DATE": "2026-02-03T10:00:00Z"}
    done = subprocess.run(words, cwd=shop.root, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def built(shop: Workplace, commands: Path, plugins: list[Any], **settings: Any) -> Path:
    theme = {"name": "material", "font": False}
    config = {"site_name": "Shop", "site_url": "https://shop.example/", "theme": theme, "plugins": plugins, **settings}
    (shop.root / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False))
    run(shop, commands, "mkdocs", "build", "--strict")
    return shop.root / "site"


def navigation(page: Path) -> list[str]:
    """Return the links of the navigation of a page, in their order."""
    html = page.read_text(encoding="utf-8")
    start = html.index("md-nav--primary")
    return [unescape(link) for link in LINK.findall(html[start : html.index("md-content", start)])]


def test_awesome_nav_places_the_contracts(shop: Workplace, commands: Path) -> None:
    shop.write({"docs/.nav.yml": AWESOME})
    assert navigation(built(shop, commands, ["search", "contractdocs", "awesome-nav"]) / "index.html") == [
        *(".", *OURS, "other/"),
    ]
    (shop.root / "docs/.nav.yml").unlink()
    free = navigation(built(shop, commands, ["search", "awesome-nav", "contractdocs"]) / "index.html")
    assert sorted(free) == sorted([".", *OURS, "other/", "guide/start/", "rules/"])
    assert [link for link in free if link.startswith("contracts/")] == OURS


def test_literate_nav_places_the_contracts(shop: Workplace, commands: Path) -> None:
    shop.write({"docs/SUMMARY.md": LITERATE})
    plugins = ["search", "contractdocs", "literate-nav"]
    site = built(shop, commands, plugins, not_in_nav="SUMMARY.md")
    assert navigation(site / "index.html") == [".", *OURS, "other/"]
    shop.write({"docs/SUMMARY.md": LITERATE.replace("contracts/", "contracts/index.md")})
    assert navigation(built(shop, commands, plugins) / "index.html") == [".", *OURS, "other/"]


def test_pages_rendered_to_disk_bring_their_navigation(shop: Workplace, commands: Path) -> None:
    assert shop.run("render", "--out", "docs/contracts").code == 0
    extensions = [{"contractdocs": {"gate": True}}]
    site = built(shop, commands, ["search", "awesome-nav"], markdown_extensions=extensions)
    links = [link for link in navigation(site / "index.html") if link.startswith("contracts/")]
    assert links == [*OURS, "contracts/rules/"]
    assert "c-Order--status" in (site / "contracts/orders/index.html").read_text()


def test_the_feed_tells_what_happens_and_nothing_else(shop: Workplace, commands: Path) -> None:
    feed = (built(shop, commands, ["search", "contractdocs", "rss"]) / "feed_rss_updated.xml").read_text()
    items = {unescape(title) for title in re.findall(r"<title>([^<]*)</title>", feed)} - {"Shop"}
    assert items == {"Home", "Other", "Start", "Orders API", "events", "legacy_total leaves the order"}


def test_the_date_of_a_page_is_that_of_the_contract(shop: Workplace, commands: Path) -> None:
    shop.edit("contracts/events/1.0.0.odcs.yaml", "Where it was", "Where it was seen")
    dated = {**ENVIRONMENT, "GIT_COMMITTER_DATE": "2025-05-06T10:00:00Z", "GIT_AUTHOR_DATE": "2025-05-06T10:00:00Z"}
    subprocess.run(["git", "commit", "-qam", "words"], cwd=shop.root, env=dated, check=True)
    plugins = ["search", "contractdocs", {"git-revision-date-localized": {"type": "iso_date"}}]
    site = built(shop, commands, plugins)
    assert "2025-05-06" in (site / "contracts/events/index.html").read_text().partition("md-source-file")[2]
    assert "2025-05-06" not in (site / "contracts/orders/index.html").read_text().partition("md-source-file")[2]


def test_the_pages_stand_once_for_each_language(shop: Workplace, commands: Path) -> None:
    shop.write({"docs/index.de.md": "# Start\n\n[Orders](contracts/orders/index.md)\n"})
    plugins = ["search", "contractdocs", {"i18n": {"docs_structure": "suffix", "languages": LANGUAGES}}]
    site = built(shop, commands, plugins)
    for inside in ("", "de/"):
        page = (site / inside / "contracts/orders/index.html").read_text()
        assert f'<html lang="{inside.strip("/") or "en"}"' in page
        assert "c-Order--status" in page
        assert (site / inside / "registry/contracts.json").is_file()
        assert (site / inside / "contracts/orders/index.md").is_file()
        assert navigation(site / inside / "index.html")[-5:-1] == OURS
    assert 'href="contracts/orders/"' in (site / "de/index.html").read_text()
    assert not (site / "de/assets/contractdocs.css").exists()
    style = re.search(r'href="([^"]*contractdocs\.[^"]*css)"', (site / "de/contracts/orders/index.html").read_text())
    assert style is not None
    assert (site / "de/contracts/orders" / style[1]).resolve().is_file()


def test_mike_keeps_a_version_of_the_site(shop: Workplace, commands: Path) -> None:
    built(shop, commands, ["search", "contractdocs", "mike"])
    run(shop, commands, "mike", "deploy", "1.0", "latest")
    files = shop.git("ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert {"versions.json", "1.0/contracts/orders/index.html", "latest"} <= set(files)
    page = shop.git("show", "gh-pages:1.0/contracts/orders/index.html")
    assert 'rel="canonical" href="https://shop.example/1.0/contracts/orders/"' in page


def test_all_of_them_at_once(shop: Workplace, commands: Path) -> None:
    shop.write({"docs/.nav.yml": AWESOME})
    plugins = ["search", "awesome-nav", "rss", "git-revision-date-localized", "mike", "contractdocs"]
    assert navigation(built(shop, commands, plugins) / "index.html") == [".", *OURS, "other/"]
