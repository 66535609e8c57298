"""Tells what a table says: fields or parameters, rules of fields, error codes, statuses, kinds of changes, events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from .blocks import Block, Cell
from .constraints import required, rules_of, value
from .endpoints import in_rows
from .types import fitted, type_of, with_null

Subject = Literal["endpoints", "fields", "rules", "codes", "statuses", "changes", "events", "versions", "values", ""]
FIELD = {
    *(
        "field",
        "fields",
        "parameter",
        "param",
        "parameters",
        "name",
        "property",
        "key",
        "attribute",
        "column",
        "header",
    ),
    *(
        "query parameter",
        "path parameter",
        "query param",
        "path param",
        "field name",
        "campo",
        "parámetro",
        "propiedad",
    ),
    *("paramètre", "champ", "字段", "参数", "参数名", "字段名", "名称"),
}
TYPE = {"type", "data type", "datatype", "tipo", "类型", "type de données"}
NEEDED = {"required", "required?", "mandatory", "req", "obligatorio", "requerido", "requis", "必填", "是否必填"}
RULES = {"rules", "rule", "validation", "validations", "constraints", "constraint", "validation rules", "reglas"}
ABOUT = {"description", "notes", "meaning", "details", "descripción", "purpose", "说明", "描述", "usage"}
DEFAULT = {"default", "default value", "por defecto", "默认值"}
SAMPLE = {"example", "examples", "sample", "ejemplo", "示例"}
PLACE = {"in", "location", "place", "where"}
CODE = {"error code", "code", "error", "errorcode", "error_code", "código", "错误码"}
STATUS = {"status", "status code", "http status", "http", "http code", "code", "http status code", "estado", "状态码"}
CHANGE = {"change type", "change", "type of change", "kind of change"}
VALUE = {"value", "enum value", "enum", "allowed value", "possible value", "option", "valor", "值"}
EVENT = {"event", "event name", "message", "event type", "message type", "evento"}
PLACES = {"path": "path", "query": "query", "header": "header", "body": "body", "cookie": "cookie", "url": "path"}


@dataclass(frozen=True, slots=True)
class Row:
    """A field or parameter of a table. `required` is None where the table does not say."""

    name: str
    schema: dict[str, Any]
    required: bool | None
    description: str
    place: str
    cell: Cell
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of an error with its status, as a catalogue lists it."""

    code: str
    status: str
    about: str
    cell: Cell


def subject_of(block: Block) -> Subject:
    """Return what a table is about; empty where it is not understood."""
    names = [cell.text.lower().strip(": ") for cell in block.header]
    found = set(names)
    if any(in_rows(block)):
        return "endpoints"
    if found & CHANGE and len(names) > 1 and "endpoint" not in found:
        return "changes"
    if names and names[0] in EVENT:
        return "events"
    if names and names[0] in ("version", "versión") and len(names) > 1:
        return "versions"
    if names and names[0] in VALUE and len(names) > 1 and not found & (FIELD | TYPE):
        return "values" if all(row and re.fullmatch(r"[\w.:/'\"-]+", row[0].text) for row in block.rows) else ""
    if column(block, CODE) is not None or column(block, STATUS) is not None:
        kind = coded(block)
        if kind:
            return kind
    if not found & FIELD:
        return ""
    if found & RULES and not found & TYPE:
        return "rules"
    return "fields" if found & (TYPE | NEEDED | RULES) else ""


def coded(block: Block) -> Subject:
    """Return whether a table lists codes of errors, or statuses only."""
    codes = list(codes_of(block))
    if any(code.code for code in codes):
        return "codes"
    return "statuses" if codes else ""


def column(block: Block, names: set[str]) -> int | None:
    """Return the index of the first column that is called by one of these names."""
    return next((i for i, cell in enumerate(block.header) if cell.text.lower().strip(": ") in names), None)


def text_in(row: tuple[Cell, ...], index: int | None) -> str:
    """Return the text of a cell, empty where there is none."""
    return row[index].text.strip() if index is not None and index < len(row) else ""


def raw_in(row: tuple[Cell, ...], index: int | None) -> str:
    """Return the text of a cell as it is written, with its marks of code."""
    return row[index].raw.strip() if index is not None and index < len(row) else ""


def rows_of(block: Block) -> Iterator[Row]:
    """Yield the fields of a table."""
    name = column(block, FIELD)
    columns = {key: column(block, names) for key, names in COLUMNS.items()}
    for row in block.rows:
        if name is None or name >= len(row) or not row[name].text.strip():
            continue
        yield one_row(row, row[name], columns)


COLUMNS = {
    "type": TYPE,
    "needed": NEEDED,
    "rules": RULES,
    "about": ABOUT,
    "default": DEFAULT,
    "sample": SAMPLE,
    "place": PLACE,
}


def one_row(row: tuple[Cell, ...], cell: Cell, columns: dict[str, int | None]) -> Row:
    """Return one field."""
    said = {key: text_in(row, index) for key, index in columns.items()}
    schema = type_of(raw_in(row, columns["type"]))
    rules = raw_in(row, columns["rules"])
    keywords, needed, left = rules_of(rules) if rules else ({}, None, "")
    needed = required(said["needed"]) if columns["needed"] is not None and said["needed"] else needed
    if said["needed"] and needed is None:
        needed = False  # "only with x": not always
    schema = merged(schema, keywords)
    if said["default"] and required(said["default"]) is None:
        schema = {**schema, "default": value(said["default"].strip("`'\""))}
    name, _, mark = cell.text.strip().partition(" ")
    needed = True if mark.strip("() ").lower() == "required" or name.endswith("*") else needed
    needed = False if mark.strip("() ").lower() == "optional" or name.endswith("?") else needed
    about = ". ".join(part for part in (said["about"], left) if part)
    place = PLACES.get(said["place"].lower().split(" ")[0], "") if said["place"] else ""
    return Row(name.rstrip("*?:"), schema, needed, about, place, cell, said["sample"])


def merged(schema: dict[str, Any], keywords: dict[str, Any]) -> dict[str, Any]:
    """Return a type with its rules; what its values are listed as wins over what they are called."""
    rules = {key: item for key, item in keywords.items() if key != "nullable"}
    made: dict[str, Any] = {**schema, **rules} if "$ref" not in schema or not rules else {"allOf": [schema, rules]}
    if {"minLength", "maxLength"} & set(rules) and "type" not in made and "allOf" not in made:
        made["type"] = "string"
    made = fitted(made)
    return with_null(made) if keywords.get("nullable") else made


def codes_of(block: Block) -> Iterator[Code]:
    """Yield the codes of errors, and the statuses, of a table."""
    columns = [i for i, cell in enumerate(block.header) if cell.text.lower().strip(": ") in CODE | STATUS]
    about = column(block, ABOUT | {"message", "body", "recovery", "cause", "when", "reason"})
    for row in block.rows:
        code = status = ""
        first: Cell | None = None
        for index in columns:
            said = text_in(row, index)
            if found := re.match(r"([1-5]\d\d|[1-5]xx)\b", said, re.IGNORECASE):
                status, first = found[1].upper(), first or row[index]
            elif re.fullmatch(r"[A-Za-z][\w.:-]*", said):
                code, first = said, row[index]
        if first is not None:
            yield Code(code, status, text_in(row, about), first)
