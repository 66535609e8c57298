"""Family 8: an id, a version or a file name never becomes a path of its own choice."""

from __future__ import annotations

import json

import pytest
import yaml

from contractdocs.site.layout import segment
from tests.conftest import Workplace
from tests.gate.documents import events, orders

from .making import tree_of

IDS = [
    *("..", "../x", "/etc/x", "a/../../b", "CON", "nul.txt", "com1", "", " ", ".", ".hidden", "a\\b", "C:x", "x" * 300),
    *(
        "\u202eabc",
        "a\u200bb",
        "café",
        "cafe\u0301",
        "a\nb",
        "a\x00b",
        "index.html",
        "feed.xml",
        "removals",
        "-rf",
        "~",
    ),
]
SITE = {"site_name": "x", "plugins": ["contractdocs"], "theme": {"name": None, "custom_dir": "theme"}}


def with_id(text: str) -> str:
    """Return a data contract with an id."""
    return events("1.0.0").replace("id: user-events", f"id: {json.dumps(text)}", 1)


@pytest.mark.parametrize("text", IDS)
def test_an_id_that_is_no_name_is_refused_with_its_place(place: Workplace, text: str) -> None:
    place.write({"contracts/a.yaml": with_id(text), "contractdocs.yml": "record: none\n"}).commit()
    before = tree_of(place.root)
    ran = place.run("check", "--no-cache")
    fine = text in ("", "index.html", "feed.xml", "removals")
    assert ran.code in ((0, 1, 3) if fine else (1, 3)), ran.out
    if not fine:
        assert "contracts/a.yaml:" in ran.out
    assert tree_of(place.root) == before


@pytest.mark.parametrize("text", IDS)
def test_a_step_of_a_path_is_plain(text: str) -> None:
    step = segment(text)
    assert step
    assert step.isascii()
    assert not set(step) & set("/\\:\x00\n ")
    assert step.strip(".") == step.strip(".").strip()
    assert step not in (".", "..")
    assert len(step) <= 100
    assert step.partition(".")[0].lower() not in ("con", "nul", "com1")


def test_twins_of_case_and_of_spelling_stand_apart() -> None:
    taken: list[str] = []
    for name in ("Orders", "orders", "ORDERS", "café", "cafe\u0301"):
        taken.append(segment(name, taken))
    assert len({step.casefold() for step in taken}) == 5


def test_a_build_writes_below_its_folder_only(place: Workplace) -> None:
    files = {
        "contracts/orders.openapi.yaml": orders("1.4.0"),
        "contracts/strange/1.0.0 (copy) <b>.yaml": orders("1.0.0").replace("Orders", "../../x"),
        "contracts/e/1.0.0.odcs.yaml": events("1.0.0").replace("version: 1.0.0", "version: ../../../1.0.0"),
        "contracts/changes/..md": "---\ncontract: orders\n---\n",
    }
    place.write(files)
    place.write({"mkdocs.yml": yaml.safe_dump({**SITE, "theme": "mkdocs"}), "docs/index.md": "# x\n"})
    place.write({"contractdocs.yml": "record: none\n"}).commit()
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, PluginError

    before = tree_of(place.root)
    try:
        loaded = load_config(str(place.root / "mkdocs.yml"))
        loaded.plugins.on_startup(command="build", dirty=False)
        build(loaded)
    except (Abort, PluginError):
        pass  # refused or built: nothing beside the site and the cache may have changed
    after = {
        name: content for name, content in tree_of(place.root).items() if not name.startswith(("site/", ".cache/"))
    }
    assert after == before
    assert not any(".." in name.split("/") for name in tree_of(place.root))


def test_announcing_stays_inside(place: Workplace) -> None:
    place.write({"contracts/orders.openapi.yaml": orders("1.4.0")}).commit()
    place.git("checkout", "-q", "-b", "feature")
    (place.root / "contracts/changes").symlink_to(place.root.parent)
    place.edit("contracts/orders.openapi.yaml", "required: [id, total]", "required: [id]")
    before = tree_of(place.root.parent)
    place.run("announce")
    beside = {k: v for k, v in tree_of(place.root.parent).items() if not k.startswith("repository/")}
    assert beside == {k: v for k, v in before.items() if not k.startswith("repository/")}
