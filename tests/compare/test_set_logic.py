"""On inputs a change breaks exactly where some value was accepted and is refused now: judged by a real validator.

The ordinary run tries 500 pairs of schemas; CONTRACTDOCS_PAIRS=20000 in the environment tries more.
"""

from __future__ import annotations

import json
import os
import random
from typing import Any

import jsonschema_rs
import pytest

from contractdocs.compare import compare
from contractdocs.model.finding import Finding
from contractdocs.model.interface import Direction
from contractdocs.rules.judgement import judge

from . import generated_deep as deep
from . import generated_openapi as openapi
from . import generated_wide as wide
from .checks import received, sent
from .generated import changed, schema, value
from .schemas import changes, kinds, level
from .test_mirror import read

PAIRS = int(os.environ.get("CONTRACTDOCS_PAIRS", "500"))
VALUES = 300
NOTHING = object()
SHARDS = 4


def refused_now(rng: random.Random, old: Any, new: Any) -> Any:
    """Return a value that the older schema accepts and the newer refuses; NOTHING where none was found."""
    accepts, refuses = (jsonschema_rs.validator_for({"$schema": DRAFT, **side}) for side in (old, new))
    for turn in range(VALUES):
        tried = value(rng, old if turn % 2 else new)
        if accepts.is_valid(tried) and not refuses.is_valid(tried):
            return tried
    return NOTHING


def worst(findings: list[Finding]) -> str:
    """Return the worst level."""
    return max((finding.level for finding in findings), key=["safe", "risky", "breaking"].index, default="safe")


def refused_of_the_rare(rng: random.Random, old: Any, new: Any) -> tuple[Any, bool]:
    """Return a value that only the older schema accepts, and whether each schema accepts anything that was tried."""
    accepts, refuses = (jsonschema_rs.validator_for({"$schema": DRAFT, **side}) for side in (old, new))
    alive = [False, False]
    for tried in (wide.value(rng, old if turn % 2 else new) for turn in range(VALUES)):
        mine, theirs = accepts.is_valid(tried), refuses.is_valid(tried)
        alive = [alive[0] or mine, alive[1] or theirs]
        if mine and not theirs:
            return tried, True
    return NOTHING, all(alive)


NEVER_COMES = {"property-refused", "optional-property-removed", "property-removed", "value-forbidden"}
"""What is received no longer: a break for readers, though no value proves it."""


@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_rarer_keywords_break_where_a_validator_says_so(shard: int) -> None:
    """Both ways: what is sent as it stands, what is received with the sides swapped for the validator.

    An optional property that is added to an open object is safe by decision, and risky is right for what is received.
    """
    missed, unproved, breaking = [], [], 0
    for number in range(shard, PAIRS, SHARDS):
        rng = random.Random(number)
        old = wide.schema(rng)
        new = wide.changed(rng, old)
        both: tuple[tuple[Direction, tuple[Any, Any]], ...] = ("input", (old, new)), ("output", (new, old))
        for way, sides in both:
            findings = [judge(change, "x") for change in changes(old, new, way)]
            found, asked = refused_of_the_rare(rng, *sides)
            kind, said = {finding.rule for finding in findings}, worst(findings)
            breaking += asked and said == "breaking"
            if found is not NOTHING and "property-added" not in kind:
                if said == "safe" or (said == "risky" and way == "input"):
                    missed.append((number, way, json.dumps(found), json.dumps(old), json.dumps(new)))
            elif found is NOTHING and asked and said == "breaking" and not (way == "output" and kind & NEVER_COMES):
                if any(finding.witness for finding in findings):
                    continue  # a value of the part that changed: a validator has seen it already
                unproved.append((number, way, sorted(kind), json.dumps(old), json.dumps(new)))
    # What is known to be missed: `additionalProperties` inside `allOf` speaks of the names beside it alone, and what is
    # merely risky to receive is so inside a `not` too.
    assert len(missed) <= max(1, PAIRS / SHARDS / 250), missed[:5]
    assert breaking > PAIRS / SHARDS / 4
    assert len(unproved) <= max(6, breaking * 0.05), unproved[:8]


DRAFT = "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("shard", range(SHARDS))
def test_breaking_on_inputs_is_what_a_validator_refuses(shard: int) -> None:
    missed, unproved, breaking = [], [], 0
    for number in range(shard, PAIRS, SHARDS):
        rng = random.Random(number)
        old = schema(rng)
        new = changed(rng, old)
        if rng.random() < 0.5:
            new = changed(rng, new)
        said = level(old, new, "input")
        found = refused_now(rng, old, new)
        breaking += said == "breaking"
        if found is not NOTHING and said != "breaking":
            missed.append((number, json.dumps(found), json.dumps(old), json.dumps(new)))
        elif found is NOTHING and said == "breaking":
            unproved.append((number, kinds(old, new, "input"), json.dumps(old), json.dumps(new)))
    assert not missed
    assert breaking > PAIRS / SHARDS / 4, "the pairs must hold breaks, or nothing was asked"
    # A break whose witness random values did not hit is not yet a false alarm; many of them would be.
    assert len(unproved) <= max(2, breaking * 0.04), unproved[:5]


@pytest.mark.parametrize("number", range(0, PAIRS, 10))
def test_an_equal_schema_has_no_changes_and_order_means_nothing(number: int) -> None:
    rng = random.Random(number)
    made = schema(rng)
    assert kinds(made, made) == []
    assert kinds(made, shuffled(rng, made)) == []


def shuffled(rng: random.Random, made: Any) -> Any:
    """Return the same schema with its keys in another order."""
    if isinstance(made, dict):
        items = list(made.items())
        rng.shuffle(items)
        return {key: shuffled(rng, item) for key, item in items}
    return [shuffled(rng, item) for item in made] if isinstance(made, list) else made


@pytest.mark.parametrize("shard", range(SHARDS))
def test_keywords_that_stand_together_break_where_a_validator_says_so(shard: int) -> None:
    """References, recursion, siblings of `allOf`, boolean schemas: what is right is right by any number of branches."""
    missed, unproved, breaking = [], [], 0
    for number in range(shard, PAIRS, SHARDS):
        rng = random.Random(number)
        old = deep.whole(rng)
        new = deep.changed(rng, old)
        takes, loosely = ([taken(as_read(side)) for side in (old, new)] for as_read in (dict, deep.loosened))
        for way, before, after in (("input", takes[0], loosely[1]), ("output", takes[1], loosely[0])):
            findings = [judge(change, "x") for change in changes(old, new, way)]  # type: ignore[arg-type]
            kind, said = {finding.rule for finding in findings}, worst(findings)
            breaking += said == "breaking"
            row = (number, way, sorted(kind), json.dumps(old), json.dumps(new))
            lost = next((value for value, was, now in zip(deep.POOL, before, after) if was and not now), deep)
            if lost is not deep and is_missed(way, said, kind):
                missed.append((lost, *row))
            alive = any(before) and any(after) and not (way == "output" and kind & NEVER_COMES)
            if lost is deep and alive and said == "breaking" and not any(finding.witness for finding in findings):
                unproved.append(row)
    # What contradicts itself, as a type that no listed value has, is taken for a slip of the pen: there a break may be
    # claimed that no value shows, and seldom one is not seen.
    assert len(missed) <= PAIRS / SHARDS / 1000, missed[:5]
    assert breaking > PAIRS / SHARDS / 10
    assert len(unproved) <= max(6, breaking * 0.1), unproved[:5]


def is_missed(way: str, said: str, kind: set[str]) -> bool:
    """Return whether a break that a value shows is not told of; a name merely added is safe by decision."""
    return "property-added" not in kind and (said == "safe" or (said == "risky" and way == "input"))


@pytest.mark.parametrize("shard", range(SHARDS))
def test_bodies_of_openapi_30_break_where_a_validator_says_so(shard: int) -> None:
    """Null by `nullable`, ends by flags, and properties that travel in one direction alone."""
    breaking = 0
    for number in range(shard, PAIRS, SHARDS):
        rng = random.Random(number)
        old = openapi.body(rng)
        new = openapi.changed(rng, old)
        for way, before, after, put in (("input", old, new, sent), ("output", new, old, received)):
            accepts, refuses = (validator_of(openapi.plain(side, way)) for side in (before, after))
            right = [value for value in openapi.seen(before, way) if accepts.is_valid(value)]
            lost = [value for value in right if not refuses.is_valid(value)]
            documents = ({**put(side), "openapi": "3.0.3"} for side in (old, new))
            interfaces = (read("a.json", json.dumps(document).encode()) for document in documents)
            findings = [judge(change, "x") for change in compare(*interfaces).changes]
            kind, said = {finding.rule for finding in findings}, worst(findings)
            breaking += said == "breaking"
            row = (number, way, lost[:1], sorted(kind), old, new)
            assert not (lost and is_missed(way, said, kind)), row
            shown = lost or kind & GOES_AWAY or any(finding.witness for finding in findings)
            assert said != "breaking" or shown or not right, row
    assert breaking > PAIRS / SHARDS / 4


GOES_AWAY = {*NEVER_COMES, "property-became-write-only"}


def validator_of(schema: Any) -> Any:
    """Return a validator of a schema of 2020-12."""
    return jsonschema_rs.validator_for({"$schema": DRAFT, **schema})


def taken(schema: Any) -> list[bool]:
    """Return for each value of the pool whether a schema takes it."""
    validator = validator_of(schema)
    return [validator.is_valid(value) for value in deep.POOL]
