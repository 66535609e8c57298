"""Where references lead, by which name, and which ones are never followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contractdocs.documents import DocumentError, Place, Problem
from contractdocs.formats.references import Lost, References
from contractdocs.model.interface import Origin
from contractdocs.sources import SourceError

from .conftest import parsed, shelf

if TYPE_CHECKING:
    from contractdocs.documents import Document

MAIN = """
    components:
      schemas:
        Order:
          type: object
          properties:
            customer: {$ref: "#/components/schemas/Customer"}
            a/b~c: {type: string}
        Customer: {$ref: customer.yaml}
        My Name: {type: integer}
    list: [{type: "null"}, {type: string}]
    """
FILES = {
    "contracts/customer.yaml": "type: object\nproperties: {a: {$ref: '#/$defs/A'}}\n$defs: {A: {type: string}}",
    "contracts/shared/m.json": '{"$schema": "http://json-schema.org/draft-07/schema#", "definitions": {"Money": {}}}',
    "common.yaml": "openapi: 3.0.3\ncomponents: {schemas: {Error: {}}}",
    "contracts/back.yaml": "$ref: api.yaml#/components/schemas/Order",
}


def references(text: str = MAIN, file: str = "contracts/api.yaml", dialect: str = "2020-12") -> References:
    """Return the references of a document that stands among the files."""
    return References(parsed(text, file), dialect, shelf(FILES))


@pytest.mark.parametrize(
    ("reference", "file", "pointer", "name"),
    [
        ("#", "contracts/api.yaml", "", "#"),
        ("#/components/schemas/Order", "contracts/api.yaml", "/components/schemas/Order", "Order"),
        ("#/components/schemas/My%20Name", "contracts/api.yaml", "/components/schemas/My Name", "My Name"),
        ("#/list/1", "contracts/api.yaml", "/list/1", None),
        (
            "#/components/schemas/Order/properties/a~1b~0c",
            "contracts/api.yaml",
            "/components/schemas/Order/properties/a~1b~0c",
            None,
        ),
        ("customer.yaml", "contracts/customer.yaml", "", "customer"),
        ("./customer.yaml#", "contracts/customer.yaml", "", "customer"),
        ("shared/../customer.yaml#/$defs/A", "contracts/customer.yaml", "/$defs/A", "customer#A"),
        (
            "shared/m.json#/definitions/Money",
            "contracts/shared/m.json",
            "/definitions/Money",
            "shared/m#Money",
        ),
        ("../common.yaml#/components/schemas/Error", "common.yaml", "/components/schemas/Error", "../common#Error"),
        ("api.yaml#/components/schemas/Order", "contracts/api.yaml", "/components/schemas/Order", "Order"),
    ],
)
def test_a_reference_leads_to_a_place_with_a_name(reference: str, file: str, pointer: str, name: str | None) -> None:
    known = references()
    target = known.resolve(reference, Origin(known.document, "/components/schemas/Order"))
    assert target is not None
    (fragment,) = target.node
    assert (fragment.origin.document.file, fragment.origin.pointer, target.name) == (file, pointer, name)


@pytest.mark.parametrize(
    ("reference", "dialect"),
    [
        ("#/list/1", "openapi-3.0"),
        ("customer.yaml", "openapi-3.0"),
        ("shared/m.json#/definitions/Money", "draft-07"),
        ("../common.yaml#/components/schemas/Error", "openapi-3.0"),
    ],
)
def test_the_dialect_is_that_of_the_file(reference: str, dialect: str) -> None:
    known = references(dialect="openapi-3.0")
    target = known.resolve(reference, Origin(known.document, ""))
    assert target is not None
    assert target.node[0].dialect == dialect


def test_a_reference_is_relative_to_the_file_where_it_stands() -> None:
    known = references()
    target = known.resolve("customer.yaml", Origin(known.document, ""))
    assert target is not None
    within = known.resolve("#/$defs/A", target.node[0].origin.child("properties", "a"))
    assert within is not None
    assert within.node[0].schema == {"type": "string"}
    assert within.name == "customer#A"


@pytest.mark.parametrize(
    ("reference", "reason", "meant"),
    [
        ("#/components/schemas/Ordr", "`schemas` has no `Ordr`", "#/components/schemas/Order"),
        ("#/component/schemas/Order", "the document has no `component`", "#/components/schemas/Order"),
        ("#/definitions/Order", "the document has no `definitions`", "#/components/schemas/Order"),
        ("#/list/2", "`list` has no `2`", ""),
        ("#/list/99999999999999999999", "`list` has no `99999999999999999999`", ""),
        ("#/list/-1", "`list` has no `-1`", ""),
        (
            "#components/schemas/Order",
            "`#components/schemas/Order` has no slash after `#`",
            "#/components/schemas/Order",
        ),
        ("#Order", "no `$anchor` is called `Order`", ""),
        ("customers.yaml", "there is no file `contracts/customers.yaml`", ""),
        ("customer.yaml#/$defs/B", "`$defs` has no `B`", ""),
        ("customer.yaml#/$def/A", "the document has no `$def`", "customer.yaml#/$defs/A"),
    ],
)
def test_a_reference_that_leads_nowhere_says_why(reference: str, reason: str, meant: str) -> None:
    known = references()
    with pytest.raises(Lost) as caught:
        known.find(reference, Origin(known.document, ""))
    assert (caught.value.rule, caught.value.reason, caught.value.meant) == ("reference-unresolved", reason, meant)
    assert known.resolve(reference, Origin(known.document, "")) is None


@pytest.mark.parametrize(
    "reference",
    [
        "http://127.0.0.1:1/x.yaml",
        "https://example.com/order.json#/a",
        "HTTPS://example.com",
        "file:///etc/passwd",
        "file:customer.yaml",
        "//host/share",
        "\\\\host\\share",
        "/etc/passwd",
        "%2Fetc%2Fpasswd",
        "~/secret",
        "c:\\secret.yaml",
        "../../secret.yaml",
        "..\\..\\secret.yaml",
        "%2e%2e/%2e%2e/secret.yaml",
        "shared/../../../secret.yaml",
        "..",
        "../..",
        "customer.yaml\0",
        "http://[",
    ],
)
def test_what_is_out_of_bounds_is_never_fetched(reference: str) -> None:
    asked: list[str] = []

    def fetch(path: str) -> Document | None:
        asked.append(path)
        return None

    document = parsed("a: 1", "contracts/api.yaml")
    known = References(document, "2020-12", fetch)
    with pytest.raises(Lost) as caught:
        known.find(reference, Origin(document, ""))
    assert caught.value.rule == "reference-blocked"
    assert asked == []


def test_a_file_that_may_not_be_read_is_blocked_without_a_word_of_it() -> None:
    def fetch(path: str) -> Document | None:
        raise SourceError("root:x:0:0")

    document = parsed("a: 1")
    with pytest.raises(Lost) as caught:
        References(document, "2020-12", fetch).find("other.yaml", Origin(document, ""))
    assert (caught.value.rule, caught.value.reason) == ("reference-blocked", "`other.yaml` may not be read")


def test_a_file_that_cannot_be_parsed_is_named_without_a_word_of_it() -> None:
    def fetch(path: str) -> Document | None:
        raise DocumentError([Problem("syntax-error", "secret text", "", Place(path, 1, 1))])

    document = parsed("a: 1")
    with pytest.raises(Lost) as caught:
        References(document, "2020-12", fetch).find("other.yaml", Origin(document, ""))
    assert caught.value.reason == "`other.yaml` cannot be parsed"


def test_each_file_is_fetched_once() -> None:
    asked: list[str] = []
    files = shelf(FILES)

    def fetch(path: str) -> Document | None:
        asked.append(path)
        return files(path)

    known = References(parsed(MAIN, "contracts/api.yaml"), "2020-12", fetch)
    for reference in ("customer.yaml", "customer.yaml#/$defs/A", "./customer.yaml", "nowhere.yaml", "nowhere.yaml"):
        known.resolve(reference, Origin(known.document, ""))
    assert asked == ["contracts/customer.yaml", "contracts/nowhere.yaml"]


def test_a_file_that_leads_back_gives_the_first_document() -> None:
    known = references()
    value, origin = known.follow({"$ref": "back.yaml"}, Origin(known.document, ""))
    assert value["type"] == "object"
    assert origin.document is known.document


@pytest.mark.parametrize(
    "text",
    ["a: {$ref: '#/a'}", "a: {$ref: '#/b'}\nb: {$ref: '#/a'}", "a: {$ref: '#/b'}\nb: {$ref: '#/c'}\nc: {$ref: '#/b'}"],
)
def test_a_chain_without_end_is_lost_and_each_step_of_it_is_not(text: str) -> None:
    document = parsed(text)
    known = References(document, "2020-12", shelf({}))
    assert known.resolve("#/a", Origin(document, "")) is not None
    with pytest.raises(Lost, match="leads back to itself"):
        known.follow({"$ref": "#/a"}, Origin(document, ""))


IDENTIFIED = """
    $id: https://example.com/schemas/order
    $anchor: top
    properties:
      a: {$ref: "#item"}
      default: {$anchor: odd}
    examples: [{$id: https://example.com/no, $anchor: no}]
    $defs:
      Item: {$anchor: item, type: string}
      Part:
        $id: part
        $anchor: item
        $defs: {Deep: {type: integer}}
        properties: {b: {}}
      Tree: {$dynamicAnchor: node, type: object, properties: {next: {$dynamicRef: "#node"}}}
      Inner:
        $id: inner
        $defs: {T: {$dynamicAnchor: node}}
        items: {$dynamicRef: "#node"}
    """


@pytest.mark.parametrize(
    ("reference", "at", "pointer", "name"),
    [
        ("#item", "/properties/a", "/$defs/Item", "Item"),
        ("#top", "", "", "#"),
        ("#odd", "", "/properties/default", "odd"),
        ("#item", "/$defs/Part/properties/b", "/$defs/Part", "Part"),
        ("#/$defs/Deep", "/$defs/Part/properties/b", "/$defs/Part/$defs/Deep", None),
        ("part", "", "/$defs/Part", "Part"),
        ("part#/$defs/Deep", "", "/$defs/Part/$defs/Deep", None),
        ("part#item", "", "/$defs/Part", "Part"),
        ("https://example.com/schemas/order", "/$defs/Part", "", "#"),
        ("https://example.com/schemas/order#item", "/$defs/Part", "/$defs/Item", "Item"),
        ("#node", "/$defs/Inner/items", "/$defs/Tree", "Tree"),
        ("#node", "/$defs/Tree/properties/next", "/$defs/Tree", "Tree"),
        ("https://example.com/schemas/money", "", "", "money"),
        ("money", "/$defs/Part", "", "money"),
    ],
)
def test_anchors_and_identifiers(reference: str, at: str, pointer: str, name: str | None) -> None:
    document = parsed(IDENTIFIED, "schemas/order")
    known = References(document, "2020-12", shelf({"schemas/money": "type: integer"}))
    target = known.resolve(reference, Origin(document, at))
    assert target is not None
    assert (target.node[0].origin.pointer, target.name) == (pointer, name)


@pytest.mark.parametrize("reference", ["https://example.com/no", "#no", "https://example.com/other/money"])
def test_values_name_nothing(reference: str) -> None:
    document = parsed(IDENTIFIED)
    assert References(document, "2020-12", shelf({})).resolve(reference, Origin(document, "")) is None


def test_openapi_30_has_no_identifiers() -> None:
    document = parsed("a: {$id: b, $anchor: c}")
    known = References(document, "openapi-3.0", shelf({}))
    assert known.resolve("#c", Origin(document, "")) is None
