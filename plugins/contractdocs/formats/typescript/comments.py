"""Reads what comments say of a declaration or a property: prose, `@deprecated`, constraints as tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .syntax import written

if TYPE_CHECKING:
    from tree_sitter import Node

TAG = re.compile(r"^@([A-Za-z][\w.-]*)[ \t]*(.*)$")
DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
NUMBERS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusiveMinimum",
    "exclusiveMaximum": "exclusiveMaximum",
    "multipleOf": "multipleOf",
    "minLength": "minLength",
    "maxLength": "maxLength",
    "minItems": "minItems",
    "maxItems": "maxItems",
}
TEXTS = {"format": "format", "pattern": "pattern", "title": "title"}
WHOLE = re.compile(r"^\{?\s*(?:integer|int)\s*\}?$")
WITHIN = "|".join([*NUMBERS, *TEXTS, "default", "defaultValue", "example", "integer", "type"])
NEXT_TAG = re.compile(rf"[ \t]+(?=@(?:{WITHIN})\b)|(?<=[.;!)])[ \t]+(?=@(?:deprecated|sunset)\b)")


@dataclass(frozen=True, slots=True)
class Doc:
    """What the comments around a node say."""

    description: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def annotations(self) -> dict[str, Any]:
        """Return what is said as keywords of JSON Schema."""
        found: dict[str, Any] = {"description": self.description} if self.description else {}
        if "deprecated" in self.tags:
            found["deprecated"] = True
            date = DATE.search(self.tags.get("sunset", "") or self.tags["deprecated"])
            found.update({"x-sunset": date[1]} if date else {})
            if self.tags["deprecated"]:
                found["x-deprecation"] = self.tags["deprecated"]
        for tag, said in self.tags.items():
            found.update(constraint(tag, said))
        return found


NOTHING = Doc()


def constraint(tag: str, said: str) -> dict[str, Any]:
    """Return the keyword that a tag states, empty where it states none."""
    if tag in NUMBERS:
        number = literal(said)
        return {NUMBERS[tag]: number} if isinstance(number, (int, float)) and not isinstance(number, bool) else {}
    if tag in TEXTS and said:
        return {TEXTS[tag]: said}
    if tag in ("default", "defaultValue") and said:
        return {"default": literal(said)}
    if tag == "example" and said and "\n" not in said:
        return {"examples": [literal(said)]}
    if tag == "integer" or (tag in ("type", "asType", "TJS-type") and WHOLE.match(said)):
        return {"type": "integer"}
    return {}


def literal(said: str) -> Any:
    """Return a value written in a comment: JSON where it is, else the text."""
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        return said.strip("`'\"")


def doc_of(comments: Iterable[Node]) -> Doc:
    """Return what comments say; the last JSDoc block counts, else the lines of plain comments together."""
    texts = [written(comment) for comment in comments]
    blocks = [text for text in texts if text.startswith("/**")]
    return parsed_doc(block(blocks[-1]) if blocks else "\n".join(map(plain, texts))) if texts else NOTHING


def block(text: str) -> str:
    """Return the text inside a block comment, without the stars at the beginning of its lines."""
    inside = text[3:-2] if text.startswith("/**") else text[2:-2]
    return "\n".join(re.sub(r"^\s*\*+ ?", "", line).rstrip() for line in inside.split("\n")).strip()


def plain(text: str) -> str:
    """Return the text of a plain comment; rulers such as `// -----` say nothing."""
    inside = block(text) if text.startswith("/*") else text[2:].strip()
    return inside if re.search(r"\w", inside) and not inside.startswith(("eslint-", "@ts-", "prettier-")) else ""


def parsed_doc(text: str) -> Doc:
    """Return the prose and the tags of a comment; what follows a tag belongs to it up to the next one.

    Tags of constraints may follow each other on one line: `@minimum 1 @maximum 9`.
    """
    prose: list[str] = []
    tags: dict[str, list[str]] = {}
    into = prose
    for line in (piece for row in text.split("\n") for piece in NEXT_TAG.split(row)):
        found = TAG.match(line.strip())
        if found:
            into = tags.setdefault(found[1], [])
            into.append(found[2].strip())
        else:
            into.append(line.strip() if into is not prose else line)
    described = "\n".join(tags.get("description", [])).strip()
    whole = "\n".join(part for part in ("\n".join(prose).strip(), described) if part)
    return Doc(whole, {tag: "\n".join(lines).strip() for tag, lines in tags.items()})


def commented(children: Iterable[Node]) -> list[tuple[Node, list[Node]]]:
    """Return the nodes that are no comments, each with those that belong to it.

    Comments directly above belong to what is below them; a comment behind something on its line belongs to that,
    where nothing stands above it.
    """
    found: list[tuple[Node, list[Node]]] = []
    pending: list[Node] = []
    for child in children:
        if child.type != "comment":
            if child.is_named:
                found.append((child, above(pending, child)))
                pending = []
        elif found and not pending and beside(child, found[-1][0]):
            if not found[-1][1]:
                found[-1][1].append(child)
        else:
            pending.append(child)
    return found


def beside(comment: Node, node: Node) -> bool:
    """Return whether a comment stands behind a node on its line; JSDoc always speaks of what follows."""
    return comment.start_point[0] == node.end_point[0] and not (comment.text or b"").startswith(b"/**")


def above(comments: list[Node], node: Node) -> list[Node]:
    """Return the comments that end right above a node, without a blank line between; of JSDoc the last one."""
    kept: list[Node] = []
    row = node.start_point[0]
    for comment in reversed(comments):
        if comment.end_point[0] < row - 1:
            break
        kept.append(comment)
        row = comment.start_point[0]
    return kept[::-1]
