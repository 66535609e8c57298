"""Everything that a data contract says stands on its page: what data people look for, each at its place."""

from __future__ import annotations

import html
import re

from contractdocs.site import build_site

from .making import report_of
from .pages import page, read

FULL = """\
apiVersion: v3.2.0
kind: DataContract
id: rides
name: rides
version: 1.0.0
status: active
domain: mobility
tenant: metro
dataProduct: city-rides
description:
  purpose: Rides of the city.
  usage: Planning of lines.
  limitations: Without night buses.
  authoritativeDefinitions: [{type: privacyStatement, url: 'https://example.com/privacy'}]
authoritativeDefinitions: [{type: canonical, url: 'https://example.com/rides'}]
customProperties: [{property: costCenter, value: 4711}]
context: {instructions: Count a ride once.}
tags: [rides]
schema:
- name: ride
  physicalName: rides_v1
  physicalType: table
  businessName: Ride
  description: One ride of one person.
  dataGranularityDescription: One row a ride
  tags: [core]
  authoritativeDefinitions: [{type: businessDefinition, url: 'https://example.com/ride'}]
  quality: [{name: Enough rows, type: library, metric: rowCount, mustBeGreaterThan: 10, severity: error}]
  properties:
  - name: ride_id
    logicalType: string
    physicalType: uuid
    primaryKey: true
    required: true
    unique: true
    classification: restricted
    examples: [a1]
    authoritativeDefinitions: [{type: businessDefinition, url: 'https://example.com/ride-id'}]
  - name: fare
    logicalType: integer
    physicalType: decimal(10,2)
    criticalDataElement: true
    encryptedName: fare_enc
    transformLogic: sum(parts)
    transformSourceObjects: [raw.parts, raw.rides]
    transformDescription: All parts of a ride.
    logicalTypeOptions: {minimum: 0, maximum: 900}
    quality: [{name: No gaps, type: sql, query: select 1, mustBeLessThan: 5, unit: percent}]
slaProperties: [{property: latency, value: 4, unit: h, element: ride.fare, driver: operational}]
servers:
- {server: live, type: postgres, environment: prod, host: db.example.com, port: 5432, database: rides, schema: core,
   roles: [{role: reader}, {role: planner}]}
roles: [{role: reader, access: read, firstLevelApprovers: Ada, secondLevelApprovers: Bob}]
team:
  name: Team Rides
  members:
  - {username: ada, name: Ada, role: owner, dateIn: '2024-01-01'}
  - {username: bob, role: engineer, dateIn: '2022-01-01', dateOut: '2023-12-31', replacedByUsername: ada}
support: [{channel: help, url: 'https://example.com/help', scope: interactive, tool: chat}]
price: {priceAmount: 9.95, priceCurrency: EUR, priceUnit: month}
"""
SAID = [
    *("mobility", "metro", "city-rides", "https://example.com/rides", "https://example.com/privacy", "4711"),
    *("Count a ride once.", "Rides of the city.", "Planning of lines.", "Without night buses."),
    *("rides_v1", "table", "One ride of one person.", "One row a ride", "core", "https://example.com/ride"),
    *("string", "uuid", "primary key", "required", "unique", "restricted", "a1", "https://example.com/ride-id"),
    *("integer", "decimal(10,2)", "fare_enc", "sum(parts)", "raw.parts, raw.rides", "All parts of a ride.", "900"),
    *("Enough rows", "row count", "more than 10", "No gaps", "select 1", "less than 5 percent"),
    *("latency", "4 h", "operational", "live", "postgres", "prod", "db.example.com", "5432", "reader, planner"),
    *("reader", "Ada, then Bob", "Team Rides", "2024-01-01", "2023-12-31", "replaced by username", "engineer"),
    *("help", "https://example.com/help", "interactive", "chat", "9.95 EUR", "month"),
]
SECTIONS = ["datasets", "quality", "service-levels", "servers", "roles", "team", "support", "price", "details"]


def made() -> str:
    return page(build_site(report_of({"rides": [FULL]})), "contracts/rides/index").html


def text_of(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<wbr>", "", re.sub(r"<(?!wbr)[^>]+>", " ", markup))).split())


def test_all_that_is_said_can_be_read() -> None:
    shown = text_of(made())
    assert [words for words in SAID if words not in shown] == []


def test_each_section_can_be_linked_to() -> None:
    found = page(build_site(report_of({"rides": [FULL]})), "contracts/rides/index")
    assert [name for name in SECTIONS if not any(anchor.endswith(name) for anchor in found.ids)] == []
    assert read(found.html).faults == []


def test_addresses_are_links_only_where_they_are_safe() -> None:
    bad = FULL.replace("https://example.com/rides", "javascript:alert(1)")
    shown = page(build_site(report_of({"rides": [bad]})), "contracts/rides/index").html
    assert 'href="https://example.com/privacy"' in shown
    assert 'href="javascript' not in shown
    assert "javascript:alert(1)" in shown


def test_both_lists_of_definitions_are_compared() -> None:
    from .making import release_of as release
    from .making import transition_of

    new = FULL.replace("https://example.com/privacy", "https://example.com/private")
    sides = (release(text, "contracts/rides/1.0.0.yaml") for text in (FULL, new))
    assert [f.rule for f in transition_of("rides", *sides).findings] == ["documentation-changed"]
