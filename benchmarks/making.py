"""Makes a catalog of many contracts with several releases each, in a git repository."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

VERSIONS = ("1.0.0", "1.1.0", "1.2.0")
TYPES = ("string", "integer", "number", "boolean", "date")
MKDOCS = "site_name: Catalog\ntheme: {name: material, font: false}\nplugins: [search, contractdocs]\n"
PLAIN = (
    "site_name: Catalog\ntheme: {name: material, font: false}\nplugins: [search]\n"
    "nav: [index.md]\nnot_in_nav: contract-*\n"
)
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def data_contract(number: int, version: str, more: int) -> str:
    """Return an ODCS contract of a dozen fields."""
    fields = "".join(
        f"      - name: field_{n}\n        logicalType: {TYPES[n % 5]}\n        required: {str(n % 2 == 1).lower()}\n"
        f"        description: Field {n} of table {number}\n"
        for n in range(12 + more)
    )
    return (
        f"apiVersion: v3.0.2\nkind: DataContract\nid: contract-{number}\nname: contract_{number}\nversion: {version}\n"
        f"status: active\ndescription:\n  purpose: Table {number}\nschema:\n  - name: table_{number}\n"
        f"    physicalType: table\n    logicalType: object\n    properties:\n{fields}"
    )


def interface(number: int, version: str, more: int) -> str:
    """Return an OpenAPI contract of a few operations that share a schema."""
    paths = "".join(
        f"  /items{n}:\n    get:\n      operationId: get{n}\n      responses:\n        '200':\n"
        "          description: ok\n          content:\n            application/json:\n              schema:\n"
        "                $ref: '#/components/schemas/Item'\n"
        for n in range(3 + more)
    )
    properties = "".join(f"        field_{n}:\n          type: string\n" for n in range(10))
    return (
        f"openapi: 3.0.3\ninfo:\n  title: API {number}\n  version: {version}\n  x-id: contract-{number}\n"
        f"paths:\n{paths}components:\n  schemas:\n    Item:\n      type: object\n      properties:\n{properties}"
    )


def make_catalog(root: Path, contracts: int) -> Path:
    """Write a catalog, half data contracts and half interfaces, and commit it; return its folder."""
    for number in range(contracts):
        write, kind = (data_contract, "odcs") if number % 2 else (interface, "openapi")
        folder = root / "contracts" / f"contract-{number}"
        folder.mkdir(parents=True)
        for more, version in enumerate(VERSIONS):
            (folder / f"{version}.{kind}.yaml").write_text(write(number, version, more), encoding="utf-8")
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Catalog\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    for words in (["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", "Contracts"]):
        subprocess.run(["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", *words], cwd=root, check=True)
    return root


def make_empty_pages(root: Path, pages: int) -> Path:
    """Write a site of as many pages with nothing in them, to measure what the host alone takes; return its folder.

    As in a large catalog only the first page stands in the navigation: a host takes far longer where all of them do.
    """
    if (root / "mkdocs.yml").exists():
        return root
    for number in range(pages):
        folder = root / "docs" / f"contract-{number % 1000}" / f"page-{number // 1000}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.md").write_text(f"# Page {number}\n", encoding="utf-8")
    (root / "docs" / "index.md").write_text("# Catalog\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    return root


def schema_pair(work: Path) -> tuple[Path, Path]:
    """Write two JSON Schemas of a thousand fields that differ in a few, and return them."""
    pair = []
    for name, kind in (("old", "string"), ("new", "integer")):
        fields = {
            f"field_{n}": {
                "type": "object",
                "properties": {
                    f"part_{m}": {"type": kind if (n, m) == (500, 3) else "string", "maxLength": 40} for m in range(6)
                },
            }
            for n in range(1000)
        }
        file = work / f"schema-{name}.json"
        file.write_text(json.dumps({"$schema": DIALECT, "type": "object", "properties": fields}), encoding="utf-8")
        pair.append(file)
    return pair[0], pair[1]


def event_pair(work: Path) -> tuple[Path, Path]:
    """Write two AsyncAPI documents of two hundred messages, one of which loses a field, and return them."""
    pair = []
    for name, left in (("old", 8), ("new", 7)):
        channels = {
            f"channel{n}": {
                "address": f"things/{n}",
                "messages": {
                    "changed": {
                        "payload": {
                            "type": "object",
                            "properties": {f"field_{m}": {"type": "string"} for m in range(left if n == 100 else 8)},
                        }
                    }
                },
            }
            for n in range(200)
        }
        operations = {f"send{n}": {"action": "send", "channel": {"$ref": f"#/channels/channel{n}"}} for n in range(200)}
        info = {"title": "Things", "version": "1.0.0"}
        stated = {"asyncapi": "3.0.0", "info": info, "channels": channels, "operations": operations}
        file = work / f"events-{name}.json"
        file.write_text(json.dumps(stated), encoding="utf-8")
        pair.append(file)
    return pair[0], pair[1]
