"""Pages that were made before are not made again, and say the same; whoever made them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from contractdocs.cache import FILE, remembering
from contractdocs.check import run
from contractdocs.settings import load
from contractdocs.site import Page, Site, SiteOptions, begin, build_site, kept, site_of
from contractdocs.site.spare import Piece, Shelved
from contractdocs.warming import warm
from contractdocs.workers import processes
from tests.conftest import Workplace

from .conftest import write_catalog

TODAY = date(2026, 11, 21)
OPTIONS = SiteOptions(site_url="https://contracts.example.com/")
CONTRACTS = 6


@pytest.fixture
def catalog(place: Workplace) -> Workplace:
    """Return a repository of six contracts of two releases each; one break is announced."""
    return write_catalog(place, CONTRACTS)


def made(root: Path, today: date = TODAY, options: SiteOptions = OPTIONS) -> tuple[Site, dict[str, int]]:
    """Return the site of a folder with its store, and what had to be made."""
    with remembering(root) as memory:
        return site_of(begin(run(root, load(root), today, memory=memory), options), memory), memory.made


def afresh(root: Path, today: date = TODAY, options: SiteOptions = OPTIONS) -> Site:
    """Return the site of a folder that nothing is remembered of."""
    return build_site(run(root, load(root), today), options)


def test_a_second_build_makes_no_page_and_shows_the_same(catalog: Workplace) -> None:
    first, made_first = made(catalog.root)
    again, made_again = made(catalog.root)
    assert made_first["page"] == len(first.pages)
    assert made_again == {}
    assert first == again == afresh(catalog.root)


def test_a_change_of_one_contract_makes_its_pages_and_those_of_the_catalog(catalog: Workplace) -> None:
    made(catalog.root)
    catalog.edit("contracts/c2/1.1.0.openapi.yaml", "All orders", "Every order")
    site, counts = made(catalog.root)
    own = [page for page in site.pages if page.uri.startswith("contracts/c2/")]
    assert counts["page"] == len(own) + 2  # the catalog, and what is about to go
    assert (counts["transition"], counts["findings"]) == (2, 1)  # with the one before, and with what it was
    assert site == afresh(catalog.root)
    assert any("Every order" in page.html for page in own)


def test_an_announcement_reaches_the_pages_of_its_contract_alone(catalog: Workplace) -> None:
    made(catalog.root)
    report = run(catalog.root, load(catalog.root), TODAY)
    broken = next(item for item in report.contracts if item.judged)
    mark = broken.judged[0].finding.fingerprint
    head = f"---\ncontract: {broken.contract.id}\nversion: 2.0.0\nchanges: [{mark}]\n"
    text = f"{head}who: all\neffective: 2026-12-01\n---\n# Bye\n\nNow.\n"
    catalog.write({f"contracts/{broken.contract.id}/changes/bye.md": text})
    site, counts = made(catalog.root)
    own = [page for page in site.pages if page.uri.startswith(f"contracts/{broken.contract.id}/")]
    assert counts["page"] == len(own) + 2
    assert site == afresh(catalog.root)


def test_a_day_that_ends_something_reaches_the_pages(catalog: Workplace) -> None:
    text = "---\ncontract: c3\nversion: 2.0.0\nchanges: []\nwho: all\neffective: 2026-11-23\n---\n# Bye\n\nNow.\n"
    catalog.write({"contracts/c3/changes/bye.md": text})
    made(catalog.root)
    for day in (22, 23, 24):
        site, _ = made(catalog.root, date(2026, 11, day))
        assert site == afresh(catalog.root, date(2026, 11, day))
    _, counts = made(catalog.root, date(2026, 11, 25))
    assert counts["page"] == 2  # the catalog, and what is about to go


def test_other_options_make_other_pages(catalog: Workplace) -> None:
    made(catalog.root)
    other = SiteOptions(path="promises", directory_urls=False)
    site, counts = made(catalog.root, options=other)
    assert counts["page"] == len(site.pages)
    assert site == afresh(catalog.root, options=other)


def test_other_settings_make_other_pages(catalog: Workplace) -> None:
    made(catalog.root)
    catalog.write({"contractdocs.yml": "consumers: [{name: Shop, reads: {c1: [GET /orders]}}]\n"})
    site, _ = made(catalog.root)
    assert site == afresh(catalog.root)


@pytest.mark.parametrize("how", ["threads", "processes"])
def test_whoever_makes_the_pages_makes_the_same(broken_catalog: Workplace, how: str, tmp_path: Path) -> None:
    settings = load(broken_catalog.root)
    with processes(2) if how == "processes" else ThreadPoolExecutor(1) as executor, remembering(tmp_path) as memory:
        report = run(
            broken_catalog.root,
            settings,
            TODAY,
            memory=memory,
            beforehand=lambda state: warm(state, executor, options=OPTIONS),
        )
        before = memory.made["page"]
        site = site_of(begin(report, OPTIONS), memory)
        assert memory.made["page"] - before == 2  # the catalog and the removals; the rest came from the workers
    assert site == afresh(broken_catalog.root)


def test_a_page_that_cannot_be_read_back_is_made_again(catalog: Workplace) -> None:
    first, _ = made(catalog.root)
    import sqlite3

    with sqlite3.connect(catalog.root / FILE) as connection:
        connection.execute("UPDATE results SET value = x'c403414243'")  # what no piece of a site is
    connection.close()
    again, counts = made(catalog.root)
    assert again == first
    assert counts["page"] == len(first.pages)


@pytest.mark.parametrize("room", [0, 30_000, 2**27])
@pytest.mark.parametrize("stored", [True, False])
def test_a_site_that_is_not_held_in_memory_holds_the_same(
    catalog: Workplace, room: int, stored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "Shelved", partial(Shelved, room=room))
    whole = afresh(catalog.root)
    with remembering(catalog.root) as memory:
        report = run(catalog.root, load(catalog.root), TODAY, memory=memory)
        site = site_of(begin(report, OPTIONS), memory, spare=True)
    if not stored:
        (catalog.root / FILE).unlink()
    assert [page.uri for page in site.pages] == [page.uri for page in whole.pages]
    assert not any(page.html or page.toc or page.ids or page.search_html for page in site.pages)
    assert tuple(map(site.whole, site.pages)) == whole.pages
    assert dict(site.files) == whole.files
    assert len(site.files) == len(whole.files)


def test_without_a_store_a_site_stands_in_memory(catalog: Workplace) -> None:
    report = run(catalog.root, load(catalog.root), TODAY)
    assert site_of(begin(report, OPTIONS), spare=True) == afresh(catalog.root)


def test_pieces_are_held_while_there_is_room_and_read_one_at_a_time_else() -> None:
    asked = []

    def again(key: str) -> Piece:
        asked.append(key)
        return piece(key)

    def piece(key: str) -> Piece:
        return Piece(tuple(Page(f"{key}/{n}", key, "x" * 10) for n in range(3)), {f"{key}.json": b"y" * 10})

    shelved = Shelved(again, room=100)
    pages = [page for key in "abcd" for page in shelved.put(key, piece(key))]
    site = shelved.site(pages)
    assert [page.html for page in map(site.whole, site.pages)] == ["x" * 10] * 12
    assert asked == ["c", "d"]
    assert list(site.files) == ["a.json", "b.json", "c.json", "d.json"]
    assert [site.files[name] for name in site.files] == [b"y" * 10] * 4
    assert asked == ["c", "d", "c", "d"]
