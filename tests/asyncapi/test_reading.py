"""What is read from a document: who sends what to whom, on which channel, and where."""

from __future__ import annotations

import pytest

from contractdocs.formats.messages import message_of
from contractdocs.model.interface import Fragment, Interface, Origin

from .reading import changes, faults, parsed, read

CHAT = """
asyncapi: 3.0.0
info: {title: Chat, version: 2.1.0, x-status: active, x-owner: Team Chat, contact: {email: chat@example.com}}
defaultContentType: application/json
servers:
  live: {host: chat.example.com, pathname: /ws, protocol: WSS}
channels:
  room:
    address: rooms/{room}
    parameters: {room: {description: The room.}}
    messages:
      said: {$ref: '#/components/messages/said'}
      join: {payload: {type: object}, x-deprecated: true, x-sunset: '2027-01-01'}
      idle: {payload: {type: object}}
  answers:
    address: null
    messages:
      joined: {payload: {type: object}}
operations:
  speak:
    action: send
    channel: {$ref: '#/channels/room'}
    messages: [{$ref: '#/channels/room/messages/said'}]
  enter:
    action: receive
    channel: {$ref: '#/channels/room'}
    messages: [{$ref: '#/channels/room/messages/join'}]
    reply:
      address: {location: '$message.header#/replyTo'}
      channel: {$ref: '#/channels/answers'}
components:
  messages:
    said:
      title: Somebody spoke
      payload: {$ref: '#/components/schemas/Said'}
      examples: [{name: hello, payload: {text: 7}}]
  schemas:
    Said: {type: object, required: [text], properties: {text: {type: string}}}
"""


@pytest.fixture
def chat() -> Interface:
    return read(CHAT)


def test_each_message_has_the_direction_of_the_application(chat: Interface) -> None:
    assert {key: message.direction for key, message in chat.messages.items()} == {
        "send rooms/{room} said": "output",
        "receive rooms/{room} join": "input",
        "carry rooms/{room} idle": "both",
        "send answers joined": "output",
    }


def test_the_head_and_the_servers_are_read(chat: Interface) -> None:
    assert (chat.format, chat.version, chat.status, chat.owner) == ("asyncapi 3.0.0", "2.1.0", "active", "Team Chat")
    assert [(server.name, server.url, server.protocol) for server in chat.servers] == [
        ("live", "chat.example.com/ws", "wss")
    ]
    assert chat.not_compared == ()


def test_a_message_says_all_that_is_known_of_it(chat: Interface) -> None:
    said, join = chat.messages["send rooms/{room} said"], chat.messages["receive rooms/{room} join"]
    assert (said.title, said.content_type, said.channel) == ("Somebody spoke", "application/json", "rooms/{room}")
    assert [example.name for example in said.examples] == ["hello"]
    assert (join.deprecated, join.sunset) == (True, "2027-01-01")


def test_an_operation_knows_its_reply(chat: Interface) -> None:
    replies = {o.operation_id: o.reply for channel in chat.channels.values() for o in channel.operations}
    assert replies["speak"] is None
    assert replies["enter"] is not None
    assert (replies["enter"].channel, replies["enter"].address) == ("answers", "$message.header#/replyTo")


def test_examples_are_checked_against_the_payload() -> None:
    assert faults(parsed(CHAT)) == [f"example-invalid 36:41 {FAULT}"]


FAULT = "this example is refused by its own schema: `text` must be a string, not the number `7`"


def test_a_schema_that_messages_share_is_compared_where_it_is_defined(chat: Interface) -> None:
    wider = CHAT.replace("text: {type: string}", "text: {type: [string, integer]}")
    assert changes(chat, read(wider)) == ["breaking type-widened Said > text"]


def test_the_direction_decides() -> None:
    """What the application sends may not lose a field; what it receives may not ask for one more."""
    for action, removed, added in (("send", "breaking", "safe"), ("receive", "risky", "breaking")):
        whole = CHAT.replace("action: send", f"action: {action}")
        less = whole.replace("required: [text], properties: {text: {type: string}}", "properties: {}")
        more = whole.replace("required: [text]", "required: [text, by]")
        assert changes(read(whole), read(less))[0].split()[0] == removed, action
        assert changes(read(whole), read(more))[0].split()[0] == added, action


def test_a_library_of_messages_is_read_without_channels() -> None:
    library = read(
        "{asyncapi: 3.0.0, info: {title: L, version: '1'}, components: {messages: {a: {payload: {type: object}}}}}"
    )
    assert list(library.messages) == ["carry a"]


def test_a_channel_in_another_file_is_followed() -> None:
    whole = """
    asyncapi: 3.0.0
    info: {title: Split, version: 1.0.0}
    channels:
      orders: {$ref: 'parts/orders.yaml'}
    operations:
      send: {action: send, channel: {$ref: '#/channels/orders'}}
    """
    part = "{address: orders, messages: {placed: {payload: {type: object}}}}"
    interface = read(whole, {"parts/orders.yaml": part})
    assert list(interface.messages) == ["send orders placed"]
    assert interface.messages["send orders placed"].origin.document.file == "parts/orders.yaml"


def test_other_formats_can_make_messages() -> None:
    """Event maps of code and Markdown come as channel, name, direction and schema."""
    document = parsed("{}")
    origin = Origin(document, "")
    node = (Fragment({"type": "object"}, origin),)
    tick = message_of("wss://example.com/ws", "tick", "output", node, origin, name_on_wire=True)
    assert (tick.key, tick.payload) == ("send wss://example.com/ws tick", node)
    assert message_of("", "ping", "input", (), origin).key == "receive ping"


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("2.7.0", "schema-invalid 1:11 `asyncapi` is `2.7.0`, which is no version that is known"),
        ("3.2", "schema-invalid 1:11 `asyncapi` is `3.2`, which is no version that is known"),
        ("1.2.0", "schema-invalid 1:11 `asyncapi` is `1.2.0`, which is no version that is known"),
    ],
)
def test_a_version_that_is_none_is_refused(version: str, said: str) -> None:
    assert said in faults(parsed(f"asyncapi: {version}\ninfo: {{title: A, version: '1'}}\n"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("channels: {c: {subscrib: {}}}", "4:16 `subscrib` is not a key that `c` may have"),
        ("servers: {p: {url: x}}\nchannels: {}", "4:11 `p` needs the key `protocol`"),
        ("channels: {c: {publish: {message: {payload: {type: strin}}}}}", "`type` must be"),
        ("channels: {}\ncomponents: {securitySchemes: {a: {type: http}}}", "5:32 `a` needs the key `scheme`"),
        ("channels: {c: {publish: {security: [{oauth: []}]}}}", "`components/securitySchemes` has no `oauth`"),
        (
            "channels: {c: {publish: {message: {$ref: '#/components/messages/A'}}}}",
            "`#/components/messages/A` leads nowhere",
        ),
    ],
)
def test_a_mistake_is_named_at_its_place(text: str, said: str) -> None:
    (found,) = faults(parsed(f"asyncapi: 2.6.0\ninfo: {{title: A, version: '1'}}\n# what follows is wrong\n{text}\n"))
    assert said in found
