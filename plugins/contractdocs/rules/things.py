"""The things of a contract that an organisation's rules look at, each with what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model.interface import Fragment, Interface, Operation
from .registry import Reading

DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Thing:
    """A named part of a contract; `facts` are its attributes, `key` says that its place is that of its name."""

    name: str
    pointer: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    key: bool = False


def things_of(kind: str, reading: Reading) -> Iterator[Thing]:
    """Yield the things of a kind, those of other files left out: they are looked at where they stand."""
    yield from FINDERS[kind](reading)


def contracts(reading: Reading) -> Iterator[Thing]:
    """Yield the contract itself."""
    said = reading.interface
    names = ("title", "version", "summary", "description", "status", "owner", "stability", "tags")
    facts: dict[str, Any] = {name: getattr(said, name) or None for name in names}
    facts |= {"support": [value for _, value in said.support] or None, "id": fact(said, "id")}
    facts["servers"] = [server.url for server in said.servers] or None
    yield Thing(said.title or "the contract", said.origin.pointer, facts)


def fact(interface: Interface, name: str) -> Any:
    """Return a statement about the whole contract."""
    found = interface.facts.get(name)
    return found.value if found else None


def operations(reading: Reading) -> Iterator[Thing]:
    """Yield every operation."""
    for key, item in reading.interface.operations.items():
        if item.origin.document is reading.document:
            yield Thing(key, item.origin.pointer, operation_facts(item), key=True)


def operation_facts(item: Operation) -> Mapping[str, Any]:
    """Return what an operation says of itself."""
    names = ("method", "path", "title", "description", "operation_id", "sunset", "stability")
    facts: dict[str, Any] = {name: getattr(item, name) or None for name in names}
    facts |= {"tags": list(item.tags) or None, "deprecated": item.deprecated, "responses": list(item.responses)}
    facts["parameters"] = [parameter.name for parameter in item.parameters] or None
    facts["segments"] = [part for part in item.path.split("/") if part and not part.startswith(("{", ":"))] or None
    facts["body"] = list(item.body.payloads) if item.body else None
    facts["security"] = [name for way in item.security.alternatives for name, _ in way] if item.security else None
    return facts


def parameters(reading: Reading) -> Iterator[Thing]:
    """Yield every parameter that stands in this file."""
    for item in reading.interface.operations.values():
        for parameter in item.parameters:
            if parameter.origin.document is reading.document:
                facts = {"name": parameter.name, "in": parameter.place, "required": parameter.required}
                facts |= {"description": parameter.description or None, "deprecated": parameter.deprecated}
                yield Thing(parameter.name, parameter.origin.pointer, {**schema_facts(parameter.schema), **facts})


def responses(reading: Reading) -> Iterator[Thing]:
    """Yield every response that stands in this file."""
    for item in reading.interface.operations.values():
        for status, response in item.responses.items():
            if response.origin.document is reading.document:
                facts: dict[str, Any] = {
                    "status": status,
                    "description": response.description or None,
                    "method": item.method,
                }
                facts |= {"media_types": list(response.payloads) or None, "headers": list(response.headers) or None}
                yield Thing(f"{item.key} > {status}", response.origin.pointer, facts, key=True)


def messages(reading: Reading) -> Iterator[Thing]:
    """Yield every message."""
    for item in reading.interface.messages.values():
        names = ("name", "title", "description", "channel", "direction", "content_type", "sunset")
        facts = {name: getattr(item, name) or None for name in names}
        yield Thing(item.name, item.origin.pointer, facts, key=True)


def datasets(reading: Reading) -> Iterator[Thing]:
    """Yield every dataset."""
    for item in reading.interface.datasets.values():
        names = ("name", "title", "description", "physical_name", "physical_type")
        yield Thing(item.name, item.origin.pointer, {name: getattr(item, name) or None for name in names})


def schemas(reading: Reading) -> Iterator[Thing]:
    """Yield every named schema."""
    for item in reading.interface.schemas.values():
        if item.origin.document is reading.document:
            yield Thing(item.name, item.origin.pointer, {"name": item.name, **schema_facts(item.node)}, key=True)


def schema_facts(node: tuple[Fragment, ...]) -> Mapping[str, Any]:
    """Return the keywords of a schema."""
    return {key: value for part in node if isinstance(part.schema, Mapping) for key, value in part.schema.items()}


def fields_of(reading: Reading) -> Iterator[Thing]:
    """Yield every field that stands in this file, each once, whatever refers to it."""
    seen: set[str] = set()
    for part in roots(reading.interface):
        if part.origin.document is reading.document:
            for thing in below(part.schema, part.origin.pointer, 0):
                if thing.pointer not in seen:
                    seen.add(thing.pointer)
                    yield thing


def roots(interface: Interface) -> Iterator[Fragment]:
    """Yield the schemas from which fields are reached."""
    for schema in interface.schemas.values():
        yield from schema.node
    for dataset in interface.datasets.values():
        yield from dataset.node
    for message in interface.messages.values():
        yield from (*message.payload, *message.headers)
    for operation in interface.operations.values():
        bodies = [operation.body.payloads] if operation.body else []
        for payloads in (*bodies, *(response.payloads for response in operation.responses.values())):
            for payload in payloads.values():
                yield from payload.schema


def below(schema: Any, pointer: str, depth: int) -> Iterator[Thing]:
    """Yield the fields below a schema, as it is written."""
    if not isinstance(schema, Mapping) or depth > DEEPEST:
        return
    required = schema.get("required")
    properties = schema.get("properties")
    for name, stated in properties.items() if isinstance(properties, Mapping) else ():
        at = f"{pointer}/properties/{str(name).replace('~', '~0').replace('/', '~1')}"
        facts = dict(stated) if isinstance(stated, Mapping) else {}
        needed = isinstance(required, list) and name in required
        yield Thing(str(name), at, {**facts, "name": str(name), "required": needed}, key=True)
        yield from below(stated, at, depth + 1)
    for keyword in ("items", "additionalProperties"):
        yield from below(schema.get(keyword), f"{pointer}/{keyword}", depth + 1)
    for keyword in ("allOf", "anyOf", "oneOf"):
        branches = schema.get(keyword)
        for index, branch in enumerate(branches if isinstance(branches, list) else ()):
            yield from below(branch, f"{pointer}/{keyword}/{index}", depth + 1)


FINDERS: Mapping[str, Callable[[Reading], Iterator[Thing]]] = {
    "contract": contracts,
    "operation": operations,
    "parameter": parameters,
    "response": responses,
    "field": fields_of,
    "message": messages,
    "dataset": datasets,
    "schema": schemas,
}
KINDS = tuple(FINDERS)
