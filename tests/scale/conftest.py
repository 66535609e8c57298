"""A catalog of many small contracts, some of which break, made once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import ENVIRONMENT, Workplace

CONTRACT = """\
openapi: 3.0.3
info: {{title: Orders {number}, version: {version}, x-id: c{number}}}
paths:
  /orders:
    get:
      operationId: list
      responses:
        '200':
          description: All orders
          content:
            application/json:
              schema:
                type: object
                properties:
                  id: {{type: string}}
                  {field}: {{type: string}}
"""
WAIVERS = """\
- fingerprint: "000000000000"
  reason: Nothing like this is there.
  owner: Ada
  expires: 2026-12-01
"""
BROKEN = (3, 17, 28)
COUNT = 40


def write_catalog(place: Workplace, count: int = COUNT) -> Workplace:
    """Write contracts of two releases each; some lose a field, one cannot be read, a waiver waits for nothing."""
    files = {}
    for number in range(count):
        for version, field in (("1.0.0", "total"), ("1.1.0", "sum" if number in BROKEN else "total")):
            text = CONTRACT.format(number=number, version=version, field=field)
            files[f"contracts/c{number}/{version}.openapi.yaml"] = text
    place.write({**files, "contracts/waivers.yml": WAIVERS, "contracts/odd.yaml": "a: 1\n"})
    place.git("add", "-A")
    place.git("commit", "-qm", "Contracts")
    return place


@pytest.fixture(scope="session")
def broken_catalog(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """Return a repository of forty contracts, three of which break unannounced; nobody writes into it."""
    root: Path = tmp_path_factory.mktemp("scale") / "repository"
    root.mkdir()
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, env=ENVIRONMENT, check=True)
    return write_catalog(Workplace(root))
