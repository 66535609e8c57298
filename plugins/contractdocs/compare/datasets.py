"""Compares the datasets of two data contracts: tables, views, topics and files with what is promised of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..model.change import Change, Side
from ..model.interface import Dataset, Interface, Node, Origin
from .differences import BOTH, Difference, at_key, change_of, documentation, squeezed
from .keys import compare_keys
from .quality import compare_quality
from .relationships import compare_relationships

Walk = Callable[[Node, Node, str], None]
ACCESS = {
    **dict.fromkeys(("table", "view", "materializedview", "externaltable", "foreigntable"), "query"),
    **dict.fromkeys(("topic", "stream", "queue", "event", "message", "exchange"), "stream"),
    **dict.fromkeys(("file", "object", "folder", "directory", "bucket", "parquet", "csv", "json", "avro"), "file"),
    **dict.fromkeys(("document", "collection", "index"), "document"),
    **dict.fromkeys(("api", "endpoint"), "api"),
}
KNOWN = frozenset(
    {"id", "name", "description", "deprecated", "physicalName", "physicalType", "logicalType"}
    | {"dataGranularityDescription", "quality", "relationships", "context"}
)


def compare_datasets(old: Interface, new: Interface, walk: Walk) -> Iterator[Change]:
    """Yield what changed around the datasets, and call `walk` for the fields of each pair.

    Datasets are matched by their stable id, then by name: one that kept its id under another name was renamed.
    """
    pairs, gone, come = match(old.datasets, new.datasets)
    for dataset in gone:
        yield came_or_went("dataset-removed", dataset, parent(new), removed=True)
    for dataset in come:
        yield came_or_went("dataset-added", dataset, parent(old), removed=False)
    for before, after in pairs:
        for difference in compare_dataset(before, after):
            yield change_of(difference, after.name, before.origin, after.origin, after.name)
        walk(before.node, after.node, after.name)


def match(
    old: Mapping[str, Dataset], new: Mapping[str, Dataset]
) -> tuple[list[tuple[Dataset, Dataset]], list[Dataset], list[Dataset]]:
    """Return the pairs in the newer order, what is gone and what came."""
    by_identity = {item.identity: item for item in old.values() if item.identity}
    mates: dict[str, Dataset] = {}
    for item in new.values():
        if item.identity in by_identity:
            mates[item.name] = by_identity.pop(item.identity)
    taken = {item.name for item in mates.values()}
    for name in new:
        if name not in mates and name in old and name not in taken:
            mates[name] = old[name]
    taken = {item.name for item in mates.values()}
    pairs = [(mates[name], item) for name, item in new.items() if name in mates]
    return pairs, [i for n, i in old.items() if n not in taken], [i for n, i in new.items() if n not in mates]


def parent(interface: Interface) -> Origin:
    """Return the place of the list of datasets."""
    return interface.origin.child("schema")


def came_or_went(kind: str, dataset: Dataset, elsewhere: Origin, *, removed: bool) -> Change:
    """Return the change of a whole dataset; what is below it is not told again."""
    here, there = Side(dataset.origin, dataset.name, key=True), Side(elsewhere)
    old, new = (here, there) if removed else (there, here)
    return Change(kind, dataset.name, BOTH, old, new, {"name": dataset.name}, data=True)


def compare_dataset(old: Dataset, new: Dataset) -> Iterator[Difference]:
    """Yield what changed between two datasets, their fields left out."""
    before, after = old.details, new.details
    if old.name != new.name:
        yield at_key("dataset-renamed", "name", old.name, new.name)
    yield from names(old, new)
    yield from kinds(before, after)
    for kind, key in (("granularity-changed", "dataGranularityDescription"), ("context-changed", "context")):
        if (before.get(key) or None) != (after.get(key) or None):
            yield at_key(kind, key, before.get(key), after.get(key))
    yield from compare_keys(schema_of(old), schema_of(new))
    yield from compare_quality(before.get("quality"), after.get("quality"))
    yield from compare_relationships(before.get("relationships"), after.get("relationships"))
    yield from documentation(before, after, KNOWN)


def schema_of(dataset: Dataset) -> Mapping[str, Any]:
    """Return the schema of a dataset's fields."""
    schema = dataset.node[0].schema if dataset.node else {}
    return schema if isinstance(schema, Mapping) else {}


def names(old: Dataset, new: Dataset) -> Iterator[Difference]:
    """Yield another physical name; without one, the name is the physical name. A rename is told as a rename."""
    if old.physical_name or new.physical_name:
        before, after = old.physical_name or old.name, new.physical_name or new.name
        if before != after:
            keys = ("/physicalName" if side.physical_name else "" for side in (old, new))
            yield Difference("dataset-physical-name-changed", {"old": before, "new": after}, before, after, *keys)


def kinds(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield another kind of dataset: as such, or one that is read in another way, as a topic instead of a table."""
    before, after = (squeezed(side.get("physicalType")) for side in (old, new))
    if before != after and before and after:
        other = ACCESS.get(before, before) != ACCESS.get(after, after)
        known = before in ACCESS and after in ACCESS
        kind = "dataset-access-changed" if other and known else "dataset-physical-type-changed"
        yield at_key(kind, "physicalType", old.get("physicalType"), new.get("physicalType"))
    left, right = (side.get("logicalType") or "object" for side in (old, new))
    if left != right:
        yield at_key(
            "dataset-logical-type-changed",
            "logicalType",
            old.get("logicalType"),
            new.get("logicalType"),
            {"old": left, "new": right},
        )
