"""Reads the blocks of one operation into what it takes and what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from ...documents.document import Spot
from .blocks import Block, plain
from .code import Snippet
from .constraints import rules_of
from .drafts import Carried, Draft, Given
from .endpoints import Marker
from .fences import HEADER_LINE, Piece
from .roles import ASKS, FIELD_ITEM, STATUS_ITEM, TYPED_ITEM, Role, heading_role, label_of, role_of
from .samples import is_schema, sample, spots_in
from .sections import Part
from .shapes import Sample, Shape, Spots, codes_in, shape_of_rows
from .tables import NEEDED, Code, Row, codes_of, merged, rows_of, subject_of
from .tree import At, Steps, place_of
from .types import type_of

SUNSET = re.compile(
    r"\b(?:sunset|removed on|removal|goes on|until|after)\b[^\d]{0,20}(\d{4}-\d{2}-\d{2})", re.IGNORECASE
)
TYPED = re.compile(r"`([^`]+)`")
WITHOUT_BODY = ("GET", "DELETE", "HEAD", "OPTIONS")


class PartReader:
    """Reads one operation; what stands before a block says what the block is."""

    def __init__(
        self,
        part: Part,
        pieces: Mapping[int, list[Piece]],
        snippets: Mapping[int, list[Snippet]],
        unread: Any,
        types: tuple[Mapping[str, Any], Spots],
        beside: Any = None,
    ) -> None:
        self.beside = beside  # takes what belongs to the document, not to the operation
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
        elif label and re.match(r"content-?type\b", label[0], re.IGNORECASE) and self.role.name == "header":
            self.role = Role("request")
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
        found = FIELD_ITEM.match(block.text) or TYPED_ITEM.match(block.text)
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

        about = ". ".join(part for part in (plain(found["about"] or ""), left) if part)
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
            if self.answers(block):
                self.role = Role("response")
            self.fields(list(rows_of(block)))
        elif subject in ("codes", "statuses"):
            for code in codes_of(block):
                self.failed(code)

    def answers(self, block: Block) -> bool:
        """Return whether a table without a label lists what is answered: fields of what carries no body."""
        names = [cell.text.lower().strip(": ") for cell in block.header]
        bare = not self.role.name and self.part.marker.method in WITHOUT_BODY
        return (
            bare
            and names[0] in ("field", "property", "attribute", "campo", "字段", "字段名")
            and not set(names) & NEEDED
        )

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
            if text[0].strip() and not self.typed_body(text[0], at) and not quiet:
                self.unread(piece, reason(piece))
            return
        role = self.role.name or self.guessed_role()
        if role not in ("request", "response", "errors"):
            self.unread(piece, "an example of neither a request nor an answer")
            return
        carried = self.carried(at, role)
        if carried is not None and is_schema(document.data):
            carried.shapes.append(Shape(document.data, spots_in(document, at[0], at[1]), at))
        elif carried is not None:
            spots = spots_in(document, at[0], at[1])
            carried.samples.append(Sample(document.data, spots, at))

    def typed_body(self, text: str, at: At) -> bool:
        """Take `{ "name": string }`, an example of types instead of values; return whether it is one."""
        from ..typescript import lower_typescript

        if not re.match(r"\s*\{[^{}]*:", text) or not re.search(r":\s*(?:string|number|boolean|[A-Z]\w*)\b", text):
            return False
        found = lower_typescript(f"type Shown = {text}")
        carried = self.carried(at, self.role.name or self.guessed_role()) if not found.problems else None
        if carried is None or "Shown" not in found.defs:
            return False
        line = at[0] - 1
        spots = {
            steps[1:]: Spot((spot.value[0] + line, spot.value[1]), spot.key and (spot.key[0] + line, spot.key[1]))
            for steps, spot in found.spots.items()
            if steps[:1] == ("Shown",)
        }
        carried.shapes.append(Shape(found.defs["Shown"], spots, at))
        return True

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
        from .fragments import fragment_of, operation_in

        whole = operation_in(piece)
        fragment = fragment_of(piece) if whole is None else None
        if fragment is not None and fragment.sort and self.beside is not None:
            self.beside(fragment)
        elif whole is None:
            self.unread(piece, "YAML that is no part of an interface")
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


SHELLS = ("bash", "sh", "shell", "console", "powershell", "zsh", "curl")


def reason(piece: Piece) -> str:
    """Return why a piece of a fence was not read."""
    if piece.language in SHELLS:
        return "commands"
    known = piece.language in ("", "text", "json", "jsonc", "json5", "http", "typescript", "ts", "javascript", "js")
    return "neither JSON nor a request" if known else "no language of contracts"


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
