"""`contractdocs render`: pages on disk for a generator without plugins, and a site that needs none."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
import yaml

from contractdocs.check import run
from contractdocs.hosts.static import Wanted, brought_up_to_date
from contractdocs.settings import load
from contractdocs.site import kept
from tests.conftest import Workplace
from tests.hosts.test_mkdocs import CONTRACTS, NOTICE
from tests.site.documents import ORDERS_1
from tests.site.pages import read


@pytest.fixture
def shop(place: Workplace) -> Workplace:
    place.write(CONTRACTS).commit()
    return place


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_pages_data_assets_and_navigation_are_written(shop: Workplace) -> None:
    ran = shop.run("render", "--out", "docs/contracts")
    assert ran.code == 0, ran.err
    made = files(shop.root / "docs/contracts")
    assert f"docs/contracts: {len(made) - 1} files, {len(made) - 1} written, 0 removed" in ran.out
    wanted = (
        "index.md",
        "orders/index.md",
        "orders/1.0.0/index.md",
        "orders/1.0.0..1.1.0/index.md",
        "removals/index.md",
    )
    assert {*wanted, "rules/property-removed/index.md", "registry/contracts.json", "feed.xml"} <= set(made)
    assert {"assets/contractdocs.css", "assets/contractdocs.js", ".nav.yml", "llms.txt"} <= set(made)
    assert made["orders/1.0.0/1.0.0.yaml"] == ORDERS_1.encode()
    nav = yaml.safe_load(made[".nav.yml"])
    assert nav["title"] == "Contracts"
    assert [next(iter(item.values())) for item in nav["nav"]] == [
        *("index.md", "events/index.md", "orders/index.md", "removals/index.md", "rules/index.md"),
    ]
    pages = [text for name, text in made.items() if name.endswith(".md")]
    assert all(text.startswith(b"---\ntitle: ") for text in pages)  # what is Markdown and no page has another name
    assert made["orders/index.md.txt"].startswith(b"# Orders API 2.0.0")


def test_the_same_input_gives_the_same_bytes_and_check_sees_what_is_old(shop: Workplace) -> None:
    assert shop.run("render", "--out", "docs/contracts", "--check").code == 1
    assert not (shop.root / "docs/contracts").exists()
    assert shop.run("render", "--out", "docs/contracts").code == 0
    before = files(shop.root / "docs/contracts")
    again = shop.run("render", "--out", "docs/contracts")
    assert "0 written, 0 removed" in again.out
    assert files(shop.root / "docs/contracts") == before
    ran = shop.run("render", "--out", "docs/contracts", "--check")
    assert (ran.code, "up to date" in ran.out) == (0, True)
    shop.edit("contracts/orders/2.0.0.yaml", "title: Orders API", "title: Orders")
    old = shop.run("render", "--out", "docs/contracts", "--check")
    assert old.code == 1
    assert "changed   orders/index.md" in old.out
    assert files(shop.root / "docs/contracts") == before


def test_pages_that_were_made_before_are_not_made_again(shop: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(shop.root)
    report = run(shop.root, settings, date(2026, 11, 21))
    wanted, made = Wanted(site=shop.root / "public"), []
    real = kept.of_story
    monkeypatch.setattr(kept, "of_story", lambda build, story, counting: made.append(1) or real(build, story, counting))
    first = brought_up_to_date(report, shop.root, settings, wanted, only_look=False)
    assert len(made) == 2
    assert brought_up_to_date(report, shop.root, settings, wanted, only_look=True)[0][1] == first[0][1]
    assert len(made) == 2


def test_one_changed_file_is_found_and_mended(shop: Workplace) -> None:
    shop.run("render", "--out", "docs/contracts")
    shop.edit("docs/contracts/orders/index.md", "Orders API", "Orders XXX")
    (shop.root / "docs/contracts/events/index.md").unlink()
    ran = shop.run("render", "--out", "docs/contracts", "--check")
    assert ran.code == 1
    assert ran.out.splitlines()[:2] == ["missing   events/index.md", "changed   orders/index.md"]
    assert "2 written" in shop.run("render", "--out", "docs/contracts").out
    assert shop.run("render", "--out", "docs/contracts", "--check").code == 0


def test_what_is_no_longer_made_goes_and_what_is_not_ours_stays(shop: Workplace) -> None:
    shop.write({"docs/contracts/mine.md": "# Mine\n"})
    assert shop.run("render", "--out", "docs/contracts").code == 0
    shop.git("rm", "-rq", "contracts/events")
    shop.commit("events are gone")
    shop.commit("and nobody looks back")
    looked = shop.run("render", "--out", "docs/contracts", "--check")
    assert looked.code == 1
    assert "leftover  events/index.md" in looked.out
    assert shop.run("render", "--out", "docs/contracts").code == 0
    assert not (shop.root / "docs/contracts/events").exists()
    assert (shop.root / "docs/contracts/mine.md").read_text() == "# Mine\n"


def test_a_file_of_somebody_else_is_never_replaced(shop: Workplace) -> None:
    shop.write({"docs/contracts/orders/index.md": "# Mine\n"})
    ran = shop.run("render", "--out", "docs/contracts")
    assert ran.code == 2
    assert "docs/contracts/orders/index.md` is there already" in ran.err
    assert files(shop.root / "docs/contracts") == {"orders/index.md": b"# Mine\n"}


def test_a_break_is_refused_and_the_last_pages_stay(shop: Workplace) -> None:
    shop.run("render", "--out", "docs/contracts", "--site", "public")
    before = files(shop.root / "docs") | files(shop.root / "public")
    (shop.root / NOTICE).unlink()
    for words in (["--out", "docs/contracts"], ["--site", "public"], ["--out", "docs/contracts", "--check"]):
        ran = shop.run("render", *words)
        assert ran.code == 1, words
        assert "legacy_total" in ran.out
        assert "Nothing was written" in ran.err
    assert files(shop.root / "docs") | files(shop.root / "public") == before


def test_a_check_that_is_not_complete_writes_nothing(folder: Workplace) -> None:
    folder.write({"contracts/orders.yaml": ORDERS_1})
    ran = folder.run("render", "--site", "public")
    assert ran.code == 3
    assert not (folder.root / "public").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "--out FOLDER"),
        (["--out", "contracts/pages"], "is among the contracts"),
        (["--site", "contracts"], "is among the contracts"),
        (["--out", "docs", "--path", "../x"], "is no folder below"),
        (["--out", "docs", "--nav", "awsome"], "Did you mean 'awesome'?"),
    ],
)
def test_a_wrong_command_is_told(shop: Workplace, words: list[str], said: str) -> None:
    ran = shop.run("render", *words)
    assert ran.code == 2
    assert said in ran.err or ("awesome" in ran.err and "awesome" in said)
    assert not (shop.root / "docs/contracts").exists()


def test_a_link_leads_nowhere_else(shop: Workplace, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    (shop.root / "docs/contracts").mkdir()
    (shop.root / "docs/contracts/orders").symlink_to(target)
    ran = shop.run("render", "--out", "docs/contracts")
    assert ran.code == 3
    assert "link out of the folder" in ran.err
    assert not list(target.iterdir())


def test_the_layout_of_the_plugin_can_be_kept(shop: Workplace) -> None:
    assert shop.run("render", "--out", "docs", "--path", "contracts", "--nav", "literate").code == 0
    for name in ("contracts/orders/index.md", "rules/index.md", "registry/contracts.json", "assets/contractdocs.css"):
        assert (shop.root / "docs" / name).is_file(), name
    nav = (shop.root / "docs/contracts/SUMMARY.md").read_text()
    assert "- [Orders API](orders/index.md)\n" in nav
    assert "index.md" in nav.splitlines()[0]


def broken_links(site: Path) -> list[str]:
    """Return the links of a site that lead to no file, or to no place in it."""
    ids: dict[Path, set[str]] = {}
    for page in site.rglob("*.html"):
        ids[page.resolve()] = {e.attributes["id"] for e in read(page.read_text()).elements if "id" in e.attributes}
    lost = []
    for page in site.rglob("*.html"):
        for element in read(page.read_text()).elements:
            said = element.attributes.get("href") or element.attributes.get("src") or ""
            if not said or ":" in said:
                continue
            path, fragment = urldefrag(said)
            target = (page.parent / unquote(path)).resolve() if path else page.resolve()
            if not target.is_file() or (fragment and target in ids and unquote(fragment) not in ids[target]):
                lost.append(f"{page.relative_to(site)}: {said}")
    return lost


def test_a_site_of_its_own_is_whole_without_a_server(shop: Workplace) -> None:
    ran = shop.run("render", "--site", "public", "--title", "Shop")
    assert ran.code == 0, ran.err
    site = shop.root / "public"
    assert broken_links(site) == []
    for page in site.rglob("*.html"):
        text = page.read_text()
        assert text.startswith("<!doctype html>")
        assert text.count("<h1") == 1, page
        assert text.count("<main") == 1
        assert "https://" not in "".join(line for line in text.splitlines() if "<script" in line or "<link" in line)
        assert " style=" not in text
    assert "<title>Orders API - Shop</title>" in (site / "orders/index.html").read_text()
    assert json.loads((site / "registry/contracts.json").read_bytes())["items"]
