"""Previews of a pull request: known by their environment, and never taken for the site itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from contractdocs.hosts.preview import preview_of
from contractdocs.site import Preview
from tests.conftest import Workplace
from tests.gate.documents import events, orders, without_total

FILE = "contracts/orders.openapi.yaml"
EVENTS = "contracts/events.odcs.yaml"
PAGE = "contracts/changes-in-this-pull-request"
BASE = {
    "site_name": "Shop",
    "site_url": "https://shop.example/",
    "theme": {"name": "material", "font": False},
}
OURS = ("CONTRACTDOCS_PREVIEW", "READTHEDOCS", "NETLIFY", "CF_PAGES", "WORKERS_CI", "CONTRACTDOCS_HEAD_SHA")


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    for name in OURS:
        monkeypatch.delenv(name, raising=False)


NETLIFY = {"NETLIFY": "true", "COMMIT_REF": "abc", "REVIEW_ID": "12", "HEAD": "feature"}
DOCS = {"READTHEDOCS": "True", "READTHEDOCS_VERSION_NAME": "12", "READTHEDOCS_GIT_COMMIT_HASH": "abc"}
PAGES = {"CF_PAGES": "1", "CF_PAGES_COMMIT_SHA": "abc"}
WORKERS = {"WORKERS_CI": "1", "WORKERS_CI_COMMIT_SHA": "abc", "WORKERS_CI_BRANCH": "feature"}


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({}, None),
        ({"CONTRACTDOCS_PREVIEW": "#12", "CONTRACTDOCS_HEAD_SHA": "abc"}, Preview("12", "abc")),
        ({"CONTRACTDOCS_PREVIEW": "1"}, Preview()),
        ({"CONTRACTDOCS_PREVIEW": "0", **NETLIFY, "CONTEXT": "deploy-preview"}, None),
        ({**DOCS, "READTHEDOCS_VERSION_TYPE": "external"}, Preview("12", "abc")),
        ({**DOCS, "READTHEDOCS_VERSION_TYPE": "branch"}, None),
        ({**NETLIFY, "CONTEXT": "deploy-preview"}, Preview("12", "abc")),
        ({**NETLIFY, "CONTEXT": "branch-deploy", "REVIEW_ID": ""}, Preview("feature", "abc")),
        ({**NETLIFY, "CONTEXT": "production"}, None),
        ({**PAGES, "CF_PAGES_BRANCH": "feature"}, Preview("feature", "abc")),
        ({**PAGES, "CF_PAGES_BRANCH": "main"}, None),
        (WORKERS, Preview("feature", "abc")),
    ],
)
def test_a_preview_is_known_by_its_environment(
    tmp_path: Path, environment: Mapping[str, str], found: Preview | None
) -> None:
    assert preview_of(environment, tmp_path) == found


def test_the_published_branch_is_that_of_the_repository(place: Workplace) -> None:
    place.write({"a": "b"}).commit()
    place.git("branch", "-m", "stable")
    clone = Workplace(place.root.parent / "clone")
    place.git("clone", "-q", str(place.root), str(clone.root))
    for branch, found in (("stable", None), ("main", Preview("main", "abc"))):
        assert preview_of({**PAGES, "CF_PAGES_BRANCH": branch}, clone.root) == found


def built(place: Workplace, **plugin: Any) -> Path:
    config = {**BASE, "plugins": ["search", {"contractdocs": plugin}]}
    (place.root / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False))
    loaded = load_config(str(place.root / "mkdocs.yml"))
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)
    return Path(loaded.site_dir)


@pytest.fixture
def branch(place: Workplace) -> Workplace:
    """A branch that adds a property to one contract, and brings another one."""
    place.write({FILE: orders("1.4.0"), EVENTS: events("1.0.0"), "docs/index.md": "# Home\n"}).commit()
    place.git("checkout", "-q", "-b", "feature")
    more = "        <b>more</b>:\n          type: string\n        note:"
    place.write({FILE: orders("1.5.0").replace("        note:", more)})
    place.write({"contracts/pay.openapi.yaml": orders("1.0.0", Orders="Pay")}).commit()
    return place


def test_a_preview_says_so_on_every_page_and_is_not_to_be_found(
    branch: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTRACTDOCS_PREVIEW", "12")
    site = built(branch)
    head = branch.git("rev-parse", "HEAD")[:7]
    base = branch.git("rev-parse", "main")[:7]
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert '<meta name="robots" content="noindex, nofollow">' in text, page
        if page.name == "index.html":
            assert f"Preview of #12 at <code>{head}</code>, compared with merge-base {base}." in text, page
            (target,) = re.findall(r'compared with merge-base \w+\. <a href="([^"]*)">', text)
            assert (page.parent / target / "index.html").resolve() == (site / PAGE / "index.html").resolve()
    assert not (site / "sitemap.xml").exists()
    for feed in site.rglob("*.xml"):
        assert not ElementTree.parse(feed).findall("{http://www.w3.org/2005/Atom}entry"), feed
        assert "https://shop.example" not in feed.read_text("utf-8")
    for file in (*site.rglob("*.json"), *site.rglob("llms.txt"), *site.rglob("*.md")):
        assert "https://shop.example" not in file.read_text("utf-8"), file


def test_the_changes_of_the_branch_come_first(branch: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTRACTDOCS_PREVIEW", "12")
    site = built(branch)
    text = (site / PAGE / "index.html").read_text("utf-8")
    assert "1.4.0 → 1.5.0" in text
    assert "&lt;b&gt;more&lt;/b&gt;" in text
    assert "<b>more</b>" not in text
    assert '<span class="pill safe">new</span>' in text
    assert 'id="c-events"' not in text, "what the branch leaves alone is not there"
    catalog = (site / "contracts/index.html").read_text("utf-8")
    links = re.findall(r'href="([^"]*)"', catalog.partition('id="c-contracts"')[2])
    assert links[0] == "changes-in-this-pull-request/"


def test_the_site_itself_has_none_of_it(branch: Workplace) -> None:
    site = built(branch)
    assert not (site / PAGE).exists()
    assert (site / "sitemap.xml").exists()
    assert "noindex" not in (site / "index.html").read_text("utf-8")
    assert (site / "contracts/feed.xml").read_text("utf-8").count("<entry>") == 4


def test_a_preview_of_what_is_refused_is_made_only_where_asked_for(
    branch: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTRACTDOCS_PREVIEW", "12")
    branch.write({FILE: without_total("1.5.0")}).commit()
    with pytest.raises(Abort):
        built(branch)
    site = built(branch, preview_failing=True)
    text = (site / PAGE / "index.html").read_text("utf-8")
    assert "1 breaking change that nobody announced." in text
    assert "not announced" in text
    assert "This would not be built" in text
    branch.write({"contractdocs.yml": "limits: {max_bytes: 100}\n"}).commit()
    with pytest.raises(Abort):
        built(branch, preview_failing=True)
    monkeypatch.delenv("CONTRACTDOCS_PREVIEW")
    branch.write({"contractdocs.yml": "{}\n"}).commit()
    with pytest.raises(Abort):
        built(branch, preview_failing=True)


def test_a_break_stands_on_the_page_with_what_it_reaches(branch: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTRACTDOCS_PREVIEW", "feature/12 <x>")
    branch.write({FILE: without_total("2.0.0")})
    branch.run("announce")
    for path in branch.root.rglob("changes/*.md"):
        path.write_text(re.sub("(?m)^TODO.*$", "Use `sum`.", path.read_text()))
    (branch.root / EVENTS).unlink()
    branch.commit()
    site = built(branch, preview_failing=True)
    text = (site / PAGE / "index.html").read_text("utf-8")
    assert "feature/12 &lt;x&gt;" in text
    assert "What to do" in text
    assert "was removed; it was active" in text, "a contract that is gone is said"
