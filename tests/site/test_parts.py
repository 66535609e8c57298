"""The small parts that pages are made of."""

from __future__ import annotations

from itertools import pairwise

import pytest

from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.site.anchors import Anchors, slug
from contractdocs.site.described import described
from contractdocs.site.history import History
from contractdocs.site.layout import layout_of, relative, segment
from contractdocs.site.outline import outline_of
from contractdocs.site.page import SiteOptions
from contractdocs.site.removals import removals_of
from contractdocs.site.searching import search_text
from contractdocs.site.templating import sample
from contractdocs.site.text import describe, first_sentence
from contractdocs.site.textual import block_from, text_diff
from contractdocs.site.timeline import SLOT, Stop, spread

from .documents import EVENTS, ORDERS_1, ORDERS_2, ORDERS_3
from .making import contract_report, release_of, report_of


@pytest.mark.parametrize(
    ("source", "target", "fragment", "link"),
    [
        ("contracts/orders/index", "contracts/index", "", "../"),
        ("contracts/index", "contracts/orders/index", "", "orders/"),
        ("contracts/orders/index", "contracts/orders/index", "c-x", "#c-x"),
        ("contracts/orders/index", "contracts/orders/index", "", "./"),
        ("contracts/orders/1.0.0/index", "rules/index", "", "../../../rules/"),
        ("contracts/orders/index", "contracts/orders/1.0.0/a b.yaml", "", "1.0.0/a%20b.yaml"),
        ("contracts/orders/index", "contracts/orders/1.0.0..2.0.0/index", "c-é", "1.0.0..2.0.0/#c-%C3%A9"),
    ],
)
def test_links_between_pages(source: str, target: str, fragment: str, link: str) -> None:
    assert relative(source, target, fragment=fragment) == link


def test_links_name_the_file_where_folders_have_no_index() -> None:
    assert relative("contracts/index", "contracts/orders/index", directory_urls=False) == "orders/index.html"


@pytest.mark.parametrize("text", ["1.0.0", "2026-01-01", "1.0.0-rc.1+build_5", "orders", "v2"])
def test_plain_names_stay(text: str) -> None:
    assert segment(text) == text


@pytest.mark.parametrize(
    "text", ["..", "../x", "a/b", "/etc", ".hidden", "CON", "nul.txt", "a..b", "x.", "", "é", "x" * 300]
)
def test_other_names_become_safe(text: str) -> None:
    made = segment(text)
    assert made != text
    assert "/" not in made
    assert ".." not in made
    assert not made.startswith(".")
    assert len(made) < 80
    assert segment(text) == made


def test_names_that_differ_by_case_alone_stand_apart() -> None:
    assert segment("Orders", ("orders",)) not in ("orders", "Orders")


def test_versions_cannot_leave_their_folder() -> None:
    report = report_of({"orders": [ORDERS_1.replace("version: 1.0.0", "version: ../../../x"), ORDERS_2]})
    layout = layout_of(report, SiteOptions())
    steps = list(layout.releases.values())
    assert len(set(steps)) == 2
    assert all(".." not in step and "/" not in step for step in steps)


@pytest.mark.parametrize(
    ("address", "made"),
    [
        ("GET /orders/{id} > 200 > items[].total", "GET-orders-id--200--items.total"),
        ("Order > customer.email", "Order--customer.email"),
        ("user_event > ip_address", "user_event--ip_address"),
        ("Order > <Card>.number", "Order--Card.number"),
        (" > ", "x"),
    ],
)
def test_anchors_can_be_written_by_hand(address: str, made: str) -> None:
    assert slug(address) == made


def test_two_addresses_never_share_an_anchor() -> None:
    anchors = Anchors()
    first, second = anchors("Order > a b"), anchors("Order > a-b")
    assert first == "c-Order--a-b"
    assert second != first
    assert anchors("Order > a b") == first
    assert anchors("Order > a-b") == second


def type_words(schema: str) -> tuple[str, list[str]]:
    """Return the type of a schema and what restricts it, as a page says it."""
    document = parse(
        "a.yaml", f'{{"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": {{"T": {schema}}}}}'.encode()
    )
    known = detect(document)
    assert known is not None
    interface = known.read(document, lambda path: None)
    found = described(interface.schemas["T"].node, interface.resolver, ["Other"])
    return found.words, [f"{detail.text} {detail.code}".strip() for detail in found.details]


@pytest.mark.parametrize(
    ("schema", "words", "details"),
    [
        ('{"type": "string", "format": "uuid"}', "string", ["uuid"]),
        ('{"type": "integer", "minimum": 1, "maximum": 5}', "integer", ["1 to 5"]),
        ('{"type": "number", "exclusiveMinimum": 0}', "number", ["more than 0"]),
        ('{"type": "string", "maxLength": 5}', "string", ["at most 5 characters"]),
        ('{"type": "string", "minLength": 3, "maxLength": 3}', "string", ["exactly 3 characters"]),
        ('{"type": ["string", "null"], "default": null}', "string or null", ["default null"]),
        ('{"type": "array", "items": {"type": "string"}, "uniqueItems": true}', "list of string", ["no item twice"]),
        ('{"type": "object", "additionalProperties": {"type": "integer"}}', "map of integer", []),
        ('{"type": "object", "additionalProperties": false}', "object", ["no other members"]),
        (
            '{"oneOf": [{"type": "object", "properties": {"a": {}}}, {"type": "string", "format": "date"}]}',
            "one of object, string",
            [],
        ),
        ("{}", "anything", []),
        ('{"properties": {"a": {}}}', "object", []),
        ("false", "nothing", []),
        ('{"type": "string", "pattern": "^a+$"}', "string", ["pattern ^a+$"]),
    ],
)
def test_types_in_words(schema: str, words: str, details: list[str]) -> None:
    assert type_words(schema) == (words, details)


def test_fields_stand_at_the_addresses_of_the_comparison() -> None:
    report = contract_report("orders", [ORDERS_1, ORDERS_2, ORDERS_3], {})
    history = History(report)
    for index, transition in enumerate(report.transitions):
        known = {*history.chapters[index].marks, *history.chapters[index + 1].marks}
        for finding in transition.findings:
            if " > " in finding.address and finding.address.startswith(("Order", "GET", "POST")):
                assert history.chapters[index].canonical(finding.address) in known


def test_a_renamed_path_parameter_breaks_no_history() -> None:
    renamed = ORDERS_2.replace("/orders/{id}", "/orders/{order_id}").replace(
        "name: id, in: path", "name: order_id, in: path"
    )
    history = History(contract_report("orders", [ORDERS_1, renamed], {}))
    life = history.life("GET /orders/{order_id}", 1)
    assert life is not None
    assert life.since.version == "1.0.0"


def test_a_life_ends_and_begins_again() -> None:
    without = ORDERS_1.replace("        legacy_total: {type: string, description: The total as text.}\n", "")
    texts = [
        ORDERS_1,
        without.replace("version: 1.0.0", "version: 1.1.0"),
        ORDERS_1.replace("version: 1.0.0", "version: 1.2.0"),
    ]
    history = History(contract_report("orders", texts, {}))
    first, third = history.life("Order > legacy_total", 0), history.life("Order > legacy_total", 2)
    assert first is not None
    assert third is not None
    assert first.removed_in is not None
    assert first.removed_in.version == "1.1.0"
    assert third.since.version == "1.2.0"
    assert history.life("Order > legacy_total", 1) is None
    assert [gone.address for gone in history.gone(1)] == ["Order > legacy_total"]


def test_gone_names_the_outermost_thing_only() -> None:
    flat = EVENTS.replace(EVENTS[EVENTS.index("      - name: place") : EVENTS.index("slaProperties")], "")
    history = History(contract_report("events", [EVENTS, flat.replace("version: 1.0.0", "version: 2.0.0")], {}))
    assert [gone.address for gone in history.gone(1)] == ["event > place"]


def test_removals_come_from_sunsets_of_fields_lines_and_data_contracts() -> None:
    ending = ORDERS_2.replace("x-status: active", "x-status: deprecated\n  x-sunset: '2027-03-01'")
    report = contract_report("orders", [ORDERS_1, ending], {})
    found = removals_of(report, History(report), "2026-11-21")
    assert [(item.day, item.name) for item in found] == [
        ("2027-01-15", "legacy_total"),
        ("2027-03-01", "Orders API v1"),
    ]
    old = EVENTS.replace(
        "classification: internal}",
        "classification: internal, deprecated: true, customProperties: [{property: sunset, value: '2027-06-30'}]}",
    )
    report = contract_report("events", [old], {})
    assert [(item.day, item.address) for item in removals_of(report, History(report), "2026-11-21")] == [
        ("2027-06-30", "event > id")
    ]


def test_marks_of_a_timeline_never_touch() -> None:
    days = ["2025-01-01", "2025-01-02", "2025-01-03", "2026-01-01", ""]
    placed = spread([Stop(str(i), day, "", "safe", "") for i, day in enumerate(days)])
    gaps = [b.x - a.x for a, b in pairwise(placed)]
    assert all(gap >= SLOT for gap in gaps)
    assert gaps[2] == max(gaps)


def test_the_text_of_two_releases_is_compared_line_by_line() -> None:
    old, new = release_of(ORDERS_1, "a.yaml"), release_of(ORDERS_3, "b.yaml")
    found = text_diff(old, new, 100)
    lines = [line for hunk in found.hunks for line in hunk.lines]
    assert [(line.old, line.new) for line in lines if line.sign == "-" and "version" in line.text] == [(4, 0)]
    assert found.added == sum(line.sign == "+" for line in lines)
    assert not found.cut
    short = text_diff(old, new, 5)
    assert sum(len(hunk.lines) for hunk in short.hunks) == 5
    assert short.cut


def test_a_block_ends_where_its_indent_ends() -> None:
    assert block_from(["a:", "  b: 1", "", "  c: 2", "", "d: 3"], 0) == ["a:", "  b: 1", "", "  c: 2"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Place and read orders of the shop. More.", "Place and read orders of the shop."),
        ("**Deprecated.** Read `b` instead of this one. More.", "Deprecated. Read b instead of this one."),
        ("See [the guide](https://x.example) for all of it.\n\nNext.", "See the guide for all of it."),
        ("", ""),
    ],
)
def test_first_sentences(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_plain_descriptions_read_as_those_with_marks() -> None:
    assert describe("One line, plain.") == "<p>One line, plain.</p>"
    assert describe("a * b") == "<p>a * b</p>"
    assert describe("1. one\n2. two").startswith("<ol>")
    assert describe("") == ""


def test_search_texts_are_escaped() -> None:
    assert "<b>" not in search_text("<b>", "<b>", ()).html


def test_an_outline_holds_every_field() -> None:
    addresses = {item.address for item in outline_of(release_of(ORDERS_1, "a.yaml").interface).fields()}
    assert {"GET /orders/{id} > path > id", "NewOrder > items[].sku", "Order > parent", "Problem > code"} <= addresses


def test_long_samples_are_cut() -> None:
    assert sample({"a": 1}) == '{\n  "a": 1\n}'
    assert sample("plain") == "plain"
    assert len(sample(["x" * 9000])) < 7000
