"""Links from prose to contracts, and contracts inside prose."""

from __future__ import annotations

from typing import Any

import pytest

import markdown
from contractdocs.hosts.markdown import ContractExtension, Desk
from contractdocs.site import begin
from tests.site.documents import EVENTS, ORDERS_1, ORDERS_2
from tests.site.making import report_of
from tests.site.pages import read, text_of


def converted(text: str, source: str = "guide/start.md") -> tuple[str, list[str]]:
    said: list[str] = []
    desk = Desk(said.append, begin(report_of({"orders": [ORDERS_1, ORDERS_2], "events": [EVENTS]})))
    desk.turn_to(source, source.removesuffix(".md") + "/index")
    extensions: list[Any] = [ContractExtension(desk), "fenced_code", "tables"]
    return markdown.markdown(text, extensions=extensions), said


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("[s][contract:orders#status]", "../contracts/orders/index.md#c-Order--status"),
        ("[s][contract:orders#Order > total]", "../contracts/orders/index.md#c-Order--total"),
        ("[s][contract:orders#GET /orders/{id}]", "../contracts/orders/index.md#c-GET-orders-id"),
        ("[s][contract:orders]", "../contracts/orders/index.md"),
        ("[s][contract:orders@1.0.0]", "../contracts/orders/1.0.0/index.md"),
        ("[s][contract:Orders@1.0.0#c-Order--status]", "../contracts/orders/1.0.0/index.md#c-Order--status"),
        ("[s][contract:events#event > place.city]", "../contracts/events/index.md#c-event--place.city"),
    ],
)
def test_a_reference_leads_to_a_thing(text: str, link: str) -> None:
    html, said = converted(text)
    assert html == f'<p><a href="{link}">s</a></p>'
    assert said == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[s][contract:order]", "There is no contract `order`. Did you mean `orders`?"),
        ("[s][contract:orders#statsu]", "`statsu` is not in orders 1.1.0. Did you mean `Order > status`?"),
        ("[s][contract:orders@1.2.0]", "orders has no release `1.2.0`. Did you mean `1.1.0`?"),
        ("::: contract orders#nothing like it", "`nothing like it` is not in orders 1.1.0."),
        ("::: contract orders opertions", "`opertions` is no part of a contract. Did you mean `operations`?"),
        (
            "::: contract orders fields xyz",
            "`xyz` is no part of a contract. There are timeline, changes, operations, fields.",
        ),
        ("::: contract events operations", "events 1.0.0 has no operations."),
        ("::: contract events changes timelin", "`timelin` is no part of a contract. Did you mean `timeline`?"),
    ],
)
def test_what_is_not_there_is_said_with_what_is_meant(text: str, complaint: str) -> None:
    html, said = converted(f"{text} and {text}" if text.startswith("[") else text)
    assert said == [f"guide/start.md: {complaint}"]
    assert text.split("]")[0] in html


def test_other_links_and_code_stay_as_they_are() -> None:
    html, said = converted(
        "[a][b] `[s][contract:nowhere]`\n\n```\n::: contract nowhere\n```\n\n[b]: https://x.example\n"
    )
    assert 'href="https://x.example"' in html
    assert "::: contract nowhere" in html
    assert said == []


def test_a_schema_stands_inside_a_page_without_ids() -> None:
    html, said = converted("# Guide\n\n::: contract orders#Order\n::: contract orders#Order\n\nMore.")
    assert said == []
    assert html.count("legacy_total") >= 2
    assert not [e for e in read(html).elements if "id" in e.attributes]
    local = [e.attributes["href"] for e in read(html).elements if e.tag == "a" and e.attributes["href"].startswith("#")]
    assert local == []
    assert 'href="../../contracts/orders/#c-Order--status"' in html


def test_a_contract_stands_inside_a_page() -> None:
    html, _ = converted("::: contract orders")
    said = text_of(html)
    assert "Orders API 1.1.0" in said
    assert "1 removal ahead, the next on 2027-01-15" in said


@pytest.mark.parametrize("thing", ["GET /orders/{id}", "event", "NewOrder > items"])
def test_operations_datasets_and_fields_are_shown(thing: str) -> None:
    contract = "events" if thing == "event" else "orders"
    html, said = converted(f"::: contract {contract}#{thing}")
    assert said == []
    assert "<table" in html


PARTS = [
    ("timeline", ["1.0.0", "1.1.0", "2 releases as a table"], ["Order > status", "GET /orders/{id}"]),
    ("changes", ["legacy_total", "is deprecated"], ["2 releases as a table", "Read one order"]),
    ("operations", ["GET /orders/{id}", "Read one order", "Parameters"], ["2 releases as a table"]),
    ("fields", ["NewOrder", "legacy_total", "required"], ["2 releases as a table", "Read one order"]),
    ("fields timeline", ["NewOrder", "2 releases as a table"], ["Read one order"]),
]


@pytest.mark.parametrize(("part", "there", "not_there"), PARTS, ids=[part for part, *_ in PARTS])
def test_a_part_of_a_contract_stands_inside_a_page(part: str, there: list[str], not_there: list[str]) -> None:
    html, complaints = converted(f"# Guide\n\n::: contract orders {part}\n\nMore.")
    assert complaints == []
    said = " ".join(text_of(html).split())
    assert [word for word in there if word not in said] == []
    assert [word for word in not_there if word in said] == []
    elements = read(html).elements
    assert not [e for e in elements if "id" in e.attributes]
    assert [e.tag for e in elements if e.tag in ("h1", "h2")] == ["h1"]
    hrefs = [e.attributes["href"] for e in elements if e.tag == "a"]
    assert hrefs
    assert not [href for href in hrefs if href.startswith("#")]
    assert all(href.startswith("../../contracts/") for href in hrefs)


def test_a_whole_contract_has_every_part() -> None:
    html, _ = converted("::: contract orders")
    said = text_of(html)
    for part in ("Timeline", "What changed in 1.1.0", "Operations", "Fields", "Place and read orders"):
        assert part in said
    older, _ = converted("::: contract orders@1.0.0 changes timeline")
    assert "What changed" not in text_of(older)
