"""Catalogs of others: what is pulled is pinned, what is shown is checked, and nothing else asks a network."""

from __future__ import annotations

import hashlib
import http.server
import json
from collections.abc import Iterator
from threading import Thread
from typing import Any, ClassVar

import pytest

from contractdocs.documents import parse
from contractdocs.settings import OtherCatalog, SettingsError
from contractdocs.settings import read as read_settings
from contractdocs.site import SiteOptions, build_site
from contractdocs.sources import SourceError
from contractdocs.sources.registries import MOST_BYTES, OtherContract, OtherRemoval, read_registries, read_registry
from tests.conftest import Workplace

from .documents import ORDERS_1, ORDERS_2
from .making import report_of
from .pages import links, page, read, text_of

LISTED = {
    "items": [
        {
            "id": "pay",
            "title": "Payments",
            "version": "3.1.0",
            "format": "openapi 3.1.0",
            "status": "active",
            "owner": "Team Money",
            "tags": ["money"],
            "released": "2026-05-01",
            "releases": 4,
            "removals": [
                {"date": "2027-05-01", "name": "iban", "address": "Payment > iban", "version": "3.1.0"},
                {"date": "2027-02-03", "name": "fee", "address": "Payment > fee", "version": "3.1.0"},
                {"date": "2026-01-01", "name": "tax", "address": "Payment > tax", "version": "3.1.0"},
            ],
            "page": "contracts/pay/",
        }
    ]
}
FREE = (OtherRemoval("2027-02-03", ""),)
SETTINGS = "catalogs:\n  - {name: Money, path: other}\nrecord: none\n"


class Registry(http.server.BaseHTTPRequestHandler):
    """Serves whatever a test says."""

    answers: ClassVar[dict[str, tuple[int, bytes, str]]] = {}

    def do_GET(self) -> None:
        code, body, place = self.answers.get(self.path, (404, b"", ""))
        self.send_response(code)
        if place:
            self.send_header("Location", place)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = http.server.HTTPServer(("127.0.0.1", 0), Registry)
    Thread(target=server.serve_forever, daemon=True).start()
    Registry.answers = {"/site/registry/contracts.json": (200, json.dumps(LISTED).encode(), "")}
    yield f"http://127.0.0.1:{server.server_port}/site"
    server.shutdown()


def test_contracts_of_others_stand_in_the_catalog_and_among_the_removals() -> None:
    other = OtherCatalog("Money", "other", "", "https://money.example/docs")
    registry = read_registry(other, json.dumps(LISTED).encode())
    made = build_site(report_of({"orders": [ORDERS_1]}), SiteOptions(others=(registry,)))
    catalog = page(made, "contracts/index").html
    row = "Payments OpenAPI · from Money · 4 releases 3.1.0 ●active Team Money 2026-05-01 2027-02-03 fee"
    assert row in text_of(catalog)
    assert "1 contract of Team Checkout, and 1 of other catalogs. 2 removals ahead." in text_of(catalog)
    assert "https://money.example/docs/contracts/pay/" in links(catalog)
    assert "https://money.example/docs/contracts/feed.xml" in links(catalog)
    chosen = [e.text for e in read(catalog).elements if e.tag == "select" and e.attributes["name"] == "catalog"]
    assert [text.split() for text in chosen] == [["Any", "catalogContractsMoney"]]
    ahead = text_of(page(made, "contracts/removals/index").html)
    assert "2027-02-03 fee Payments Money 2027-05-01 iban Payments Money" in ahead
    assert "tax" not in ahead


def test_a_site_of_ours_is_read_as_the_catalog_of_others(place: Workplace) -> None:
    """What is written and what is read are one form: a published site stands in the catalog of another."""
    made = build_site(report_of({"orders": [ORDERS_1, ORDERS_2]}))
    for name, content in made.files.items():
        place.write({f"vendor/shop/{name}": content.decode()})
    shop = OtherCatalog("Shop", "vendor/shop", "", "https://shop.example/docs")
    (registry,) = read_registries(place.root, (shop,))
    told = json.loads(made.files["registry/contracts.json"])["items"][0]
    (contract,) = registry.contracts
    assert (contract.id, contract.title, contract.version, contract.releases) == ("orders", "Orders API", "1.1.0", 2)
    assert contract.page == "https://shop.example/docs/contracts/orders/"
    assert told["removals"]
    days = [(removal.day, removal.name) for removal in contract.removals]
    assert days == sorted((item["date"], item["name"]) for item in told["removals"])
    page(build_site(report_of({"own": [ORDERS_1]}), SiteOptions(others=(registry,))), "contracts/index")


def test_a_link_out_of_the_repository_is_not_read(place: Workplace, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "registry").mkdir()
    (elsewhere / "registry/contracts.json").write_text(json.dumps(LISTED))
    (place.root / "other").symlink_to(elsewhere)
    with pytest.raises(SourceError, match="link out of the folder"):
        read_registries(place.root, (OtherCatalog("Money", "other"),))


def test_a_copy_is_not_written_through_a_link(
    place: Workplace, address: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (place.root / ".contractdocs").symlink_to(elsewhere)
    place.write({"contractdocs.yml": f"catalogs:\n  - {{name: Money, url: '{address}'}}\n"})
    assert place.run("pull").code == 3
    assert list(elsewhere.rglob("*")) == []


def test_a_folder_is_read_without_a_lock(place: Workplace) -> None:
    place.write({"other/registry/contracts.json": json.dumps(LISTED)})
    (registry,) = read_registries(place.root, (OtherCatalog("Money", "other"),))
    (contract,) = registry.contracts
    assert (contract.id, contract.version, contract.page) == ("pay", "3.1.0", "")


def test_pull_pins_and_a_changed_copy_is_refused(place: Workplace, address: str) -> None:
    place.write({"contractdocs.yml": f"catalogs:\n  - {{name: Money, url: '{address}'}}\n"})
    catalogs = (OtherCatalog("Money", "", address, address),)
    with pytest.raises(SourceError, match="never pulled"):
        read_registries(place.root, catalogs)
    ran = place.run("pull")
    digest = hashlib.sha256(json.dumps(LISTED).encode()).hexdigest()
    assert (ran.code, ran.out) == (0, f"Money: 1 contract, new, sha256 {digest[:12]}\n")
    assert place.run("pull").out == f"Money: 1 contract, unchanged, sha256 {digest[:12]}\n"
    assert json.loads((place.root / "contractdocs.lock").read_text())["catalogs"]["Money"]["sha256"] == digest
    assert read_registries(place.root, catalogs)[0].contracts[0].page == f"{address}/contracts/pay/"
    (copy,) = (place.root / ".contractdocs/catalogs").iterdir()
    copy.write_text(copy.read_text().replace("3.1.0", "3.2.0"))
    with pytest.raises(SourceError, match="not the one that is pinned"):
        read_registries(place.root, catalogs)


@pytest.mark.parametrize(
    ("code", "body", "place_"),
    [
        (404, b"", ""),
        (302, b"", "http://127.0.0.1/other"),
        (302, b"", "file:///etc/passwd"),
        (200, b"no json", ""),
        (200, b"[]", ""),
        (200, b'{"items": {}}', ""),
        (200, json.dumps({"items": [{}] * 5001}).encode(), ""),
        (7, b"", ""),
        (200, b"[" * 200_000, ""),
        (200, b" " * (MOST_BYTES + 1), ""),
    ],
)
def test_what_cannot_be_pulled_is_said_and_nothing_is_written(
    place: Workplace, address: str, code: int, body: bytes, place_: str
) -> None:
    Registry.answers = {"/site/registry/contracts.json": (code, body, place_)}
    place.write({"contractdocs.yml": f"catalogs:\n  - {{name: Money, url: '{address}'}}\n"})
    ran = place.run("pull")
    assert ran.code == 3
    assert "Money" in ran.err
    assert not (place.root / "contractdocs.lock").exists()


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("page", "javascript:alert(1)", ""),
        ("page", "//evil.example/", ""),
        ("page", "../../x", ""),
        ("page", "https://evil.example/", ""),
        ("page", 7, ""),
        ("title", "a" * 10_000, "a" * 300),
        ("title", ["x"], "pay"),
        ("title", "a\ud800\x1b[31mb", "a [31mb"),
        ("releases", "4", 0),
        ("releases", 10**30, 0),
        ("removals", [{"date": "2027-02-03<script>", "name": "x"}, 7, {"date": "2027-02-03", "name": 7}], FREE),
        ("removals", {"x": 1}, ()),
        ("owner", {"x": 1}, ""),
    ],
)
def test_values_of_strangers_are_taken_in_their_form_alone(key: str, value: Any, shown: str) -> None:
    data = {"items": [{**LISTED["items"][0], key: value}]}
    found = read_registry(
        OtherCatalog("Money", "", "https://m.example", "https://m.example"), json.dumps(data).encode()
    )
    assert getattr(found.contracts[0], key) == shown


def test_texts_of_strangers_stay_text() -> None:
    attack = "<script>alert(1)</script>\u202e"
    contract = dict.fromkeys(("id", "title", "version", "format", "status", "owner", "stability"), attack)
    registry = read_registry(
        OtherCatalog(attack, "x"), json.dumps({"items": [{**contract, "tags": [attack]}]}).encode()
    )
    assert isinstance(registry.contracts[0], OtherContract)
    made = build_site(report_of({"orders": [ORDERS_1]}), SiteOptions(others=(registry,)))
    for item in made.pages:
        assert "script" not in {e.tag for e in read(item.html).elements}
        assert "\u202e" not in item.html


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("catalogs: [{name: a}]", "either a `path` or a `url`"),
        ("catalogs: [{name: a, path: x, url: 'https://x.example'}]", "either a `path` or a `url`"),
        ("catalogs: [{name: a, url: 'http://x.example'}]", "takes an https address"),
        ("catalogs: [{name: a, url: 'file:///etc'}]", "takes an https address"),
        ("catalogs: [{name: a, url: 'https://u:p@x.example'}]", "takes an https address"),
        ("catalogs: [{name: a, path: ../x}]", "below the settings file"),
        ("catalogs: [{name: a, path: x}, {name: a, path: y}]", "Two catalogs are called `a`"),
        ("catalogs: [{name: a, pat: x}]", "Did you mean `path`"),
    ],
)
def test_settings_of_catalogs_are_checked(text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read_settings(parse("contractdocs.yml", text.encode()))
