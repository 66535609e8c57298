"""Makes messages from what every format can say of them: a channel, a name, who sends it, and a schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.interface import Message

if TYPE_CHECKING:
    from ..model.interface import Direction, Node, Origin

WORDS = {"output": "send", "input": "receive", "both": "carry"}


def key_of(direction: Direction, channel: str, name: str = "") -> str:
    """Return the address of what an application does on a channel, or of a message on it: `send /ws/orders Placed`."""
    return " ".join(part for part in (WORDS[direction], channel, name) if part)


def message_of(channel: str, name: str, direction: Direction, payload: Node, origin: Origin, **more: Any) -> Message:
    """Return a message of any format; `direction` is `output` where the documented application sends it.

    `more` holds further fields of Message. Where receivers tell messages apart by name, as with event maps, say
    `name_on_wire=True`: a renamed message of the same shape is then another message.
    """
    return Message(key_of(direction, channel, name), name, direction, channel, origin, payload, **more)
