"""The registry of a site that MkDocs built: every file keeps to the schema that stands beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.conftest import Workplace
from tests.site.documents import EVENTS, GUIDE, ORDERS_1, ORDERS_2, ORDERS_3

CONTRACTS = {
    "contracts/orders/1.0.0.yaml": ORDERS_1,
    "contracts/orders/1.1.0.yaml": ORDERS_2,
    "contracts/orders/2.0.0.yaml": ORDERS_3,
    "contracts/orders/changes/legacy-total-leaves.md": GUIDE,
    "contracts/events/1.0.0.odcs.yaml": EVENTS,
    "docs/index.md": "# Home\n",
}


def built(place: Workplace) -> Path:
    """Build the site of a repository with two contracts, and return its folder."""
    place.write(CONTRACTS).commit()
    settings = {"site_name": "Shop", "theme": {"name": "mkdocs"}, "plugins": ["contractdocs"]}
    (place.root / "mkdocs.yml").write_text(yaml.safe_dump(settings))
    loaded = load_config(str(place.root / "mkdocs.yml"))
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)
    return Path(loaded.site_dir)


def test_every_file_of_a_built_registry_keeps_to_its_schema(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    registry = built(place) / "registry"
    files = [file for file in sorted(registry.rglob("*.json")) if file.parent.name != "schemas"]
    assert len(files) == 9  # the list; two contracts, each with its versions; four releases
    for file in files:
        data = json.loads(file.read_bytes())
        schema = json.loads((file.parent / data["$schema"]).read_bytes())
        assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == [], file
    versions = json.loads((registry / "contracts/orders/versions.json").read_bytes())["items"]
    assert all(item["created_by"] for item in versions)
