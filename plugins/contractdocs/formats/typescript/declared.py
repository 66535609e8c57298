"""Finds what a file declares, imports and hands on: names only, nothing is worked out yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .comments import NOTHING, Doc, above, commented, doc_of
from .syntax import Source, has, named, string_of, written
from .syntax import field as part

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS = {
    "interface_declaration": "interface",
    "type_alias_declaration": "type",
    "enum_declaration": "enum",
    "class_declaration": "class",
    "abstract_class_declaration": "class",
}
ZOD = ("zod", "zod/v3", "zod/v4", "zod/mini", "zod/v4-mini", "@hono/zod-openapi")
MOST_NESTED = 20


@dataclass(slots=True)
class Declaration:
    """A declared type or constant: its nodes (an interface may be declared in several parts) and its comment."""

    name: str
    kind: str
    nodes: list[Node]
    exported: bool = False
    doc: Doc = NOTHING
    module: str = ""

    @property
    def node(self) -> Node:
        """Return the first node."""
        return self.nodes[0]

    @property
    def parameters(self) -> list[Node]:
        """Return the type parameters."""
        found = part(self.node, "type_parameters")
        return [child for child in named(found) if child.type == "type_parameter"] if found else []


@dataclass(frozen=True, slots=True)
class Imported:
    """A name that comes from another file; `name` is `*` for the file as a whole, `default` for its default."""

    module: str
    name: str


@dataclass(slots=True)
class Module:
    """One file: what it declares as types and as values, what it imports, and what it hands on."""

    file: str
    source: Source
    types: dict[str, Declaration] = field(default_factory=dict)
    values: dict[str, Declaration] = field(default_factory=dict)
    imports: dict[str, Imported] = field(default_factory=dict)
    handed: dict[str, Imported] = field(default_factory=dict)
    barrels: list[str] = field(default_factory=list)
    zod: set[str] = field(default_factory=set)
    twice: list[tuple[str, Node]] = field(default_factory=list)
    deep: list[Node] = field(default_factory=list)

    @property
    def specifiers(self) -> tuple[str, ...]:
        """Return the modules that are named anywhere, each once, in order."""
        every = [one.module for one in (*self.imports.values(), *self.handed.values())]
        return tuple(dict.fromkeys([*every, *self.barrels, *self.source.inline.values()]))


def module_of(file: str, source: Source) -> Module:
    """Return what a file declares."""
    module = Module(file, source)
    collect(module, source.root.children, "", exported=False, depth=0)
    if not module.zod and "z" not in module.imports:
        module.zod.add("z")  # an excerpt says no imports
    mark_exported(module)
    if not any(one.exported for one in declarations(module)) and not module.handed and not module.barrels:
        for one in declarations(module):
            one.exported = True  # a file that exports nothing, such as an excerpt, means all of it
    return module


def declarations(module: Module) -> Iterator[Declaration]:
    """Yield every declaration of a file."""
    yield from module.types.values()
    yield from module.values.values()


def collect(module: Module, children: Iterable[Node], prefix: str, *, exported: bool, depth: int) -> None:
    """Collect what a list of statements declares; `prefix` is the namespace that they stand in."""
    for node, comments in commented(children):
        comments = [comment for comment in comments if prefix or not speaks_of_file(comment)]
        statement(module, node, comments, prefix, exported=exported, depth=depth)


def statement(module: Module, node: Node, comments: list[Node], prefix: str, *, exported: bool, depth: int) -> None:
    """Collect what one statement declares."""
    if node.type == "import_statement":
        take_import(module, node)
    elif node.type == "export_statement" and part(node, "declaration") is None:
        take_export(module, node)
    elif node.type in ("export_statement", "ambient_declaration", "expression_statement"):
        for child in named(node):
            public = exported or node.type == "export_statement"
            statement(module, child, comments, prefix, exported=public, depth=depth)
            if has(node, "default") and (title := part(child, "name")) is not None:
                module.handed["default"] = Imported("", written(title))
    elif node.type in ("internal_module", "module"):
        take_namespace(module, node, prefix, exported=exported, depth=depth)
    elif node.type in KINDS:
        declare(module.types, node, KINDS[node.type], comments, prefix, exported, module)
    elif node.type == "lexical_declaration":
        for declarator in named(node):
            if declarator.type == "variable_declarator" and part(declarator, "value") is not None:
                declare(module.values, declarator, "const", comments, prefix, exported, module)
    elif node.type in ("function_declaration", "generator_function_declaration"):
        declare(module.values, node, "function", comments, prefix, exported, module)
    elif node.type == "ERROR" and depth < MOST_NESTED:
        collect(module, node.children, prefix, exported=exported, depth=depth + 1)


def declare(
    into: dict[str, Declaration],
    node: Node,
    kind: str,
    comments: list[Node],
    prefix: str,
    exported: bool,
    module: Module,
) -> None:
    """Add a declaration; several interfaces of one name are one (TypeScript handbook, Declaration Merging)."""
    title = part(node, "name")
    if title is None or title.type not in ("type_identifier", "identifier"):
        return
    name = prefix + written(title)
    have = into.get(name)
    if have is None:
        into[name] = Declaration(name, kind, [node], exported, doc_of(comments), module.file)
    elif have.kind == kind == "interface" or have.kind == kind == "enum":
        have.nodes.append(node)
        have.exported = have.exported or exported
    elif kind not in ("function", "const"):
        module.twice.append((name, title))


def take_namespace(module: Module, node: Node, prefix: str, *, exported: bool, depth: int) -> None:
    """Collect what a namespace declares, under its name; `declare global` and `declare module 'x'` name nothing."""
    title, body = part(node, "name"), part(node, "body")
    if body is None or depth >= MOST_NESTED:
        module.deep.append(node)
        return
    inner = f"{prefix}{written(title)}." if title is not None and title.type != "string" else prefix
    collect(module, body.children, inner, exported=exported, depth=depth + 1)


def take_import(module: Module, node: Node) -> None:
    """Note the names that an import brings in."""
    source = part(node, "source")
    clause = next((child for child in node.children if child.type == "import_clause"), None)
    if source is None or clause is None:
        return
    path = string_of(source)
    for child in named(clause):
        if child.type == "identifier":
            note_import(module, written(child), Imported(path, "default"))
        elif child.type == "namespace_import":
            note_import(module, written(named(child)[0]), Imported(path, "*"))
        elif child.type == "named_imports":
            for local, name in specified(child):
                note_import(module, local, Imported(path, name))


def note_import(module: Module, local: str, imported: Imported) -> None:
    """Note one imported name; those of Zod are its own words."""
    if imported.module in ZOD:
        module.zod.add(local)
    module.imports[local] = imported


def specified(clause: Node) -> Iterator[tuple[str, str]]:
    """Yield the names within braces: the one behind `as` where there is one, and the one before it."""
    for child in named(clause):
        if child.type in ("import_specifier", "export_specifier"):
            name, alias = part(child, "name"), part(child, "alias")
            if name is not None:
                yield written(alias if alias is not None else name), written(name)


def take_export(module: Module, node: Node) -> None:
    """Note what an export without a declaration hands on: `export { A }`, `export * from`, `export default x`."""
    source = part(node, "source")
    clause = next((child for child in node.children if child.type == "export_clause"), None)
    if source is None:
        module.handed.update({alias: Imported("", name) for alias, name in specified(clause)} if clause else {})
        value = part(node, "value")
        if value is not None and value.type == "identifier":
            module.handed["default"] = Imported("", written(value))
    elif clause is not None:
        module.handed.update({alias: Imported(string_of(source), name) for alias, name in specified(clause)})
    elif has(node, "namespace_export"):
        space = next(child for child in node.children if child.type == "namespace_export")
        module.handed[written(named(space)[0])] = Imported(string_of(source), "*")
    else:
        module.barrels.append(string_of(source))


def mark_exported(module: Module) -> None:
    """Mark what is exported by its name alone, above or below where it is declared."""
    for target in module.handed.values():
        for space in (module.types, module.values):
            if not target.module and target.name in space:
                space[target.name].exported = True


def header_comments(source: Source) -> list[Node]:
    """Return the comments at the head of a file that speak of the file, not of its first declaration."""
    comments: list[Node] = []
    for child in source.root.children:
        if child.type != "comment":
            return comments if child.type == "import_statement" else loose(comments, child)
        comments.append(child)
    return comments


OF_FILE = (
    re.compile(r"^[\s/*@]*version\b[\s:*]*v?\d", re.IGNORECASE | re.MULTILINE),
    re.compile(r"^[\s/*@]*(?:status|owner|contract)\s*:", re.IGNORECASE | re.MULTILINE),
)


def speaks_of_file(comment: Node) -> bool:
    """Return whether a comment states the version and more of the contract, wherever it stands."""
    text = written(comment)
    return all(pattern.search(text) for pattern in OF_FILE)


def loose(comments: list[Node], node: Node) -> list[Node]:
    """Return the comments that do not stand right above a node."""
    attached = {comment.start_byte for comment in above(comments, node) if not speaks_of_file(comment)}
    return [comment for comment in comments if comment.start_byte not in attached]
