"""How formats and numbers of things are called."""

from __future__ import annotations

NAMES = {
    "openapi": "OpenAPI",
    "swagger": "Swagger",
    "json-schema": "JSON Schema",
    "asyncapi": "AsyncAPI",
    "markdown": "Markdown",
    "go": "Go",
    "typescript": "TypeScript",
    "zod": "Zod",
}
TEMPLATE = "template"
"""The status of a document that is there to be copied."""


def format_name(written: str) -> str:
    """Return the name of a format without its version, as people write it."""
    name = written.partition(" ")[0]
    return NAMES.get(name.lower(), name or "unknown")


def counted(count: int, word: str) -> str:
    """Return a number with its word."""
    return f"{count} {word}{'s' if count != 1 else ''}"
