"""Family 1, in Chromium: pages full of attacks run nothing, break no policy, and ask nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from contractdocs.site import Page, Site

from .browsing import CHROMIUM, Seen, chromium, look, served, written
from .injecting import report_of
from .mutating import samples
from .outlets import site_of

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")]
SHOWN = ("orders.openapi30.yaml", "events.odcs31.yaml", "lamps.asyncapi30.yaml", "shop.ts")


def test_pages_full_of_attacks(tmp_path: Path) -> None:
    seen = Seen()
    with chromium() as context:
        for first, name in enumerate(SHOWN):
            folder = tmp_path / str(first)
            site = site_of(report_of(name, dict(samples())[name], first * 17)[0])
            paths = written(site, folder)
            with served(folder) as address:
                look(context, address, paths, seen)
    assert seen.faults == []
    assert seen.pages > 25


def test_the_browser_would_tell(tmp_path: Path) -> None:
    html = "<div class='cd'><img src=x onerror='window.cdBroken=1'><script>window.cdBroken=1</script></div>"
    seen = Seen()
    paths = written(Site((Page("a/index", "x", html),)), tmp_path)
    with chromium() as context, served(tmp_path) as address:
        look(context, address, paths, seen)
    assert any("CSP" in fault for fault in seen.faults)
