"""The widest pages: a contract of 500 fields that says all it can of each, in every format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contractdocs.check import run
from contractdocs.settings import load
from contractdocs.site import Site, begin

from .heavy import FIELDS, HEAVY
from .making import without_rules
from .pages import page, read

LARGEST = 250_000
"""Bytes of our part of a page: the theme around it with its list of pages stays below 50,000 more."""


def site_of(root: Path, kind: str) -> Site:
    """Return the site of a heavy contract with two releases, the second of which takes back a fifth of its fields."""
    suffix, make = HEAVY[kind]
    for version, old in (("1.0.0", False), ("1.1.0", True)):
        file = root / "contracts" / "everything" / f"{version}.{suffix}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make(version, old=old))
    report = run(root, load(root), date(2026, 11, 21))
    assert [len(item.contract.releases) for item in report.contracts] == [2]
    return without_rules(begin(report))


@pytest.mark.parametrize("kind", list(HEAVY))
def test_no_page_of_a_heavy_contract_is_too_large(kind: str, tmp_path: Path) -> None:
    made = site_of(tmp_path, kind)
    sizes = {item.uri: len(item.html.encode()) for item in made.pages}
    assert {uri: size for uri, size in sizes.items() if size > LARGEST} == {}
    found = read(page(made, "contracts/everything/index").html)
    assert found.faults == []
    rows = {e.attributes["id"] for e in found.elements if e.tag == "tr" and "id" in e.attributes}
    fields = {name for name in rows if "stated_value_" in name and "quality" not in name}
    links = {e.attributes["href"] for e in found.elements if e.tag == "a" and "tr" in e.path}
    assert len(fields) == FIELDS
    assert {f"#{name}" for name in rows} <= links, "each row has a link to itself"
