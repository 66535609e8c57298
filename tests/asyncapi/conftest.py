"""The page of a contract of events."""

from __future__ import annotations

import pytest

from contractdocs.site import build_site

from ..site.making import report_of
from ..site.pages import page as page_of
from .test_reading import CHAT

OLDER = (
    CHAT.replace("version: 2.1.0", "version: 1.0.0")
    .replace("title: Chat", "title: Chat <script>alert(1)</script>")
    .replace(
        "      idle: {payload: {type: object}}\n", "      idle: {payload: {type: object}}\n      gone: {payload: {}}\n"
    )
)
NEWER = (
    CHAT.replace("version: 2.1.0", "version: 2.0.0")
    .replace("title: Chat", "title: Chat <script>alert(1)</script>")
    .replace("    address: null\n", "    address: null\n    bindings: {ws: {method: GET}}\n")
    .replace(
        "joined: {payload: {type: object}}",
        "joined: {payload: {schemaFormat: application/vnd.google.protobuf, schema: 'message a.proto {}'}}",
    )
)


@pytest.fixture(scope="session")
def page() -> str:
    """Return the HTML of a contract with two releases."""
    site = build_site(report_of({"chat": [OLDER, NEWER]}))
    return page_of(site, "contracts/chat/index").html
