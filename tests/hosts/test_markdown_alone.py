"""The Markdown extension on its own: it reads the contracts once, refuses a build, and shows a banner while serving."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

import markdown
from contractdocs.hosts import markdown_alone
from contractdocs.hosts.markdown_alone import Refused, Shelf
from tests.conftest import Workplace
from tests.hosts.test_mkdocs import CONTRACTS, NOTICE
from tests.site.pages import text_of

PAGE = "# Guide\n\n[status][contract:orders#Order > status]\n\n::: contract orders timeline\n"


@pytest.fixture
def shop(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """A repository with two contracts, in which the reader of Markdown runs."""
    place.write(CONTRACTS).commit()
    monkeypatch.chdir(place.root)
    monkeypatch.setattr(markdown_alone, "SHELF", Shelf())
    monkeypatch.setattr(markdown_alone, "LOOK_AGAIN", 0.0)
    monkeypatch.setattr(sys, "argv", ["host", "build"])
    return place


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was read, each time that the contracts were."""
    read, made = markdown_alone.read, []

    def counted(source: Any) -> Any:
        made.append(source)
        return read(source)

    monkeypatch.setattr(markdown_alone, "read", counted)
    return made


def converted(text: str = PAGE, **options: Any) -> str:
    return markdown.markdown(text, extensions=["contractdocs"], extension_configs={"contractdocs": options})


def test_it_is_found_by_its_name_and_reads_the_contracts_once(shop: Workplace, readings: list[Any]) -> None:
    html = converted()
    assert 'href="contracts/orders/index.md#c-Order--status"' in html
    assert "3 releases as a table" in text_of(html)
    converted()
    converted("# Other\n")
    assert len(readings) == 1


def test_another_folder_of_the_pages(shop: Workplace) -> None:
    assert 'href="apis/orders/index.md#c-Order--status"' in converted(path="apis")


def test_settings_elsewhere(shop: Workplace) -> None:
    shop.write({"deep/contractdocs.yml": "contracts: ../contracts\n"})
    with pytest.raises(Refused, match=r"is a folder below the settings file"):
        converted(config="deep/contractdocs.yml")


@pytest.mark.parametrize("text", [PAGE, "# No contract in it\n"])
def test_a_break_refuses_every_page(shop: Workplace, text: str) -> None:
    (shop.root / NOTICE).unlink()
    with pytest.raises(Refused) as caught:
        converted(text)
    assert "contractdocs announce" in str(caught.value)
    assert "contracts/orders/2.0.0.yaml:" in str(caught.value)
    assert "legacy_total" in str(caught.value)
    assert "3 releases" in text_of(converted(gate=False))


def test_a_check_that_is_not_complete_refuses(shop: Workplace) -> None:
    shop.write({"contracts/torn.yaml": "openapi: 3.0.3\ninfo: {title: [\n"})
    with pytest.raises(Refused):
        converted()


def test_a_name_that_nothing_has_refuses(shop: Workplace) -> None:
    with pytest.raises(Refused, match="Did you mean `orders`"):
        converted("::: contract ordrs\n")


def test_a_wrong_setting_refuses(shop: Workplace) -> None:
    shop.write({"contractdocs.yml": "polcy: strict\n"})
    with pytest.raises(Refused, match="Did you mean `policy`"):
        converted()


def test_serving_shows_a_banner_and_follows_changes(
    shop: Workplace, readings: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["host", "serve"])
    assert "This would not be built" not in converted()
    converted()
    assert len(readings) == 1
    (shop.root / NOTICE).unlink()
    html = converted()
    assert "This would not be built" in html
    assert "legacy_total" in text_of(html)
    assert "::: contract ordrs" in converted("::: contract ordrs\n")
    assert "Did you mean `orders`" in capsys.readouterr().err
    shop.git("checkout", "-q", "--", NOTICE)
    shop.write({"contractdocs.yml": "polcy: strict\n"})
    assert "Did you mean <code>policy</code>" in converted()
    (shop.root / "contractdocs.yml").unlink()
    assert "This would not be built" not in converted()


def test_mkdocs_without_the_plugin(shop: Workplace) -> None:
    import yaml
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    shop.write({"docs/guide/start.md": PAGE.replace("[status][contract:orders#Order > status]", "")})
    config = {"site_name": "Shop", "plugins": ["search"], "markdown_extensions": ["contractdocs"]}
    shop.write({"mkdocs.yml": yaml.safe_dump({**config, "theme": {"name": "mkdocs"}})})
    loaded = load_config(str(shop.root / "mkdocs.yml"))
    build(loaded)
    html = Path(loaded.site_dir, "guide/start/index.html").read_text()
    assert 'href="../../contracts/orders/' in html
    before = {path: path.read_bytes() for path in Path(loaded.site_dir).rglob("*") if path.is_file()}
    assert before
    (shop.root / NOTICE).unlink()
    markdown_alone.SHELF.kept.clear()
    with pytest.raises(Refused):
        build(load_config(str(shop.root / "mkdocs.yml")))


def test_beside_the_plugin_the_plugin_has_the_word(shop: Workplace, readings: list[Any]) -> None:
    from tests.hosts.test_mkdocs import built

    shop.write({"docs/guide.md": PAGE})
    site = built(shop, markdown_extensions=["contractdocs"], theme={"name": "mkdocs"})
    assert "3 releases as a table" in text_of((site / "guide/index.html").read_text())
    assert readings == []
