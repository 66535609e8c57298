"""Which format a document is of, and what is said where it is of none."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from contractdocs import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .conftest import Parse


@pytest.fixture
def fresh() -> Iterator[None]:
    """Forget the formats of other packages before and after a test."""
    formats.others.cache_clear()
    yield
    formats.others.cache_clear()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("openapi: 3.1.0", "openapi"),
        ("openapi: 3.0", "openapi"),
        ("swagger: '2.0'", "openapi"),
        ("openapi: 9.9.9", "openapi"),
        ("kind: DataContract\napiVersion: v3.0.2", "odcs"),
        ("$schema: https://json-schema.org/draft/2020-12/schema", "json-schema"),
        ("$schema: http://json-schema.org/draft-07/schema#", "json-schema"),
        ("$id: order\n$defs: {}", "json-schema"),
        ("$id: order\ntype: object\nproperties: {}", "json-schema"),
    ],
)
def test_a_format_is_told_by_content(document: Parse, text: str, name: str) -> None:
    found = formats.detect(document(text))
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    ["", "- a", "a", "openapi: {}", "type: object\nproperties: {}", "$id: order", "$schema: https://example.com/x"],
)
def test_other_documents_have_no_format(document: Parse, text: str) -> None:
    assert formats.detect(document(text)) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("paths: {}", "It has `paths` but no `openapi:`; add `openapi: 3.1.0`."),
        ("opneapi: 3.1.0\npaths: {}", "It has `opneapi`. Did you mean `openapi`?"),
        ("apiversion: v3.0.2", "It has `apiversion`. Did you mean `apiVersion`?"),
        ("asyncap: 3.0.0", "It has `asyncap`. Did you mean `asyncapi`?"),
        ("channels: {}", "It has `channels` but no `asyncapi:`; add `asyncapi: 3.0.0`."),
        ("properties: {}", "add `$schema: https://json-schema.org/draft/2020-12/schema`."),
        ("schema: []\nid: orders", "add `kind: DataContract` and `apiVersion: v3.0.2`."),
        ("- a", "It is a list;"),
        ("", "It is empty;"),
        ("x: 1", "It declares no format;"),
    ],
)
def test_a_guess_names_what_is_missing(document: Parse, text: str, said: str) -> None:
    assert said in formats.guess(document(text))


def test_the_order_is_fixed() -> None:
    names = [known.name for known in formats.formats()]
    assert names[:4] == ["openapi", "asyncapi", "odcs", "json-schema"]


class Point:
    """An entry point of another package."""

    def __init__(self, name: str, loaded: Any) -> None:
        self.name, self.loaded, self.dist = name, loaded, None

    def load(self) -> Any:
        """Return what the entry point names, or raise."""
        if isinstance(self.loaded, Exception):
            raise self.loaded
        return self.loaded


class Recipe:
    """A format of another package."""

    name = "recipe"

    def detect(self, document: Any) -> bool:
        """Return whether there is a recipe."""
        return isinstance(document.data, dict) and "recipe" in document.data


@pytest.mark.usefixtures("fresh")
def test_other_packages_add_formats(document: Parse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [Point("recipe", Recipe)])
    assert [known.name for known in formats.formats()][-1] == "recipe"
    found = formats.detect(document("recipe: soup"))
    assert found is not None
    assert found.name == "recipe"


@pytest.mark.usefixtures("fresh")
def test_a_format_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [Point("recipe", ImportError("no soup"))])
    with pytest.raises(formats.FormatError, match="the format `recipe` cannot be loaded: no soup"):
        formats.formats()


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys; from contractdocs.documents import parse; from contractdocs.formats import detect;"
        "d = parse('a.json', b'{\"openapi\": \"3.1.0\"}'); f = detect(d); f.read(d, lambda path: None);"
        "print(sorted({'jsonschema', 'jsonschema_rs', 'contractdocs.formats.odcs'} & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
