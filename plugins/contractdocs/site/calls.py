"""How an operation is called: the same request for curl, Python and TypeScript, with values that fit the contract.

Only what is required is sent. Every text is written as a literal of its language, so that nothing in a contract
becomes code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from ..compare.bundle import Bundle, TooLarge
from ..compare.shape import shape_of
from ..compare.witness import Maker, compiled
from ..model.interface import Direction, Interface, Node, Operation, Parameter, Resolver, SchemaValue
from .text import clean

NOWHERE = "https://api.example.com"
DEEPEST = 6
UNSET = object()
LONG_BODY = 20  # lines; a longer body stands in a file of its own, once for all languages
BODY_FILE = "body.json"
JSON = re.compile(r"^application/([\w.-]+\+)?json\b", re.IGNORECASE)
WORD = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Call:
    """A request: `body` is JSON as text, None where nothing is sent."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A request as code of one language."""

    name: str
    language: str
    text: str


def codes(operation: Operation, interface: Interface) -> tuple[Code, ...]:
    """Return an operation as code; none where the provider calls, or where the body is not JSON."""
    if operation.caller != "consumer":
        return ()
    call = call_of(operation, interface)
    if call is None:
        return ()
    body = pretty(call.body, 0) if call.body is not None else ""
    beside = body.count("\n") >= LONG_BODY
    return (
        *((Code(BODY_FILE, "json", body),) if beside else ()),
        Code("curl", "sh", curl(call, beside=beside)),
        Code("Python", "python", python(call, beside=beside)),
        Code("TypeScript", "ts", typescript(call, beside=beside)),
    )


def call_of(operation: Operation, interface: Interface) -> Call | None:
    """Return the smallest request that the contract takes."""
    values = {(p.place, p.name): value_of(p, interface.resolver) for p in operation.parameters if needed(p)}
    values |= {
        (place, name): name.upper() for (place, name), value in values.items() if place == "path" and value == ""
    }
    headers = {clean(name): clean(str(value)) for (place, name), value in values.items() if place == "header"}
    query = [(name, value) for (place, name), value in values.items() if place == "query"]
    headers |= dict(proof(operation, interface, query))
    body = None
    if operation.body and operation.body.payloads:
        media = next((name for name in operation.body.payloads if JSON.match(name)), None)
        if media is None:
            return None
        headers["Content-Type"] = media
        body = json.dumps(sample(operation.body.payloads[media].schema, interface.resolver, given(operation, media)))
    return Call(operation.method.upper(), address(operation, interface, values, query), headers, body)


def needed(parameter: Parameter) -> bool:
    """Return whether a request cannot do without a parameter."""
    return parameter.required or parameter.place == "path"


def value_of(parameter: Parameter, resolver: Resolver) -> Any:
    """Return a value of a parameter: as the contract gives it, else one that fits."""
    return parameter.examples[0].value if parameter.examples else sample(parameter.schema, resolver)


def given(operation: Operation, media: str) -> Any:
    """Return the first example of a body, UNSET where there is none."""
    listed = operation.body.payloads[media].examples if operation.body else ()
    return listed[0].value if listed else UNSET


def address(operation: Operation, interface: Interface, values: Mapping[Any, Any], query: list[tuple[str, Any]]) -> str:
    """Return where a request goes."""
    path = operation.path
    for (place, name), value in values.items():
        if place == "path":
            path = path.replace(f"{{{name}}}", quote(flat(value), safe=""))
    asked = urlencode([(name, flat(value)) for name, value in query])
    return clean(base(operation, interface) + path + (f"?{asked}" if asked else ""))


def base(operation: Operation, interface: Interface) -> str:
    """Return the first server with its variables filled in."""
    servers = operation.servers or interface.servers
    if not servers:
        return NOWHERE
    url = servers[0].url
    for name, variable in servers[0].variables.items():
        default = variable.get("default") if isinstance(variable, Mapping) else None
        url = url.replace(f"{{{name}}}", str(default)) if default is not None else url
    whole = url if url.startswith(("https://", "http://")) else f"{NOWHERE}/{url.strip('/')}"
    return whole.rstrip("/")


def flat(value: Any) -> str:
    """Return a value as it stands in an address."""
    if isinstance(value, (list, tuple)):
        return ",".join(map(flat, value))
    return value if isinstance(value, str) else json.dumps(value, default=str)


def proof(operation: Operation, interface: Interface, query: list[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the headers that say who asks, by the first way in; a key of the query is added to it."""
    for name, _ in operation.security.alternatives[0] if operation.security and operation.security.alternatives else ():
        fact = interface.security_schemes.get(name)
        stated = fact.value if fact and isinstance(fact.value, Mapping) else {}
        kind, key = stated.get("type"), str(stated.get("name", ""))
        if kind == "apiKey" and stated.get("in") == "header" and WORD.fullmatch(key):
            yield key, "API_KEY"
        elif kind == "apiKey" and stated.get("in") == "query":
            query.append((key, "API_KEY"))
        elif kind in ("oauth2", "openIdConnect") or (kind == "http" and str(stated.get("scheme")).lower() == "bearer"):
            yield "Authorization", "Bearer TOKEN"
        elif kind in ("http", "basic"):
            yield "Authorization", "Basic CREDENTIALS"


def sample(node: Node, resolver: Resolver, given: Any = UNSET) -> Any:
    """Return a value that a node takes: the one that is given, one made of its examples, or the smallest."""
    fits = judge_of(node, resolver, "input")
    made = (given, told(node, resolver, DEEPEST)) if given is not UNSET else (told(node, resolver, DEEPEST),)
    return next((value for value in made if fits is None or fits(value)), Maker(resolver).value(node, DEEPEST))


def judge_of(node: Node, resolver: Resolver, direction: Direction = "both") -> Callable[[Any], bool] | None:
    """Return the question whether a node takes a value; None where it cannot be asked."""
    try:
        validator = compiled(Bundle(resolver, direction).write(node))
    except (TooLarge, RecursionError):
        return None
    return None if validator is None else validator.is_valid


def told(node: Node, resolver: Resolver, depth: int) -> Any:
    """Return a value made of what the schema says: its example, its default, its first listed value, its parts."""
    if not node or depth <= 0:
        return None
    shape = shape_of(node, resolver)
    for fragment in node:
        for given in stated(fragment.schema):
            return given
    if shape.enum:
        return next(iter(shape.enum.values()))
    if shape.unions and not shape.properties:
        return told(shape.unions[0].branches[0], resolver, depth - 1)
    if "object" in shape.types and shape.properties:
        return {
            name: told(child, resolver, depth - 1)
            for name, child in shape.properties.items()
            if name in shape.must_have("input")
        }
    if "array" in shape.types and shape.items:
        return [told(shape.items, resolver, depth - 1)]
    return Maker(resolver).value(node, 2)


def stated(schema: SchemaValue) -> Iterator[Any]:
    """Yield the examples and the default that a schema states."""
    if isinstance(schema, Mapping):
        yield from [schema["example"]] if "example" in schema else []
        yield from schema["examples"] if isinstance(schema.get("examples"), list) else []
        yield from [schema["default"]] if "default" in schema else []


def shell(text: str) -> str:
    """Return a text as one word of a shell."""
    return "'" + text.replace("'", "'\\''") + "'"


def pretty(body: str, indent: int) -> str:
    """Return JSON over several lines, those after the first indented."""
    return json.dumps(json.loads(body), indent=2, ensure_ascii=False).replace("\n", "\n" + " " * indent)


def curl(call: Call, *, beside: bool = False) -> str:
    """Return a request for a shell."""
    parts = [f"curl {shell(call.url)}" if call.method == "GET" else f"curl -X {shell(call.method)} {shell(call.url)}"]
    parts += [f"-H {shell(f'{name}: {value}')}" for name, value in call.headers.items()]
    if call.body is not None:
        parts.append(f"-d @{BODY_FILE}" if beside else f"-d {shell(pretty(call.body, 0))}")
    return " \\\n  ".join(parts)


def plainly_read(call: Call) -> bool:
    """Return whether a request says nothing but where it goes."""
    return call.method == "GET" and not call.headers and call.body is None


def literal(value: Any, indent: int) -> str:
    """Return a value as a literal of Python over several lines."""
    inner, outer = " " * (indent + 4), " " * indent
    if isinstance(value, dict) and value:
        lines = "".join(f"{inner}{key!r}: {literal(item, indent + 4)},\n" for key, item in value.items())
        return f"{{\n{lines}{outer}}}"
    if isinstance(value, list) and value:
        return "[\n" + "".join(f"{inner}{literal(item, indent + 4)},\n" for item in value) + f"{outer}]"
    return repr(value)


def python(call: Call, *, beside: bool = False) -> str:
    """Return a request for Python with nothing but its own library."""
    if plainly_read(call):
        lines = ["import json", "from urllib.request import urlopen", "", f"with urlopen({call.url!r}) as response:"]
        return "\n".join([*lines, "    answer = json.load(response)"])
    lines = ["import json", *(["from pathlib import Path"] if beside else [])]
    lines += ["from urllib.request import Request, urlopen", ""]
    lines += ["request = Request(", f"    {call.url!r},", f"    method={call.method!r},"]
    lines += [f"    headers={literal(dict(call.headers), 4)},"] if call.headers else []
    if call.body is not None:
        data = f"json.dumps({literal(json.loads(call.body), 4)}).encode()"
        lines.append(f"    data={f'Path({BODY_FILE!r}).read_bytes()' if beside else data},")
    return "\n".join([*lines, ")", "with urlopen(request) as response:", "    answer = json.load(response)"])


def typescript(call: Call, *, beside: bool = False) -> str:
    """Return a request for TypeScript; JSON is a literal of it."""
    if plainly_read(call):
        return f"const response = await fetch({json.dumps(call.url)});\nconst answer = await response.json();"
    lines = [f"const response = await fetch({json.dumps(call.url)}, {{", f"  method: {json.dumps(call.method)},"]
    lines += [f"  headers: {pretty(json.dumps(dict(call.headers)), 2)},"] if call.headers else []
    if call.body is not None:
        lines.append(f"  body: JSON.stringify({'body' if beside else pretty(call.body, 2)}),")
    first = [f'import body from "./{BODY_FILE}" with {{ type: "json" }};', ""] if beside else []
    return "\n".join([*first, *lines, "});", "const answer = await response.json();"])
