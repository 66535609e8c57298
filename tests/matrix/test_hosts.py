"""Every host builds the site of this repository from the recipe of the documentation, and refuses a break."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ENVIRONMENT
from tests.matrix.environments import ROOT, environment
from tests.matrix.pages import data_files, everything, golden_pages, pages_that_differ, strangers
from tests.matrix.recipes import Recipe, recipes

pytestmark = pytest.mark.hosts
RECIPES = {recipe.host: recipe for recipe in recipes()}
ZENSICAL, NONE = "Publish with Zensical", "Publish without a host"
PLUGINS = [host for host in RECIPES if host not in (ZENSICAL, NONE)]
BREAK = "contracts/deployments/2.2.0.openapi.yaml"
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "1795262400"}


@dataclass(frozen=True)
class Project:
    """A copy of this repository, set up for a host as the documentation says."""

    root: Path
    bin: Path
    recipe: Recipe

    @property
    def site(self) -> Path:
        """Return where the host writes to."""
        return self.root / ("public" if self.recipe.host == NONE else "site")

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a line of the recipe."""
        path = f"{self.bin}{os.pathsep}{ENVIRONMENT['PATH']}"
        return subprocess.run(
            ["bash", "-c", line],
            cwd=self.root,
            env={**ENVIRONMENT, **QUIET, "PATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    def build(self) -> subprocess.CompletedProcess[str]:
        """Run the recipe up to its first line that fails; return what the last one did."""
        for line in self.recipe.commands:
            done = self.run(line)
            if done.returncode:
                return done
        return done

    def break_a_promise(self) -> None:
        """Take an operation away, and tell nobody."""
        newest = (self.root / "contracts/deployments/2.1.0.openapi.yaml").read_text(encoding="utf-8")
        broken = newest.replace("/deployments/{id}/cancel", "/deployments/{id}/stop").replace(": 2.1.0", ": 2.2.0")
        (self.root / BREAK).write_text(broken, encoding="utf-8")


def copied(to: Path) -> None:
    """Copy the repository as it stands in the working tree, with its history."""
    subprocess.run(["git", "clone", "-q", str(ROOT), str(to)], env=ENVIRONMENT, check=True, capture_output=True)
    for name in ("docs", "contracts"):
        shutil.rmtree(to / name)
        shutil.copytree(ROOT / name, to / name)
    for name in ("mkdocs.yml", "contractdocs.yml"):
        shutil.copy(ROOT / name, to / name)


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Project]:
    """Set a copy of this repository up for a host: the block of its recipe stands over our own configuration."""

    def made(host: str) -> Project:
        recipe, root = RECIPES[host], tmp_path / "repository"
        copied(root)
        ours: dict[str, Any] = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
        text = yaml.safe_dump({**ours, **recipe.config}, sort_keys=False)
        (root / "mkdocs.yml").write_text(text, encoding="utf-8")
        return Project(root, environment(list(recipe.install)), recipe)

    return made


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as the engine of this checkout makes them, in the layout of the plugin, before any host saw them."""
    root = tmp_path_factory.mktemp("golden") / "repository"
    copied(root)
    program = [sys.executable, "-m", "contractdocs", "render", "--out", "../pages", "--path", "contracts"]
    done = subprocess.run(program, cwd=root, env={**ENVIRONMENT, **QUIET}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return root.parent / "pages"


def test_the_documentation_has_every_host() -> None:
    said = " ".join(word for recipe in RECIPES.values() for word in recipe.install)
    for package in (
        "mkdocs>=1.6",
        "material>=9.7",
        "material>=9.8",
        "properdocs",
        "materialx",
        "mkdocs-ng",
        "techdocs",
    ):
        assert package in said
    assert len(PLUGINS) == 9
    assert {ZENSICAL, NONE} <= set(RECIPES)


@pytest.mark.parametrize("host", [*PLUGINS, ZENSICAL])
def test_a_host_shows_the_same_pages_and_refuses_a_break(
    host: str, project: Callable[[str], Project], golden: Path
) -> None:
    made = project(host)
    built = made.build()
    assert built.returncode == 0, built.stdout + built.stderr
    assert "WARNING" not in built.stderr, built.stderr
    wanted = golden_pages(golden)
    assert len(wanted) > 500
    assert pages_that_differ(made.site, wanted) == []
    assert strangers(made.site, wanted) == []
    assert data_files(made.site) == data_files(golden)
    page = (made.site / "contracts/deployments/index.html").read_text(encoding="utf-8")
    assert re.search(r'<link[^>]*href="[^"]*assets/contractdocs[.\w]*\.css', page)
    assert re.search(r'<script[^>]*src="[^"]*assets/contractdocs[.\w]*\.js', page)
    assert page.count("<h1") == 1
    before = everything(made.site)
    made.break_a_promise()
    refused = made.build()
    said = " ".join((refused.stdout + refused.stderr).split())
    assert refused.returncode == 1
    assert "POST /deployments/{id}/cancel was" in said
    assert everything(made.site) == before


def test_the_extension_alone_refuses_a_break_in_zensical(project: Callable[[str], Project]) -> None:
    made = project(ZENSICAL)
    for page in (made.root / "docs").rglob("*.md"):
        page.unlink()
    (made.root / "docs/index.md").write_text("# Home\n\n::: contract deployments fields\n", encoding="utf-8")
    (made.root / "mkdocs.yml").write_text(yaml.safe_dump({**made.recipe.config, "site_name": "x"}), encoding="utf-8")
    last = made.recipe.commands[-1]
    built = made.run(last)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "DeploymentTimings" in (made.site / "index.html").read_text(encoding="utf-8")
    made.break_a_promise()
    refused = made.run(last)
    assert refused.returncode == 1
    assert "POST /deployments/{id}/cancel was" in refused.stderr
    (made.root / BREAK).unlink()
    (made.root / "docs/index.md").write_text("::: contract deploymens\n", encoding="utf-8")
    lost = made.run(last)
    assert lost.returncode == 1
    assert "index.md: There is no contract `deploymens`. Did you mean `deployments`?" in lost.stderr


def test_a_site_without_a_host_is_whole_and_refuses_a_break(project: Callable[[str], Project], golden: Path) -> None:
    made = project(NONE)
    built = made.build()
    assert built.returncode == 0, built.stdout + built.stderr
    pages = {path.relative_to(made.site).with_suffix("").as_posix() for path in made.site.rglob("*.html")}
    texts = {path.relative_to(golden).with_suffix("").as_posix() for path in golden.rglob("*.md")}
    assert pages == {name.removeprefix("contracts/") for name in texts}
    assert data_files(made.site).keys() == data_files(golden).keys()
    before = everything(made.site)
    made.break_a_promise()
    refused = made.build()
    assert refused.returncode == 1
    assert "POST /deployments/{id}/cancel was" in " ".join(refused.stdout.split())
    assert everything(made.site) == before
