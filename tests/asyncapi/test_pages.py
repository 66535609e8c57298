"""A page of channels: who sends what to whom is drawn, and each message, parameter and setting has its place."""

from __future__ import annotations

import re

from contractdocs.site.flow import groups_of
from contractdocs.site.outline import outline_of

from .reading import read
from .test_reading import CHAT


def test_channels_hold_their_messages_and_the_drawing() -> None:
    interface = read(CHAT)
    outline = outline_of(interface)
    room, answers = groups_of(interface, outline.channels, outline.messages)
    assert (room.name, room.servers) == ("rooms/{room}", ("wss://chat.example.com/ws",))
    assert [(a.name, a.words, a.old) for a in room.flow.arrows] == [
        ("said", "you receive", False),
        ("join", "you send", True),
        ("idle", "you send or receive", False),
    ]
    assert [arrow.name for arrow in answers.flow.arrows] == ["joined"]
    assert room.part is not None
    assert [field.name for field in room.part.parameters] == ["room"]


def test_messages_without_a_channel_are_shown_too() -> None:
    text = "{asyncapi: 3.0.0, info: {title: L, version: '1'}, components: {messages: {a: {payload: {type: object}}}}}"
    interface = read(text)
    outline = outline_of(interface)
    (group,) = groups_of(interface, outline.channels, outline.messages)
    assert (group.name, group.part, len(group.messages)) == ("", None, 1)


def test_every_arrow_leads_to_its_message(page: str) -> None:
    drawn = re.findall(r'<a class="arrow[^"]*" href="#([^"]+)"', page)
    assert len(drawn) == 4
    assert all(f'id="{target}"' in page for target in drawn)


def test_the_page_escapes_what_a_contract_says(page: str) -> None:
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_page_names_channel_servers_settings_and_language(page: str) -> None:
    for said in ("wss://chat.example.com/ws", "ws.method", "You receive it", "compared as text only", "a.proto"):
        assert said in page
