"""Reads the channels of AsyncAPI 2, which hold their operations: `subscribe` is what the application sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.interface import Channel, ChannelOperation
from .asyncapi_messages import Place, name_in, read_message
from .asyncapi_parts import (
    Events,
    Schemes,
    bindings_of,
    is_deprecated,
    parameters_of,
    plain,
    requirements,
    servers_of,
    tags_of,
)
from .asyncapi_traits import Traited, traited
from .messages import key_of
from .plain import entries, sequence, text, texts
from .scope import sunset_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..model.interface import Direction, Origin
    from .scope import Part, Scope

# What the reader of a 2.x document may do: who subscribes is sent to (AsyncAPI 2.6.0, Channel Item Object).
ACTIONS: tuple[tuple[str, Direction], ...] = (("subscribe", "output"), ("publish", "input"))


def read_events(scope: Scope, data: Mapping[str, Any], root: Origin, schemes: Schemes) -> Events:
    """Return the servers, channels and messages of a document."""
    events = Events(servers_of(scope, data, root, schemes))
    default = text(data.get("defaultContentType"))
    for address, item in entries(data.get("channels")):
        part = scope.part(item, root.child("channels", address))
        if part is None or address.startswith("x-"):
            continue
        operations = [done for action in ACTIONS if (done := operation_of(scope, part, address, *action))]
        events.channels[address] = channel_of(scope, address, part, tuple(item for item, _ in operations))
        for operation, whole in operations:
            for value, origin, place in messages_of(scope, whole, operation):
                if message := read_message(scope, value, origin, place, default):
                    events.add(message)
    return events


def channel_of(scope: Scope, address: str, part: Part, operations: tuple[ChannelOperation, ...]) -> Channel:
    """Return one channel."""
    data, origin = part
    return Channel(
        key=address,
        address=address,
        origin=origin,
        name=address,
        description=text(data.get("description")),
        servers=texts(data.get("servers")),
        parameters=parameters_of(scope, data.get("parameters"), origin.child("parameters")),
        bindings=bindings_of(scope, plain(part)),
        operations=operations,
    )


def operation_of(
    scope: Scope, channel: Part, address: str, keyword: str, direction: Direction
) -> tuple[ChannelOperation, Traited] | None:
    """Return what the application does on a channel, None where it does not."""
    if keyword not in channel[0]:
        return None
    part = scope.part(channel[0][keyword], channel[1].child(keyword))
    if part is None:
        return None
    whole = traited(scope, part, patching=True)
    secured = whole.at("security")
    operation = ChannelOperation(
        key=key_of(direction, address),
        direction=direction,
        channel=address,
        origin=whole.origin,
        operation_id=whole.text("operationId"),
        title=whole.text("summary"),
        description=whole.text("description"),
        tags=tags_of(whole),
        deprecated=is_deprecated(whole.data) or is_deprecated(channel[0]),
        sunset=sunset_of(whole.data) or sunset_of(channel[0]),
        security=requirements(*secured[0]) if secured else None,
        bindings=bindings_of(scope, whole),
    )
    return operation, whole


def messages_of(scope: Scope, whole: Traited, operation: ChannelOperation) -> Iterator[tuple[Any, Origin, Place]]:
    """Yield the messages of an operation as written, with what their place says of them."""
    if "message" not in whole.data:
        return
    value, origin = whole.data["message"], whole.origin.child("message")
    read = scope.part(value, origin)
    choices = read is not None and isinstance(read[0].get("oneOf"), list)
    if read is not None and choices:
        value, origin = sequence(read[0]["oneOf"]), read[1].child("oneOf")
    for index, item in enumerate(value if choices else [value]):
        told = Place(operation.channel, operation.direction, name_in(item), patching=True)
        yield item, origin.child(index) if choices else origin, told
