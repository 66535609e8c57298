"""Small documents of every format, and the ways in which they are spoiled: bytes, trees, and pieces of each other."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from contractdocs.documents import parse

SAMPLES = Path(__file__).parent / "samples"
TREES = (".yaml", ".yml", ".json")
TOKENS = [
    *(b"&a ", b"*a", b"<<: *a\n", b"!!python/object:os.system x", b"!!binary ////", b"? ", b": ", b"- ", b"|\n"),
    *(b">-\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\r", b"\t", b"\xe2\x80\xa8", b"\xed\xa0\x80"),
    *(b"\x1b[31m", b"'", b'"', b"`", b"\\", b"*/", b"//", b"/*", b"<!--", b"```\n", b"~~~ts\n", b"|---|---|\n", b"# "),
    *(b"{", b"}", b"[", b"]", b"(", b")", b"<", b">", b"#", b"---\n", b"...\n", b"%YAML 1.1\n", b"1e999", b"-0"),
    *(b".inf", b".nan", b"0x1F", b"$ref: '#'", b"$ref: '#/$defs/x'", b"$ref: ../../../etc/passwd"),
    *(b"allOf: [{$ref: '#/components/schemas/Order'}]", b"__proto__", b"constructor", b"null", b"~"),
    *(b"9" * 400, b"a" * 3000, b"[" * 300, b"(" * 300, b"{a: " * 120, b"extends ", b"keyof ", b"z.lazy(() => Order)"),
    *(
        b"type T = T[];\n",
        b"interface {\n",
        b" struct {\n",
        b'`json:"',
        b"{% x %}",
        b"{{ x }}",
        b"${",
        b"\xf0\x9f\x98\x80",
    ),
]
ODD: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 10**30, float("inf"), "", "x", "2026-13-45", "\u202e", "a" * 5000, "^(a+)+$"),
    *([], {}, [[]], [None], {"": None}, {"$ref": "#"}, {"$ref": 5}, {"allOf": [{"$ref": "#"}]}, ["object", "null"]),
    *([[[]]], {"type": ["string", 5]}, {"enum": []}, {"enum": [{}]}, {"properties": []}, {"items": [1]}, {"not": {}}),
    *({"const": None}, {"pattern": "("}, {"minimum": "x"}, {"oneOf": "x"}, {"required": "id"}, {"required": [1]}),
    *({"type": "nothing"}, {"$ref": "#/components/schemas/Order"}, {"$ref": "#/definitions/Pet"}, {"$ref": "a.yaml#"}),
    *({"pattern": "(a|a)*$", "example": "a" * 30 + "!"}, {"pattern": "(?<=a+)b{1,99999}"}, "2.0.0", "v3", "1.0.0-rc.1"),
]
KEYS = ["__proto__", "x-", "$ref", "type", "a" * 300, "", "1", "null", "allOf", "oneOf", "not", "properties", "items"]


@cache
def samples() -> tuple[tuple[str, bytes], ...]:
    """Return the names and contents of the documents that are spoiled."""
    return tuple((path.name, path.read_bytes()) for path in sorted(SAMPLES.iterdir()) if path.is_file())


def spoiled(chance: random.Random, name: str, content: bytes) -> bytes:
    """Return a content with a few changes to its bytes, or to its tree."""
    if name.endswith(TREES) and chance.random() < 0.6:
        return dumped(changed(chance, tree_of(content)), name)
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        chance.choice(CHANGES)(chance, data)
    return bytes(data)


@cache
def tree_of(content: bytes) -> Any:
    """Return the data of a sample."""
    return parse("sample.yaml", content).data


def dumped(data: Any, name: str) -> bytes:
    """Return data as YAML, which JSON readers are given as well: they must refuse it."""
    flow = True if name.endswith(".json") else None
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, default_flow_style=flow)
    return text.encode("utf-8", "surrogatepass")


def changed(chance: random.Random, data: Any) -> Any:
    """Return a copy of a tree in which some parts are odd, gone, doubled, or stand elsewhere."""
    rate = chance.choice([0.004, 0.01, 0.03])
    known = list(parts(data))

    def copied(value: Any) -> Any:
        if chance.random() < rate:
            return chance.choice(ODD) if chance.random() < 0.7 else chance.choice(known)
        if isinstance(value, dict):
            kept = [(key, item) for key, item in value.items() if chance.random() >= rate / 2]
            if kept and chance.random() < rate:
                chance.shuffle(kept)
                kept.append((chance.choice(KEYS), kept[0][1]))
            return {key: copied(item) for key, item in kept}
        if isinstance(value, list):
            return [copied(item) for item in value] * (2 if chance.random() < rate else 1)
        return value

    return copied(data)


def parts(data: Any) -> list[Any]:
    """Return every list and mapping of a tree."""
    found, pending = [], [data]
    while pending:
        value = pending.pop()
        if isinstance(value, dict | list):
            found.append(value)
            pending += value.values() if isinstance(value, dict) else value
    return found


def flip(chance: random.Random, data: bytearray) -> None:
    """Change one byte."""
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def insert(chance: random.Random, data: bytearray) -> None:
    """Put a token somewhere."""
    at = chance.randint(0, len(data))
    data[at:at] = chance.choice(TOKENS)


def cut(chance: random.Random, data: bytearray) -> None:
    """Take a piece out."""
    at = chance.randint(0, len(data))
    del data[at : at + chance.randint(1, 200)]


def double(chance: random.Random, data: bytearray) -> None:
    """Repeat a piece."""
    at = chance.randint(0, len(data))
    data[at:at] = data[at : at + chance.randint(1, 200)] * chance.randint(1, 12)


def graft(chance: random.Random, data: bytearray) -> None:
    """Put a piece of another sample somewhere."""
    other = chance.choice(samples())[1]
    start, at = chance.randrange(len(other)), chance.randint(0, len(data))
    data[at:at] = other[start : start + chance.randint(1, 200)]


def swap(chance: random.Random, data: bytearray) -> None:
    """Let two lines change places."""
    lines = bytes(data).split(b"\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    data[:] = b"\n".join(lines)


CHANGES: list[Callable[[random.Random, bytearray], None]] = [flip, flip, insert, insert, cut, double, graft, swap]
