"""What else the site gives out: feeds, badges, texts, the index of names, comparisons, consumers."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from contractdocs.documents import parse
from contractdocs.settings import Consumer, SettingsError
from contractdocs.settings import read as read_settings
from contractdocs.site import Site, SiteOptions, build_site
from contractdocs.site.history import chapter_of
from contractdocs.site.lookup import find

from .documents import EVENTS, GUIDE, ORDERS_1, ORDERS_2, ORDERS_3
from .making import release_of, report_of
from .pages import page, text_of

ATOM = "{http://www.w3.org/2005/Atom}"
ALL = [ORDERS_1, ORDERS_2, ORDERS_3]


def entries(site: Site, name: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(site.files[name]).findall(f"{ATOM}entry")


def handed(site: Site, name: str) -> Any:
    return json.loads(site.files[name].decode().partition(",")[2].rpartition(")")[0])


def made_with(consumers: tuple[Consumer, ...], texts: list[str] = ALL, url: str = "") -> Site:
    report = report_of({"orders": texts, "events": [EVENTS]}, {"orders": {"legacy-total-leaves": GUIDE}})
    return build_site(report, SiteOptions(consumers=consumers, site_url=url))


def test_feeds_tell_of_releases_and_of_breaks(site: Site) -> None:
    titles = [entry.findtext(f"{ATOM}title") for entry in entries(site, "contracts/orders/feed.xml")]
    assert titles == [
        "Orders API 2.0.0: 1 breaking change",
        "Orders API 1.1.0: 3 changes, none breaking",
        "Orders API 1.0.0: first release",
    ]
    assert len(entries(site, "contracts/feed.xml")) == 4
    (broken,) = entries(site, "contracts/breaking.xml")
    assert broken.findtext(f"{ATOM}updated") == "2026-09-01T00:00:00Z"
    assert broken.find(f"{ATOM}link").attrib["href"] == "orders/changes/legacy-total-leaves/"  # type: ignore[union-attr]


def test_an_entry_keeps_its_identity_when_releases_follow_and_the_site_moves(site: Site) -> None:
    alone = {
        e.findtext(f"{ATOM}id") for e in entries(made_with((), ALL[:2], "https://x.example"), "contracts/feed.xml")
    }
    assert alone < {entry.findtext(f"{ATOM}id") for entry in entries(site, "contracts/feed.xml")}


def test_feeds_name_whole_addresses_where_the_site_has_one() -> None:
    made = made_with((), url="https://docs.example/base/")
    links = [
        link.attrib["href"] for link in ElementTree.fromstring(made.files["contracts/feed.xml"]).iter(f"{ATOM}link")
    ]
    assert all(link.startswith("https://docs.example/base/contracts/") for link in links)


def test_badges_say_what_the_page_says(site: Site) -> None:
    label = {
        name: ElementTree.fromstring(site.files[f"contracts/orders/badge/{name}.svg"]).attrib["aria-label"]
        for name in ("version", "status", "breaking")
    }
    assert label == {"version": "orders: 2.0.0", "status": "orders: active", "breaking": "last break: 2.0.0 2026-09-01"}
    assert b"never" in site.files["contracts/events/badge/breaking.svg"]


def test_texts_for_programs_lead_to_each_other(site: Site) -> None:
    index = site.files["llms.txt"].decode()
    assert index.startswith("# Contracts\n\n> ")
    for target in ("contracts/orders/index.md", "contracts/orders/changes/legacy-total-leaves/index.md"):
        assert f"]({target})" in index
        assert target in site.files
    twin = site.files["contracts/orders/index.md"].decode()
    assert "- `status` (string; required; one of open, paid; since 1.0.0)" in twin
    assert "## `GET /orders/{id}`" in twin
    assert "1. Read `total` instead." in site.files["contracts/orders/changes/legacy-total-leaves/index.md"].decode()


def test_the_index_of_names_leads_to_anchors(site: Site) -> None:
    orders = handed(site, "contracts/fields.js")["contracts"][0]
    items = {item[0]: item for item in orders["items"]}
    assert items["Order > status"][1:] == ["string", "open paid", "c-Order--status"]
    assert {item[3] for item in orders["items"]} <= page(site, "contracts/orders/index").ids
    assert orders["page"] == "orders/"


def test_every_release_is_compared_with_the_newest(site: Site) -> None:
    data = handed(site, "contracts/orders/compare/data.js")
    assert data["prepared"] == {"1 2": "../1.1.0..2.0.0/", "0 2": "../1.0.0..2.0.0/", "0 1": "../1.0.0..1.1.0/"}
    assert [len(version["changes"]) for version in data["versions"]] == [0, 3, 1]
    assert "1 breaking" in text_of(page(site, "contracts/orders/1.0.0..2.0.0/index").html)


def test_consumers_are_named_where_they_are_hurt() -> None:
    reads = {"orders": ("Order > legacy_total", "no such thing")}
    other = {"orders": ("NewOrder > items[].sku",)}
    made = made_with(
        (Consumer("Billing", "b@x.example", reads), Consumer("Shop", "", other), Consumer("All", "", {"orders": ()}))
    )
    shown = text_of(page(made, "contracts/orders/index").html)
    assert "no such thing ▲ is not in the contract" in shown.replace("▲is", "▲ is")
    assert "Order > legacy_total (no longer there)" in shown
    broken = text_of(page(made, "contracts/orders/changes/legacy-total-leaves/index").html)
    assert "Billing" in broken
    assert "Shop" not in broken
    newest = json.loads(made.files["registry/contracts/orders/versions/2.0.0.json"])
    assert newest["findings"][0]["hurts"] == ["Billing", "All"]


def test_a_contract_names_its_own_consumers() -> None:
    texts = [
        text.replace("  x-status", "  x-consumers: [Mail, {name: Web, reads: [Order > id]}]\n  x-status")
        for text in ALL
    ]
    made = made_with((Consumer("Web", "w@x.example", {"orders": ("Order > status",)}),), texts)
    known = json.loads(made.files["registry/contracts/orders.json"])["consumers"]
    assert [(item["name"], item["reads"]) for item in known] == [("Web", ["Order > status"]), ("Mail", [])]


@pytest.mark.parametrize(
    ("said", "address", "near"),
    [
        ("Order > status", "Order > status", ()),
        ("order > STATUS", "Order > status", ()),
        ("c-Order--status", "Order > status", ()),
        ("status", "Order > status", ()),
        ("get /orders/{id}", "GET /orders/{id}", ()),
        ("items[].sku", "NewOrder > items[].sku", ()),
        ("sku", "NewOrder > items[].sku", ()),
        ("statsu", "", ("Order > status",)),
        ("nothing like it", "", ()),
    ],
)
def test_things_are_found_by_what_people_write(said: str, address: str, near: tuple[str, ...]) -> None:
    found = find(chapter_of(release_of(ORDERS_1, "orders.yaml")), said)
    assert (found.address, found.near) == (address, near)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("consumers: {name: x}", "takes a list"),
        ("consumers: [{nam: x, reads: {}}]", "Did you mean `name`?"),
        ("consumers: [{reads: {}}]", "takes a text"),
        ("consumers: [{name: x}]", "takes a mapping"),
        ("consumers: [{name: x, reads: {orders: 1}}]", "takes a list"),
    ],
)
def test_settings_of_consumers_are_checked(text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read_settings(parse("contractdocs.yml", text.encode()))
