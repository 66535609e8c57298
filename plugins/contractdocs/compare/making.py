"""Makes small values that a node should accept; a validator has the last word."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from ..model.interface import Node, Resolver
from .forms import Shape
from .languages import sample
from .shape import shape_of
from .written import plain_words

NodeKey = tuple[Any, ...]
"""A node by what it holds and where: its resolver, and the schemas with their pointers. One that holds no other schema
by what it says: thousands of properties of a large document are no more than a text.
"""


class Known(Struct, frozen=True):
    """What the witnesses of one comparison share: shapes, with the nodes that keep ids from being used again, and
    values by depth, with how many were made for them.
    """

    shapes: dict[NodeKey, tuple[Node, Shape]] = {}
    values: dict[tuple[NodeKey, int], tuple[Any, int]] = {}


class Maker:
    """Makes small values that a node should accept; the validator has the last word."""

    def __init__(self, resolver: Resolver, known: Known | None = None) -> None:
        self.resolver, self.known = resolver, known or Known()
        self.made = 0

    def key(self, node: Node) -> NodeKey:
        """Return what a node is known by."""
        if len(node) == 1 and (said := plain_words(node[0].schema, node[0].dialect)) is not None:
            return said
        return id(self.resolver), tuple([(id(part.schema), part.origin.pointer) for part in node])

    def shape(self, node: Node) -> Shape:
        """Return the shape of a node, worked out once: a value of one schema is a part of many values."""
        key = self.key(node)
        if key not in self.known.shapes:
            self.known.shapes[key] = (node, shape_of(node, self.resolver))
        return self.known.shapes[key][1]

    def value(self, node: Node | None, depth: int) -> Any:
        """Return a small value for a node, made once: nobody changes it."""
        self.made += 1
        if not node or depth <= 0 or self.made > MOST_MADE:
            return 0
        key = (self.key(node), depth)
        if key in self.known.values and self.made + self.known.values[key][1] <= MOST_MADE:
            value, made = self.known.values[key]
            self.made += made
            return value
        before = self.made
        value = self.of_shape(self.shape(node), depth)
        if self.made <= MOST_MADE:
            self.known.values[key] = (value, self.made - before)
        return value

    def of_shape(self, shape: Shape, depth: int) -> Any:
        """Return a small value for a shape."""
        if shape.enum:
            return next(iter(shape.enum.values()))
        if shape.unions:
            return self.of_union(shape, depth)
        for name, make in MAKES:
            if name in shape.types:
                return make(self, shape, depth)
        return None

    def of_union(self, shape: Shape, depth: int) -> Any:
        """Return a value of the first branch, with what is required beside it."""
        value = self.value(shape.unions[0].branches[0], depth - 1)
        return {**self.least(shape, depth), **value} if isinstance(value, dict) else value

    def full(self, shape: Shape, depth: int) -> dict[str, Any]:
        """Return the object with every property that it names."""
        optional = {name: self.value(node, depth - 1) for name, node in list(shape.properties.items())[:40]}
        return {**optional, **self.least(shape, depth)}

    def text(self, shape: Shape, depth: int) -> str:
        """Return a short text."""
        if shape.patterns and (found := sample(shape.patterns[0])) is not None:
            return found
        known = next((FORMAT_SAMPLES[name] for name in shape.formats if name in FORMAT_SAMPLES), None)
        low = int(shape.length.low or 0)
        return known if known is not None and len(known) >= low else "a" * min(max(low, 0), MOST_TEXT)

    def whole(self, shape: Shape, depth: int) -> Any:
        """Return a whole number within bounds."""
        step = shape.multiple_of[0] if shape.multiple_of else 1
        low, high = shape.number.low, shape.number.high
        if low is not None and low > 0:
            return low if step == 1 else -(-low // step) * step
        return high if high is not None and high < 0 else 0

    def least(self, shape: Shape, depth: int) -> dict[str, Any]:
        """Return the object with nothing but what is required."""
        return {name: self.value(shape.properties.get(name), depth - 1) for name in sorted(shape.required)}

    def array(self, shape: Shape, depth: int) -> list[Any]:
        """Return a short array."""
        count = min(int(shape.items_count.low or 0), 100)
        return [self.value(shape.items, depth - 1) for _ in range(count)]

    def node_of_prefix(self, shape: Shape) -> list[Any]:
        """Return an array with a value for each place that has a schema of its own."""
        return [self.value(node, 2) for node in shape.prefix]


MAKES: tuple[tuple[str, Any], ...] = (
    ("object", Maker.least),
    ("array", Maker.array),
    ("string", Maker.text),
    ("integer", Maker.whole),
    ("fraction", Maker.whole),
    ("boolean", lambda maker, shape, depth: True),
)


FORMAT_SAMPLES = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "email": "ada@example.com",
    "uri": "https://example.com/",
    "url": "https://example.com/",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
}


MOST_MADE = 20_000  # values made for one witness, so that schemas that require each other end


MOST_TEXT = 5000
