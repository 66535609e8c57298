"""The names by which a data contract speaks of its own datasets and fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .odcs import contract_parts
from .odcs_parts import Part, mappings, text
from .plain import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..documents import Document


@dataclass(frozen=True, slots=True)
class Elements:
    """The datasets of a contract and their fields as `orders.customer.id`, by logical and by physical names."""

    datasets: frozenset[str]
    fields: frozenset[str]

    def knows(self, target: str) -> bool:
        """Return whether a dotted name leads to a dataset or a field of this contract."""
        plain = target.replace("[]", "").strip()
        return plain in self.datasets or plain in self.fields

    def guess(self, target: str) -> str:
        """Return the question for what was most likely meant, empty where nothing is near."""
        return did_you_mean(target, self.fields | self.datasets)


def elements(document: Document) -> Elements:
    """Return the names of all datasets and fields."""
    datasets: set[str] = set()
    fields: set[str] = set()
    for part in contract_parts(document):
        if part.kind == "dataset":
            names = names_of(part.data)
            datasets |= names
            fields |= {f"{name}.{field}" for name in names for field in field_names(part.data)}
    return Elements(frozenset(datasets), frozenset(fields))


def names_of(data: Any) -> set[str]:
    """Return the logical and the physical name."""
    return {name for name in (text(data.get("name")), text(data.get("physicalName"))) if name}


def field_names(data: Any) -> Iterator[str]:
    """Yield the names of the fields below, those of nested objects with dots."""
    for _, item in mappings(data.get("properties")):
        below = [*field_names(item), *(field_names(item["items"]) if isinstance(item.get("items"), dict) else ())]
        for name in names_of(item):
            yield name
            yield from (f"{name}.{field}" for field in below)


def repeated(parts: list[tuple[Part, str]]) -> Iterator[tuple[Part, str]]:
    """Yield the parts whose name another part of the same list has already, with the name."""
    seen: set[tuple[str, str]] = set()
    for part, name in parts:
        if name and (part.holder, name) in seen:
            yield part, name
        seen.add((part.holder, name))


def fields_of(dataset: Part) -> Iterator[Part]:
    """Yield the fields that stand directly in a dataset or an object, with their places."""
    for index, item in mappings(dataset.data.get("properties")):
        holder = f"{dataset.pointer}/properties"
        yield Part("field", f"{holder}/{index}", item, holder, dataset.where)
