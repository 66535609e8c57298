"""A contract that is written in several files shows and publishes all of them."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Workplace

DOC = "// Package shop sells.\n//\n// Version: 1.0.0\n// Owner: Team Shop\npackage shop\n"
TYPES = """package shop

// Address is where things go.
type Address struct {
	City string `json:"city"`
}

// OrderRequest asks for a thing.
type OrderRequest struct {
	To Address `json:"to" validate:"required"`
}

// OrderResponse is an order.
type OrderResponse struct {
	To    Address `json:"to"`
	Total int     `json:"total"`
}
"""


def rendered(place: Workplace) -> Path:
    out = place.root / "out"
    place.write({"mkdocs.yml": "site_name: x\nplugins: [contractdocs]\n", "docs/index.md": "# x\n"})
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    build(load_config(str(place.root / "mkdocs.yml"), site_dir=str(out)))
    return out


def test_every_file_of_a_package_is_shown_and_published(place: Workplace) -> None:
    place.write({"contracts/shop/doc.go": DOC, "contracts/shop/types.go": TYPES}).commit()
    place.edit("contracts/shop/types.go", "\tTotal int", '\tNote  string  `json:"note,omitempty"`\n\tTotal int')
    place.edit("contracts/shop/doc.go", "1.0.0", "1.1.0").commit()
    site = rendered(place)
    pages = site / "contracts/shop"
    assert (pages / "1.0.0/types.go").read_text() == TYPES
    assert 'href="1.1.0/types.go"' in (pages / "index.html").read_text()
    assert "only when received" in (pages / "index.html").read_text()
    difference = (pages / "1.0.0..1.1.0/index.html").read_text()
    assert "types.go, line" in difference
    assert "doc.go, line" in difference
