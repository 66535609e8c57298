"""One module an output format: each a pure function from a report to text."""

from __future__ import annotations

FORMATS = ("text", "json")
