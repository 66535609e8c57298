"""The frame of a page is drawn once for all pages that share it, and no page differs by a byte from its own drawing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Workplace

from .conftest import write_catalog

pytest.importorskip("mkdocs")
from mkdocs.commands.build import build
from mkdocs.config import load_config

from contractdocs.hosts import mkdocs_frame
from contractdocs.hosts.mkdocs_frame import Frames

CONTRACTS = 3
MATERIAL = "theme: {name: material, font: false}"
SETTINGS = {
    "material": MATERIAL,
    "edited": f"{MATERIAL[:-1]}, features: [content.action.edit]}}\nrepo_url: https://git.example.com\nedit_uri: edit/",
    "addressed": f"{MATERIAL}\nsite_url: https://contracts.example.com/",
    "files": f"{MATERIAL}\nuse_directory_urls: false",
    "mkdocs": "theme: mkdocs",
    "readthedocs": "theme: readthedocs",
}


@pytest.fixture
def catalog(place: Workplace) -> Workplace:
    """Return a repository of a few contracts whose titles are not easy to print."""
    write_catalog(place, CONTRACTS)
    for name in ("odd.yaml", "waivers.yml"):
        (place.root / "contracts" / name).unlink()
    place.write({"docs/index.md": "# Catalog\n", "contractdocs.yml": "record: none\n"})
    for number, title in enumerate(('A < b & \\"c\\"', "Größe %20 {{ page }}", "XQ7Z edit blob raw")):
        for version in ("1.0.0", "1.1.0"):
            path = f"contracts/c{number}/{version}.openapi.yaml"
            place.edit(path, f"title: Orders {number}", f'title: "{title}"')
    place.git("add", "-A")
    place.git("commit", "-qm", "Titles")
    return place


def built(root: Path, settings: str, folder: str) -> tuple[dict[str, bytes], int]:
    """Return the pages of a site, and how many of them the theme drew."""
    text = f"site_name: Catalog\n{settings}\nsite_dir: {folder}\nplugins: [search, contractdocs]\nnav: [index.md]\n"
    (root / "mkdocs.yml").write_text(text)
    config = load_config(str(root / "mkdocs.yml"))
    drawn: list[Frames] = []
    begun = Frames.begin

    def begin(self: Frames, *words: Any) -> None:
        drawn.append(self)
        begun(self, *words)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Frames, "begin", begin)
        build(config)
    pages = {path.relative_to(root / folder).as_posix(): path.read_bytes() for path in (root / folder).rglob("*.html")}
    return pages, drawn[0].drawn


@pytest.mark.parametrize("kind", SETTINGS)
def test_every_page_is_as_the_theme_draws_it(catalog: Workplace, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    filled, drawn = built(catalog.root, SETTINGS[kind], "filled")
    monkeypatch.setattr(mkdocs_frame, "COMPARED", 10**6)  # every page is drawn by the theme
    plain, _ = built(catalog.root, SETTINGS[kind], "plain")
    assert filled.keys() == plain.keys()
    differing = [name for name in plain if filled[name] != plain[name]]
    assert differing == []
    if kind in ("material", "addressed", "files"):
        assert drawn < 30 < len(plain)


def test_a_page_that_another_plugin_touches_is_drawn_by_the_theme(
    catalog: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    shapes: list[Any] = []
    shape: Callable[..., Any] = Frames.shape

    def asked(self: Frames, context: Any, page: Any) -> Any:
        page.extra = "put here by somebody else"
        shapes.append(shape(self, context, page))
        return shapes[-1]

    monkeypatch.setattr(Frames, "shape", asked)
    pages, drawn = built(catalog.root, MATERIAL, "site")
    assert set(shapes) == {None}
    assert drawn == len(shapes) > 30
    assert len(pages) >= drawn
