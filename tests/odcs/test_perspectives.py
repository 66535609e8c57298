"""What each kind of change means to those who read the data, and to those who make it: one row, one fault.

A row names the part that changes, what stands there before and after, and the levels for consumers and producers.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import named
from contractdocs.model.finding import Finding
from contractdocs.model.interface import Interface
from contractdocs.record import compare_releases
from contractdocs.rules.judgement import judge
from contractdocs.settings import SettingsError, load

from ..site.making import release_of

BREAKING, RISKY, SAFE = "breaking", "risky", "safe"
RANK = (SAFE, RISKY, BREAKING)
NOTHING: Any = object()
BASE = """\
apiVersion: v3.2.0
kind: DataContract
id: trips
name: trips
version: 1.0.0
status: active
tenant: metro
domain: mobility
dataProduct: rides
description: {purpose: Trips of the city, usage: Planning, limitations: One city}
servers:
- {server: live, type: postgres, environment: prod, host: db.example.com, port: 5432, database: rides, schema: core}
- {server: trial, type: postgres, environment: test, host: t.example.com, port: 5432, database: rides, schema: core}
schema:
- name: trip
  id: trip
  physicalName: trip_v1
  physicalType: table
  dataGranularityDescription: One row a trip
  quality:
  - {id: enough, type: library, metric: rowCount, mustBeGreaterThan: 10, severity: error}
  properties:
  - {name: trip_id, id: trip-id, logicalType: string, physicalType: varchar(20), primaryKey: true,
     primaryKeyPosition: 1, required: true, unique: true, logicalTypeOptions: {minLength: 2, maxLength: 20}}
  - {name: fare, id: fare, logicalType: integer, physicalType: int, classification: internal,
     criticalDataElement: true, logicalTypeOptions: {minimum: 0, maximum: 900, multipleOf: 10, format: i32}}
  - {name: at, logicalType: timestamp, partitioned: true, partitionKeyPosition: 1,
     logicalTypeOptions: {timezone: true, defaultTimezone: Europe/Paris, format: yyyy-MM-dd}}
  - {name: kind, logicalType: string, enum: [{value: bus}, {value: tram}]}
  - {name: stops, logicalType: array, items: {logicalType: string},
     logicalTypeOptions: {minItems: 2, maxItems: 9, uniqueItems: true}}
  - name: place
    id: place
    logicalType: object
    logicalTypeOptions: {maxProperties: 5}
    properties:
    - {name: city, logicalType: string, required: true}
    - {name: zone, logicalType: string}
  - {name: rider, logicalType: string, encryptedName: rider_enc, relationships: [{type: foreignKey, to: rider.id}]}
  - {name: route, logicalType: map, map: {key: {logicalType: string}, value: {logicalType: integer}}}
  - {name: shape, logicalType: vector, logicalTypeOptions: {dimensions: 8, elementType: f32, embeddingModel: one}}
- name: rider
  physicalType: view
  properties:
  - {name: id, logicalType: string}
support:
- {channel: help, url: 'https://example.com/help'}
price: {priceAmount: 5, priceCurrency: EUR, priceUnit: month}
team: {name: Riders, members: [{username: ada, role: owner}]}
roles:
- {role: analyst, access: write}
slaProperties:
- {property: latency, value: 4, unit: h, element: trip.at}
- {property: retention, value: 2, unit: y}
- {property: availability, value: 99.5, unit: percent}
- {property: endOfSupport, value: '2032-01-31'}
- {property: timeOfAvailability, value: '08:00', driver: regulatory}
- {property: timeOfAvailability, value: '07:00', driver: analytics}
"""
FIELDS = "schema.0.properties."
ID, FARE, AT, KIND, STOPS, PLACE, RIDER, ROUTE, SHAPE = (f"{FIELDS}{n}" for n in range(9))
ROWS = [
    # where, before (`...`: as in the contract), after, consumers, producers
    ("id", ..., "journeys", BREAKING, BREAKING),
    ("name", ..., "journeys", RISKY, RISKY),
    ("tenant", ..., "rail", RISKY, RISKY),
    ("domain", ..., "rail", RISKY, RISKY),
    ("dataProduct", ..., "rail", RISKY, SAFE),
    ("apiVersion", ..., "v3.1.0", RISKY, RISKY),
    ("description.purpose", ..., "Rides", RISKY, SAFE),
    ("description.usage", ..., "Billing", RISKY, SAFE),
    ("description.limitations", ..., "None", RISKY, SAFE),
    ("context", NOTHING, {"instructions": "Sum fares by day."}, RISKY, SAFE),
    ("tags", NOTHING, ["a"], SAFE, SAFE),
    ("customProperties", NOTHING, [{"property": "a", "value": 1}], SAFE, SAFE),
    ("status", "draft", "active", SAFE, SAFE),
    ("status", "proposed", "active", SAFE, SAFE),
    ("status", "active", "deprecated", RISKY, SAFE),
    ("status", "deprecated", "retired", BREAKING, SAFE),
    ("status", "active", "retired", BREAKING, BREAKING),
    ("status", "active", "draft", BREAKING, BREAKING),
    ("status", "retired", "active", BREAKING, BREAKING),
    ("servers.0", ..., NOTHING, BREAKING, SAFE),
    ("servers.+", NOTHING, {"server": "new", "type": "kafka", "host": "k.example.com"}, SAFE, SAFE),
    ("servers.0.server", ..., "live-2", RISKY, RISKY),
    ("servers.0.type", ..., "snowflake", BREAKING, BREAKING),
    ("servers.0.host", ..., "other.example.com", BREAKING, RISKY),
    ("servers.0.port", ..., 6543, BREAKING, RISKY),
    ("servers.0.database", ..., "trips", BREAKING, RISKY),
    ("servers.0.format", "csv", "json", BREAKING, BREAKING),
    ("servers.0.environment", ..., "stage", RISKY, RISKY),
    ("servers.0.description", NOTHING, "The live one", SAFE, SAFE),
    ("servers.0.roles", [{"role": "analyst"}], [], BREAKING, SAFE),
    ("schema.1", ..., NOTHING, BREAKING, SAFE),
    ("schema.+", NOTHING, {"name": "bus", "properties": [{"name": "id", "logicalType": "string"}]}, SAFE, RISKY),
    ("schema.0.name", ..., "journey", BREAKING, BREAKING),
    ("schema.0.physicalName", ..., "trip_v2", BREAKING, BREAKING),
    ("schema.0.physicalType", ..., "view", RISKY, RISKY),
    ("schema.0.physicalType", ..., "topic", BREAKING, RISKY),
    ("schema.0.dataGranularityDescription", ..., "One row a day", RISKY, SAFE),
    ("schema.0.deprecated", NOTHING, True, RISKY, SAFE),
    ("schema.0.deprecated", True, NOTHING, SAFE, SAFE),
    (f"{ID}.primaryKey", ..., False, BREAKING, BREAKING),
    (f"{FARE}.primaryKey", NOTHING, True, BREAKING, BREAKING),
    (f"{AT}.partitioned", ..., False, RISKY, SAFE),
    (f"{AT}.partitionKeyPosition", ..., 2, RISKY, SAFE),
    (f"{ID}.primaryKeyPosition", ..., 2, RISKY, SAFE),
    (f"{RIDER}.relationships", ..., NOTHING, BREAKING, SAFE),
    (f"{KIND}.relationships", NOTHING, [{"to": "rider.id"}], SAFE, BREAKING),
    (f"{RIDER}.relationships.0.to", ..., "trip.trip_id", BREAKING, BREAKING),
    (FARE, ..., NOTHING, BREAKING, SAFE),
    (f"{FIELDS}+", NOTHING, {"name": "note", "logicalType": "string"}, SAFE, RISKY),
    (f"{FIELDS}+", NOTHING, {"name": "note", "logicalType": "string", "required": True}, SAFE, BREAKING),
    (f"{FARE}.name", ..., "price", BREAKING, BREAKING),
    (f"{PLACE}.properties.1", ..., NOTHING, BREAKING, SAFE),
    (f"{PLACE}.properties.0.required", ..., False, BREAKING, SAFE),
    (f"{FARE}.logicalType", ..., "number", BREAKING, SAFE),
    (f"{FARE}.logicalType", "number", "integer", SAFE, BREAKING),
    (f"{AT}.logicalType", ..., "date", BREAKING, BREAKING),
    (f"{PLACE}.logicalType", ..., "map", BREAKING, BREAKING),
    (f"{RIDER}.logicalType", ..., NOTHING, BREAKING, SAFE),
    (f"{FARE}.physicalType", ..., "INTEGER", SAFE, SAFE),
    (f"{FARE}.physicalType", ..., "bigint", RISKY, SAFE),
    (f"{FARE}.physicalType", ..., "smallint", SAFE, BREAKING),
    (f"{FARE}.physicalType", ..., "text", BREAKING, BREAKING),
    (f"{ID}.physicalType", ..., "varchar(40)", RISKY, SAFE),
    (f"{ID}.physicalType", ..., "VARCHAR ( 20 )", SAFE, SAFE),
    (f"{ID}.physicalName", NOTHING, "tid", BREAKING, BREAKING),
    (f"{FARE}.required", NOTHING, True, SAFE, BREAKING),
    (f"{ID}.unique", ..., False, BREAKING, SAFE),
    (f"{FARE}.unique", NOTHING, True, SAFE, BREAKING),
    (f"{KIND}.enum.+", NOTHING, {"value": "boat"}, BREAKING, SAFE),
    (f"{KIND}.enum.0", ..., NOTHING, SAFE, BREAKING),
    (f"{KIND}.enum", ..., NOTHING, BREAKING, SAFE),
    (f"{RIDER}.enum", NOTHING, [{"value": "a"}], SAFE, BREAKING),
    (f"{KIND}.enum.0.label", NOTHING, "Bus", SAFE, SAFE),
    (f"{ID}.logicalTypeOptions.maxLength", ..., 10, SAFE, BREAKING),
    (f"{ID}.logicalTypeOptions.maxLength", ..., 40, RISKY, SAFE),
    (f"{ID}.logicalTypeOptions.minLength", ..., 3, SAFE, BREAKING),
    (f"{ID}.logicalTypeOptions.minLength", ..., NOTHING, RISKY, SAFE),
    (f"{FARE}.logicalTypeOptions.minimum", ..., 10, SAFE, BREAKING),
    (f"{FARE}.logicalTypeOptions.minimum", ..., NOTHING, RISKY, SAFE),
    (f"{FARE}.logicalTypeOptions.maximum", ..., 500, SAFE, BREAKING),
    (f"{FARE}.logicalTypeOptions.multipleOf", ..., 20, SAFE, BREAKING),
    (f"{FARE}.logicalTypeOptions.multipleOf", ..., 5, RISKY, SAFE),
    (f"{FARE}.logicalTypeOptions.format", ..., "i16", SAFE, BREAKING),
    (f"{FARE}.logicalTypeOptions.format", ..., "f32", BREAKING, BREAKING),
    (f"{ID}.logicalTypeOptions.pattern", NOTHING, "^T", SAFE, BREAKING),
    (f"{ID}.logicalTypeOptions.pattern", "^T", NOTHING, RISKY, SAFE),
    (f"{ID}.logicalTypeOptions.pattern", "^T", "^(?:A|B)", RISKY, RISKY),
    (f"{ID}.logicalTypeOptions.format", NOTHING, "uuid", SAFE, BREAKING),
    (f"{ID}.logicalTypeOptions.format", "uuid", "email", BREAKING, BREAKING),
    (f"{AT}.logicalTypeOptions.timezone", ..., False, BREAKING, BREAKING),
    (f"{AT}.logicalTypeOptions.defaultTimezone", ..., "Etc/UTC", BREAKING, BREAKING),
    (f"{AT}.logicalTypeOptions.format", ..., "dd.MM.yyyy", BREAKING, BREAKING),
    (f"{AT}.logicalTypeOptions.minimum", "2020-01-01", "2021-01-01", SAFE, BREAKING),
    (f"{STOPS}.logicalTypeOptions.minItems", ..., 3, SAFE, BREAKING),
    (f"{STOPS}.logicalTypeOptions.maxItems", ..., 20, RISKY, SAFE),
    (f"{STOPS}.logicalTypeOptions.uniqueItems", ..., False, RISKY, SAFE),
    (f"{STOPS}.items.logicalType", ..., "integer", BREAKING, BREAKING),
    (f"{PLACE}.logicalTypeOptions.maxProperties", ..., 3, SAFE, BREAKING),
    (f"{PLACE}.logicalTypeOptions.maxProperties", ..., 9, RISKY, SAFE),
    (f"{PLACE}.logicalTypeOptions.required", NOTHING, ["zone"], SAFE, BREAKING),
    (f"{ROUTE}.map.value.logicalType", ..., "string", BREAKING, BREAKING),
    (f"{ROUTE}.map.key.logicalType", ..., "integer", BREAKING, BREAKING),
    (f"{SHAPE}.logicalTypeOptions.dimensions", ..., 16, BREAKING, BREAKING),
    (f"{SHAPE}.logicalTypeOptions.embeddingModel", ..., "two", BREAKING, BREAKING),
    (f"{FARE}.classification", ..., "restricted", BREAKING, RISKY),
    (f"{FARE}.classification", ..., "public", RISKY, RISKY),
    (f"{RIDER}.encryptedName", ..., "other", BREAKING, RISKY),
    (f"{FARE}.criticalDataElement", ..., False, RISKY, SAFE),
    (f"{FARE}.semanticType", "measure", "dimension", RISKY, RISKY),
    (f"{FARE}.deprecated", NOTHING, True, RISKY, SAFE),
    (f"{FARE}.transformLogic", "a", "b", RISKY, SAFE),
    (f"{FARE}.transformSourceObjects", ["a"], ["b"], RISKY, SAFE),
    (f"{FARE}.description", NOTHING, "What was paid", SAFE, SAFE),
    (f"{FARE}.examples", NOTHING, [10], SAFE, SAFE),
    ("schema.0.quality.0", ..., NOTHING, BREAKING, SAFE),
    ("schema.0.quality.+", NOTHING, {"type": "sql", "query": "q", "mustBe": 0, "severity": "error"}, SAFE, BREAKING),
    ("schema.0.quality.0.mustBeGreaterThan", ..., 5, BREAKING, SAFE),
    ("schema.0.quality.0.mustBeGreaterThan", ..., 50, SAFE, BREAKING),
    ("schema.0.quality.0.severity", ..., "warning", BREAKING, SAFE),
    ("schema.0.quality.0.severity", "warning", "error", SAFE, BREAKING),
    ("schema.0.quality.0.metric", ..., "nullValues", RISKY, RISKY),
    ("schema.0.quality.0.schedule", "0 * * * *", "0 0 * * *", RISKY, SAFE),
    ("schema.0.quality.0.businessImpact", NOTHING, "high", SAFE, SAFE),
    ("schema.0.quality.0", {"type": "sql", "query": "a"}, {"type": "sql", "query": "b"}, RISKY, RISKY),
    ("slaProperties.0", ..., NOTHING, BREAKING, SAFE),
    ("slaProperties.+", NOTHING, {"property": "errorRate", "value": 1, "unit": "percent"}, SAFE, RISKY),
    ("slaProperties.0.value", ..., 8, BREAKING, SAFE),
    ("slaProperties.0.value", ..., 1, SAFE, RISKY),
    ("slaProperties.0.unit", ..., "d", BREAKING, SAFE),
    ("slaProperties.0.element", ..., "trip.fare", BREAKING, BREAKING),
    ("slaProperties.0.driver", NOTHING, "analytics", SAFE, SAFE),
    ("slaProperties.1.value", ..., 1, BREAKING, SAFE),
    ("slaProperties.2.value", ..., 99, BREAKING, SAFE),
    ("slaProperties.2.value", ..., 99.9, SAFE, RISKY),
    ("slaProperties.3.value", ..., "2031-01-31", BREAKING, SAFE),
    ("slaProperties.4.value", ..., "09:00", BREAKING, SAFE),
    ("slaProperties.5.value", ..., "09:00", BREAKING, SAFE),
    ("slaProperties.0", {"property": "mood", "value": 1}, {"property": "mood", "value": 2}, RISKY, RISKY),
    ("roles.0", ..., NOTHING, BREAKING, SAFE),
    ("roles.+", NOTHING, {"role": "guest", "access": "read"}, SAFE, SAFE),
    ("roles.0.access", ..., "read", BREAKING, RISKY),
    ("roles.0.access", "read", "write", RISKY, RISKY),
    ("roles.0.firstLevelApprovers", NOTHING, "boss", SAFE, SAFE),
    ("price.priceAmount", ..., 9, RISKY, SAFE),
    ("price.priceAmount", ..., 1, SAFE, SAFE),
    ("price.priceCurrency", ..., "USD", BREAKING, RISKY),
    ("price", ..., NOTHING, SAFE, SAFE),
    ("price", NOTHING, {"priceAmount": 5, "priceCurrency": "EUR", "priceUnit": "month"}, RISKY, SAFE),
    ("team.members.0.username", ..., "bob", RISKY, SAFE),
    ("team.members.+", NOTHING, {"username": "bob", "role": "engineer"}, SAFE, SAFE),
    ("support.0", ..., NOTHING, BREAKING, SAFE),
    ("support.0.url", ..., "https://example.com/new", SAFE, SAFE),
    ("support.+", NOTHING, {"channel": "mail", "url": "mailto:help@example.com"}, SAFE, SAFE),
]


def put(data: Any, where: str, value: Any) -> None:
    """Put a value where a path with dots leads; `+` is the end of a list, NOTHING takes away what is there."""
    *above, last = where.split(".")
    for step in above:
        data = data[int(step)] if isinstance(data, list) else data.setdefault(step, {})
    if isinstance(data, list) and last == "+":
        data.extend([] if value is NOTHING else [value])
    elif value is NOTHING:
        data.pop(int(last)) if isinstance(data, list) else data.pop(last, None)
    else:
        data[int(last) if isinstance(data, list) else last] = value


def pair(where: str, before: Any, after: Any) -> tuple[Interface, Interface]:
    old = yaml.safe_load(BASE)
    if before is not ... and not (before is NOTHING and where.endswith("+")):
        put(old, where, before)
    new = copy.deepcopy(old)
    put(new, where, after)
    return read(old), read(new)


def read(data: Any) -> Interface:
    document = parse("contract.yaml", yaml.safe_dump(data, sort_keys=False).encode())
    return named("odcs").read(document, lambda path: None)  # type: ignore[arg-type]


def found(sides: tuple[Interface, Interface], perspective: str) -> list[Finding]:
    return [judge(change, "trips", perspective=perspective) for change in compare(*sides).changes]


def worst(findings: list[Finding]) -> str:
    return max((finding.level for finding in findings), key=RANK.index, default=SAFE)


@pytest.mark.parametrize(("where", "before", "after", "consumer", "producer"), ROWS)
def test_what_a_change_means_to_either_side(where: str, before: Any, after: Any, consumer: str, producer: str) -> None:
    sides = pair(where, before, after)
    levels = {eyes: worst(found(sides, eyes)) for eyes in ("consumer", "producer", "both", "")}
    assert (levels["consumer"], levels["producer"]) == (consumer, producer)
    assert levels["both"] == max(consumer, producer, key=RANK.index)
    assert levels[""] == max(consumer, RISKY if producer == BREAKING else producer, key=RANK.index)


@pytest.mark.parametrize(("where", "before", "after", "consumer", "producer"), ROWS)
def test_a_contract_is_no_change_from_itself(where: str, before: Any, after: Any, consumer: str, producer: str) -> None:
    new = pair(where, before, after)[1]
    assert compare(new, new).changes == ()


@pytest.mark.parametrize(("eyes", "rules"), [("", []), ("producer", ["optional-property-removed"]), ("both", [])])
def test_the_settings_say_whose_eyes_judge(tmp_path: Path, eyes: str, rules: list[str]) -> None:
    (tmp_path / "contractdocs.yml").write_text(f"perspective: {eyes}\n" if eyes else "policy: standard\n")
    new = yaml.safe_load(BASE)
    put(new, FARE, NOTHING)
    put(new, f"{ID}.logicalTypeOptions.maxLength", 10)
    sides = (release_of(yaml.safe_dump(item), "contracts/trips.yaml") for item in (yaml.safe_load(BASE), new))
    findings = compare_releases("trips", *sides, load(tmp_path)).findings
    assert [f.rule for f in findings if f.level == SAFE] == rules
    producer = next(f.level for f in findings if f.rule == "max-length-lowered")
    assert producer == (BREAKING if eyes else RISKY)


def test_a_misspelt_perspective_is_refused(tmp_path: Path) -> None:
    (tmp_path / "contractdocs.yml").write_text("perspective: consumers\n")
    with pytest.raises(SettingsError, match=r"contractdocs\.yml:1:14: .* Did you mean `consumer`"):
        load(tmp_path)


def test_a_field_that_moves_between_datasets_is_one_change() -> None:
    old = yaml.safe_load(BASE)
    new = copy.deepcopy(old)
    new["schema"][1]["properties"].append(new["schema"][0]["properties"].pop(1))
    findings = found((read(old), read(new)), "consumer")
    assert [(f.rule, f.address, f.level) for f in findings] == [("property-moved", "trip > fare", BREAKING)]
    assert findings[0].message == "`trip > fare` is now `rider > fare`"


def test_an_id_that_stands_twice_is_no_move() -> None:
    old = yaml.safe_load(BASE)
    new = copy.deepcopy(old)
    gone = new["schema"][0]["properties"].pop(1)
    new["schema"][1]["properties"] += [gone, {**gone, "name": "fee"}]
    kinds = sorted(f.rule for f in found((read(old), read(new)), "consumer"))
    assert kinds == ["optional-property-removed", "property-added", "property-added"]


def test_two_checks_that_are_code_are_not_taken_for_each_other() -> None:
    old, new = yaml.safe_load(BASE), yaml.safe_load(BASE)
    put(old, "schema.0.quality", [{"type": "sql", "query": query, "mustBe": 0} for query in "ab"])
    put(new, "schema.0.quality", [{"type": "sql", "query": query, "mustBe": 0} for query in "cd"])
    kinds = {f.rule for f in found((read(old), read(new)), "consumer")}
    assert kinds == {"quality-rule-added", "quality-rule-removed"}
