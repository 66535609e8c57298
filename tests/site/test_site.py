"""Every page is well formed, every link leads somewhere, and every file of the registry can be read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator

import pytest

from contractdocs.site import Heading, Site, SiteOptions, assets, build_site

from .documents import EVENTS, GUIDE, ORDERS_1, ORDERS_2, ORDERS_3
from .making import report_of
from .pages import is_inside, links, page, read, target_of


def headings(found: tuple[Heading, ...]) -> Iterator[Heading]:
    for heading in found:
        yield heading
        yield from headings(heading.children)


def test_the_pages_that_are_made(site: Site) -> None:
    uris = {item.uri for item in site.pages if not item.uri.startswith("rules/")}
    assert uris == {
        "contracts/index",
        "contracts/removals/index",
        "contracts/orders/index",
        "contracts/orders/1.0.0/index",
        "contracts/orders/1.1.0/index",
        "contracts/orders/2.0.0/index",
        "contracts/orders/1.0.0..1.1.0/index",
        "contracts/orders/1.1.0..2.0.0/index",
        "contracts/orders/1.0.0..2.0.0/index",
        "contracts/orders/compare/index",
        "contracts/orders/changes/legacy-total-leaves/index",
        "contracts/events/index",
        "contracts/events/1.0.0/index",
    }


def test_pages_are_well_formed(site: Site) -> None:
    assert {item.uri: read(item.html).faults for item in site.pages if read(item.html).faults} == {}


def test_ids_are_unique_and_named(site: Site) -> None:
    for item in site.pages:
        ids = [element.attributes["id"] for element in read(item.html).elements if "id" in element.attributes]
        twice = [name for name, count in Counter(ids).items() if count > 1]
        assert twice == [], item.uri
        assert set(ids) == item.ids, item.uri
        assert all(name.startswith("c-") for name in ids), item.uri


def test_tables_of_contents_lead_to_ids(site: Site) -> None:
    for item in site.pages:
        wanted = {heading.id for heading in headings(item.toc)}
        assert wanted <= item.ids, (item.uri, wanted - item.ids)


def test_what_search_finds_is_on_the_page(site: Site) -> None:
    for item in site.pages:
        if item.in_search:
            wanted = {heading.id for heading in headings(item.search_toc)}
            assert wanted <= item.ids, (item.uri, wanted - item.ids)
            assert read(item.search_html).faults == []


@pytest.mark.parametrize("directory_urls", [True, False])
def test_links_lead_somewhere(directory_urls: bool) -> None:
    contracts = {"orders": [ORDERS_1, ORDERS_2, ORDERS_3], "events": [EVENTS]}
    report = report_of(contracts, {"orders": {"legacy-total-leaves": GUIDE}})
    made = build_site(report, SiteOptions(directory_urls=directory_urls))
    known = {item.uri: item.ids for item in made.pages}
    broken = []
    for source in made.pages:
        for link in filter(is_inside, links(source.html)):
            target, anchor = target_of(source, link)
            if (target not in known and target not in made.files) or (anchor and anchor not in known.get(target, ())):
                broken.append((source.uri, link))
    assert broken == []


def test_raw_files_are_the_bytes_that_were_published(site: Site) -> None:
    assert site.files["contracts/orders/1.0.0/1.0.0.yaml"] == ORDERS_1.encode()
    digest = hashlib.sha256(ORDERS_1.encode()).hexdigest()
    assert digest in page(site, "contracts/orders/1.0.0/index").html


def test_the_registry_says_what_is_there(site: Site) -> None:
    listed = json.loads(site.files["registry/contracts.json"])["items"]
    assert [(item["id"], item["version"]) for item in listed] == [("orders", "2.0.0"), ("events", "1.0.0")]
    orders = json.loads(site.files["registry/contracts/orders.json"])
    assert [item["version"] for item in orders["versions"]] == ["2.0.0", "1.1.0", "1.0.0"]
    newest = json.loads(site.files["registry/contracts/orders/versions/2.0.0.json"])
    assert newest["previous"] == "1.1.0"
    removed = next(item for item in newest["findings"] if item["address"] == "Order > legacy_total")
    assert removed["announced"] == "contracts/orders/changes/legacy-total-leaves/"
    for item in orders["versions"]:
        assert hashlib.sha256(site.files[item["file"]]).hexdigest() == item["sha256"]


def test_the_same_report_gives_the_same_bytes() -> None:
    contracts = {"orders": [ORDERS_1, ORDERS_2], "events": [EVENTS]}
    first, second = (build_site(report_of(contracts)) for _ in range(2))
    assert first == second


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(site: Site) -> None:
    for item in site.pages:
        for element in read(item.html).elements:
            assert element.tag not in ("script", "style", "img", "iframe", "link", "object"), item.uri
            bad = [name for name in element.attributes if name == "style" or name.startswith("on") or name == "src"]
            assert bad == [], item.uri


def test_assets_are_small_and_carry_a_hash() -> None:
    found = assets()
    assert {name.rpartition(".")[2] for name in found} == {"css", "js"}
    assert sum(len(content) for content in found.values()) < 40_000
    for name, content in found.items():
        assert hashlib.sha256(content).hexdigest()[:8] in name
        assert b"http://" not in content
        assert b"https://" not in content


def test_an_empty_catalog_says_so() -> None:
    made = build_site(report_of({}))
    assert "There are no contracts yet." in page(made, "contracts/index").html
    assert "Nothing is about to be removed." in page(made, "contracts/removals/index").html


def test_two_things_at_one_address_share_no_id() -> None:
    one = "{type: object, properties: {a: {type: string}}}"
    text = ORDERS_1.replace(
        "schema: {$ref: '#/components/schemas/NewOrder'}",
        f"schema: {{oneOf: [{one}, {one.replace('a:', 'b:')}]}}",
    ).replace("  /orders:\n    post:", "  /orders:\n    post:\n      operationId: placeOrder")
    levels = EVENTS.replace("slaProperties:\n", "slaProperties:\n  - {property: latency, value: 3, unit: days}\n")
    made = build_site(report_of({"orders": [text], "events": [levels]}))
    for item in made.pages:
        ids = [element.attributes["id"] for element in read(item.html).elements if "id" in element.attributes]
        assert len(ids) == len(set(ids)), item.uri
