"""Whatever stands in a document of AsyncAPI, reading, validating, linting and comparing end without a crash."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contractdocs.compare import compare
from contractdocs.documents import parse

from ..formats.test_any_shape import VALUES, places, planted, work_through
from .reading import parsed, read_document
from .test_majors import PAIRS

VALID = {f"{name}, {major}": parsed(text).data for name, pair in PAIRS.items() for major, text in zip("23", pair)}


def tried(whole: Any, steps: tuple[Any, ...], value: Any) -> None:
    """Put a value into a document and do with it all that can be done."""
    document = parse("events.json", json.dumps(planted(whole, steps, value)).encode())
    work_through(document)
    if isinstance(document.data, dict) and isinstance(document.data.get("asyncapi"), str):
        before, after = read_document(parse("events.json", json.dumps(whole).encode())), read_document(document)
        compare(before, after)
        compare(after, before)


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_value_at_any_place_crashes(name: str, data: st.DataObject) -> None:
    tried(VALID[name], data.draw(st.sampled_from(list(places(VALID[name])))), data.draw(VALUES))


@pytest.mark.parametrize("value", [None, 3, "x", [None], {"a": None}, {"$ref": "#"}, {"$ref": "#/nowhere"}])
@pytest.mark.parametrize("name", VALID)
def test_no_simple_value_at_any_place_crashes(name: str, value: Any) -> None:
    for steps in places(VALID[name]):
        tried(VALID[name], steps, value)
