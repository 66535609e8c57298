"""What a reader finds on the pages of contracts."""

from __future__ import annotations

import json
import re

import pytest

from contractdocs.site import Site, build_site

from .documents import EVENTS, GUIDE, ORDERS_1, ORDERS_2, ORDERS_3
from .making import report_of
from .pages import by_id, links, page, read, text_of

ORDERS = "contracts/orders/index"


def titles(html: str) -> list[str]:
    """Return the second headings of a page, without their permalinks."""
    return [element.text.rstrip("# ").strip() for element in read(html).elements if element.tag == "h2"]


def test_the_head_says_what_it_is_and_who_owns_it(site: Site) -> None:
    said = text_of(page(site, ORDERS).html)
    assert "Orders API#" not in said
    for words in ("Orders API", "2.0.0", "active", "OpenAPI 3.0.3", "Owner Team Checkout", "Released 2026-09-01"):
        assert words in said


def test_a_field_tells_type_meaning_and_history(site: Site) -> None:
    row = " ".join(by_id(page(site, "contracts/orders/1.1.0/index").html, "c-Order--legacy_total").text.split())
    assert "legacy_total" in row
    assert "Read total instead." in row
    assert "since 1.0.0" in row
    assert "deprecated in 1.1.0" in row
    assert "removed in 2.0.0" in row


def test_a_field_that_is_still_there_says_when_it_leaves() -> None:
    made = build_site(report_of({"orders": [ORDERS_1, ORDERS_2]}))
    row = " ".join(by_id(page(made, ORDERS).html, "c-Order--legacy_total").text.split())
    assert "leaves 2027-01-15" in row
    assert "removed" not in row


def test_a_field_that_came_later_says_since_when(site: Site) -> None:
    assert "since 1.1.0" in by_id(page(site, ORDERS).html, "c-Order--total").text


def test_what_is_gone_is_still_named(site: Site) -> None:
    gone = by_id(page(site, ORDERS).html, "c-gone-Order--legacy_total")
    assert "legacy_total" in gone.text
    assert "removed in 2.0.0" in gone.text


def test_nested_fields_stand_below_their_parent_with_their_limits(site: Site) -> None:
    html = page(site, ORDERS).html
    sku = by_id(html, "c-NewOrder--items.sku")
    assert "required" in sku.text
    assert "^[A-Z]{3}$" in sku.text
    assert "ABC" in sku.text
    count = " ".join(by_id(html, "c-NewOrder--items.count").text.split())
    assert "at least 1" in count
    assert "default 1" in count
    assert "required" not in count
    assert html.index("c-NewOrder--items") < html.index("c-NewOrder--items.sku")


def test_a_schema_that_names_itself_is_shown_once(site: Site) -> None:
    html = page(site, ORDERS).html
    assert "#c-Order" in links(html)
    assert html.count('id="c-Order--parent"') == 1


def test_listed_values_are_shown(site: Site) -> None:
    said = by_id(page(site, ORDERS).html, "c-Order--status").text
    assert "open" in said
    assert "paid" in said


def test_a_schema_that_one_place_uses_is_shown_there(site: Site) -> None:
    html = page(site, ORDERS).html
    assert html.index('id="c-POST-orders"') < html.index('id="c-NewOrder"') < html.index('id="c-schemas"')


def test_a_schema_says_who_uses_it_and_which_way_it_goes(site: Site) -> None:
    said = text_of(page(site, ORDERS).html)
    assert "object · received · used by GET /orders/{id}, POST /orders" in said


def test_the_timeline_has_a_mark_and_a_link_for_each_release(site: Site) -> None:
    html = page(site, ORDERS).html
    figure = html[html.index("<figure") : html.index("</figure>") + 9]
    across = figure[figure.index('class="across"') : figure.index('class="down"')]
    assert re.findall(r"<b>([^<]*)</b>", across) == ["1.0.0", "1.1.0", "2.0.0"]
    assert "breaking" in across
    assert links(across) == ["1.0.0/", "1.0.0..1.1.0/", "1.1.0..2.0.0/"]
    assert read(figure).faults == []


def test_an_older_version_says_what_broke_since(site: Site) -> None:
    said = text_of(page(site, "contracts/orders/1.0.0/index").html)
    assert "You read 1.0.0; the newest is 2.0.0" in said
    assert "1 breaking change since" in said
    assert "You read" not in text_of(page(site, "contracts/orders/2.0.0/index").html)


def test_the_newest_release_and_the_contract_share_their_anchors(site: Site) -> None:
    contract, release = page(site, ORDERS), page(site, "contracts/orders/2.0.0/index")
    assert {i for i in contract.ids if "Order" in i} == {i for i in release.ids if "Order" in i}


def test_differences_are_told_by_level_the_worst_first(site: Site) -> None:
    html = page(site, "contracts/orders/1.1.0..2.0.0/index").html
    ids = [e.attributes["id"] for e in read(html).elements if e.tag == "h2"]
    assert ids[0] == "c-breaking"
    assert ids[-1] == "c-text"
    said = text_of(html)
    assert "Order > legacy_total" in said
    assert "What to do" in said
    assert "- version: 1.1.0 + version: 2.0.0" in said.replace("-  ", "- ").replace("+  ", "+ ")


def test_the_page_of_a_break_says_why_before_what_to_do(site: Site) -> None:
    html = page(site, "contracts/orders/changes/legacy-total-leaves/index").html
    order = titles(html)
    assert order == ["Why it breaks", "What it reaches", "What to do", "Before", "After", "In the contract"]
    said = text_of(html)
    assert "Takes effect 2026-09-01" in said
    assert "Who is hurt Clients that read legacy_total" in said
    assert "Is no longer there." in said
    assert "GET /orders/{id}" in said


def test_an_announcement_without_headings_gets_one() -> None:
    plain = GUIDE[: GUIDE.index("## What to do")]
    made = build_site(report_of({"orders": [ORDERS_1, ORDERS_2, ORDERS_3]}, {"orders": {"plain": plain}}))
    html = page(made, "contracts/orders/changes/plain/index").html
    assert "What to do" in titles(html)


def test_removals_are_listed_by_day() -> None:
    made = build_site(report_of({"orders": [ORDERS_1, ORDERS_2]}))
    html = page(made, "contracts/removals/index").html
    assert "2027-01-15" in by_id(html, "c-2027-01-15").text
    assert "legacy_total of Order" in text_of(html)
    assert "../orders/#c-Order--legacy_total" in links(html)
    assert "legacy_total" in text_of(page(made, "contracts/index").html)


def test_a_data_contract_shows_all_that_it_promises(site: Site) -> None:
    html = page(site, "contracts/events/index").html
    said = text_of(html)
    for words in (
        "primary key",
        "internal",
        "uuid",
        "row count more than 10 rows",
        "latency",
        "15 minutes",
        "db.example.com",
        "Ada",
        "2 EUR",
        "gigabyte",
    ):
        assert words in said, words
    assert "Where it was." in by_id(html, "c-event--place.city").text
    assert "https://example.com/help" in links(html)


def test_the_catalog_can_be_narrowed_by_what_a_row_says(site: Site) -> None:
    row = by_id(page(site, "contracts/index").html, "c-orders")
    assert row.attributes["data-status"] == "active"
    assert row.attributes["data-format"] == "OpenAPI"
    assert "newest" not in row.attributes["data-text"]
    assert "legacy_total" not in row.attributes["data-text"]
    assert "place and read orders" in row.attributes["data-text"]


@pytest.mark.parametrize("words", ["Order", "GET /orders/{id}", "status", "total", "items[].sku"])
def test_search_finds_operations_schemas_and_fields(site: Site, words: str) -> None:
    assert words in [heading.title for heading in page(site, ORDERS).search_toc]


def test_only_the_contract_itself_is_in_search(site: Site) -> None:
    assert page(site, ORDERS).in_search
    assert not page(site, "contracts/orders/1.0.0/index").in_search
    assert not page(site, "contracts/orders/1.0.0..1.1.0/index").in_search


def wide_api(version: str, kept: range, deprecated: int = 0) -> str:
    """Return an API with one schema of many fields, all described, those below a number deprecated."""
    kinds = ({"type": "string", "enum": ["open", "paid"]}, {"type": "integer", "minimum": 0}, {"format": "date-time"})
    fields = {
        f"field_name_{n}": {**kinds[n % 3], "description": f"What {n} means, in one sentence.", "deprecated": True}
        if n < deprecated
        else {**kinds[n % 3], "description": f"What {n} means, in one sentence.", "example": "x"}
        for n in kept
    }
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Wide"}}}}
    posted = {"requestBody": body, "responses": {"201": {"description": "Done.", **body}}}
    schemas = {"Wide": {"type": "object", "properties": fields}}
    info = {"title": "Wide", "version": version}
    return json.dumps(
        {"openapi": "3.1.0", "info": info, "paths": {"/wide": {"post": posted}}, "components": {"schemas": schemas}},
        indent=1,
    )


def wide_data() -> str:
    """Return a data contract with a table of many columns."""
    columns = "".join(
        f"      - {{name: column_{n}, logicalType: string, physicalType: varchar(20), required: true, "
        f"classification: internal, examples: [abc], description: The column number {n} of this table.}}\n"
        for n in range(500)
    )
    return EVENTS.replace("      - name: place\n", columns + "      - name: place\n")


THEME = 40_000  # what a theme puts around our content, with its list of pages


@pytest.mark.parametrize(
    "releases",
    [
        [wide_data()],
        [wide_api("1.0.0", range(500))],
        [wide_api("1.0.0", range(250)), wide_api("1.1.0", range(500))],
        [wide_api("1.0.0", range(500)), wide_api("1.1.0", range(500), deprecated=250)],
        [wide_api("1.0.0", range(500)), wide_api("2.0.0", range(499, 500))],
    ],
    ids=["data", "api", "added", "deprecated", "removed"],
)
def test_five_hundred_fields_fit_into_every_page(releases: list[str]) -> None:
    made = build_site(report_of({"wide": releases}))
    sizes = {item.uri: len(item.html.encode()) for item in made.pages}
    assert {uri: size for uri, size in sizes.items() if size > 300_000 - THEME} == {}
    assert (
        "field_name_499" in page(made, "contracts/wide/index").html
        or "column_499" in page(made, "contracts/wide/index").html
    )


def test_hundreds_of_changes_are_all_there() -> None:
    made = build_site(report_of({"wide": [wide_api("1.0.0", range(500)), wide_api("2.0.0", range(499, 500))]}))
    html = page(made, "contracts/wide/1.0.0..2.0.0/index").html
    told = {e.attributes["id"] for e in read(html).elements if e.tag == "li" and e.attributes.get("id")}
    named = {
        link.partition("#")[2] for link in links(page(made, "contracts/wide/1.0.0/index").html) if "..2.0.0" in link
    }
    assert len(told) == 499
    assert named - {""} == told


def test_a_rule_has_a_page_with_its_examples(site: Site) -> None:
    html = page(site, "rules/quality-threshold-moved/index").html
    order = titles(html)
    assert order == ["Why it breaks", "How to mend", "Examples"]
    said = text_of(html)
    assert "You read the data ◆breaking" in said
    assert "mustBeBetween: [10, 20]" in said
    assert "Gives no finding." in said
    assert "quality-threshold-moved" in text_of(page(site, "rules/index").html)
