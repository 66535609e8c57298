"""Reads data contracts of the Open Data Contract Standard, versions 2.2 to 3.2, and of the Griot dialect."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..model.interface import Dataset, Fact, Fragment, Interface, Origin, Target
from .odcs_fields import dataset_schema
from .odcs_parts import Part, join, mapping, mappings, parts, text
from .odcs_quantum import Placed, from_quantum, is_quantum
from .odcs_schema import schema_for
from .odcs_versions import GRIOT, LATEST, QUANTUM_VERSIONS, VERSIONS, Newer, newer_syntax
from .validation import finding, schema_findings

if TYPE_CHECKING:
    from ..documents import Document
    from ..model.finding import Finding

TERMS = ("servers", "slaProperties", "slaDefaultElement", "roles", "price", "team", "support")
DESCRIBED = ("purpose", "usage", "limitations")
KNOWN = (*VERSIONS, *QUANTUM_VERSIONS, GRIOT)
OWNER = re.compile(r"\bowner\b", re.IGNORECASE)


class Odcs:
    """The format of data contracts."""

    name = "odcs"

    def detect(self, document: Document) -> bool:
        """Return whether the document is a data contract, also where its `kind` is misspelt or missing."""
        data = document.data
        if not isinstance(data, Mapping):
            return False
        if data.get("kind") == "DataContract" or is_quantum(data):
            return True
        versioned = isinstance(data.get("apiVersion"), str) and re.match(r"v?\d+\.\d+", data["apiVersion"]) is not None
        return versioned and ("schema" in data or "contract" in text(data.get("kind")).lower())

    def validate(self, document: Document) -> tuple[Finding, ...]:
        """Return what breaks the schema of the declared version, and what is newer than that version."""
        data = mapping(document.data)
        declared = text(data.get("apiVersion"))
        contract = text(data.get("id")) or text(data.get("uuid"))
        newer = newer_syntax(data, declared) if declared in VERSIONS else ()
        return (
            *unknown_version(document, declared, contract),
            *schema_findings(document, schema_for(declared), contract),
            *(newer_finding(document, found, declared, contract) for found in newer),
        )

    def read(self, document: Document, fetch: Callable[..., Any] | None = None) -> Interface:
        """Return what the contract promises. Parts of a wrong type are left out: `validate` tells of them."""
        return read_contract(document, placed_contract(document))


def placed_contract(document: Document) -> Placed:
    """Return a contract in the form of ODCS 3, whatever version it is written in."""
    data = mapping(document.data)
    return from_quantum(data) if is_quantum(data) else Placed(data)


@lru_cache(maxsize=2)
def contract_parts(document: Document) -> tuple[Part, ...]:
    """Return every part of a contract, the contract itself first; their places are those in the document.

    The rules of a lint ask for the parts of one document one after the other: they are worked out once.
    """
    placed = placed_contract(document)
    return tuple(parts(placed.data, placed.where))


class NoReferences:
    """Resolves nothing: the properties of data contracts refer to no other schema."""

    def resolve(self, reference: str, origin: Origin) -> Target | None:
        """Return None."""
        return None


def read_contract(document: Document, placed: Placed) -> Interface:
    """Return the interface of a contract in the form of ODCS 3."""
    data = placed.data
    described = data.get("description")
    root = Origin(document, "")
    return Interface(
        format=f"ODCS {text(data.get('apiVersion'))}".strip(),
        title=text(data.get("name")) or text(data.get("dataProduct")) or text(data.get("id")),
        version=version_of(document, data),
        origin=root,
        resolver=NoReferences(),
        summary=summary_of(described),
        description=description_of(described),
        status=text(data.get("status")),
        owner=owner_of(data),
        released=released_of(data),
        support=support_of(data),
        tags=tuple(tag for tag in data.get("tags") or () if isinstance(tag, str)) if listed(data, "tags") else (),
        datasets=datasets_of(document, placed),
        facts=facts_of(document, placed),
        terms={key: fact(document, placed, key, data[key]) for key in TERMS if data.get(key) is not None},
    )


def released_of(data: Mapping[str, Any]) -> str:
    """Return the day on which this version was made; empty where none is stated (contractCreatedTs)."""
    stated = text(data.get("contractCreatedTs"))
    return stated[:10] if re.fullmatch(r"\d{4}-\d{2}-\d{2}(T.*)?", stated, re.ASCII) else ""


def listed(data: Mapping[str, Any], key: str) -> bool:
    """Return whether the key holds a list."""
    return isinstance(data.get(key), list)


def fact(document: Document, placed: Placed, key: str, value: Any, *below: str) -> Fact:
    """Return a statement with its place."""
    return Fact(value, Origin(document, placed.where(join("", *below, key))))


def version_of(document: Document, data: Mapping[str, Any]) -> str:
    """Return the version as written: `1.10` stays `1.10` although YAML reads a number."""
    version = data.get("version")
    if isinstance(version, str) or version is None:
        return version or ""
    return document.source_text("/version") or text(version)


def summary_of(described: Any) -> str:
    """Return the first paragraph of the purpose, or of a description in plain text."""
    whole = described if isinstance(described, str) else text(mapping(described).get("purpose"))
    return whole.strip().partition("\n\n")[0].strip()


def description_of(described: Any) -> str:
    """Return purpose, usage and limitations as one CommonMark text."""
    if isinstance(described, str):
        return described
    stated = mapping(described)
    paragraphs = [text(stated.get("purpose"))]
    paragraphs += [
        f"**{key.capitalize()}:**{gap(text(stated[key]))}" for key in ("usage", "limitations") if stated.get(key)
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def gap(said: str) -> str:
    """Return a text that follows a word: a list or any other block of its own stands below it."""
    return f"\n\n{said}" if re.match(r"\s*([-*+#>|]|\d+[.)])\s", said) else f" {said}"


def owner_of(data: Mapping[str, Any]) -> str:
    """Return who answers for the contract: the team's name, else its member whose role says owner."""
    team = data.get("team")
    named = text(mapping(team).get("name"))
    if named:
        return named
    members = mapping(team).get("members") if isinstance(team, Mapping) else team
    owners = [item for _, item in mappings(members) if OWNER.search(text(item.get("role")))]
    current = [item for item in owners if not item.get("dateOut")] or owners
    if current:
        return text(current[0].get("name")) or text(current[0].get("username"))
    return text(data.get("owner"))


def support_of(data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the channels of support, each with its address or an empty text."""
    return tuple(
        (text(item.get("channel")), text(item.get("url")) or text(item.get("invitationUrl")))
        for _, item in mappings(data.get("support"))
        if text(item.get("channel"))
    )


def datasets_of(document: Document, placed: Placed) -> dict[str, Dataset]:
    """Return the datasets by name; of two with one name the first holds."""
    found: dict[str, Dataset] = {}
    for index, item in mappings(placed.data.get("schema")):
        name = text(item.get("name")) or f"[{index}]"
        found.setdefault(name, dataset_of(document, placed, name, item, join("", "schema", index)))
    return found


def dataset_of(document: Document, placed: Placed, name: str, data: Mapping[str, Any], pointer: str) -> Dataset:
    """Return one dataset; all keys but its properties are kept in `details`."""
    origin = Origin(document, placed.where(pointer))
    return Dataset(
        name=name,
        node=(Fragment(dataset_schema(data, pointer, placed.where), origin, "odcs"),),
        origin=origin,
        identity=text(data.get("id")),
        title=text(data.get("businessName")),
        description=text(data.get("description")),
        physical_name=text(data.get("physicalName")),
        physical_type=text(data.get("physicalType")),
        details={key: value for key, value in data.items() if key != "properties"},
    )


def facts_of(document: Document, placed: Placed) -> dict[str, Fact]:
    """Return every other statement of the contract, unknown keys too; the parts of the description by their names."""
    facts: dict[str, Fact] = {}
    for key, value in placed.data.items():
        if key in TERMS or key == "schema" or value is None:
            continue
        if key == "description" and isinstance(value, Mapping):
            for part, said in value.items():
                name = part if part in DESCRIBED else f"description.{part}"
                facts[name] = fact(document, placed, part, said, "description")
        else:
            facts[key] = fact(document, placed, key, value)
    return facts


def unknown_version(document: Document, declared: str, contract: str) -> tuple[Finding, ...]:
    """Return a finding where the declared version is none that is known; a missing one is the schema's business."""
    if not declared or declared in KNOWN:
        return ()
    close = get_close_matches("v" + declared.lstrip("vV"), KNOWN, 1)
    suggestion = f"Did you mean `{close[0]}`?" if close else f"Known are {', '.join(f'`{v}`' for v in VERSIONS)}."
    message = f"apiVersion `{declared}` is no known version of ODCS; the contract is checked as {LATEST}"
    return (finding(document, "api-version-unknown", message, "/apiVersion", suggestion=suggestion, contract=contract),)


def newer_finding(document: Document, found: Newer, declared: str, contract: str) -> Finding:
    """Return the finding that tells of one piece of newer syntax."""
    more = f" ({found.places} places)" if found.places > 1 else ""
    return finding(
        document,
        "syntax-newer-than-declared",
        f"declares {declared} but uses {found.since} syntax: {found.what}{more}",
        found.pointer,
        level="warning",
        suggestion=f"Declare `apiVersion: {found.since}` or newer, or write it as {declared} allows.",
        contract=contract,
        key=found.key,
    )
