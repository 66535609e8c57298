"""The way back is the mirror of the way there, and how a document is written means nothing."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.model.interface import Interface
from contractdocs.rules import registry
from contractdocs.rules.judgement import judge

from ..rules.pages import all_examples
from .generated import changed, schema
from .schemas import kinds

WORDS = (("added", "removed"), ("raised", "lowered"), ("widened", "narrowed"), ("opened", "closed"))
PAIRS = [example for example in all_examples() if example.is_pair and example.format in ("openapi", "json-schema")]


def there_and_back(kind: str) -> set[str]:
    """Return the kinds that may stand for a change on the way back: its mirror by name or by its page."""
    mirrors = {kind} if registry.rule(kind).mirror.startswith("none") else set()
    for one, other in WORDS:
        for word, opposite in ((one, other), (other, one)):
            if kind.endswith(word):
                mirrors.add(kind.removesuffix(word) + opposite)
    mirrors |= {rule.id for rule in registry.all_rules() if kind in named(rule.mirror)}
    return mirrors | named(registry.rule(kind).mirror)


def named(mirror: str) -> set[str]:
    """Return the rules that a page names as its mirror, or in the reason why it has none."""
    return set(re.findall(r"`([a-z-]+)`", mirror)) or {mirror}


@pytest.mark.parametrize("example", PAIRS, ids=lambda e: f"{e.rule}-{e.format}")
def test_swapping_the_sides_gives_the_mirror_of_each_change(example: Any) -> None:
    sides = [read(example.file, text.encode()) for text in (example.before, example.after)]
    there = {change.kind for change in compare(*sides).changes}
    back = {change.kind for change in compare(*reversed(sides)).changes}
    for one, other in ((there, back), (back, there)):
        for kind in one:
            assert there_and_back(kind) & other, (kind, other)


@pytest.mark.parametrize("number", range(0, 300, 3))
def test_a_generated_change_is_undone_by_the_way_back(number: int) -> None:
    rng = random.Random(number)
    old = schema(rng)
    new = changed(rng, old)
    there, back = kinds(old, new), kinds(new, old)
    assert bool(there) == bool(back)
    if not any("branch" in kind for kind in (*there, *back)):  # likeness is asked for from the older side
        assert len(there) == len(back), (there, back)


def read(name: str, raw: bytes) -> Interface:
    """Return the interface of a document."""
    document = parse(name, raw)
    found = detect(document)
    assert found is not None
    return found.read(document, lambda path: None)


def facts(old: Interface, new: Interface) -> list[tuple[Any, ...]]:
    """Return what was found, without the places in the text."""
    found = [judge(change, "x") for change in compare(old, new).changes]
    return [(f.rule, f.level, f.address, f.direction, f.message, f.fingerprint, f.affects, f.witness) for f in found]


@pytest.mark.parametrize("example", PAIRS[::3], ids=lambda e: f"{e.rule}-{e.format}")
def test_yaml_and_json_are_one(example: Any) -> None:
    texts = [example.before, example.after]
    written = [json.dumps(yaml.load(text, Plain)).encode() for text in texts]
    as_yaml = facts(*(read("a.yaml", text.encode()) for text in texts))
    assert facts(*(read("a.json", raw) for raw in written)) == as_yaml
    assert facts(read("a.yaml", texts[0].encode()), read("a.json", written[1])) == as_yaml


class Plain(yaml.SafeLoader):
    """Loads YAML 1.2's scalars: a date stays text."""


Plain.yaml_implicit_resolvers = {
    first: [(tag, match) for tag, match in found if not tag.endswith("timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

API = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1.0.0"},
    "paths": {
        "/orders": {
            "post": {
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}},
                },
                "responses": {
                    "201": {
                        "description": "Placed.",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Receipt"}}},
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Order": {
                "type": "object",
                "properties": {"lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}}},
            },
            "Receipt": {
                "type": "object",
                "properties": {"order": {"$ref": "#/components/schemas/Order"}, "no": {"type": "string"}},
            },
            "Line": {
                "type": "object",
                "properties": {
                    "sku": {"type": "string"},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
                },
            },
        }
    },
}


def test_renamed_components_and_another_order_of_keys_change_nothing() -> None:
    text = json.dumps(API)
    for name in ("Order", "Receipt", "Line"):
        text = text.replace(f'"{name}"', f'"Renamed{name}"').replace(f"schemas/{name}", f"schemas/Renamed{name}")
    assert facts(read("a.json", json.dumps(API).encode()), read("a.json", text.encode())) == []
    assert (
        facts(read("a.json", json.dumps(API).encode()), read("a.json", json.dumps(API, sort_keys=True).encode())) == []
    )


def test_twenty_hash_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    rng = random.Random(11)
    made = {f"T{i}": schema(rng) for i in range(40)}
    turned = {name: {**changed(rng, part), "unheardOf": {"title": name}} for name, part in made.items()}
    for path, parts in ((old, made), (new, turned)):
        properties = {name: {"$ref": f"#/$defs/{name}"} for name in parts}
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Thing", "type": "object"}
        path.write_text(json.dumps({**head, "properties": properties, "$defs": parts}))
    runs = {diff(old, new, seed) for seed in range(20)}
    assert len(runs) == 1
    said = json.loads(runs.pop())
    assert len(said["changes"]) > 20
    assert len(said["not_compared"]) > 20


def diff(old: Path, new: Path, seed: int) -> bytes:
    """Return what the command prints under a hash seed."""
    run = subprocess.run(
        [sys.executable, "-m", "contractdocs", "diff", str(old), str(new), "--format", "json"],
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        check=False,
    )
    return run.stdout
