"""What is required may differ by direction: each is compared on its own."""

from __future__ import annotations

from typing import Any

import pytest

from .schemas import kinds, level

NAME = {"type": "object", "properties": {"name": {"type": "string"}}}
OPTIONAL = NAME
SENT_BACK = {**NAME, "required": ["name"], "x-optional-input": ["name"]}
ASKED_FOR = {**NAME, "required": ["name"], "x-optional-output": ["name"]}
REQUIRED = {**NAME, "required": ["name"]}


@pytest.mark.parametrize(
    ("old", "new", "sent", "received"),
    [
        (SENT_BACK, REQUIRED, ["property-became-required"], []),
        (REQUIRED, SENT_BACK, ["property-became-optional"], []),
        (OPTIONAL, SENT_BACK, [], ["property-became-required"]),
        (ASKED_FOR, REQUIRED, [], ["property-became-required"]),
        (SENT_BACK, ASKED_FOR, ["property-became-required"], ["property-became-optional"]),
        (SENT_BACK, {"allOf": [SENT_BACK]}, [], []),
        (SENT_BACK, {"allOf": [SENT_BACK, REQUIRED]}, ["property-became-required"], []),
        (SENT_BACK, {"allOf": [REQUIRED, SENT_BACK]}, ["property-became-required"], []),
    ],
)
def test_each_direction_has_its_own_required_names(old: Any, new: Any, sent: list[str], received: list[str]) -> None:
    assert kinds(old, new, "input") == sent
    assert kinds(old, new, "output") == received


def test_removing_what_never_was_sure_to_come_is_not_breaking_for_readers() -> None:
    empty = {"type": "object", "properties": {}}
    assert level(ASKED_FOR, empty, "output") == level(OPTIONAL, empty, "output")
    assert level(SENT_BACK, empty, "output") == level(REQUIRED, empty, "output")
