"""Contracts in every format and layout that the commands of a contract's life edit."""

from __future__ import annotations

import json

from tests.gate.documents import events, orders

DAY = ("--today", "2026-11-21")
EVENTS = "contracts/user-events/1.0.0.odcs.yaml"
ORDERS = "contracts/orders.openapi.yaml"

DATA = events("1.0.0").replace("version: 1.0.0\n", 'version: "1.0.0"   # raised by hand\n')
"""A data contract with a comment beside its version."""

API = orders("1.4.0").replace("info:\n", "# What it is\ninfo:\n")

SHAPE = (
    json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Customer",
            "x-version": "1.0.0",
            "type": "object",
            "properties": {"id": {"type": "string"}},
        },
        indent=4,
    )
    + "\n"
)


def stating(text: str, status: str) -> str:
    """Return the data contract with another status; with none where it is empty."""
    return text.replace("status: active\n", f"status: {status}\n" if status else "")
