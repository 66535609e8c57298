"""The registry as files: what its files say, and that each keeps to the schema that stands beside it."""

from __future__ import annotations

import json
import posixpath
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from contractdocs.site import Site, build_site
from contractdocs.site.documentation import documentation_of, share
from contractdocs.site.outline import outline_of
from contractdocs.site.validation import readable

from .documents import EVENTS, GUIDE, ORDERS_1, ORDERS_2, ORDERS_3
from .making import release_of, report_of

NOTES = "customProperties:\n  - {property: changeNotes, value: Places say their country.}\n"
EVENTS_2 = (
    EVENTS.replace("version: 1.0.0", "version: 1.1.0").replace(
        "          - {name: city,", "          - {name: country, logicalType: string}\n          - {name: city,"
    )
    + NOTES
)
INVALID = EVENTS.replace("status: active\n", "status: active\nnonsense: true\n").replace("id: events", "id: broken")


@pytest.fixture(scope="module")
def made() -> Site:
    contracts = {"orders": [ORDERS_1, ORDERS_2, ORDERS_3], "events": [EVENTS, EVENTS_2], "broken": [INVALID]}
    return build_site(report_of(contracts, {"orders": {"legacy-total-leaves": GUIDE}}))


def file(site: Site, path: str) -> Any:
    return json.loads(site.files[f"registry/{path}.json"])


def registry(site: Site) -> dict[str, Any]:
    return {
        path: json.loads(content)
        for path, content in site.files.items()
        if path.startswith("registry/") and path.endswith(".json") and not path.endswith(".schema.json")
    }


def schemas(site: Site) -> list[str]:
    return [path for path in site.files if path.startswith("registry/schemas/")]


def test_every_file_keeps_to_the_schema_that_it_names(made: Site) -> None:
    seen = set()
    for path, data in registry(made).items():
        schema = posixpath.normpath(posixpath.join(posixpath.dirname(path), data["$schema"]))
        seen.add(schema)
        checker = Draft202012Validator(json.loads(made.files[schema]))
        assert [error.message for error in checker.iter_errors(data)] == [], path
    assert seen == set(schemas(made))


def test_the_schemas_are_schemas_and_say_what_each_key_means(made: Site) -> None:
    for path in schemas(made):
        schema = json.loads(made.files[path])
        Draft202012Validator.check_schema(schema)
        holders = [schema, *schema["$defs"].values()]
        silent = [k for h in holders for k, v in h["properties"].items() if not {"description", "$ref"} & set(v)]
        assert silent == [], path


def test_every_path_in_the_registry_leads_to_a_file_or_a_page(made: Site) -> None:
    pages = {item.uri.removesuffix("index") for item in made.pages}
    entries = [*file(made, "contracts")["items"], *(i for n in ("orders", "events") for i in releases(made, n))]
    for item in entries:
        assert item["page"] in pages
        assert item["data"] in made.files
        assert item.get("file", item["data"]) in made.files


def releases(site: Site, name: str) -> list[Any]:
    items: list[Any] = file(site, f"contracts/{name}/versions")["items"]
    return items


def test_the_list_says_what_to_filter_by(made: Site) -> None:
    listed = file(made, "contracts")
    assert listed["total"] == len(listed["items"]) == 3
    events = next(item for item in listed["items"] if item["id"] == "events")
    assert (events["status"], events["owner"], events["schemas"]) == ("active", "Team Data", ["event"])
    orders = next(item for item in listed["items"] if item["id"] == "orders")
    assert orders["schemas"] == ["NewOrder", "Order", "Problem"]


def test_versions_say_what_was_raised_by_whom_and_why(made: Site) -> None:
    keys = ("version", "change_type", "change_notes", "is_breaking", "created_at", "created_by")
    assert [tuple(item[key] for key in keys) for item in releases(made, "orders")] == [
        ("2.0.0", "major", "`legacy_total` leaves the order", True, "2026-09-01", None),
        ("1.1.0", "minor", None, False, "2026-01-10", None),
        ("1.0.0", None, None, False, "2025-03-04", None),
    ]
    assert [tuple(item[key] for key in keys[:4]) for item in releases(made, "events")] == [
        ("1.1.0", "minor", "Places say their country.", False),
        ("1.0.0", None, None, False),
    ]


def test_a_release_stands_there_in_full(made: Site) -> None:
    first = file(made, "contracts/events/versions/1.0.0")["document"]
    assert first["schema"][0]["properties"][0]["physicalType"] == "uuid"
    assert first["price"] == {"priceAmount": 2, "priceCurrency": "EUR", "priceUnit": "gigabyte"}
    assert file(made, "contracts/events")["document"]["version"] == "1.1.0"


def test_each_release_is_validated(made: Site) -> None:
    bad = file(made, "contracts/broken/versions/1.0.0")["validation"]
    assert (bad["is_valid"], bad["has_errors"], bad["error_count"]) == (False, True, 1)
    assert bad["issues"][0]["code"] == "schema-invalid"
    assert bad["issues"][0]["line"] == INVALID.splitlines().index("nonsense: true") + 1
    for version in ("1.0.0", "1.1.0"):
        good = file(made, f"contracts/events/versions/{version}")["validation"]
        assert good["is_valid"], good
        counted = sum(item["severity"] == "warning" for item in good["issues"])
        assert good["warning_count"] == counted, version
    assert "field-description-missing" in {item["code"] for item in good["issues"]}
    assert "schema[0].properties[0]" in {item["field"] for item in good["issues"]}


def test_the_levels_of_the_settings_hold_for_every_release() -> None:

    report = replace(report_of({"events": [EVENTS]}), levels={"field-description-missing": "error"})
    strict = file(build_site(report), "contracts/events/versions/1.0.0")["validation"]
    assert strict["error_count"] >= 1
    off = replace(report, levels={"field-description-missing": "off"})
    issues = file(build_site(off), "contracts/events/versions/1.0.0")["validation"]["issues"]
    assert "field-description-missing" not in {item["code"] for item in issues}


def test_a_breaking_change_says_how_to_move(made: Site) -> None:
    found = file(made, "contracts/orders/versions/2.0.0")["findings"]
    assert all(bool(item["migration_hint"]) == (item["level"] == "breaking") for item in found)
    assert any(item["migration_hint"] for item in found)


def test_the_share_of_documented_fields(made: Site) -> None:
    # Of id, place, country and city one is described; place only holds others; of the other three one is classified.
    shares = {"score": 19, "fields": 4, "descriptions": 25, "examples": 0, "classifications": 33}
    assert file(made, "contracts/events")["documentation"] == shares
    assert file(made, "contracts/orders")["documentation"]["classifications"] is None


def test_the_catalog_shows_the_share(made: Site) -> None:
    page = next(item for item in made.pages if item.uri == "contracts/index")
    assert "19 % documented" in page.html


def test_a_contract_without_fields_has_no_share() -> None:
    release = release_of(EVENTS.partition("    properties:")[0], "contracts/events/1.0.0.yaml")
    assert documentation_of(outline_of(release.interface)) is None


@pytest.mark.parametrize(("part", "whole", "percent"), [(0, 0, 100), (199, 200, 99), (200, 200, 100), (0, 3, 0)])
def test_only_all_is_all(part: int, whole: int, percent: int) -> None:
    assert share(part, whole) == percent


def test_a_pointer_is_readable() -> None:
    assert readable("/schema/0/properties/1/x-my key") == 'schema[0].properties[1]["x-my key"]'
    assert readable("") == ""
