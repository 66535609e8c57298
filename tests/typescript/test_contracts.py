"""Contracts in TypeScript as a whole: several files, services, events, what they say of themselves."""

from __future__ import annotations

import pytest

from ..conftest import Workplace
from ..formats.conftest import Read

HEADER = """/**
 * Orders of the shop
 *
 * What the shop promises to those who order.
 *
 * Version: 1.2.0 - refunds
 * Status: active
 * Owner: Team Shop
 * Contract: orders
 */

// For those who edit this file.

"""


def test_a_header_says_what_the_contract_is(read: Read) -> None:
    interface = read(HEADER + "export interface Order { id: string }\n", "contracts/shop/index.ts")
    assert (interface.title, interface.version, interface.status) == ("Orders of the shop", "1.2.0", "active")
    assert interface.owner == "Team Shop"
    assert interface.facts["id"].value == "orders"
    assert interface.description == "What the shop promises to those who order."
    version = interface.facts["version"].origin
    assert str(version.document.place(version.pointer)) == "contracts/shop/index.ts:6:13"


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("export const API_VERSION = '1.4';\nexport type A = string;", "1.4"),
        ("export const ORDERS_API_VERSION = '2.0.1' as const;\nexport type A = string;", "2.0.1"),
        ("// Version: 3.2\n\nexport type A = string;", "3.2"),
        ("/** @version v1.0.0 */\n\nexport type A = string;", "1.0.0"),
        ("/**\n * **Version**: 2026-01-31\n */\nexport type A = string;", "2026-01-31"),
        ("export type Version = '9.9.9';", ""),
    ],
)
def test_a_version_is_found_where_people_write_it(read: Read, text: str, version: str) -> None:
    assert read(text, "contracts/shop/index.ts").version == version


def test_types_come_from_the_files_that_are_imported(read: Read) -> None:
    order = "import { Money } from './money.js';\nexport interface Order { total: Money }"
    money = "export interface Money { amount: number }\nexport interface Hidden { a: string }"
    files = {
        "contracts/shop/models/order.ts": order,
        "contracts/shop/models/money.ts": money,
        "contracts/shop/models/index.ts": "export * from './order';\nexport { Money as Price } from './money';",
    }
    interface = read("export * from './models';\nexport type A = Order;", "contracts/shop/index.ts", files)
    assert set(interface.schemas) == {"A", "Order", "Money", "Hidden"}
    at = interface.schemas["Order"].origin
    place = at.document.place(at.pointer + "/properties/total", key=True)
    assert str(place) == "contracts/shop/models/order.ts:2:26"
    assert interface.schemas["Order"].direction == "both"
    assert interface.schemas["Hidden"].direction is None, "the contract does not hand it on"


def test_two_files_may_use_one_name_for_two_types(read: Read) -> None:
    files = {"contracts/shop/b.ts": "export interface Part { b: string }\nexport interface B { part: Part }"}
    text = "import { B } from './b';\nexport interface Part { a: string }\nexport interface A { part: Part; b: B }"
    interface = read(text, "contracts/shop/index.ts", files)
    data = interface.origin.document.data
    assert set(data["$defs"]) == {"Part", "A", "Part@b", "B"}
    assert data["$defs"]["B"]["properties"]["part"] == {"$ref": "#/$defs/Part@b"}


def test_what_comes_from_a_package_is_text(read: Read) -> None:
    text = "import { Currency } from '@acme/money';\nexport interface A { c: Currency }"
    interface = read(text, "contracts/shop/index.ts")
    assert interface.origin.document.data["$defs"]["A"]["properties"]["c"] == {"x-type-text": "Currency"}
    (left,) = interface.not_read
    assert str(left) == "`Currency`: it comes from `@acme/money`, which is not read"
    assert str(left.origin.document.place(left.origin.pointer)) == "contracts/shop/index.ts:1:27"


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("CreateOrderRequest", "input"),
        ("ListParams", "input"),
        ("OrderResponse", "output"),
        ("OrderEvent", "output"),
        ("Order", "both"),
    ],
)
def test_names_say_the_direction(read: Read, name: str, direction: str) -> None:
    schemas = read(f"export interface {name} {{ a: string }}", "contracts/shop/index.ts").schemas
    assert schemas[name].direction == direction


SERVICE = """
export interface Order { id: string; total: number }
export interface OrderService {
  /** Reads one. */
  getOrder(id: string, deep?: boolean): Promise<Order>;
  cancel: (id: string) => Promise<void>;
}
"""


def test_methods_of_a_service_are_operations(read: Read) -> None:
    interface = read(SERVICE, "contracts/shop/index.ts")
    assert list(interface.operations) == ["OrderService.getOrder", "OrderService.cancel"]
    get = interface.operations["OrderService.getOrder"]
    assert [(one.name, one.required) for one in get.parameters] == [("id", True), ("deep", False)]
    assert get.description == "Reads one."
    assert list(get.responses["200"].payloads) == ["application/json"]
    assert not interface.operations["OrderService.cancel"].responses["200"].payloads
    assert str(get.origin.document.place(get.origin.pointer, key=True)) == "contracts/shop/index.ts:5:3"


EVENTS = """
export interface Tick { at: string }
export interface ServerToClientEvents { tick: (tick: Tick) => void; 'order:gone': { id: string } }
export type ClientMessage = { type: 'subscribe'; topic: string } | { type: 'ping' };
"""


def test_events_are_messages(read: Read) -> None:
    interface = read(EVENTS, "contracts/shop/index.ts")
    assert {message.key: message.direction for message in interface.messages.values()} == {
        "send tick": "output",
        "send order:gone": "output",
        "receive subscribe": "input",
        "receive ping": "input",
    }
    gone = interface.messages["send order:gone"].origin
    assert str(gone.document.place(gone.pointer, key=True)) == "contracts/shop/index.ts:3:69"


@pytest.mark.parametrize(
    ("text", "old", "new", "finding"),
    [
        (SERVICE, "  cancel: (id: string) => Promise<void>;\n", "", "operation-removed"),
        (SERVICE, "deep?: boolean", "deep: boolean", "parameter-became-required"),
        (SERVICE, "total: number", "", "property-removed"),
        (EVENTS, " | { type: 'ping' }", "", "message-removed"),
        (EVENTS, "topic: string", "topic: string; page: number", "required-property-added"),
        (EVENTS, "'order:gone': { id: string }", "", "message-removed"),
    ],
)
def test_a_break_is_found(folder: Workplace, text: str, old: str, new: str, finding: str) -> None:
    assert old in text
    ran = folder.write({"old.ts": text, "new.ts": text.replace(old, new)}).run("diff", "old.ts", "new.ts")
    assert ran.code == 1
    assert f"breaking[{finding}]" in ran.out


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (SERVICE, "id: string, deep", "order: string, deep"),
        (SERVICE, "export interface Order {", "interface Order {"),
        (EVENTS, "Tick", "Clock"),
        (
            "export interface A { x: B } interface B { a: string }",
            "interface B { a: string }",
            "type B = { a: string }",
        ),
        ("export type A = 'x' | 'y' | null;", "'x' | 'y' | null", "null | 'y' | 'x'"),
        ("interface B { a: string; b: number } export type A = Pick<B, 'a'>;", "Pick<B, 'a'>", "{ a: string }"),
        ("export interface A { x?: string }", "x?: string", "x?: string | undefined"),
    ],
)
def test_equal_meaning_is_no_break(folder: Workplace, text: str, old: str, new: str) -> None:
    assert old in text
    ran = folder.write({"old.ts": text, "new.ts": text.replace(old, new)}).run("diff", "old.ts", "new.ts")
    assert (ran.code, ran.out.strip()) == (0, "No changes.")


def test_every_file_of_the_folder_belongs_to_the_contract(place: Workplace) -> None:
    files = {
        "contracts/shop/index.ts": "export interface A { a: string }",
        "contracts/shop/deep/b.ts": "export type B = 'x' | 'y';",
    }
    place.write(files).commit()
    place.edit("contracts/shop/deep/b.ts", " | 'y'", "")
    ran = place.run("check")
    assert ran.code == 1
    assert "contracts/shop/deep/b.ts:1:" in ran.out
