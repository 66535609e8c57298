"""Reads the blocks of one operation into what it takes and what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from ...documents.document import Spot
from .blocks import Block, plain
from .code import Snippet
from .constraints import rules_of
from .endpoints import Marker
from .fences import HEADER_LINE, Piece
from .roles import ASKS, FIELD_ITEM, STATUS_ITEM, Role, heading_role, label_of, role_of
from .samples import inferred, sample, shape_spots, spots_in
from .sections import Part
from .tables import Code, Row, codes_of, merged, rows_of, subject_of
from .tree import At, Steps, place_of
from .types import type_of

Spots = Mapping[Steps, Spot]
SUNSET = re.compile(
    r"\b(?:sunset|removed on|removal|goes on|until|after)\b[^\d]{0,20}(\d{4}-\d{2}-\d{2})", re.IGNORECASE
)
TYPED = re.compile(r"`([^`]+)`")
WITHOUT_BODY = ("GET", "DELETE", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Shape:
    """A schema with its places; `guessed` where an example is all there is."""

    schema: dict[str, Any]
    spots: Spots
    at: At
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """A value as an example writes it, with its places."""

    value: Any
    spots: Spots
    at: At


@dataclass(slots=True)
class Carried:
    """What a request or an answer carries, as it was found."""

    at: At
    about: str = ""
    shapes: list[Shape] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    headers: list[Row] = field(default_factory=list)
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter as found."""

    name: str
    place: str
    required: bool
    schema: dict[str, Any]
    about: str
    at: At


@dataclass(slots=True)
class Draft:
    """An operation as found."""

    marker: Marker
    title: str
    tag: str = ""
    about: list[str] = field(default_factory=list)
    parameters: dict[tuple[str, str], Given] = field(default_factory=dict)
    body: Carried | None = None
    answers: dict[str, Carried] = field(default_factory=dict)
    whole: Shape | None = None  # an operation written as OpenAPI
    deprecated: bool = False
    sunset: str = ""
    asks: str = ""

    @property
    def place(self) -> At:
        """Return where its marker stands."""
        return self.marker.line, self.marker.column


class PartReader:
    """Reads one operation; what stands before a block says what the block is."""

    def __init__(
        self,
        part: Part,
        pieces: Mapping[int, list[Piece]],
        snippets: Mapping[int, list[Snippet]],
        unread: Any,
        types: tuple[Mapping[str, Any], Spots],
    ) -> None:
        self.part, self.pieces, self.snippets, self.unread = part, pieces, snippets, unread
        self.defs, self.def_spots = types
        tag = next((plain(block.text) for block in reversed(part.trail) if block.level < part.level), "")
        self.draft = Draft(part.marker, part.title, tag)
        self.role = Role()
        self.told = False  # whether anything but prose was found
        self.listed: list[Row] = []  # fields that items of one list state

    def read(self) -> Draft:
        """Return the operation."""
        for name in query_of(self.part.marker):
            self.give(name, "query", False, {}, "", self.draft.place)
        for block in self.part.blocks:
            self.listed = self.listed if block.kind == "item" else []
            getattr(self, block.kind)(block)
        return self.draft

    def heading(self, block: Block) -> None:
        """Take the role that a heading below the operation announces."""
        self.role = heading_role(block) or Role()
        self.note(block.text)

    def line(self, block: Block) -> None:
        """Read a line of prose: a label, or what the operation is about."""
        self.note(block.text)
        label = label_of(block.text)
        role = role_of(label[0]) if label else role_of(block.text) if block.text.rstrip().endswith(":") else None
        if label and ASKS.search(label[0]) and role is None:
            self.draft.asks = plain(label[1]) or label[0]
        elif role:
            self.role = role if role.status or not label else Role(role.name, status_in(label[1]))
            self.typed(label[1] if label else "", block)
        elif not self.told and not self.role.name and not label and self.part.marker.line != block.line:
            self.draft.about.append(block.text)

    def item(self, block: Block) -> None:
        """Read an item of a list: a status, a field, or a label."""
        if found := STATUS_ITEM.match(block.text):
            self.told = True
            self.answer(found[1], (block.line, block.column)).about = plain(found["rest"])
            self.role = Role("errors" if found[1][0] in "45" else "response", found[1])
            self.typed(found["rest"], block)
            return
        found = FIELD_ITEM.match(block.text)
        if found and self.role.name in ("path", "query", "header", "parameters", "request", "response"):
            self.field_item(found, block)
        else:
            self.line(block)

    def field_item(self, found: re.Match[str], block: Block) -> None:
        """Take a field that an item of a list states: `- page (integer, optional): The page`."""
        first, _, rest = found["inside"].partition(",")
        keywords, needed, left = rules_of(rest) if rest else ({}, None, "")
        typed, alone, _ = rules_of(first)
        schema = typed if alone is not None or typed else type_of(first)
        needed = alone if needed is None else needed
        from .blocks import Cell

        about = ". ".join(part for part in (plain(found["about"]), left) if part)
        cell = Cell(found["name"], block.line, block.column)
        row = Row(found["name"], merged(schema, keywords), needed, about, "", cell)
        if (
            self.listed
            and self.place(row) == "body"
            and (carried := self.carried((block.line, block.column), "request"))
        ):
            carried.shapes.pop()
        self.listed = [*self.listed, row]
        self.fields(self.listed if self.place(row) == "body" else [row])

    def note(self, text: str) -> None:
        """Take it that the operation is deprecated where a line says so."""
        if re.search(r"\bdeprecated\b", text, re.IGNORECASE) and not re.search(r"\bnot deprecated\b", text, re.I):
            self.draft.deprecated = True
            if found := SUNSET.search(text):
                self.draft.sunset = found[1]

    def typed(self, text: str, block: Block) -> None:
        """Take the type that stands as code behind a label: `**Response**: 200, `Order[]``."""
        for said in TYPED.findall(text):
            schema = type_of(said) if re.search(r"[A-Z]\w*", said) and not re.match(r"^[\dA-Z_]+$|^\d", said) else {}
            if "$ref" in schema or "$ref" in str(schema.get("items", "")):
                carried = self.carried((block.line, block.column))
                if carried is not None:
                    carried.shapes.append(Shape(schema, {}, (block.line, block.column + block.text.find(said))))
                    self.told = True
                return
        if self.role.name in ("response", "errors") and self.role.status:
            found = self.answer(self.role.status, (block.line, block.column))
            found.about = found.about or plain(re.sub(r"^[\d\s:()–—-]+", "", text))

    def table(self, block: Block) -> None:
        """Read a table by what it is about and by what it stands under."""
        subject = subject_of(block)
        self.told = self.told or bool(subject)
        if subject in ("fields", "rules"):
            self.fields(list(rows_of(block)))
        elif subject in ("codes", "statuses"):
            for code in codes_of(block):
                self.failed(code)

    def failed(self, code: Code) -> None:
        """Take a code of an error, or a status that is answered."""
        found = self.answer(code.status or self.role.status or "default", place_of(code.cell))
        if code.code:
            found.codes.append(code)
        else:
            found.about = found.about or code.about

    def fields(self, rows: list[Row]) -> None:
        """Take the fields of a table or list as parameters, as the body, or as an answer."""
        self.told = self.told or bool(rows)
        inside = [row for row in rows if self.place(row) == "body"]
        for row in rows:
            place = self.place(row)
            if place == "answer-header":
                self.answer(self.role.status or "200", place_of(row.cell)).headers.append(row)
            elif place not in ("body", ""):
                needed = row.required if row.required is not None else place == "path"
                self.give(row.name, place, needed, row.schema, row.description, place_of(row.cell))
        if inside:
            carried = self.carried(place_of(inside[0].cell), "request")
            if carried is not None:
                answered = carried is not self.draft.body
                carried.shapes.append(shape_of_rows(inside, answered=answered))

    def place(self, row: Row) -> str:
        """Return where a field is sent: what the table says, else what the section says."""
        if row.place:
            return row.place
        if self.role.name in ("path", "query", "header", "answer-header"):
            return self.role.name
        if self.role.name in ("response", "errors", "request"):
            return "body"
        if "{" + row.name + "}" in self.part.marker.path:
            return "path"
        return "query" if self.part.marker.method in WITHOUT_BODY else "body"

    def give(self, name: str, place: str, needed: bool, schema: dict[str, Any], about: str, at: At) -> None:
        """Take a parameter; the first one of a name and a place counts, and one without a type is filled in."""
        have = self.draft.parameters.get((place, name))
        if have is None or (not have.schema and schema):
            self.draft.parameters[place, name] = Given(name, place, needed, schema, about, at)

    def fence(self, block: Block) -> None:
        """Read a fence piece by piece."""
        for snippet in self.snippets.get(id(block), ()):
            self.told = True
            self.code(snippet)
        for piece in self.pieces.get(id(block), ()):
            if piece.sort != "code":
                self.told = True
                self.piece(piece, block)

    def piece(self, piece: Piece, block: Block) -> None:
        """Read a piece of a fence that is no code."""
        at = (piece.line, piece.column)
        if piece.sort == "request":
            self.request_text(piece, at)
        elif piece.sort == "status":
            self.role = Role("errors" if piece.label[0] in "45" else "response", piece.label)
            self.answer(piece.label, (max(1, piece.line - 1), piece.column))
            self.sampled(after_headers(piece.text)[1], piece, block, quiet=True)
        elif piece.sort == "yaml" or (piece.language in ("yaml", "yml", "openapi")):
            self.yaml(piece)
        elif piece.sort in ("json", "text"):
            self.sampled((piece.text, 0), piece, block)

    def request_text(self, piece: Piece, at: At) -> None:
        """Read what stands behind a request line: headers, an empty line, a body."""
        headers, (text, skipped) = after_headers(piece.text)
        for name, said in headers.items():
            if name.lower() not in ("content-type", "content-length", "host", "accept", "user-agent"):
                self.give(name, "header", True, {"type": "string"}, said, at)
        if text.strip():
            self.role = Role("request")
            self.sampled((text, skipped), piece, None)
        self.role = Role()

    def sampled(self, text: tuple[str, int], piece: Piece, block: Block | None, *, quiet: bool = False) -> None:
        """Take an example of what is sent or answered."""
        document = sample(text[0])
        at = (piece.line + text[1], piece.column)
        if document is None:
            if text[0].strip() and not quiet:
                self.unread(piece, "neither JSON nor a request")
            return
        role = self.role.name or self.guessed_role()
        if role not in ("request", "response", "errors"):
            self.unread(piece, "an example of neither a request nor an answer")
            return
        carried = self.carried(at, role)
        if carried is not None:
            spots = spots_in(document, at[0], at[1])
            carried.samples.append(Sample(document.data, spots, at))

    def guessed_role(self) -> str:
        """Return what an example without a label is: by its order, and by whether the method carries anything."""
        empty = self.draft.body is None or not (self.draft.body.shapes or self.draft.body.samples)
        return "request" if empty and self.part.marker.method not in WITHOUT_BODY else "response"

    def carried(self, at: At, role: str = "") -> Carried | None:
        """Return what holds the bodies of the present role."""
        name = self.role.name or role
        if name in ("response", "errors"):
            return self.answer(self.role.status or ("200" if name == "response" else "default"), at)
        if name in ("request", "parameters", "rules", "example", ""):
            if role not in ("request", "") and name == "":
                return self.answer("200", at)
            self.draft.body = self.draft.body or Carried(at)
            return self.draft.body
        return None

    def answer(self, status: str, at: At) -> Carried:
        """Return the answer of a status."""
        return self.draft.answers.setdefault(status, Carried(at))

    def yaml(self, piece: Piece) -> None:
        """Take an operation that is written as OpenAPI."""
        from .fragments import operation_in

        whole = operation_in(piece)
        if whole is None:
            self.unread(piece, "YAML that states no operation")
        elif self.draft.whole is None:
            self.draft.whole = whole

    def code(self, snippet: Snippet) -> None:
        """Take the types of a fence by their names, by the comments above them, or by the section."""
        for status in snippet.empty:
            self.answer(status, snippet.at).nothing = True
        for local in snippet.locals:
            self.local(local.role, local.status, Shape(local.schema, local.spots, local.at))
        if not snippet.locals and snippet.first and self.role.name in ("request", "response", "errors"):
            carried = self.carried(snippet.at)
            if carried is not None and not carried.shapes:
                carried.shapes.append(Shape({"$ref": f"#/$defs/{snippet.first}"}, {}, snippet.at))

    def local(self, role: str, status: str, shape: Shape) -> None:
        """Take a type that belongs to this operation alone."""
        if role == "request":
            self.draft.body = self.draft.body or Carried(shape.at)
            self.draft.body.shapes.append(shape)
        elif role == "response":
            found = self.answer(status or "200", shape.at)
            found.shapes.append(shape)
        elif role == "errors":
            found = self.answer(status or "default", shape.at)
            codes = list(codes_in(shape.schema, shape))
            found.codes.extend(codes)
            if not codes:
                found.shapes.append(shape)
        else:
            self.parameters_of(role, shape)

    def spread(self, shape: Shape) -> tuple[dict[str, Any], Spots]:
        """Return an object with its properties and places, also those of the types that it is made of."""
        made: dict[str, Any] = {"properties": {}, "required": []}
        spots: dict[Steps, Spot] = {}
        pending: list[tuple[Any, Spots]] = [(shape.schema, shape.spots)]
        for _ in range(40):
            if not pending:
                break
            schema, places = pending.pop(0)
            schema = schema if isinstance(schema, dict) else {}
            for name, item in schema.get("properties", {}).items():
                made["properties"].setdefault(name, item)
                at = ("properties", name)
                if at in places:
                    spots.setdefault(at, places[at])
            made["required"].extend(schema.get("required", []))
            pending.extend((part, {}) for part in schema.get("allOf", []))
            name = unquote(str(schema.get("$ref", "")).removeprefix("#/$defs/"))
            if name in self.defs:
                pending.append((self.defs[name], self.places(name)))
        return made, spots

    def places(self, name: str) -> Spots:
        """Return the places of a named type."""
        return {steps[1:]: spot for steps, spot in self.def_spots.items() if steps and steps[0] == name}

    def parameters_of(self, place: str, shape: Shape) -> None:
        """Take the properties of a type as parameters; a type that stands elsewhere is kept as a whole."""
        whole, spots = self.spread(shape)
        needed = whole["required"]
        for name, schema in whole["properties"].items():
            spot = spots.get(("properties", name))
            about = schema.get("description", "") if isinstance(schema, dict) else ""
            at = (spot.key or spot.value) if spot else shape.at
            self.give(name, place, name in needed or place == "path", schema, about, at)


def query_of(marker: Marker) -> Iterable[str]:
    """Yield the names in the query behind a path."""
    for pair in filter(None, marker.query.split("&")):
        name = pair.partition("=")[0].strip("{}[]")
        if re.fullmatch(r"[\w.\[\]-]+", name):
            yield name


def status_in(text: str) -> str:
    """Return the status at the beginning of a text."""
    found = re.match(r"[`*(\s]*([1-5]\d\d)\b", text)
    return found[1] if found else ""


def after_headers(text: str) -> tuple[dict[str, str], tuple[str, int]]:
    """Return the headers at the beginning of a message, and what follows with how many lines stand before it."""
    lines, headers, index = text.split("\n"), dict[str, str](), 0
    while index < len(lines) and (found := HEADER_LINE.match(lines[index])):
        headers[found[1]] = found[2].strip()
        index += 1
    while index < len(lines) and not lines[index].strip():
        index += 1
    return headers, ("\n".join(lines[index:]), index)


def shape_of_rows(rows: list[Row], *, answered: bool) -> Shape:
    """Return the object that the rows of a table describe; dots and brackets lead into nested ones."""
    schema: dict[str, Any] = {"type": "object", "properties": {}}
    spots: dict[Steps, Spot] = {}
    says = any(row.required is not None for row in rows)
    for row in rows:
        holder, steps = schema, list[str]()
        *above, name = re.split(r"\.", row.name)
        for step in above:
            holder, steps = descend(holder, steps, step)
        name, is_list = name.removesuffix("[]"), name.endswith("[]")
        stated = {**row.schema, **({"description": row.description} if row.description else {})}
        made = {"type": "array", "items": row.schema} if is_list else stated
        kept = holder.setdefault("properties", {})
        below = kept.get(name, {}) if isinstance(kept.get(name), dict) else {}
        kept[name] = {**made, **{k: v for k, v in below.items() if k in ("properties", "items", "required")}}
        if row.required or (answered and not says):
            holder.setdefault("required", []).append(name)
        at = place_of(row.cell)
        where = (*steps, "properties", name)
        spots[where] = Spot(at, at)
    at = place_of(rows[0].cell)
    return Shape(schema, {**spots, (): Spot(at, at)}, at)


def shape_of_values(block: Block) -> Shape:
    """Return the enumeration that a table of values lists."""
    cells = list(
        dict.fromkeys((row[0].text.strip("'\""), place_of(row[0])) for row in block.rows if row and row[0].text)
    )
    spots: dict[Steps, Spot] = {("enum", str(i)): Spot(at, at) for i, (_, at) in enumerate(cells)}
    at = (block.line, block.column)
    return Shape({"enum": [literal(text) for text, _ in cells]}, {**spots, (): Spot(at, at)}, at)


def literal(text: str) -> Any:
    """Return a value of an enumeration: a whole number, or a text."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else text


def descend(holder: dict[str, Any], steps: list[str], step: str) -> tuple[dict[str, Any], list[str]]:
    """Return the object below a property, made where it is not there yet."""
    name = step.removesuffix("[]")
    found = holder.setdefault("properties", {}).setdefault(name, {})
    steps = [*steps, "properties", name]
    if step.endswith("[]") or found.get("type") == "array":
        found.setdefault("type", "array")
        found = found.setdefault("items", {}) if isinstance(found.get("items", {}), dict) else {}
        steps = [*steps, "items"]
    if "$ref" not in found:
        found.setdefault("type", "object")
    return found, steps


def codes_in(schema: Any, shape: Shape, steps: Steps = ()) -> Iterable[Code]:
    """Yield the codes that a union of errors states: the constant `code` of each branch."""
    from .blocks import Cell

    if not isinstance(schema, dict):
        return
    code = schema.get("properties", {}).get("code", {}) if isinstance(schema.get("properties"), dict) else {}
    message = schema.get("properties", {}).get("message", {}) if isinstance(schema.get("properties"), dict) else {}
    values = [code["const"]] if "const" in code else code.get("enum", [])
    spot = shape.spots.get((*steps, "properties", "code"))
    at = (spot.key or spot.value) if spot else shape.at
    about = message.get("const", "") if isinstance(message, dict) else ""
    for value in values:
        if isinstance(value, str):
            yield Code(value, "", about if isinstance(about, str) else "", Cell(value, *at))
    for keyword in ("anyOf", "oneOf", "allOf"):
        for index, branch in enumerate(schema.get(keyword, ())):
            yield from codes_in(branch, shape, (*steps, keyword, str(index)))


def guessed(found: Sample) -> Shape:
    """Return the shape that an example lets one guess."""
    return Shape(inferred(found.value), shape_spots(found.value, found.spots), found.at, guessed=True)
