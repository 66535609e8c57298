"""The schemas for editors say what the readers of the files say: neither takes what the other refuses."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import yaml

from contractdocs.documents import parse
from contractdocs.policy.announcements import KEYS, read_announcement
from contractdocs.schemas import schema_files
from contractdocs.settings import Settings, SettingsError, read

SETTINGS = [
    ("{}", True),
    ("contracts: apis\npolicy: strict\n", True),
    ("record: none\n", True),
    ("record: {tag: 'v*'}\nattribution: merge-base\n", True),
    ("rules: {x-y: {level: 'off', reason: because}}\n", True),
    ("notice_days: {stable: 30}\nallow_empty: true\nlimits: {max_bytes: 10}\n", True),
    ("version_schemes: {orders: date}\nignore: [a]\nsite_url: https://a.example.com/x\n", True),
    ("perspective: both\nconsumers: [{name: billing, reads: {orders: [GET /orders]}}]\n", True),
    ("record: {manifest: data/published.yml}\n", True),
    ("record: {manifest: a.yml, tag: v1}\n", False),
    ("record: {manifest: ../a.yml}\n", False),
    ("attribution: {manifest: a.yml}\n", False),
    ("perspective: mine\n", False),
    ("consumers: [{reads: {orders: []}}]\n", False),
    ("polcy: strict\n", False),
    ("policy: strikt\n", False),
    ("record: {tags: v}\n", False),
    ("rules: {x-y: {level: 'off'}}\n", False),
    ("rules: {x-y: {level: gone, reason: x}}\n", False),
    ("notice_days: {stable: -1}\n", False),
    ("allow_empty: perhaps\n", False),
    ("limits: {max_bytes: 0}\n", False),
    ("version_schemes: {orders: roman}\n", False),
    ("site_url: here\n", False),
    ("ignore: a\n", False),
]
ANNOUNCEMENTS = [
    ("contract: a\nversion: '1'\nchanges: ['0123456789ab']\n", True),
    ("contract: a\nversion: 2.0.0\nchanges: [{rule: r, at: x}]\nwho: all\neffective: '2026-01-01'\n", True),
    ("contract: a\nversion: '1'\n", False),
    ("contract: a\nversion: '1'\nchanges: []\n", False),
    ("contract: a\nversion: '1'\nchanges: [xyz]\n", False),
    ("contract: a\nversion: '1'\nchanges: [{rule: r}]\n", False),
    ("contract: a\nversion: '1'\nchanges: ['0123456789ab']\nefective: '2026-01-01'\n", False),
    ("contract: a\nversion: '1'\nchanges: ['0123456789ab']\neffective: soon\n", False),
]


def schema(name: str) -> Any:
    return json.loads(schema_files()[f"{name}.schema.json"])


def taken(name: str, text: str) -> bool:
    return bool(jsonschema.Draft202012Validator(schema(name)).is_valid(yaml.safe_load(text)))


@pytest.mark.parametrize(("text", "right"), SETTINGS)
def test_settings(text: str, right: bool) -> None:
    assert taken("settings", text) == right
    try:
        read(parse("contractdocs.yml", text.encode()))
    except SettingsError:
        assert not right
    else:
        assert right


@pytest.mark.parametrize(("text", "right"), ANNOUNCEMENTS)
def test_announcements(text: str, right: bool) -> None:
    assert taken("announcement", text) == right
    announcement, faults = read_announcement("x.md", f"---\n{text}---\n# A\n\nText.\n".encode())
    assert (announcement is not None and not faults) == right


def test_the_schemas_know_every_name() -> None:
    names = {*Settings.__struct_fields__} - {"file", "places"}
    assert set(schema("settings")["properties"]) == names
    assert set(schema("announcement")["properties"]) == set(KEYS)


def test_every_schema_is_one() -> None:
    for name, content in schema_files().items():
        jsonschema.Draft202012Validator.check_schema(json.loads(content))
        assert json.loads(content)["$id"] == name
