"""Complete pages without a host: a small frame around the same HTML, which opens from disk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from markupsafe import Markup

from . import assets, dense
from .build import Build
from .layout import relative
from .page import Page, Site

FRAME = Path(__file__).parent / "frame"


def whole_site(build: Build, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a site that needs no host."""
    for page in site.pages:
        yield f"{page.uri}.html", whole_page(build, page).encode()
    yield from site.files.items()
    named = {**assets(), **frame_assets()}
    yield from ((f"{build.options.assets}/{name}", content) for name, content in named.items())


def asset_files(folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield style sheet and script under names that a configuration can hold: `contractdocs.css`, `contractdocs.js`."""
    for name, content in assets().items():
        stem, _, kind = name.split(".")
        yield f"{folder}/{stem}.{kind}", content


@cache
def frame_assets() -> dict[str, bytes]:
    """Return the style sheet of the frame, with a hash of its content in its name."""
    import hashlib

    content = dense((FRAME / "frame.css").read_text(encoding="utf-8")).encode()
    return {f"frame.{hashlib.sha256(content).hexdigest()[:8]}.css": content}


def whole_page(build: Build, page: Page) -> str:
    """Return a page with its head, its way around the site and its table of contents."""
    options, layout = build.options, build.layout
    names = [*frame_assets(), *assets()]
    here = [relative(page.uri, f"{options.assets}/{name}") for name in names]
    ways = ((options.title, layout.catalog), ("Upcoming removals", layout.removals), ("Rules", layout.rules))
    return build.render(
        "frame",
        page.uri,
        page=page,
        content=Markup(page.html),
        ways=ways,
        styles=[link for link in here if link.endswith(".css")],
        scripts=[link for link in here if link.endswith(".js")],
        contents=() if "toc" in page.hide else page.toc,
    )
