"""Family 16: the same contracts give the same bytes, wherever, whenever and under whatever hash seed they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from contractdocs.reports import FORMATS
from tests.conftest import ENVIRONMENT, Workplace
from tests.site.documents import EVENTS, GUIDE, ORDERS_1, ORDERS_2, ORDERS_3

from .making import tree_of

EPOCH = "1789000000"
SITE = {
    "site_name": "x",
    "site_url": "https://docs.example.com/",
    "plugins": ["search", "contractdocs"],
    "theme": {"name": "material", "font": False},
}
FILES = {
    "contracts/orders/1.0.0.openapi.yaml": ORDERS_1,
    "contracts/orders/1.1.0.openapi.yaml": ORDERS_2,
    "contracts/orders/2.0.0.openapi.yaml": ORDERS_3,
    "contracts/orders/changes/legacy-total-leaves.md": GUIDE,
    "contracts/events.odcs.yaml": EVENTS,
    "mkdocs.yml": yaml.safe_dump(SITE),
    "docs/index.md": "# Welcome\n",
    "contractdocs.yml": "record: none\n",
}
HOSTS_OWN = frozenset({"sitemap.xml.gz"})
"""What MkDocs writes with the time in it."""


def built(root: Path, seed: str, clock: float) -> dict[str, bytes]:
    """Return the site of a repository, built in a process of its own."""
    for path in root.rglob("*"):
        os.utime(path, (clock, clock), follow_symlinks=False)
    environment = {**ENVIRONMENT, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return {name: content for name, content in tree_of(root / "site").items() if name not in HOSTS_OWN}


def test_two_builds_are_one(place: Workplace, tmp_path: Path) -> None:
    place.write(FILES).commit()
    other = tmp_path / "another place" / "with a longer name"
    shutil.copytree(place.root, other)
    one, two = built(place.root, "1", 1_700_000_000), built(other, "4242", 1_760_000_000)
    assert len(one) > 40
    assert one.keys() == two.keys()
    assert [name for name, content in one.items() if content != two[name]] == []
    again = built(place.root, "7", 1_765_000_000)
    assert [name for name, content in one.items() if content != again[name]] == []


@pytest.mark.parametrize("form", FORMATS)
def test_reports_are_the_same_under_any_seed(place: Workplace, form: str) -> None:
    place.write(FILES).commit()
    texts = set()
    for seed in ("0", "1", "99"):
        environment = {**ENVIRONMENT, "PYTHONHASHSEED": seed}
        words = ["check", "--format", form, "--today", "2026-11-21", "--verbose"]
        done = subprocess.run(
            [sys.executable, "-m", "contractdocs", *words],
            cwd=place.root,
            env=environment,
            capture_output=True,
            check=False,
        )
        texts.add(done.stdout)
    assert len(texts) == 1
