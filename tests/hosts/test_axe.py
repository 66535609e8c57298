"""Nothing keeps people from reading: axe-core over every kind of page, in each theme, light and dark."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from .serving import ROOT, WAIT, Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

PAGES = (
    *("contracts/?find=status", "contracts/deployments/", "contracts/user-events/", "contracts/removals/"),
    *("contracts/deployment-events/", "contracts/product-data-contracts/", "rules/property-removed/"),
    *("contracts/deployments/1.2.0..2.0.0/", "contracts/deployments/compare/?from=1.0.0&to=1.2.0"),
    *("contracts/deployments/changes/timings-replace-build-and-deploy-time/", "how-to/publish/"),
)
THEMES = {
    "material": {
        "name": "material",
        "font": False,
        "palette": [
            {"media": "(prefers-color-scheme: light)", "scheme": "default"},
            {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
        ],
    },
    "mkdocs": {"name": "mkdocs", "highlightjs": False, "color_mode": "auto"},
}


BUILT: dict[str, str] = {}


def built(sites: Path, theme: str) -> str:
    """Return the folder of the site of this repository in a theme, built when first asked for."""
    if theme not in BUILT:
        BUILT[theme] = build_themed(sites, theme)
    return BUILT[theme]


def build_themed(sites: Path, theme: str) -> str:
    """Build the site of this repository in a theme."""
    plain = yaml.load((ROOT / "mkdocs.yml").read_text(), yaml.BaseLoader)
    chosen = {key: plain[key] for key in ("site_name", "plugins", "nav")}
    settings = {"contractdocs": {"config": str(ROOT / "contractdocs.yml")}}
    plugins = [settings if plugin == "contractdocs" else plugin for plugin in chosen["plugins"]]
    file = sites / f"{theme}.yml"
    extensions = ["admonition", "tables"]
    config = {**chosen, "plugins": plugins, "theme": THEMES[theme], "docs_dir": str(ROOT / "docs")}
    config |= {"markdown_extensions": extensions, "site_dir": str(sites / f"themed-{theme}")}
    file.write_text(yaml.safe_dump(config))
    loaded = load_config(str(file))
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)
    return f"themed-{theme}"


STRUCTURE = (
    "{resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], "
    "rules: {region: {enabled: false}, 'heading-order': {enabled: false}, 'color-contrast': {enabled: false}}}"
)
COLOURS = "{resultTypes: ['violations'], runOnly: ['color-contrast']}"
COLOURED = (
    *("contracts/?find=status", "contracts/deployments/", "contracts/user-events/", "contracts/deployment-events/"),
    *("contracts/deployments/1.2.0..2.0.0/", "how-to/publish/"),
)
MANY = ("contracts/index", "contracts/shop-217/index", "contracts/shop-217/1.0.0/index")
DARK = """
:root { --bs-body-color: #dee2e6; --bs-body-bg: #212529; --bs-border-color: #495057; --bs-tertiary-bg: #2b3035;
  --bs-link-color: #6ea8fe; }
body { background: var(--bs-body-bg); color: var(--bs-body-color); }
"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def faults(tab: Tab, axe: str, rules: str) -> list[str]:
    """Return what axe finds in our part of a page with everything opened."""
    tab.wait_for_selector(".cd")
    tab.evaluate("document.querySelectorAll('.cd details:not(.menu)').forEach(d => d.open = true)")
    tab.evaluate(axe)
    result = tab.evaluate(f"axe.run('.cd', {rules})")
    assert len(result["passes"]) > (0 if rules == COLOURS else 5), tab.url
    return [f"{tab.url} {v['id']}: {n['html'][:160]} {n['any'][:1]}" for v in result["violations"] for n in v["nodes"]]


def visited(browser: Browser, address: str, scheme: Any) -> Tab:
    """Return a tab in a colour scheme that asks nobody but the site for anything."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(WAIT)
    context.route("**/*", lambda route: route.continue_() if route.request.url.startswith(address) else route.abort())
    return context.new_page()


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_are_built_for_everybody(browser: Browser, address: str, sites: Path, axe: str, width: int) -> None:
    tab = visited(browser, address, "light")
    tab.set_viewport_size({"width": width, "height": 900})
    wrong = []
    for path in PAGES:
        tab.goto(f"{address}{built(sites, 'material')}/{path}")
        wrong += faults(tab, axe, STRUCTURE)
    tab.context.close()
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", list(THEMES))
def test_words_stand_out(browser: Browser, address: str, sites: Path, axe: str, theme: str, scheme: Any) -> None:
    tab = visited(browser, address, scheme)
    wrong = []
    for path in COLOURED:
        tab.goto(f"{address}{built(sites, theme)}/{path}")
        tab.add_style_tag(content="* { transition: none !important }")  # colours of a theme fade in
        tab.wait_for_timeout(100)
        wrong += faults(tab, axe, COLOURS)
    tab.context.close()
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_catalog_of_300_is_built_for_everybody(
    watch: Watch, address: str, sites: Path, axe: str, scheme: str
) -> None:
    (sites / "dark.css").write_text(DARK)
    tab = watch.tab
    wrong = []
    for path in MANY:
        tab.goto(f"{address}many/{path}.html")
        if scheme == "dark":
            tab.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
            tab.add_style_tag(url=f"{address}dark.css")
        wrong += faults(tab, axe, STRUCTURE if scheme == "light" else COLOURS)
    assert wrong == []
