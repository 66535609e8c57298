"""A contract that is still offered after its last day is told of, until somebody retires it or moves the day."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from contractdocs.catalog.ends import stated_end
from contractdocs.policy.endings import outlived
from contractdocs.site import build_site

from ..site.documents import EVENTS, ORDERS_1, ORDERS_2
from ..site.making import contract_of, report_of
from ..site.pages import page


def ending(day: str, status: str = "deprecated", name: str = "endOfLife", more: str = "") -> str:
    level = f"  - {{property: {name}, value: '{day}'{more}}}\n"
    return EVENTS.replace("slaProperties:\n", f"slaProperties:\n{level}").replace("status: active", f"status: {status}")


@pytest.mark.parametrize(
    ("text", "day", "pointer"),
    [
        (ending("2026-01-31"), "2026-01-31", "/slaProperties/0/value"),
        (ending("2026-01-31", name="el"), "2026-01-31", "/slaProperties/0/value"),
        (ending("2026-01-31", name="endOfSupport"), "", ""),
        (ending("2026-01-31", more=", element: event.id"), "", ""),
        (ORDERS_1.replace("  x-owner", "  x-sunset: '2026-01-31'\n  x-owner"), "2026-01-31", "/info/x-sunset"),
        (ORDERS_1, "", ""),
    ],
)
def test_the_last_day_is_read_where_its_format_has_it(text: str, day: str, pointer: str) -> None:
    assert stated_end(contract_of("it", [text]).head.document.data) == (day, pointer)


@pytest.mark.parametrize("status", ["active", "deprecated", "production"])
def test_a_contract_that_outlives_its_day_is_told_of_at_its_place(status: str) -> None:
    text = ending("2026-01-31", status)
    (found,) = outlived(contract_of("events", [text]), "2026-02-01")
    assert (found.rule, found.level, found.contract) == ("end-of-life-reached", "warning", "events")
    assert found.message == f"The contract was promised until 2026-01-31, and is still {status}."
    assert found.suggestion.startswith("Run `contractdocs status events retired`")
    line = next(n for n, line in enumerate(text.splitlines(), 1) if "endOfLife" in line)
    assert found.new is not None
    assert found.new.place.line == line


@pytest.mark.parametrize(
    ("text", "today"),
    [
        (ending("2026-01-31"), "2026-01-31"),
        (ending("2026-01-31", "retired"), "2026-02-01"),
        (ending("2026-01-31", "draft"), "2026-02-01"),
        (ending("soon"), "2026-02-01"),
        (EVENTS, "2026-02-01"),
    ],
)
def test_left_alone(text: str, today: str) -> None:
    assert list(outlived(contract_of("events", [text]), today)) == []


def test_an_older_line_is_named_as_commands_name_it() -> None:
    old = ORDERS_1.replace("  x-owner", "  x-sunset: '2026-01-31'\n  x-owner")
    new = ORDERS_2.replace("version: 1.1.0", "version: 2.0.0")
    (found,) = outlived(contract_of("orders", [old, new]), "2026-02-01")
    assert "status orders@1 retired" in found.suggestion


def test_the_last_day_of_a_deprecated_data_contract_is_ahead_on_the_site() -> None:
    report = replace(report_of({"events": [ending("2027-05-01")]}), today="2026-11-21")
    assert "2027-05-01" in page(build_site(report), "contracts/removals/index").html
    active = replace(report_of({"events": [ending("2027-05-01", "active")]}), today="2026-11-21")
    assert "2027-05-01" not in page(build_site(active), "contracts/removals/index").html
