"""Family 2: pages work under a strict content-security policy: nothing inline, nothing from elsewhere."""

from __future__ import annotations

import pytest

from contractdocs.site import assets
from tests.site.pages import read

from .injecting import report_of
from .mutating import samples
from .outlets import site_of

EVENTS = ("onclick", "onload", "onerror", "onfocus", "onmouseover", "ontoggle")


@pytest.mark.parametrize("name", [name for name, _ in samples()])
def test_pages_have_nothing_inline(name: str) -> None:
    site = site_of(report_of(name, dict(samples())[name], 5)[0])
    assert len(site.pages) > 3
    for page in site.pages:
        for element in read(page.html).elements:
            assert element.tag not in ("script", "style", "link", "meta", "base", "iframe", "object", "embed", "img")
            assert not {"style", "src", "srcdoc", "action", "formaction", *EVENTS} & set(element.attributes)


def test_our_script_makes_no_markup_of_texts() -> None:
    for name, content in assets().items():
        if name.endswith(".js"):
            for word in (
                b"innerHTML",
                b"outerHTML",
                b"insertAdjacentHTML",
                b"document.write",
                b"eval(",
                b"new Function",
            ):
                assert word not in content, f"{name} uses {word.decode()}"


def test_our_files_fetch_nothing_from_elsewhere() -> None:
    for name, content in assets().items():
        text = content.decode()
        assert "@import" not in text, name
        for found in ("http://", "https://", "url(//"):
            lines = [line for line in text.splitlines() if found in line and "www.w3.org" not in line]
            assert lines == [], name
