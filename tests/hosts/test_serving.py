"""What a build after a change does while a site is served, counted; and that it shows what a build of all would."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mkdocs.commands.build as host
import pytest
import yaml
from mkdocs.config import load_config

from contractdocs.hosts.serving import Serving
from tests.conftest import Workplace
from tests.site.documents import ORDERS_1

from .test_mkdocs import BASE, CONTRACTS, NOTICE, THEMES

Files = dict[str, bytes]
EVENTS = "contracts/events/1.0.0.odcs.yaml"
PARCELS = "contracts/parcels/1.0.0.yaml"
NOTES = "docs/contracts/notes.md"


@pytest.fixture(autouse=True, scope="module")
def quiet() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        patch.setenv("SOURCE_DATE_EPOCH", "1795262400")
        yield


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two contracts and two pages, committed, whose pages were made before."""
    root = tmp_path_factory.mktemp("model")
    place = Workplace(root).start()
    place.write(CONTRACTS).commit()
    Served(place)
    shutil.rmtree(root / "served")
    return root


@pytest.fixture
def shop(model: Path, tmp_path: Path) -> Workplace:
    """A copy of it."""
    shutil.copytree(model, tmp_path / "shop")
    return Workplace(tmp_path / "shop")


@pytest.fixture(scope="module")
def open_shop(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A copy that is served, for changes that are taken back."""
    root = tmp_path_factory.mktemp("open") / "shop"
    shutil.copytree(model, root)
    return Served(Workplace(root))


class Served:
    """A site that is served: the host keeps one plugin over all builds, and reads its settings anew for each."""

    def __init__(self, shop: Workplace, theme: str = "mkdocs", **settings: Any) -> None:
        self.shop, self.site, self.settings = shop, shop.root / "served", str(shop.root / "mkdocs.yml")
        shop.write({"mkdocs.yml": yaml.safe_dump({**BASE, "theme": THEMES[theme], **settings})})
        self.plugin: Any = self.build(self.site, Serving())

    def again(self) -> None:
        """Build as the host does after a change."""
        self.build(self.site, self.plugin.held)

    def build(self, site: Path, held: Serving) -> Any:
        """Build into a folder, with what is held from builds before; return the plugin."""
        loaded = load_config(self.settings, site_dir=str(site))
        loaded.plugins.on_startup(command="serve", dirty=False)
        plugin: Any = loaded.plugins["contractdocs"]
        plugin.held = held
        host.build(loaded, serve_url="http://127.0.0.1:8000/")
        return plugin

    def files(self) -> Files:
        """Return the files of the site."""
        return files_of(self.site)

    def anew(self) -> Files:
        """Return the files of a site that is built with nothing held."""
        held, fresh = self.plugin.held, self.shop.root / "fresh"
        self.build(fresh, Serving())
        self.plugin.held = held
        return files_of(fresh)

    @property
    def counts(self) -> tuple[int, int, int]:
        """Return how many pages of ours were drawn by the last build, how many files of ours written, and removed."""
        held = self.plugin.held
        drawn = len(self.plugin.site.pages) - held.outputs.reused
        return drawn, held.standing.written, held.standing.removed


def files_of(site: Path) -> Files:
    """Return every file of a site but its map, which leaves out pages that were not drawn; indexes as they are read."""
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return {
        name: repr(json.loads(content)).encode() if name.endswith("search_index.json") else content
        for name, content in found.items()
        if not name.startswith("sitemap")
    }


def test_a_build_after_no_change_writes_nothing_again(shop: Workplace) -> None:
    served = Served(shop)
    before = served.files()
    for _ in range(2):
        served.again()
        drawn, written, removed = served.counts
        assert (drawn, removed) == (0, 0)
        assert written == 1, "llms.txt alone stands in no folder of ours"
        assert served.files() == before


@pytest.mark.parametrize("theme", THEMES)
def test_an_edit_draws_and_writes_only_what_it_changes(shop: Workplace, theme: str) -> None:
    served = Served(shop, theme)
    served.again()
    before = served.files()
    shop.edit(EVENTS, "Where it was", "Where it happened")
    served.again()
    after = served.files()
    changed = {name for name in after if after[name] != before.get(name)}
    drawn, written, removed = served.counts
    assert drawn <= 4
    assert written <= len(changed) + 1
    assert removed == 0
    assert {"contracts/events/index.html", "search/search_index.json", "contracts/fields.js"} <= changed
    assert not [name for name in changed if "orders" in name]
    assert after == served.anew()


def test_an_edit_makes_no_page_of_another_contract(shop: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    from contractdocs.site import kept

    served = Served(shop)
    made: list[str] = []
    for name in ("of_story", "short"):
        real: Callable[..., Any] = getattr(kept, name)
        noted = lambda build, story, *rest, real=real: (made.append(story.contract.id), real(build, story, *rest))[1]  # noqa: E731
        monkeypatch.setattr(kept, name, noted)
    shop.edit(EVENTS, "Where it was", "Where it happened")
    served.again()
    assert made == ["events", "events"]


def add(shop: Workplace) -> None:
    shop.write({PARCELS: ORDERS_1.replace("Orders API", "Parcels API")})


def delete(shop: Workplace) -> None:
    (shop.root / EVENTS).unlink()


def rewrite(shop: Workplace) -> None:
    shop.write({"docs/other.md": "# Other\n\nSee [the orders](contracts/orders/1.0.0/index.md#c-Order--status).\n"})


def retitle(shop: Workplace) -> None:
    shop.write({"docs/other.md": "# Elsewhere\n"})


def relist(shop: Workplace) -> None:
    settings = yaml.safe_load((shop.root / "mkdocs.yml").read_text())
    shop.write({"mkdocs.yml": yaml.safe_dump({**settings, "site_name": "Store"})})


def settle(shop: Workplace) -> None:
    shop.write(
        {"contractdocs.yml": "consumers: [{name: Web, contact: web@shop.example, reads: {orders: [GET /orders]}}]\n"}
    )


def lose_the_notice(shop: Workplace) -> None:
    (shop.root / NOTICE).unlink()


def spoil(shop: Workplace) -> None:
    shop.edit(EVENTS, "logicalType: object", "logicalType: objekt")


def note(shop: Workplace) -> None:
    shop.write({NOTES: "# Notes\n"})


SHOWN = {
    add: ("contracts/parcels/index.html", "Parcels API"),
    delete: ("contracts/index.html", "1 contract"),
    rewrite: ("other/index.html", "the orders"),
    retitle: ("contracts/orders/1.0.0/index.html", "Elsewhere"),
    relist: ("contracts/orders/1.0.0/index.html", "Store"),
    settle: ("contracts/orders/index.html", "web@shop.example"),
    lose_the_notice: ("contracts/events/1.0.0/index.html", "This would not be built"),
    spoil: ("contracts/orders/1.0.0/index.html", "This would not be built"),
    note: ("contracts/notes/index.html", "Notes"),
}


@pytest.mark.parametrize("change", SHOWN, ids=lambda change: change.__name__)
def test_a_change_is_shown_as_by_a_build_of_all_and_taken_back(
    open_shop: Served, change: Callable[[Workplace], None]
) -> None:
    served, root = open_shop, open_shop.shop.root
    before = served.files()
    texts = {path: path.read_bytes() for path in written(root)}
    change(served.shop)
    served.again()
    page, said = SHOWN[change]
    assert said in served.files()[page].decode()
    assert served.files() == served.anew()
    for path in written(root):
        path.unlink()
    for path, content in texts.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    served.again()
    assert served.files() == before


def written(root: Path) -> list[Path]:
    """Return the files that somebody wrote."""
    own = [*(root / "docs").rglob("*"), *(root / "contracts").rglob("*"), *root.glob("*.yml")]
    return [path for path in own if path.is_file()]


def test_what_a_prose_page_says_draws_no_page_of_a_contract_again(shop: Workplace) -> None:
    served = Served(shop)
    rewrite(shop)
    served.again()
    assert served.counts[0] == 0
    retitle(shop)
    served.again()
    assert served.counts[0] == len(served.plugin.site.pages)


def test_settings_that_are_named_from_here_are_the_same(shop: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    served = Served(shop)
    monkeypatch.chdir(shop.root.parent)
    served.settings = f"{shop.root.name}/mkdocs.yml"
    served.again()
    assert served.counts[0] == 0


def test_contracts_at_the_top_of_the_site(shop: Workplace) -> None:
    (shop.root / "docs/index.md").unlink()
    served = Served(shop, plugins=["search", {"contractdocs": {"path": ""}}])
    shop.edit(EVENTS, "Where it was", "Where it happened")
    served.again()
    assert served.counts[0] <= 4
    assert served.files() == served.anew()
    delete(shop)
    served.again()
    assert not (served.site / "events").exists()
    assert served.files() == served.anew()


def test_a_page_named_in_the_navigation_is_always_the_hosts(shop: Workplace) -> None:
    served = Served(shop, nav=["index.md", {"First": ["contracts/orders/1.0.0/index.md"]}, "contracts/index.md"])
    served.again()
    assert 'href="contracts/orders/1.0.0/"' in served.files()["index.html"].decode()
    assert served.files() == served.anew()


def test_a_build_that_fails_half_way_is_made_good(shop: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    served = Served(shop)
    before = served.files()
    with monkeypatch.context() as patch:
        patch.setattr(host, "get_files", lambda config: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            served.again()
    assert "index.html" not in served.files()
    served.again()
    assert served.files() == before


def test_a_hook_with_a_hand_in_pages_sees_every_page_that_is_found(shop: Workplace) -> None:
    hook = "SEEN = []\ndef on_page_context(context, page, config, nav):\n    SEEN.append(page.url)\n"
    shop.write({"hook.py": hook})
    served = Served(shop, hooks=["hook.py"])
    served.again()
    import sys

    seen = sys.modules["hook.py"].SEEN
    assert seen.count("contracts/orders/") == 2
    assert served.files() == served.anew()
