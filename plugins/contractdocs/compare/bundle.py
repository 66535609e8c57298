"""Writes a node as one JSON Schema of its own, with all that it refers to: what a validator can be asked with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from ..model.interface import Direction, Fragment, Node, Resolver
from .dialects import NULLABLE, to_2020
from .expressions import portable
from .vocabulary import SPARED
from .written import ANNOTATIONS, plain_words

MOST_DEFINITIONS = 150
MOST_STEPS = 20_000
PLAIN = frozenset({"enum", "const", "default", "example", "examples", "required", "x-odcs", "x-keys", "discriminator"})
SCHEMAS = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs", "definitions"})
ASKED = frozenset({"not", "if", "contains"})
DROPPED = ANNOTATIONS | {"discriminator", "xml", "x-odcs", "x-id"}
"""What says nothing of which values are right; to write it costs time, and to compile it."""


WHOLE_FORMATS = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
"""What a validator does not check of a format, said in bounds (OpenAPI 3.1, 4.4: Data Types)."""


def within(written: Mapping[str, Any], low: int, high: int) -> tuple[Any, Any]:
    """Return the tighter of the bounds that a schema states and those of its format."""
    stated = [written.get(key) for key in ("minimum", "maximum")]
    least, most = (value if isinstance(value, (int, float)) else None for value in stated)
    return low if least is None else max(least, low), high if most is None else min(most, high)


def finished(written: dict[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema with what a validator would not see in it said so that it does."""
    if (known := WHOLE_FORMATS.get(str(schema.get("format")))) is not None:
        written["minimum"], written["maximum"] = within(written, *known)
    if schema.get("type") == "file":
        written["type"] = "string"
    if isinstance(pattern := schema.get("pattern"), str):
        written["pattern"] = portable(pattern)
    return {"anyOf": [written, {"type": "null"}]} if schema.get(NULLABLE) is True else written


@lru_cache(maxsize=4096)
def words(said: tuple[Any, ...]) -> dict[str, Any]:
    """Return the schema of plain words, written once: nobody changes it; see `plain_words`."""
    schema = to_2020(dict(zip(said[1::3], said[3::3])), said[0])
    return finished({key: value for key, value in schema.items() if key not in DROPPED and key != NULLABLE}, schema)


Loose = Literal["never", "tagged", "always"]
"""Which `oneOf` are read as `anyOf`: a value is of the branch that a discriminator names."""


class TooLarge(Exception):
    """A schema whose parts are too many to be worth a witness."""


class Bundle:
    """Collects the definitions that a schema needs."""

    def __init__(self, resolver: Resolver, direction: Direction, loose: Loose = "never") -> None:
        self.resolver, self.loose = resolver, loose
        self.hidden = {"input": "readOnly", "output": "writeOnly"}.get(direction, "")
        self.spared = SPARED.get(direction, "")
        self.names: dict[tuple[int, str, str, bool], str] = {}
        self.definitions: dict[str, Any] = {}
        self.steps = 0
        self.branched = False  # a `oneOf` was written
        self.asked = False  # within what is refused or asked about, where to take more is to refuse more

    def write(self, node: Node) -> dict[str, Any]:
        """Return the node as a schema with its definitions; raise TooLarge where it has too many."""
        body = self.node(node)
        whole = body if isinstance(body, dict) else ({} if body else {"not": {}})
        return {**whole, "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": self.definitions}

    def node(self, node: Node) -> Any:
        """Return a node: all of its fragments."""
        parts = [self.fragment(part) for part in node]
        return parts[0] if len(parts) == 1 else {"allOf": parts}

    def step(self) -> None:
        """Count a schema; raise TooLarge where there are too many."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooLarge

    def fragment(self, fragment: Fragment) -> Any:
        """Return a fragment in the keywords of 2020-12, its references pointing at the definitions here."""
        self.step()
        schema = fragment.schema
        if isinstance(schema, bool):
            return schema
        reference = schema.get("$ref", schema.get("$dynamicRef"))
        if isinstance(reference, str):
            return self.referred(reference, schema, fragment)
        return self.plain(to_2020(schema, fragment.dialect), fragment)

    def referred(self, reference: str, schema: Mapping[str, Any], fragment: Fragment) -> Any:
        """Return a reference; beside it, in the newer dialects, what else is said."""
        target = self.resolver.resolve(reference, fragment.origin)
        pointed: Any = {"$ref": f"#/$defs/{self.definition(target.node)}"} if target else True
        siblings = {key: value for key, value in schema.items() if key not in ("$ref", "$dynamicRef")}
        if not siblings or fragment.dialect in ("openapi-3.0", "swagger-2.0"):
            return pointed
        return {"allOf": [pointed, self.plain(siblings, fragment)]}

    def definition(self, node: Node) -> str:
        """Return the name under which a node is defined here."""
        key = (id(node[0].schema), node[0].origin.pointer, node[0].dialect, self.asked)
        if key not in self.names:
            if len(self.names) >= MOST_DEFINITIONS:
                raise TooLarge
            self.names[key] = f"d{len(self.names)}"
            self.definitions[self.names[key]] = self.node(node)
        return self.names[key]

    def plain(self, schema: Mapping[str, Any], fragment: Fragment) -> Any:
        """Return a schema without references at its top."""
        written: dict[str, Any] = {}
        for key, value in schema.items():
            if key in DROPPED or key == NULLABLE:
                continue
            written[key] = self.keyword(key, value, fragment)
        if self.is_loose(schema):
            beside = written.get("allOf")
            written["allOf"] = [*(beside if isinstance(beside, list) else ()), {"anyOf": written.pop("oneOf")}]
        self.hide(written, schema)
        return finished(written, schema)

    def is_loose(self, schema: Mapping[str, Any]) -> bool:
        """Return whether a value of several branches of a `oneOf` is to be taken."""
        if self.asked or not isinstance(schema.get("oneOf"), list):
            return False
        self.branched = True
        tagged = isinstance(schema.get("discriminator"), Mapping)
        return self.loose == "always" or (self.loose == "tagged" and tagged)

    def keyword(self, key: str, value: Any, fragment: Fragment) -> Any:
        """Return the value of a keyword, its sub-schemas written too."""
        if key in PLAIN or isinstance(value, (str, int, float)):
            return value
        if key == "patternProperties" and isinstance(value, Mapping):
            return {portable(name): self.below(item, fragment, key, name) for name, item in value.items()}
        if key in SCHEMAS and isinstance(value, Mapping):
            return {name: self.below(item, fragment, key, name) for name, item in value.items()}
        if isinstance(value, Mapping):
            around, self.asked = self.asked, self.asked or key in ASKED
            below = self.below(value, fragment, key)
            self.asked = around
            return below
        if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
            return [
                self.below(item, fragment, key, str(i)) if isinstance(item, (Mapping, bool)) else item
                for i, item in enumerate(value)
            ]
        return value

    def below(self, value: Any, fragment: Fragment, *steps: str) -> Any:
        """Return a sub-schema."""
        if (said := plain_words(value, fragment.dialect)) is not None:  # most are like that
            self.step()
            return words(said)
        if not isinstance(value, (dict, bool, Mapping)):
            return True
        return self.fragment(Fragment(value, fragment.origin.child(*steps), fragment.dialect))

    def hide(self, written: dict[str, Any], schema: Mapping[str, Any]) -> None:
        """Leave out of `required` what is not on the wire in this direction (OpenAPI: readOnly, writeOnly)."""
        required, properties = written.get("required"), schema.get("properties")
        if self.hidden and isinstance(required, list) and isinstance(properties, Mapping):
            parts = ((name, item) for name, item in properties.items() if isinstance(item, (dict, Mapping)))
            unseen = {name for name, item in parts if item.get(self.hidden) is True}
            unseen.update(name for name in schema.get(self.spared) or () if isinstance(name, str))
            written["required"] = [name for name in required if isinstance(name, str) and name not in unseen]
