"""Family 10: fields called like the parts of every JavaScript object are fields like any other."""

from __future__ import annotations

import json

import pytest

from contractdocs.site import assets
from tests.site.pages import read

from .fuzzing import put_through
from .injecting import report_of
from .outlets import faults_of, site_of

NAMES = ("__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "then", "length")


def contract(names: tuple[str, ...]) -> bytes:
    """Return a schema whose fields and parts have these names."""
    fields = {name: {"type": "string", "description": f"Field number {at}"} for at, name in enumerate(names)}
    parts = {name: {"type": "object", "properties": fields} for name in names}
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "T", "version": "1.0.0"}
    return json.dumps({**schema, "type": "object", "properties": fields, "$defs": parts}).encode()


def test_they_are_shown_and_found() -> None:
    report, _ = report_of("a.schema.json", contract(NAMES), 3)
    site = site_of(report)
    assert list(faults_of(report, site)) == []
    pages = [page for page in site.pages if page.uri.endswith("/1.0.0/index")]
    texts = " ".join(element.text for page in pages for element in read(page.html).elements)
    ids = {element.attributes.get("id", "") for page in pages for element in read(page.html).elements}
    for at, name in enumerate(NAMES):
        assert f"Field number {at}" in texts
        assert any(name in found for found in ids), name


def test_they_are_in_the_index_of_names() -> None:
    site = site_of(report_of("a.schema.json", contract(NAMES), 3)[0])
    (index,) = [content.decode() for name, content in site.files.items() if name.endswith("fields.js")]
    for name in NAMES[:5]:
        assert name in json.dumps(json.loads("[" + index.partition("(")[2].rpartition(")")[0] + "]"))


@pytest.mark.parametrize("name", NAMES)
def test_they_are_compared(name: str) -> None:
    without = tuple(other for other in NAMES if other != name)
    assert put_through("a.schema.json", contract(without), contract(NAMES), pages=False) == "read"


def test_our_script_keeps_names_apart_from_its_own() -> None:
    for file, content in assets().items():
        if file.endswith(".js"):
            assert b"for (const key in " not in content, file
            assert b"__proto__" not in content, file
