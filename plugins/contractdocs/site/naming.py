"""How the formats of contracts are called."""

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


def format_name(written: str) -> str:
    """Return the name of a format without its version, as people write it."""
    name = written.partition(" ")[0]
    return NAMES.get(name.lower(), name or "unknown")
