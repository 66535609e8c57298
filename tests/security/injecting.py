"""Puts attacks into every text field of the samples, and makes reports of what comes out."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

from msgspec.structs import replace

from contractdocs.catalog.headers import header_of
from contractdocs.compare import compare
from contractdocs.documents import Document, parse
from contractdocs.formats import detect
from contractdocs.linting import lint_document
from contractdocs.model.contract import Contract, Release, contents_of
from contractdocs.model.finding import Finding
from contractdocs.model.report import Announcement, ContractReport, Judged, Report, Transition
from contractdocs.policy.announcements import read_announcement
from contractdocs.rules.judgement import judge
from contractdocs.settings import Settings

from .attacks import ATTACKS
from .mutating import TREES, tree_of

KEPT = frozenset(
    ["openapi", "swagger", "asyncapi", "apiVersion", "kind", "$schema", "$ref", "type", "in", "logicalType", "action"]
)
"""Keys whose values say what a document is; with another value it is another document."""
NAMED = frozenset(
    [
        *("properties", "schemas", "paths", "responses", "parameters", "headers", "channels", "messages", "operations"),
        *("servers", "examples", "definitions", "$defs", "securitySchemes", "callbacks", "links", "variables"),
        *("patternProperties", "webhooks", "mapping", "scopes", "flows", "content", "bindings", "messageTraits"),
        *("securityDefinitions", "dependentRequired", "security"),
    ]
)
"""Keys whose mappings have names of the author's choice."""
WORDS = re.compile(r"(?<=// )[^\n]+|(?<=\* )[^\n*@{}]+(?=\n| \*/)|(?<=/\*\* )[^*@\n]+")
QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
CELLS = re.compile(r"(?<=\| )[A-Z][^|\n`]*(?= \|)|^[A-Z][^|\n#`]{3,}$", re.MULTILINE)
COUNTS = {"contracts": 1, "passed": 0, "failed": 1, "unannounced": 1, "announced": 0, "not_compared": 0}


class Texts:
    """Hands out attacks one after the other, beginning with the one of a number; counts them."""

    def __init__(self, first: int) -> None:
        self.count, self.first = 0, first

    def __call__(self) -> str:
        """Return the next attack."""
        self.count += 1
        return ATTACKS[(self.first + self.count - 1) % len(ATTACKS)]


def injected(name: str, content: bytes, texts: Texts) -> bytes:
    """Return a sample with an attack in every text field, in names of the author's choice as well."""
    if name.endswith(TREES):
        data = poisoned(tree_of(content), texts, "")
        return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    text = content.decode()
    return (in_code(text, texts) if not name.endswith(".md") else in_prose(text, texts)).encode("utf-8", "replace")


def poisoned(value: Any, texts: Texts, key: str) -> Any:
    """Return a tree with attacks for texts, and one more member under an attack's name where names are free."""
    if isinstance(value, dict):
        made = {name: item if name in KEPT else poisoned(item, texts, name) for name, item in value.items()}
        if key in NAMED and value:
            made[texts()] = poisoned(next(iter(value.values())), texts, "")
        return made
    if isinstance(value, list):
        listed = [item if key in ("required", "enum") else poisoned(item, texts, key) for item in value]
        return [*listed, texts()] if key == "enum" else listed
    return texts() if isinstance(value, str) else value


def in_code(text: str, texts: Texts) -> str:
    """Return code with attacks in its comments and in its texts."""
    said = WORDS.sub(lambda found: one_line(texts()), text)
    return QUOTED.sub(lambda found: literal(found[0], texts), said)


def literal(found: str, texts: Texts) -> str:
    """Return a text of code that holds an attack; the name of a module stays."""
    return found if found in ("'zod'", '"time"') else json.dumps(texts(), ensure_ascii=True)


def one_line(text: str) -> str:
    """Return a text that neither ends a comment nor the line that it stands on."""
    return " ".join(text.replace("*/", "").split()) or "x"


def in_prose(text: str, texts: Texts) -> str:
    """Return Markdown with attacks for its sentences and the cells of its tables."""
    return CELLS.sub(lambda found: texts().replace("|", "\\|").replace("\n", " "), text)


class Alone:
    """Other files of a contract that has none."""

    def __call__(self, path: str) -> Document | None:
        return None

    def folder(self, path: str) -> tuple[str, ...]:
        return (path,)


def release_of(name: str, content: bytes, version: str) -> tuple[Release, list[Finding]]:
    """Return the release that a document is, and what a lint says of it."""
    document = parse(name, content)
    found = detect(document)
    assert found is not None, f"{name} is no contract any more"
    interface = found.read(document, Alone())
    header = header_of(document, interface, found.name, {})
    linted = lint_document(document, Alone(), Settings())  # type: ignore[arg-type]
    return Release(version, version[:1], header, contents_of(interface.origin.document, interface)), linted


def announcement_of(texts: Texts, finding: Finding | None) -> Announcement:
    """Return an announcement whose every text is an attack."""
    at = json.dumps(finding.address if finding else texts())
    rule = json.dumps(finding.rule if finding else "x")
    head = f"contract: {json.dumps(texts())}\nversion: {json.dumps(texts())}\nwho: {json.dumps(texts())}\n"
    body = f"# {one_line(texts())}\n\n{texts()}\n\n## {one_line(texts())}\n\n- {one_line(texts())}\n\n    {texts()}\n"
    text = f"---\n{head}changes:\n  - {{rule: {rule}, at: {at}}}\neffective: 2026-09-01\n---\n{body}"
    found, _ = read_announcement(f"contracts/x/changes/{slashless(texts())}.md", text.encode("utf-8", "replace"))
    assert found is not None
    return found


def slashless(text: str) -> str:
    """Return a text as one step of a path."""
    return text.replace("/", "∕")[:200]


def report_of(name: str, content: bytes, first: int) -> tuple[Report, int]:
    """Return the report on a contract full of attacks, the first of that number, and how many were put in."""
    texts = Texts(first)
    old, new = injected(name, content, texts), injected(name, content, Texts(first + 7))
    home = f"contracts/{slashless(texts())}"
    releases = [
        release_of(f"{home}/1.0.0.{name}", content, "1.0.0"),
        release_of(f"{home}/2.0.0.{name}", old, "2.0.0"),
        release_of(f"{home}/3.0.0.{name}", new, texts()),
    ]
    made = tuple(release for release, _ in releases)
    moves = tuple(transition(a, b) for a, b in itertools.pairwise(made))
    judged = tuple(Judged(f, "", attributed=True) for move in moves for f in move.findings if f.level == "breaking")
    identity = texts()
    lines = {str(index): (release,) for index, release in enumerate(made)}
    contract = Contract(identity, "files", made, home, lines)
    said = replace(announcement_of(texts, judged[0].finding if judged else None), contract=identity)
    item = ContractReport(contract, "fail", moves, judged, tuple(releases[-1][1]), (said,), record=texts())
    wrong = Report("fail", (item,), tuple(releases[1][1]), (), today="2026-11-21", counts=COUNTS, between=between)
    return wrong, texts.count


def transition(old: Release, new: Release) -> Transition:
    """Return what changed between two releases."""
    compared = compare(old.interface, new.interface)
    findings = tuple(judge(change, "x", versions=(old.version, new.version)) for change in compared.changes)
    return Transition(old, new, findings, compared.not_compared)


def between(contract_id: str, old: Release, new: Release) -> Transition:
    """Return what changed between two releases of a contract."""
    return transition(old, new)
