"""Documents in the shapes that public projects use are valid, read whole, equal to themselves, and shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from contractdocs.compare import compare
from contractdocs.documents import Document, parse
from contractdocs.site.outline import outline_of

from .reading import changes, faults, read_document

FOLDER = Path(__file__).parent / "documents"
FILES = sorted(FOLDER.iterdir())
TEXTUAL = {"costing-avro.yaml": 2, "hooks-protobuf.yaml": 1}  # payloads in another language than JSON Schema
LAST = ["breaking channel-operation-removed channel costingResponse > sends on"]  # the reply was all
MESSAGES = {
    "account-minimal.json": ["send user/signedup message"],
    "arena-game.yaml": [
        "receive /matches/{matchId} join",
        "receive /matches/{matchId} answer",
        "send /matches/{matchId} question",
        "send /matches/{matchId} score",
    ],
    "chat-stream.yaml": ["send /rooms/{roomId}/{resource} chatMessage", "send /rooms/{roomId}/{resource} heartbeat"],
    "cloud-orders.yaml": ["send orders placed", "send orders shipped"],
    "costing-avro.yaml": [
        "receive shop-{env}-costing-request-v1 costingRequest",
        "send costingResponse costingResponse",
    ],
    "home-devices.yaml": ["send bridge/state state", "send devices/{name} state", "receive devices/{name}/set set"],
    "hooks-protobuf.yaml": ["send push push", "send metrics metrics"],
    "lamps-mqtt.yaml": [
        "receive lamps/{lampId}/measured measured",
        "send lamps/{lampId}/turn/on turnOnOff",
        "send lamps/{lampId}/turn/off turnOnOff",
    ],
    "market-websocket.yaml": [
        "receive / ping",
        "send / pong",
        "send / heartbeat",
        "receive / subscribe",
        "send / subscriptionStatus",
        "send / currencyInfo",
    ],
    "rpc-amqp.yaml": ["receive {queue} message", "send rpc_queue message"],
    "street-lights-kafka.yaml": [
        "receive city.lights.1.0.event.{lampId}.measured measured",
        "send city.lights.1.0.action.{lampId}.dim dim",
    ],
    "team-rtm.yaml": [
        "send / hello",
        "send / connectionError",
        "send / presenceChange",
        "send / channelRename",
        "receive / outgoingMessage",
    ],
    "ticker-query.yaml": ["send /v1/marketdata/{symbol} marketData"],
}


def document(file: Path) -> Document:
    return parse(file.name, file.read_bytes())


def test_every_document_is_looked_at() -> None:
    assert {file.name for file in FILES} == set(MESSAGES)
    assert len(FILES) >= 10


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_real_document_has_no_fault(file: Path) -> None:
    assert faults(document(file)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_message_is_read(file: Path) -> None:
    interface = read_document(document(file))
    assert list(interface.messages) == MESSAGES[file.name]
    assert len(interface.not_compared) == TEXTUAL.get(file.name, 0)
    assert all(m.payload or m.schema_text for m in interface.messages.values())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_document_equals_itself(file: Path) -> None:
    one, two = read_document(document(file)), read_document(document(file))
    assert changes(one, two) == []
    assert len(compare(one, two).not_compared) == 2 * TEXTUAL.get(file.name, 0)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_message_less_is_a_break(file: Path) -> None:
    """Each message in turn: without it, exactly that is told."""
    whole = read_document(document(file))
    for key in whole.messages:
        less = replace(whole, messages={k: m for k, m in whole.messages.items() if k != key})
        found = [line for line in changes(whole, less) if line.startswith("breaking")]
        assert found in ([f"breaking message-removed {key}"], LAST)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_message_has_its_part_on_the_page(file: Path) -> None:
    outline = outline_of(read_document(document(file)))
    assert [part.address for part in outline.messages] == MESSAGES[file.name]
