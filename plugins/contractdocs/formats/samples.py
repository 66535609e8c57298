"""Checks defaults and examples against the schema that they belong to.

Patterns of contracts run within a bound; a schema with a pattern that no engine knows is left out, and so is one that
cannot be resolved.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .causes import Cause, causes
from .engine import compiled, errors_of, steps_of
from .keywords import Keywords
from .plain import entries, mapping, sequence
from .references import References
from .schema_walk import roots, written_schemas
from .wording import sentence

if TYPE_CHECKING:
    from ..documents import Document
    from ..model.interface import Fragment, Interface

MOST = 2000  # samples checked in one document
NULLABLE = ("openapi-3.0", "swagger-2.0")  # where a flag that the validator does not know allows null
HIDDEN = ("readOnly", "writeOnly")
OLDER = {
    "openapi-3.0": "Draft4",
    "swagger-2.0": "Draft4",
    "draft-04": "Draft4",
    "draft-06": "Draft6",
    "draft-07": "Draft7",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A default or an example: what it is, its value, its pointer, and the schema that it should meet."""

    kind: str
    value: Any
    pointer: str
    fragment: Fragment


@dataclass(frozen=True, slots=True)
class Refused:
    """A sample that its schema refuses, and why."""

    sample: Sample
    reason: str


def refused_samples(
    interface: Interface, document: Document, fragments: Sequence[Fragment] | None = None
) -> Iterator[Refused]:
    """Yield the samples written in `document` that their schemas refuse; `fragments` are the schemas written there."""
    if not isinstance(interface.resolver, References):
        return
    written = tuple(written_schemas(interface, document)) if fragments is None else fragments
    checker = Checker(interface.resolver, cache(lambda: hidden_properties(interface, written)))
    for count, sample in enumerate(samples(interface, document, written)):
        reason = checker.reason(sample) if count < MOST else ""
        if reason:
            yield Refused(sample, reason)


def samples(interface: Interface, document: Document, fragments: Sequence[Fragment]) -> Iterator[Sample]:
    """Yield the samples of schemas, then those beside the schemas of parameters and payloads."""
    for fragment in fragments:
        yield from samples_within(fragment)
    seen: set[str] = set()
    for node, examples in roots(interface):
        for example in examples if node else ():
            here = example.origin.document.file == document.file and example.origin.pointer not in seen
            seen.add(example.origin.pointer)
            if here and node[0].origin.document.file == document.file:
                yield Sample("example", example.value, example.origin.pointer, node[0])


def samples_within(fragment: Fragment) -> Iterator[Sample]:
    """Yield the default and the examples that a schema states itself."""
    schema, at = mapping(fragment.schema), fragment.origin
    if "$ref" in schema and fragment.dialect in NULLABLE:
        return
    for key in ("default", "example"):
        if key in schema:
            yield Sample(key, schema[key], at.child(key).pointer, fragment)
    for index, value in enumerate(sequence(schema.get("examples"))):
        yield Sample("example", value, at.child("examples", index).pointer, fragment)


def hidden_properties(interface: Interface, fragments: Sequence[Fragment]) -> frozenset[str]:
    """Return the names of properties that only one side sends: a sample of the other side goes without them."""
    return frozenset(
        name
        for fragment in fragments
        for name, schema in entries(mapping(fragment.schema).get("properties"))
        if one_sided(schema) or one_sided(target_of(schema, fragment, interface))
    )


def one_sided(schema: Any) -> bool:
    """Return whether only one side sends what a schema describes."""
    return any(mapping(schema).get(flag) is True for flag in HIDDEN)


def target_of(schema: Any, fragment: Fragment, interface: Interface) -> Any:
    """Return the schema that another one refers to, None where it refers to none."""
    reference = mapping(schema).get("$ref")
    target = interface.resolver.resolve(reference, fragment.origin) if isinstance(reference, str) else None
    return target.node[0].schema if target else None


class Checker:
    """Checks samples; the compiled form of a schema is kept by its place."""

    def __init__(self, references: References, hidden: Callable[[], frozenset[str]]) -> None:
        import jsonschema_rs

        self.engine, self.hidden = jsonschema_rs, hidden
        self.documents = {uri(document): document.data for document in references.documents.values()}
        self.keywords = Keywords({}, {key: data for key, data in self.documents.items() if isinstance(data, Mapping)})
        self.registry: Any = None
        self.compiled: dict[str, Any] = {}

    def reason(self, sample: Sample) -> str:
        """Return why a sample is refused, empty where it is not or cannot be checked."""
        validator = self.validator(sample.fragment)
        if validator is None or validator.is_valid(sample.value):
            return ""
        origin = sample.fragment.origin
        errors = errors_of(
            validator, sample.value, lambda: origin.document.place(sample.pointer), steps_of(origin.document)
        )
        if sample.kind == "example" and validator.is_valid(parsed(sample.value)):
            return ""  # the text of a JSON value, which stands for the value (OpenAPI 3.1.1, 4.8.19)
        found = causes(errors, self.keywords)
        return next((sentence(replace(cause, whole="it")) for cause in found if self.counts(cause, sample)), "")

    def counts(self, cause: Cause, sample: Sample) -> bool:
        """Return whether a cause is a mistake: no null of OpenAPI 3.0, one-sided property, or serialised list."""
        older = sample.fragment.dialect in NULLABLE
        if older and cause.kind in ("type", "enum") and cause.value is None:
            return False
        if cause.kind == "required":
            return cause.expected[0] not in self.hidden()
        if isinstance(cause.value, float) and cause.value.is_integer() and "integer" in cause.expected:
            return False  # draft 4 takes 1.0 for no whole number; later drafts do
        serialised = isinstance(sample.value, str) and {"array", "object"} & set(map(str, cause.expected))
        return not (cause.kind == "type" and not cause.path and serialised)

    def validator(self, fragment: Fragment) -> Any:
        """Return the compiled schema of a fragment, None where it cannot be compiled."""
        place = f"{uri(fragment.origin.document)}#{quote(fragment.origin.pointer)}"
        if place not in self.compiled:
            draft = OLDER.get(fragment.dialect, "Draft202012")
            self.compiled[place] = self.compile(place, draft, steps_of(fragment.origin.document))
        return self.compiled[place]

    def compile(self, place: str, draft: str, steps: int) -> Any:
        """Compile the schema at a place; its patterns may go back so many steps."""
        engine = self.engine
        try:
            if self.registry is None:
                self.registry = engine.Registry(list(self.documents.items()), draft=getattr(engine, draft))
            compiler = getattr(engine, f"{draft}Validator")
            known = {"registry": self.registry, "validate_formats": False}
            return compiled(lambda options: compiler({"$ref": place}, pattern_options=options, **known), steps)
        except (ValueError, engine.ReferencingError):
            return None


def uri(document: Document) -> str:
    """Return the identifier under which the validator knows a document."""
    return f"contract:///{quote(document.file)}"


def parsed(value: Any) -> Any:
    """Return the JSON list or mapping that a text holds, anything else as it is."""
    try:
        return json.loads(value) if isinstance(value, str) and value.lstrip()[:1] in ("{", "[") else value
    except (ValueError, RecursionError):
        return value
