"""The plugin in real builds of MkDocs, with Material and with the stock theme."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import Section

from contractdocs.site import kept
from contractdocs.site.spare import Shelved
from tests.conftest import Workplace
from tests.site.documents import EVENTS, GUIDE, ORDERS_1, ORDERS_2, ORDERS_3
from tests.site.pages import read, text_of

NOTICE = "contracts/orders/changes/legacy-total-leaves.md"
CONTRACTS = {
    "contracts/orders/1.0.0.yaml": ORDERS_1,
    "contracts/orders/1.1.0.yaml": ORDERS_2,
    "contracts/orders/2.0.0.yaml": ORDERS_3,
    NOTICE: GUIDE,
    "contracts/events/1.0.0.odcs.yaml": EVENTS,
    "docs/index.md": "# Home\n",
    "docs/other.md": "# Other\n",
}
THEMES: dict[str, dict[str, Any]] = {
    "material": {"name": "material", "font": False},
    "mkdocs": {"name": "mkdocs", "highlightjs": False},
}
BASE = {"site_name": "Shop", "site_url": "https://shop.example/", "plugins": ["search", "contractdocs"]}


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795262400")


@pytest.fixture
def shop(place: Workplace) -> Workplace:
    """A repository with two contracts and two pages, committed."""
    place.write(CONTRACTS).commit()
    return place


def built(shop: Workplace, command: Literal["build", "serve"] = "build", **settings: Any) -> Path:
    """Build the site and return its folder."""
    config = {**BASE, "theme": THEMES["material"], **settings}
    (shop.root / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False))
    loaded = load_config(str(shop.root / "mkdocs.yml"))
    loaded.plugins.on_startup(command=command, dirty=False)
    build(loaded)
    return Path(loaded.site_dir)


class Warnings(logging.Handler):
    """Collects what the host would count with `--strict`."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@pytest.fixture
def warnings() -> Iterator[list[str]]:
    handler, logger = Warnings(), logging.getLogger("mkdocs")
    logger.addHandler(handler)
    yield handler.said
    logger.removeHandler(handler)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("directory_urls", [True, False])
def test_a_build_holds_every_page(shop: Workplace, warnings: list[str], theme: str, directory_urls: bool) -> None:
    site = built(shop, theme=THEMES[theme], use_directory_urls=directory_urls)
    for folder in ("", "orders/", "orders/1.0.0/", "orders/1.0.0..1.1.0/", "removals/", "events/"):
        assert (site / f"contracts/{folder}index.html").is_file(), folder
    assert (site / "contracts/orders/changes/legacy-total-leaves/index.html").is_file()
    assert (site / "contracts/orders/1.0.0/1.0.0.yaml").read_bytes() == ORDERS_1.encode()
    assert json.loads((site / "registry/contracts.json").read_bytes())["items"][1]["id"] == "orders"
    assert warnings == []


def files_of(site: Path) -> dict[str, bytes]:
    """Return every file of a site."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_site_is_the_same_where_it_does_not_stand_in_memory(shop: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    in_memory = files_of(built(shop, plugins=["search", {"contractdocs": {"cache": False}}]))
    assert files_of(built(shop)) == in_memory
    monkeypatch.setattr(kept, "Shelved", partial(Shelved, room=0))
    assert files_of(built(shop)) == in_memory


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_stands_in_the_theme_with_its_assets(shop: Workplace, theme: str) -> None:
    site = built(shop, theme=THEMES[theme])
    html = (site / "contracts/orders/index.html").read_text()
    assert html.count("<h1") == 1
    for name in ("css", "js"):
        found = list((site / "assets").glob(f"contractdocs.*.{name}"))
        assert len(found) == 1
        assert f"../../assets/{found[0].name}" in html
    assert 'href="#c-operations"' in html
    assert "<title>Orders API - Shop</title>" in html


@pytest.mark.parametrize("theme", THEMES)
def test_search_finds_fields_by_their_anchors_and_stays_small(shop: Workplace, theme: str) -> None:
    site = built(shop, theme=THEMES[theme])
    index = json.loads((site / "search/search_index.json").read_bytes())
    places = {item["location"] for item in index["docs"]}
    assert {"contracts/orders/#c-Order--status", "contracts/orders/#c-POST-orders"} <= places
    older = [item for item in index["docs"] if item["location"].startswith("contracts/orders/1.0.0")]
    assert all("#" not in item["location"] and not item["text"] for item in older)
    text = next(item["text"] for item in index["docs"] if item["location"] == "contracts/orders/#c-Order--status")
    assert "paid" in text
    assert (site / "contracts/orders/index.html").read_text().count("c-Order--status") > 1


def test_edit_links_lead_to_the_contract(shop: Workplace) -> None:
    site = built(
        shop,
        repo_url="https://git.example/shop",
        edit_uri="edit/main/docs/",
        theme={**THEMES["material"], "features": ["content.action.edit"]},
    )
    html = (site / "contracts/orders/index.html").read_text()
    assert "https://git.example/shop/edit/main/contracts/orders/2.0.0.yaml" in html
    change = (site / "contracts/orders/changes/legacy-total-leaves/index.html").read_text()
    assert f"https://git.example/shop/edit/main/{NOTICE}" in change


def test_dates_of_pages_are_those_of_releases(shop: Workplace) -> None:
    sitemap = (built(shop) / "sitemap.xml").read_text()
    entry = sitemap[sitemap.index("https://shop.example/contracts/orders/1.0.0/<") :]
    assert entry[: entry.index("</url>")].split("<lastmod>")[1].startswith("2025-03-04")


def titles(items: Any) -> list[Any]:
    """Return the navigation as nested titles."""
    return [{item.title: titles(item.children)} if isinstance(item, Section) else item.title for item in items]


OURS = ["Contracts", "events", "Orders API", "Upcoming removals"]
NAVS = [
    (None, ["Home", "Other", {"Contracts": OURS}, "Rules"]),
    (["index.md", {"APIs": "contracts/index.md"}], ["Home", {"APIs": OURS}]),
    (["index.md", {"APIs": "contracts/"}], ["Home", {"APIs": OURS}]),
    ([{"Docs": ["other.md", "contracts/"]}], [{"Docs": ["Other", *OURS]}]),
    ([{"Docs": ["other.md", "contracts/index.md"]}], [{"Docs": ["Other", *OURS]}]),
    (["index.md", "contracts/index.md", "contracts/orders/index.md"], ["Home", "Contracts", "Orders API"]),
    (["index.md", "other.md"], ["Home", "Other"]),
]


@pytest.mark.parametrize(("written", "wanted"), NAVS)
def test_the_place_in_the_navigation(shop: Workplace, warnings: list[str], written: Any, wanted: list[Any]) -> None:
    config = {**BASE, "theme": THEMES["material"], **({"nav": written} if written else {})}
    (shop.root / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False))
    loaded = load_config(str(shop.root / "mkdocs.yml"))
    loaded.plugins.on_startup(command="build", dirty=False)
    loaded = loaded.plugins.on_config(loaded)
    files = loaded.plugins.on_files(get_files(loaded), config=loaded)
    from mkdocs.structure.nav import get_navigation

    nav = loaded.plugins.on_nav(get_navigation(files, loaded), config=loaded, files=files)
    for page in nav.pages:
        page.title = page.title or page.file.name.capitalize().replace("Index", "Home")
    assert titles(nav.items) == wanted
    assert all(page.parent is None or page in page.parent.children for page in nav.pages)
    for before, after in zip(nav.pages, nav.pages[1:]):
        assert before.next_page is after
        assert after.previous_page is before
    assert not [said for said in warnings if "nav" in said]


def test_an_unannounced_break_stops_the_build_and_leaves_the_last_site(shop: Workplace, warnings: list[str]) -> None:
    site = built(shop)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    (shop.root / NOTICE).unlink()
    with pytest.raises(Abort):
        built(shop)
    assert "contractdocs announce" in warnings[-1]
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_an_invalid_contract_stops_the_build_with_its_place(shop: Workplace, warnings: list[str]) -> None:
    shop.edit("contracts/events/1.0.0.odcs.yaml", "logicalType: object", "logicalType: objekt")
    with pytest.raises(Abort):
        built(shop)
    assert "The contracts do not pass" in warnings[-1]
    assert any("contracts/events/1.0.0.odcs.yaml:" in said for said in warnings)


def test_a_wrong_setting_stops_the_build_with_one_sentence(shop: Workplace, warnings: list[str]) -> None:
    shop.write({"contractdocs.yml": "polcy: strict\n"})
    with pytest.raises(Abort):
        built(shop)
    assert "contractdocs.yml:1:1: `polcy` is not a setting. Did you mean `policy`?" in warnings[-1]


def test_serving_goes_on_with_a_banner_on_every_page(shop: Workplace) -> None:
    (shop.root / NOTICE).unlink()
    site = built(shop, "serve")
    for name in ("index.html", "contracts/orders/index.html"):
        html = (site / name).read_text()
        banner = [e for e in read(html).elements if "gate" in e.attributes.get("class", "").split()]
        assert len(banner) == 1
        assert "legacy_total" in banner[0].text
        assert "contracts/orders/" in banner[0].text


def test_serving_shows_a_wrong_setting_and_keeps_the_last_pages(shop: Workplace) -> None:
    (shop.root / "mkdocs.yml").write_text(yaml.safe_dump({**BASE, "theme": THEMES["mkdocs"]}))
    loaded = load_config(str(shop.root / "mkdocs.yml"))
    loaded.plugins.on_startup(command="serve", dirty=False)
    build(loaded)
    shop.write({"contractdocs.yml": "polcy: strict\n"})
    build(loaded)
    html = Path(loaded.site_dir, "contracts/orders/index.html").read_text()
    assert "Did you mean" in text_of(html)
    assert "c-Order--status" in html
    (shop.root / "contractdocs.yml").unlink()
    build(loaded)
    assert "This would not be built" not in Path(loaded.site_dir, "contracts/orders/index.html").read_text()


def test_the_contracts_are_watched_and_nothing_above_them(shop: Workplace) -> None:
    shop.write({"contractdocs.yml": "policy: standard\n"})
    (shop.root / "mkdocs.yml").write_text(yaml.safe_dump({**BASE, "theme": THEMES["mkdocs"]}))
    loaded = load_config(str(shop.root / "mkdocs.yml"))
    loaded.plugins.on_startup(command="serve", dirty=False)
    loaded.plugins.on_config(loaded)
    assert [str(Path(path).relative_to(shop.root)) for path in loaded.watch] == ["contractdocs.yml", "contracts"]


def test_a_page_of_the_user_is_never_replaced(shop: Workplace, warnings: list[str]) -> None:
    shop.write({"docs/contracts/index.md": "# Mine\n"})
    with pytest.raises(Abort):
        built(shop)
    assert "contracts/index.md" in warnings[-1]


def test_other_folders_and_titles(shop: Workplace) -> None:
    plugins = ["search", {"contractdocs": {"path": "apis", "title": "APIs", "rules": "apis/rules", "registry": "data"}}]
    site = built(shop, plugins=plugins)
    html = (site / "apis/index.html").read_text()
    assert '<h1 id="c-contracts">APIs</h1>' in html
    assert (site / "apis/rules/index.html").is_file()
    assert (site / "data/contracts.json").is_file()
    assert not (site / "contracts").exists()


def test_it_can_be_turned_off_but_not_unseen(shop: Workplace, warnings: list[str]) -> None:
    (shop.root / NOTICE).unlink()
    site = built(shop, plugins=["search", {"contractdocs": {"enabled": False}}])
    assert (site / "index.html").is_file()
    assert not (site / "contracts").exists()
    assert len(warnings) == 1, "with --strict the build stops"
    assert "neither checked nor published" in warnings[0]


def test_settings_may_stand_elsewhere(shop: Workplace) -> None:
    shop.write({"deep/contractdocs.yml": "contracts: agreed\nrecord: none\n", "deep/agreed/events.yaml": EVENTS})
    site = built(shop, plugins=["search", {"contractdocs": {"config": "deep/contractdocs.yml"}}])
    assert (site / "contracts/events/index.html").is_file()
    assert not (site / "contracts/orders").exists()
