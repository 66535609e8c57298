"""Collects what Go files declare: types, constants, functions, interfaces, the package's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...documents.document import Spot
from .syntax import NO_COMMENT, Comment, Comments, Text, named, raw

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class TypeDeclared:
    """A type: its node, its words, and the names that its type parameters have."""

    name: str
    node: Node
    text: Text
    spot: Spot
    doc: Comment
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConstDeclared:
    """A constant as written: `value` is None where it repeats the one above; `index` is its iota."""

    name: str
    type: str
    value: Node | None
    index: int
    spot: Spot
    at: Spot
    doc: Comment


@dataclass(frozen=True, slots=True)
class FuncDeclared:
    """A function or a method: only its words count, and which type it belongs to."""

    name: str
    receiver: str
    spot: Spot
    doc: Comment


@dataclass(slots=True)
class Declared:
    """What the files of one package declare; `again` holds the types that are declared twice."""

    package: str = ""
    doc: Comment = NO_COMMENT
    types: dict[str, TypeDeclared] = field(default_factory=dict)
    consts: list[ConstDeclared] = field(default_factory=list)
    funcs: list[FuncDeclared] = field(default_factory=list)
    imports: dict[str, dict[str, str]] = field(default_factory=dict)
    free: list[Comment] = field(default_factory=list)
    again: list[TypeDeclared] = field(default_factory=list)


def declarations(texts: list[Text]) -> Declared:
    """Return what the files of one package declare, in the order of the files."""
    found = Declared()
    for text in texts:
        comments = Comments(text)
        for node, above, behind in comments.over(text.root):
            top_level(found, text, node, above, behind, comments)
        found.free.extend(comments.free)
    return found


def top_level(found: Declared, text: Text, node: Node, above: Comment, behind: Comment, comments: Comments) -> None:
    """Add one declaration."""
    if node.type == "package_clause":
        found.package = found.package or raw(node.named_children[-1] if node.named_children else None)
        found.doc = found.doc + above
    elif node.type == "import_declaration":
        found.imports.setdefault(text.file, {}).update(imports(node))
    elif node.type == "type_declaration":
        for declared in types(text, node, above, behind, comments):
            if declared.name in found.types:
                found.again.append(declared)
            else:
                found.types[declared.name] = declared
    elif node.type == "const_declaration":
        found.consts.extend(consts(text, node, above, behind, comments))
    elif node.type in ("function_declaration", "method_declaration"):
        found.funcs.append(function(text, node, above))


def imports(node: Node) -> Iterator[tuple[str, str]]:
    """Yield the imports by the name that they go by in the file."""
    stack = list(node.named_children)
    while stack:
        part = stack.pop()
        if part.type == "import_spec_list":
            stack.extend(part.named_children)
        elif part.type == "import_spec":
            path = raw(part.child_by_field_name("path")).strip('"`')
            last = [step for step in path.split("/") if not (step[:1] == "v" and step[1:].isdigit())][-1:] or [path]
            yield raw(part.child_by_field_name("name")) or last[0].rpartition(".")[0] or last[0], path


def types(text: Text, node: Node, above: Comment, behind: Comment, comments: Comments) -> Iterator[TypeDeclared]:
    """Yield the types of one declaration, which may be a group."""
    own = Comments(text, comments.free)
    specs = list(own.over(node))
    for spec, doc, after in specs:
        if spec.type not in ("type_spec", "type_alias"):
            continue
        body, name = spec.child_by_field_name("type"), spec.child_by_field_name("name")
        if body is None or name is None:
            continue
        words = doc if doc.lines else above if len(specs) == 1 and above.lines else after if after.lines else behind
        yield TypeDeclared(raw(name), body, text, text.spot(name), words, tuple(type_parameters(spec)))


def type_parameters(spec: Node) -> Iterator[str]:
    """Yield the names of the type parameters of a type."""
    listed = spec.child_by_field_name("type_parameters")
    for part in listed.named_children if listed is not None else ():
        yield from (raw(name) for name in named(part, "name"))


def consts(text: Text, node: Node, above: Comment, behind: Comment, comments: Comments) -> Iterator[ConstDeclared]:
    """Yield the constants of one declaration; a line without a value repeats the one above (Go specification, Iota)."""
    own = Comments(text, comments.free)
    kind, values, index = "", [], 0
    for spec, doc, after in own.over(node):
        if spec.type != "const_spec":
            continue
        listed = spec.child_by_field_name("value")
        if listed is not None:
            kind, values = raw(spec.child_by_field_name("type")), listed.named_children
        words = doc if doc.lines else after if after.lines else above if not index else NO_COMMENT
        words = words if words.lines or index else behind
        for name, value in zip(named(spec, "name"), [*values, *[None] * 50]):
            at = text.spot(value) if value is not None and listed is not None else text.spot(name)
            yield ConstDeclared(raw(name), kind, value, index, text.spot(name), at, words)
        index += 1


def function(text: Text, node: Node, above: Comment) -> FuncDeclared:
    """Return a function or method with its words."""
    name, receiver = node.child_by_field_name("name"), node.child_by_field_name("receiver")
    stack, owner = [receiver] if receiver is not None else [], ""
    while stack and not owner:
        part = stack.pop()
        owner = raw(part) if part.type == "type_identifier" else ""
        stack.extend(reversed(part.named_children))
    return FuncDeclared(raw(name), owner, text.spot(name or node), above)
