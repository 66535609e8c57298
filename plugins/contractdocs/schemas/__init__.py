"""JSON Schemas of what people write and programs read: published with the site, and named by `$id`."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def schema_files() -> dict[str, bytes]:
    """Return every schema by its file name, such as `settings.schema.json`."""
    return {file.name: file.read_bytes() for file in sorted(FOLDER.glob("*.schema.json"))}
