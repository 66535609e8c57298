"""The datasets of a contract as a picture, drawn in the page, and the same as a table."""

from __future__ import annotations

import re

from contractdocs.site import Site, build_site
from contractdocs.site.outline import outline_of
from contractdocs.site.relation_diagram import MOST_BOXES, Diagram, diagram_of, ranks_of
from contractdocs.site.relations import relations_of

from .making import release_of, report_of
from .pages import page, read

HEAD = """\
apiVersion: v3.2.0
kind: DataContract
id: shop
name: shop
version: 1.0.0
status: active
schema:
"""
SHOP = (
    HEAD
    + """\
- name: line
  id: line-set
  relationships:
  - {from: [line.product, line.size], to: [product.id, product.size], description: What was bought.}
  properties:
  - {name: order, logicalType: integer, primaryKey: true, relationships: [{to: order.id}]}
  - {name: product, logicalType: integer}
  - {name: size, logicalType: string}
  - {name: note, logicalType: string}
- name: order
  properties:
  - {name: id, logicalType: integer, primaryKey: true}
  - name: buyer
    logicalType: object
    properties:
    - {name: id, logicalType: integer, relationships: [{type: foreignKey, to: schema/buyers/properties/buyer-id}]}
- name: product
  physicalName: products
  properties:
  - {name: id, logicalType: integer, primaryKey: true, relationships: [{to: 'https://example.com/stock.yaml#/a'}]}
  - {name: size, logicalType: string}
  - {name: parent, logicalType: integer, relationships: [{to: products.id}]}
- name: buyer
  id: buyers
  properties:
  - {name: number, id: buyer-id, logicalType: integer, primaryKey: true}
- name: alone
  properties:
  - {name: id, logicalType: integer, primaryKey: true}
"""
)


def drawn(text: str) -> Diagram | None:
    return diagram_of(outline_of(release_of(text, "contracts/shop/1.0.0.yaml").interface))


def shop() -> Site:
    return build_site(report_of({"shop": [SHOP]}))


def test_every_relationship_is_found_with_both_ends() -> None:
    found = relations_of(outline_of(release_of(SHOP, "contracts/shop/1.0.0.yaml").interface))
    assert [(item.source, item.target, item.kind) for item in found] == [
        (("line > product", "line > size"), ("product > id", "product > size"), "foreign key"),
        (("line > order",), ("order > id",), "foreign key"),
        (("order > buyer.id",), ("buyer > number",), "foreign key"),
        (("product > id",), ("https://example.com/stock.yaml#/a",), "foreign key"),
        (("product > parent",), ("product > id",), "foreign key"),
    ]


def test_the_picture_holds_what_is_joined_with_its_keys() -> None:
    made = drawn(SHOP)
    assert made is not None
    keys = {box.address: [(line.name, line.key, line.refers) for line in box.lines] for box in made.boxes}
    assert keys == {
        "line": [("order", True, True), ("product", False, True), ("size", False, True)],
        "order": [("id", True, False), ("buyer.id", False, True)],
        "product": [("id", True, False), ("size", False, False), ("parent", False, True)],
        "buyer": [("number", True, False)],
    }
    assert len(made.paths) == 5
    assert made.summary == (
        "line refers to product; line refers to order; order refers to buyer; product refers to product."
    )


def test_boxes_stand_apart_and_inside_of_the_picture() -> None:
    made = drawn(SHOP)
    assert made is not None
    for index, one in enumerate(made.boxes):
        assert one.x + made.box <= made.width
        assert one.y + one.height <= made.height
        for two in made.boxes[index + 1 :]:
            assert one.x != two.x or one.y + one.height <= two.y or two.y + two.height <= one.y


def test_what_is_referred_to_stands_to_the_right() -> None:
    ranks = ranks_of(["c", "b", "a"], [("a", "b"), ("b", "c"), ("a", "c")])
    assert ranks == {"a": 0, "b": 1, "c": 2}


def test_circles_come_to_an_end() -> None:
    names = [f"t{n}" for n in range(MOST_BOXES)]
    everything = [(a, b) for a in names for b in names]
    assert set(ranks_of(names, everything)) == set(names)
    assert ranks_of(["a", "b"], [("a", "b"), ("b", "a")]) == {"a": 0, "b": 1}


def test_a_large_contract_is_drawn_in_part_and_says_so() -> None:
    tables = "".join(
        f"- name: t{n}\n  properties: [{{name: id, logicalType: integer, relationships: [{{to: t{n - 1}.id}}]}}]\n"
        for n in range(1, MOST_BOXES + 6)
    )
    text = HEAD + "- name: t0\n  properties: [{name: id, logicalType: integer}]\n" + tables
    made = drawn(text)
    assert made is not None
    assert (len(made.boxes), made.left) == (MOST_BOXES, 6)
    html = page(build_site(report_of({"shop": [text]})), "contracts/shop/index").html
    assert "6 datasets more in the table below." in html
    assert f"t{MOST_BOXES + 5}" in html


def test_without_relationships_there_is_no_picture() -> None:
    assert drawn(SHOP.replace("relationships:", "other:")) is None
    html = page(
        build_site(report_of({"shop": [SHOP.replace("relationships:", "other:")]})), "contracts/shop/index"
    ).html
    assert "Relationships" not in html
    assert "entities" not in html


def test_the_page_holds_the_picture_and_the_table_and_fetches_nothing() -> None:
    html = page(shop(), "contracts/shop/index").html
    elements = read(html).elements
    assert read(html).faults == []
    svg = next(e for e in elements if e.tag == "svg" and "refers to" in e.attributes.get("aria-label", ""))
    assert svg.attributes["role"] == "group"
    assert "mermaid" not in html
    assert not [e for e in elements if "src" in e.attributes or e.tag in ("script", "img", "image", "use")]
    table = html[html.index('id="c--relationships"') :] if 'id="c--relationships"' in html else html
    assert table.count("foreign key") == 5
    assert "What was bought." in html


def test_every_link_in_the_picture_leads_to_a_field() -> None:
    made = page(shop(), "contracts/shop/index")
    figure = made.html[made.html.index('class="entities"') : made.html.index("</figure>", made.html.index("entities"))]
    links = re.findall(r'href="#([^"]+)"', figure)
    assert len(links) == 13
    assert set(links) <= made.ids


def test_names_from_a_contract_are_text() -> None:
    text = SHOP.replace("name: order\n", 'name: "<b>\\"order"\n').replace("to: order.id", "to: '<b>\"order.id'")
    html = page(build_site(report_of({"shop": [text]})), "contracts/shop/index").html
    assert '<b>"order' not in html
    assert read(html).faults == []
