"""Reads a Markdown contract: blocks → operations, types, messages → one tree with places, once for each content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ...compare.paths import template
from ...documents.document import Document, Spot
from ..noted import NOTED
from ..plain import did_you_mean
from . import events
from .agreement import disagreements
from .blocks import Block, blocks_of, plain
from .code import Code, Snippet, read_code, undefined
from .consistency import Claim, Listed, claims_in, disagreeing, listed_in
from .drafts import Draft, Given
from .emit import CODES, emit_codes, emit_operation
from .fences import Piece, pieces_of
from .fragments import Fragment, fragment_of, paths_in
from .operation_reading import PartReader
from .roles import heading_role
from .samples import INFERRED, is_schema, sample, spots_in
from .sections import Loose, Part, Sections, sections_of
from .shapes import shape_of_rows, shape_of_values
from .stated import Stated, is_statement, stated_in
from .tables import Row, codes_of, rows_of, subject_of
from .templates import CHOICE, gaps_in, is_template, questions_in
from .tree import At, Steps, Tree, place_of
from .type_references import crossed, holder_of, reached, references_in, steps_of_reference, without

OWN = "x-markdown"
SHELL = ("bash", "sh", "shell", "console", "powershell", "zsh", "curl")
NOUNS = re.compile(
    r"\s*\b(?:object|model|schema|fields?|properties|type|types|resource|table|entity)\b\s*", re.IGNORECASE
)


@dataclass(slots=True)
class Understood:
    """A document as understood: its tree with places, and what it says about itself."""

    data: dict[str, Any]
    spots: dict[Steps, Spot]
    stated: Stated
    template: bool
    listed: tuple[Listed, ...] = ()
    directions: dict[str, str] = field(default_factory=dict)
    details: int = 0
    types: int = 0
    maps: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def understood(file: str, text: str, beside: tuple[tuple[str, str, str], ...] = ()) -> Understood:
    """Return what a document says with the files of code that belong to it; worked out once for each content."""
    return DocumentReader(file, text, beside).read()


class DocumentReader:
    """Reads one document."""

    def __init__(self, file: str, text: str, beside: tuple[tuple[str, str, str], ...] = ()) -> None:
        self.file, self.text, self.beside = file, text, beside
        self.blocks = blocks_of(text)
        self.stated = stated_in(file, text, self.blocks)
        self.template = is_template(file, self.stated.front or status_line(self.stated), gaps_in(text))
        self.gaps = gaps_in(text, template=self.template)
        self.sections: Sections = sections_of(self.blocks)
        self.pieces = {id(block): list(pieces_of(block)) for block in self.blocks if block.kind == "fence"}
        self.tree = Tree()
        self.own: dict[str, list[tuple[dict[str, Any], At]]] = {}
        self.directions: dict[str, str] = {}
        self.common: list[Row] = []
        self.maps: set[str] = set()

    def read(self) -> Understood:
        """Return the document as understood."""
        code = self.code()
        self.types(code)
        drafts = [draft for part in self.sections.parts if (draft := self.draft(part, code))]
        self.loose(code)
        self.operations(drafts)
        maps = self.live(code)
        self.loose_ends(code, maps)
        self.information()
        self.about(code)
        return Understood(
            self.tree.data,
            self.tree.spots,
            self.stated,
            self.template,
            tuple(listed_in(self.file, self.blocks)),
            self.directions,
            len(drafts),
            len(code.defs),
            frozenset(self.maps),
        )

    def note(self, topic: str, at: At, **words: Any) -> None:
        """Keep something that the rules or the page ask for."""
        self.own.setdefault(topic, []).append((words, at))

    def unread(self, piece: Piece, why: str) -> None:
        """Keep it that a fence was not read, and why."""
        language = piece.language or "text"
        if any(at == (piece.line, piece.column) for _, at in self.own.get("unread", ())):
            return
        self.note("unread", (piece.line, piece.column), what=f"a fence of {language}", why=why)

    # -- code -------------------------------------------------------------------------------------------------------

    def code(self) -> Code:
        """Return all code of the document, read together."""
        inside = {id(block) for part in self.sections.parts for block in part.blocks}
        pieces = [
            (piece, id(block) in inside)
            for block in self.blocks
            for piece in self.pieces.get(id(block), ())
            if piece.sort == "code"
        ]
        found = read_code(pieces, (gap.text.strip("{} ") for gap in self.gaps), self.beside)
        for piece, why in found.unread:
            self.unread(piece, why)
        for one in found.opaque:
            self.note("unread", one.spot, what=one.what or "a type", why=one.why)
        for name, at, first in found.twice:
            self.note("twice", at, name=name, line=str(first[0]))
        return found

    def types(self, code: Code) -> None:
        """Put the named types into the tree."""
        referred = set(references_in([item for name, item in code.defs.items() if name not in code.live_types]))
        gone = code.live_types - referred if code.live.get("services") or code.live.get("messages") else frozenset()
        for name in gone & set(code.live.get("services", {})):
            code.defs.pop(name, None)
        if code.live.get("services"):
            own = {steps[1:]: spot for steps, spot in code.live_spots.items() if steps[:1] == ("services",)}
            self.tree.graft(("services",), code.live["services"], own)
        for name, schema in code.defs.items():
            own = {steps[1:]: spot for steps, spot in code.spots.items() if steps and steps[0] == name}
            self.tree.graft(("$defs", name), schema, own)

    def draft(self, part: Part, code: Code) -> Draft:
        """Return one operation."""
        by_piece = {id(snippet.piece): snippet for snippet in code.snippets}
        snippets: dict[int, list[Snippet]] = {}
        for block in part.blocks:
            own = [by_piece[id(piece)] for piece in self.pieces.get(id(block), ()) if id(piece) in by_piece]
            if own:
                snippets[id(block)] = own
        return PartReader(part, self.pieces, snippets, self.unread, (code.defs, code.spots), self.fragment).read()

    # -- operations -------------------------------------------------------------------------------------------------

    def operations(self, drafts: list[Draft]) -> None:
        """Put the operations into the tree, each once: details first, then those that are only listed."""
        promised = self.stated.text("examples").lower() in ("promised", "strict")
        first: dict[str, At] = {}
        for draft in drafts:
            key = f"{draft.marker.method} {template(draft.marker.path)}"
            if key in first:
                self.note("twice-listed", draft.place, key=draft.marker.key, line=str(first[key][0]))
                continue
            first[key] = draft.place
            for row in self.common:
                draft.parameters.setdefault(("header", row.name), header_of(row))
            emit_operation(self.tree, draft, promised=promised)
        for entry in self.sections.entries:
            key = f"{entry.marker.method} {template(entry.marker.path)}"
            if key not in first and not is_tail(key, first):
                first[key] = (entry.marker.line, entry.marker.column)
                emit_operation(self.tree, Draft(entry.marker, entry.title, tag_of(entry)), promised=promised)

    # -- everything else ----------------------------------------------------------------------------------------------

    def loose(self, code: Code) -> None:
        """Read what stands outside the operations."""
        said: dict[int, list[str]] = {}
        for item in self.sections.loose:
            under = id(item.trail[-1]) if item.trail else 0
            if item.block.kind == "table":
                self.loose_table(item, " ".join(said.pop(under, [])))
            elif item.block.kind == "line" and not item.block.text.rstrip("*_ ").endswith(":"):
                said.setdefault(under, []).append(item.block.text)
            elif item.block.kind == "fence":
                for piece in self.pieces[id(item.block)]:
                    self.loose_piece(piece, item)

    def loose_table(self, item: Loose, about: str) -> None:
        """Read a table outside the operations by what it is about; `about` is the prose between it and its heading."""
        subject, title = subject_of(item.block), name_of(item)
        role = next((r for b in reversed(item.trail) if (r := heading_role(b))), None)
        if subject == "fields" and role is not None and role.name == "header":
            self.common.extend(rows_of(item.block))
        elif subject in ("rules", "fields"):
            rows = list(rows_of(item.block))
            name = title if subject == "rules" else NOUNS.sub(" ", title).strip() or title
            if rows and ("$defs", name) in self.tree.spots:
                self.note(
                    "unread", place_of(rows[0].cell), what="a table", why=f"`{name}` is specified elsewhere already"
                )
            elif rows:
                shape = shape_of_rows(rows, answered=False)
                words = {"description": about} if about else {}
                self.tree.graft(("$defs", name), {**shape.schema, **words}, shape.spots)
                self.directions[name] = "input" if subject == "rules" else "both"
        elif subject == "values" and ("$defs", title) not in self.tree.spots:
            shape = shape_of_values(item.block)
            self.tree.graft(
                ("$defs", title), {**shape.schema, **({"description": about} if about else {})}, shape.spots
            )
            self.directions[title] = "both"
        elif subject in ("codes", "statuses"):
            found = list(codes_of(item.block))
            at = place_of(found[0].cell)
            emit_codes(self.tree, ("$defs", title), {c.code or c.status: c.about for c in found}, at)
            for one in found:
                where = place_of(one.cell)
                self.tree.spots["$defs", title, CODES, one.code or one.status] = Spot(where, where)
            self.directions[title] = "output"

    def loose_piece(self, piece: Piece, item: Loose) -> None:
        """Read a piece of a fence outside the operations."""
        if piece.sort == "code":
            return
        if piece.sort == "yaml":
            fragment = fragment_of(piece)
            if fragment is None or not fragment.sort:
                self.unread(piece, "YAML that is no part of an interface")
            else:
                self.fragment(fragment)
        elif piece.language in SHELL:
            self.unread(piece, "commands")
        elif found := events.in_sample(piece, item.trail):
            self.message(found)
        elif (shown := sample(piece.text)) is not None:
            self.shown(piece, shown, item)
        elif piece.language:
            self.unread(piece, "no language of contracts")

    def shown(self, piece: Piece, shown: Document, item: Loose) -> None:
        """Take a JSON Schema as the type that its title or its heading names; an example is not read."""
        data = shown.data
        title = data.get("title") if isinstance(data, dict) else None
        name = title if isinstance(title, str) and re.fullmatch(r"[A-Z]\w*", title) else name_of(item)
        if is_schema(data) and ("$defs", name) not in self.tree.spots:
            self.tree.graft(("$defs", name), data, spots_in(shown, piece.line, piece.column))
            self.directions[name] = by_name(name)
        else:
            self.unread(piece, "an example outside any operation")

    def fragment(self, fragment: Fragment) -> None:
        """Put a part of an OpenAPI document into the tree."""
        if fragment.sort == "schemas":
            for name, schema in fragment.data.items():
                self.component(name, schema, fragment, (name,))
        if fragment.sort == "openapi":
            components = fragment.data.get("components")
            for kind, parts in components.items() if isinstance(components, dict) else ():
                for name, part in parts.items() if isinstance(parts, dict) else ():
                    steps = ("components", kind, name)
                    if kind == "schemas":
                        self.component(name, part, fragment, steps)
                    else:
                        self.tree.graft(steps, part, below(fragment, steps))
            for key in ("security", "servers"):
                if isinstance(fragment.data.get(key), list):
                    self.tree.graft((key,), fragment.data[key], below(fragment, (key,)))
        if fragment.sort in ("openapi", "paths"):
            for path, method, operation, at in paths_in(fragment):
                self.tree.graft(("paths", path, method), operation, below(fragment, at))

    def component(self, name: str, schema: Any, fragment: Fragment, steps: Steps) -> None:
        """Put a named schema of a YAML fence into the tree."""
        if isinstance(schema, (dict, bool)):
            self.tree.graft(("components", "schemas", name), schema, below(fragment, steps))

    # -- messages ---------------------------------------------------------------------------------------------------

    def live(self, code: Code) -> set[str]:
        """Put the messages into the tree, and return the types that are nothing but maps of messages."""
        maps = {name for name in code.defs if events.is_map(name)}
        for key, sent in code.live.get("messages", {}).items():
            self.message(self.sent(key, sent, code))
        for _, found in events.in_maps(code.defs, code.spots):
            self.message(found)
        for item in self.sections.loose:
            for found in events.in_table(item):
                self.message(found)
            if item.block.kind == "fence" and (events.way_under(item.trail) or events.is_live(item.trail)):
                for snippet in (s for s in code.snippets if any(s.piece is p for p in self.pieces[id(item.block)])):
                    for name in self.declared(snippet, code):
                        if name not in maps:
                            way = events.way_under(item.trail)
                            for found in events.in_union(name, code.defs.get(name), code.spots, way):
                                self.message(found)
        return maps

    def sent(self, key: str, sent: Mapping[str, Any], code: Code) -> events.Found:
        """Return a message that a type of TypeScript declares."""
        spot = code.live_spots.get(("messages", key))
        at = (spot.key or spot.value) if spot else (1, 1)
        below = {steps[3:]: s for steps, s in code.live_spots.items() if steps[:3] == ("messages", key, "payload")}
        way: events.Way = "output" if key.startswith("output ") else "input"
        schema = sent["payload"] if isinstance(sent["payload"], dict) else {}
        return events.Found(sent["name"], way, schema, below, at, str(sent.get("description", "")))

    def hold_together(self, code: Code) -> None:
        """Keep where declarations of one thing disagree."""
        texts = "\n".join([*(snippet.piece.text for snippet in code.snippets), *(text for _, _, text in self.beside)])
        rules = {name for name, way in self.directions.items() if way == "input"}
        defs = self.tree.data.get("$defs", {})
        for found in disagreements(defs, texts, rules):
            spot = self.tree.spots.get(("$defs", found.one))
            at = (spot.key or spot.value) if spot else (1, 1)
            self.note("disagreements", at, one=found.one, other=found.other, problem=found.problem)

    def loose_ends(self, code: Code, maps: set[str]) -> None:
        """Say of types that nothing uses who reads them, and make texts of those that nothing defines."""
        components = self.tree.data.get("components", {}).get("schemas", {})
        known = self.tree.data.get("$defs", {})
        self.tree.data = crossed(self.tree.data, set(known), set(components))
        for name in undefined(self.tree.data, self.tree.data.get("$defs", {})):
            steps = steps_of_reference(self.tree.data, name)
            meant = did_you_mean(name, known)
            words = {"type": holder_of(steps), "name": name, "cure": meant}
            self.tree.data.setdefault(NOTED, []).append(
                {"rule": "type-undefined", "steps": list(steps), "words": words}
            )
        self.tree.data = without(self.tree.data, set(self.tree.data.get("$defs", {})))
        self.hold_together(code)
        used = {*reached(self.tree.data), *maps, *self.directions}
        for name in code.defs:
            if name not in used:
                self.directions[name] = by_name(name)
        self.maps = maps

    def declared(self, snippet: Snippet, code: Code) -> Iterator[str]:
        """Yield the names that a piece of code declares."""
        last = snippet.piece.line + snippet.piece.text.count("\n")
        for steps, spot in code.spots.items():
            if len(steps) == 1 and steps[0] in code.defs and snippet.piece.line <= spot.value[0] <= last:
                yield steps[0]

    def message(self, found: events.Found) -> None:
        """Put one message into the tree."""
        key = f"{'send' if found.way == 'output' else 'receive'} {found.name}"  # as the documented side does
        steps = ("messages", key)
        if steps in self.tree.spots:
            return
        data: dict[str, Any] = {"name": found.name, "direction": found.way, "description": found.about}
        if found.pointer:
            data["at"] = list(found.pointer)
        self.tree.put(steps, data, found.at)
        if found.schema:
            mark = {INFERRED: "example"} if found.guessed else {}
            self.tree.graft((*steps, "payload"), {**found.schema, **mark}, found.spots)

    # -- about the document -----------------------------------------------------------------------------------------

    def information(self) -> None:
        """Put what the document states about itself into the tree."""
        names = {"title": "title", "version": "version", "status": "x-status", "owner": "x-owner", "id": "x-id"}
        names |= {"stability": "x-stability-level", "released": "x-released", "sunset": "x-sunset"}
        names |= {"notes": "x-change-notes", "reason": "x-status-reason"}
        for key, name in names.items():
            if key in self.stated.values:
                said = self.stated.values[key]
                value = (
                    said.value.removeprefix("v") if key == "version" and re.match(r"v\d", said.value) else said.value
                )
                if value and not (key == "status" and CHOICE.match(value)) and not CHOICE.match(value):
                    self.tree.put(("info", name), value, said.at)
        if self.template:
            at = self.stated.values["status"].at if "status" in self.stated.values else (1, 1)
            self.tree.put(("info", "x-status"), "template", at)
        if about := self.stated.text("description") or first_words(self.blocks):
            self.tree.put(("info", "description"), about)
        if "base" in self.stated.values and "servers" not in self.tree.data:
            base = self.stated.values["base"]
            self.tree.put(("servers",), [{"url": base.value.rstrip("/")}], base.at)
            self.tree.spots["servers", "0"] = Spot(base.at, base.at)
        if support := self.stated.text("support"):
            self.tree.put(("info", "contact"), {"email" if "@" in support else "url": support})
        if self.stated.tags:
            self.tree.put(("tags",), [{"name": tag} for tag in self.stated.tags])

    def about(self, code: Code) -> None:
        """Put what the rules and the page ask for into the tree."""
        for gap in self.gaps:
            self.note("gaps", gap.at, text=gap.text, count=str(gap.count))
        for question in questions_in(self.text):
            self.note("questions", question.at, kind=question.kind, text=question.text)
        for claim in claims_in(self.sections.loose):
            self.claim(claim)
        places = {path: self.tree.spots[("paths", path)].value for path in self.tree.data.get("paths", {})}
        if "base" in self.stated.values:
            base = self.stated.values["base"]
            places = {base.value + path: base.at for path in places}
        for stated, other in disagreeing(self.stated, list(places), places):
            self.note("versions", other.at, stated=stated, other=other.value, source=other.source)
        for block in self.blocks:
            if block.kind == "heading":
                self.note("headings", (block.line, block.column), text=plain(block.text), level=block.level)
        if self.stated.problem:
            self.tree.put((OWN, "front"), self.stated.problem)
        for topic, notes in self.own.items():
            for words, at in notes:
                self.tree.append((OWN, topic), words, at)

    def claim(self, claim: Claim) -> None:
        """Keep a claimed count that is not the counted one, where there is anything to count."""
        paths = self.tree.data.get("paths", {})
        counted = {
            "operations": sum(len(item) for item in (*paths.values(), *self.tree.data.get("services", {}).values())),
            "messages": len(self.tree.data.get("messages", {})),
        }[claim.what]
        if counted and counted != claim.count:
            self.note("claims", claim.at, what=claim.what, claimed=str(claim.count), counted=str(counted))


def status_line(stated: Stated) -> Mapping[str, object]:
    """Return the status of a document without front matter."""
    return {"status": stated.text("status")}


def below(fragment: Fragment, steps: Steps) -> dict[Steps, Spot]:
    """Return the places of a part of a fragment."""
    return {path[len(steps) :]: spot for path, spot in fragment.spots.items() if path[: len(steps)] == steps}


def header_of(row: Row) -> Any:
    """Return a header that goes with every operation."""
    return Given(row.name, "header", bool(row.required), row.schema, row.description, place_of(row.cell))


def is_tail(key: str, known: Mapping[str, At]) -> bool:
    """Return whether an entry of an index is the end of exactly one path that is specified."""
    method, _, path = key.partition(" ")
    return sum(other.startswith(method + " ") and other.endswith(path) for other in known) == 1


def tag_of(part: Part) -> str:
    """Return the heading that an entry stands under."""
    return plain(part.trail[-1].text) if part.trail else ""


def name_of(item: Loose) -> str:
    """Return the words of the heading that a block stands under."""
    return plain(item.trail[-1].text) if item.trail else "Table"


def first_words(blocks: tuple[Block, ...]) -> str:
    """Return the prose between the title and whatever follows it, without labels."""
    found: list[str] = []
    started = not any(block.kind == "heading" and block.level == 1 for block in blocks)
    for block in blocks:
        if block.kind == "heading":
            if found or (started and block.level > 1 and found):
                break
            started = started or block.level == 1
        elif started and block.kind == "line" and is_statement(block.text):
            continue
        elif started and block.kind == "line" and not re.match(r"^\W*[\w ]{2,30}\W*:\W", block.text):
            found.append(block.text)
        elif found:
            break
    return " ".join(found)


SENT = re.compile(r"(?:Request|Params|Parameters|Input|Payload|Body|Query|Filters?|Command|Dto|DTO)$")
RECEIVED = re.compile(r"(?:Response|Result|Results|Output|Event|Summary|Reply|ErrorCodes)$")


def by_name(name: str) -> str:
    """Return who reads a type that nothing else tells of, by the end of its name."""
    if SENT.search(name):
        return "input"
    return "output" if RECEIVED.search(name) else "both"
