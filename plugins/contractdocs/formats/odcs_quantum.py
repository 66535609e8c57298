"""Reads contracts of ODCS 2.2, which speak of quanta, tables and columns, in the form of ODCS 3.

Keys are renamed as the migration guide of ODCS 3.0 has it; keys without a counterpart are kept under their own name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .odcs_parts import join, mapping, mappings, text

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTRACT = {
    "uuid": "id",
    "quantumName": "dataProduct",
    "datasetName": "name",
    "datasetDomain": "domain",
    "slaDefaultColumn": "slaDefaultElement",
}
TABLE = {"table": "name", "dataGranularity": "dataGranularityDescription"}
COLUMN = {
    "column": "name",
    "isPrimaryKey": "primaryKey",
    "isUnique": "unique",
    "partitionStatus": "partitioned",
    "criticalDataElementStatus": "criticalDataElement",
    "encryptedColumnName": "encryptedName",
    "transformSourceTables": "transformSourceObjects",
    "sampleValues": "examples",
}
PROMISE = {"column": "element"}
MEMBER = {"comment": "description"}
ADDRESSES = {"productDl": "email", "productSlackChannel": "slack", "productFeedbackUrl": "web"}
ACCESS = {"driver": "type", "server": "host", "database": "database"}
TYPES = {
    "int": "integer",
    "long": "integer",
    "bigint": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A contract in the form of ODCS 3, and where its parts stand in the document if that has another form."""

    data: Mapping[str, Any]
    places: Mapping[str, str] = field(default_factory=dict)

    def where(self, pointer: str) -> str:
        """Return the pointer in the document: that of the nearest part above which has one."""
        head, tail = pointer, ""
        while head and head not in self.places:
            head, _, step = head.rpartition("/")
            tail = f"/{step}{tail}"
        return self.places.get(head, "") + tail


def is_quantum(data: Mapping[str, Any]) -> bool:
    """Return whether a document has the shape of ODCS 2.2."""
    named = "quantumName" in data or "datasetName" in data or isinstance(data.get("dataset"), list)
    return named and ("uuid" in data or text(data.get("apiVersion")).lstrip("v").startswith("2."))


def from_quantum(data: Mapping[str, Any]) -> Placed:
    """Return a contract of ODCS 2.2 in the form of ODCS 3, with the places of what moved."""
    places: dict[str, str] = {}
    read = renamed(data, CONTRACT, "", "", places)
    tables = [table_of(item, index, places) for index, item in mappings(read.pop("dataset", None))]
    read["schema"] = tables
    places["/schema"] = "/dataset"
    if "stakeholders" in read:
        read["team"] = [
            renamed(m, MEMBER, f"/team/{i}", f"/stakeholders/{i}", places)
            for i, m in mappings(read.pop("stakeholders"))
        ]
        places["/team"] = "/stakeholders"
    if isinstance(read.get("slaProperties"), list):
        sla = "/slaProperties"
        read["slaProperties"] = [
            renamed(p, PROMISE, f"{sla}/{i}", f"{sla}/{i}", places) for i, p in mappings(read["slaProperties"])
        ]
    add_support(read, places)
    add_server(read, places)
    return Placed(read, places)


def renamed(
    data: Mapping[str, Any], names: Mapping[str, str], new: str, old: str, places: dict[str, str]
) -> dict[str, Any]:
    """Return a part with its keys renamed, and note the place of each renamed key."""
    for key, name in names.items():
        if key in data:
            places[join(new, name)] = join(old, key)
    return {names.get(key, key): value for key, value in data.items() if value is not None}


def table_of(data: Mapping[str, Any], index: int, places: dict[str, str]) -> dict[str, Any]:
    """Return a table as a schema object."""
    new, old = join("/schema", index), join("/dataset", index)
    places[new] = old
    read = renamed(data, TABLE, new, old, places)
    columns = read.pop("columns", None)
    places[join(new, "properties")] = join(old, "columns")
    read["properties"] = [
        column_of(item, join(new, "properties", i), join(old, "columns", i), places) for i, item in mappings(columns)
    ]
    return read


def column_of(data: Mapping[str, Any], new: str, old: str, places: dict[str, str]) -> dict[str, Any]:
    """Return a column as a property: `isNullable: false` is `required: true`, `int` is `integer`."""
    places[new] = old
    read = renamed(data, COLUMN, new, old, places)
    if "isNullable" in read:
        read["required"] = read.pop("isNullable") is False
        places[join(new, "required")] = join(old, "isNullable")
    logical = text(read.get("logicalType")).lower()
    if logical:
        read["logicalType"] = TYPES.get(logical, logical)
    return read


def add_support(read: dict[str, Any], places: dict[str, str]) -> None:
    """Gather the addresses of support in one list."""
    channels: list[dict[str, Any]] = []
    for key, tool in ADDRESSES.items():
        if key in read:
            places[join("/support", len(channels))] = join("", key)
            channels.append({"channel": text(read[key]), "tool": tool, "url": text(read.pop(key))})
    if channels:
        read["support"] = channels


def add_server(read: dict[str, Any], places: dict[str, str]) -> None:
    """Gather what is said of the one server; credentials are left where they are and never shown as its parts."""
    stated = {name: read.pop(key) for key, name in ACCESS.items() if key in read}
    if stated:
        read["servers"] = [{"server": text(mapping(read).get("sourceSystem")) or "default", **stated}]
        for key, name in ACCESS.items():
            if name in stated:
                places[f"/servers/0/{name}"] = join("", key)
        places["/servers/0"] = places[f"/servers/0/{next(iter(stated))}"]
