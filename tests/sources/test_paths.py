"""Paths stay inside their root, whatever a name, an encoding or a link says."""

from __future__ import annotations

from pathlib import Path

import pytest

from contractdocs.sources import SourceError, resolve_inside

SECRET = "the text of a file outside"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A contracts' folder with neighbours that must not be read."""
    inside = tmp_path / "contracts"
    (inside / "v1").mkdir(parents=True)
    (inside / "v1" / "a.yaml").write_text("a: 1")
    (inside / "100%.yaml").write_text("a: 1")
    (inside / "..x").mkdir()
    (tmp_path / "contracts_private").mkdir()
    (tmp_path / "contracts_private" / "s.yaml").write_text(SECRET)
    (inside / "out.yaml").symlink_to(tmp_path / "contracts_private" / "s.yaml")
    (inside / "up").symlink_to(tmp_path)
    (inside / "again.yaml").symlink_to("v1/a.yaml")
    return inside


@pytest.mark.parametrize(
    "path", ["v1/a.yaml", "v1", "", ".", "./v1/a.yaml", "again.yaml", "100%.yaml", "..x", "new.yaml"]
)
def test_what_is_inside_is_found(root: Path, path: str) -> None:
    found = resolve_inside(root, path)
    assert found.is_relative_to(root.resolve())


@pytest.mark.parametrize(
    "path",
    [
        "../contracts_private/s.yaml",
        "..",
        "v1/../../contracts_private/s.yaml",
        "v1/../a.yaml",
        "/etc/passwd",
        "//host/share",
        "\\\\host\\share",
        "C:/x",
        "c:x",
        "..\\x",
        "%2e%2e/contracts_private/s.yaml",
        "%252e%252e/contracts_private/s.yaml",
        "%2Fetc%2Fpasswd",
        "..%2fcontracts_private",
        "%5c%5chost",
        "a\0b",
        "a%00b",
        "a\nb",
        "out.yaml",
        "up/contracts_private/s.yaml",
        "up",
    ],
)
def test_what_leads_out_is_refused_without_a_word_of_it(root: Path, path: str) -> None:
    with pytest.raises(SourceError) as caught:
        resolve_inside(root, path)
    assert SECRET not in str(caught.value)
    assert str(root.parent) not in str(caught.value)
    assert caught.value.message.isprintable()
    assert caught.value.mend
