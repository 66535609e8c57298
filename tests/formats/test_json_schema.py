"""What a JSON Schema is read as."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contractdocs.formats.json_schema import version_in

if TYPE_CHECKING:
    from .conftest import Read

DECLARED = "$schema: https://json-schema.org/draft/2020-12/schema\n"


def test_the_root_and_what_it_defines(read: Read) -> None:
    text = DECLARED + (
        "title: Order\ndescription: An order\nx-version: 1.10\nx-status: active\nx-owner: Team Orders\nx-id: orders\n"
        "type: object\n$defs: {Id: {type: string}, Any: true}\ndefinitions: {Old: {}}\n"
    )
    found = read(text)
    assert (found.format, found.title, found.version) == ("json-schema 2020-12", "Order", "1.10")
    assert (found.description, found.status, found.owner) == ("An order", "active", "Team Orders")
    assert {key: (one.name, one.direction, one.origin.pointer) for key, one in found.schemas.items()} == {
        "#": ("Order", "both", ""),
        "Old": ("Old", None, "/definitions/Old"),
        "Id": ("Id", None, "/$defs/Id"),
        "Any": ("Any", None, "/$defs/Any"),
    }
    assert {name: (fact.value, fact.origin.pointer) for name, fact in found.facts.items()} == {
        "id": ("orders", "/x-id"),
        "status": ("active", "/x-status"),
        "version": ("1.10", "/x-version"),
    }


@pytest.mark.parametrize(
    ("file", "title"), [("order.schema.json", "order"), ("a/b/order.yaml", "order"), ("orders", "orders")]
)
def test_without_a_title_the_file_gives_the_name(read: Read, file: str, title: str) -> None:
    assert read('{"$schema": "https://json-schema.org/draft/2020-12/schema"}', file).title == title


@pytest.mark.parametrize(
    ("stated", "direction"),
    [("input", "input"), ("output", "output"), ("both", "both"), ("sideways", "both"), ("3", "both")],
)
def test_the_direction_can_be_stated(read: Read, stated: str, direction: str) -> None:
    assert read(f"{DECLARED}x-direction: {stated}").schemas["#"].direction == direction


@pytest.mark.parametrize(
    ("identifier", "version"),
    [
        ("https://example.com/order/1.2.0", "1.2.0"),
        ("https://example.com/order/v2", "2"),
        ("https://example.com/order-1.2.json", "1.2"),
        ("https://example.com/order.v3.schema.json", "3"),
        ("https://example.com/v1/order.json", "1"),
        ("https://example.com/order/1.0.0-rc.1", "1.0.0-rc.1"),
        ("urn:example:order@2.0.1", "2.0.1"),
        ("https://example.com/order", ""),
        ("https://example.com/order2", ""),
        ("", ""),
    ],
)
def test_the_version_may_stand_at_the_end_of_the_identifier(read: Read, identifier: str, version: str) -> None:
    assert version_in(identifier) == version
    assert read(f"{DECLARED}$id: '{identifier}'").version == version


def test_a_stated_version_wins(read: Read) -> None:
    found = read(f"{DECLARED}$id: https://example.com/order/1.2.0\nversion: 3.0.0")
    assert (found.version, found.facts["version"].origin.pointer) == ("3.0.0", "/version")


@pytest.mark.parametrize(
    ("declared", "dialect"),
    [
        ("https://json-schema.org/draft/2020-12/schema", "2020-12"),
        ("https://json-schema.org/draft/2019-09/schema", "2019-09"),
        ("http://json-schema.org/draft-07/schema#", "draft-07"),
        ("http://json-schema.org/draft-06/schema", "draft-06"),
        ("http://json-schema.org/draft-04/schema#", "draft-04"),
    ],
)
def test_the_dialect_is_the_declared_draft(read: Read, declared: str, dialect: str) -> None:
    found = read(f"$schema: {declared}\ntype: object\n")
    assert found.schemas["#"].node[0].dialect == dialect


def test_a_recursive_root_refers_to_itself_by_the_same_name(read: Read) -> None:
    found = read(f"{DECLARED}properties: {{next: {{$ref: '#'}}}}")
    target = found.resolver.resolve("#", found.schemas["#"].origin.child("properties", "next"))
    assert target is not None
    assert target.name == "#"
    assert target.node == found.schemas["#"].node
