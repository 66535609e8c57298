"""Makes the tree of a contract in TypeScript, and reads from it what the contract promises."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ...documents.document import Spot
from ...documents.lowered import lowered
from ...model.interface import (
    Body,
    Direction,
    Fragment,
    Interface,
    Message,
    NamedSchema,
    Operation,
    Origin,
    Parameter,
    Payload,
    Response,
)
from ..json_schema import facts_of
from ..lowering import Unread, keep_unread, unread_in
from ..noted import NOTED
from ..plain import mapping, sequence, text
from ..scope import Scope, scope_of
from .agreement import disagreement, pairs
from .declared import Declaration, Module, module_of
from .header import Header, header_of
from .lowering import Definition, Lowering
from .program import Program, linked, stem
from .services import is_service, messages_of, methods_of
from .syntax import parsed

if TYPE_CHECKING:
    from ...documents import Document
    from .. import Fetch

MOST_FILES = 2000
JSON = "application/json"
DONE = "200"
"""What a method gives back stands under the status of success, as for calls in other formats."""
SENT = re.compile(
    r"(?:Request|Requests|Params|Parameters|Input|Inputs|Payload|Body|Query|Filter|Filters|Command|Dto|DTO)$"
)
RECEIVED = re.compile(r"(?:Response|Responses|Result|Results|Output|Event|Summary|Reply)$")
Spots = dict[tuple[str, ...], Spot]


@dataclass(slots=True)
class Tree:
    """The tree of a contract while it is made: its data, where each part stands, with what could not be read."""

    data: dict[str, Any] = field(default_factory=dict)
    spots: Spots = field(default_factory=dict)


def read(document: Document, fetch: Fetch) -> Interface:
    """Return what the document and the files that belong to it promise."""
    program, lost = program_of(document, fetch)
    tree = tree_of(program, lost)
    whole = lowered(document, tree.data, tree.spots)
    return interface_of(whole, scope_of(whole, "2020-12", fetch))


def program_of(document: Document, fetch: Fetch) -> tuple[Program, list[tuple[str, str]]]:
    """Return the files of a contract, and the imports that lead nowhere."""
    from ...documents import DocumentError
    from ...sources import SourceError

    def parse(path: str) -> Module | None:
        try:
            found = fetch(path)
        except (DocumentError, SourceError):
            return None
        return module_in(found) if found is not None and found.syntax == "typescript" else None

    parts = getattr(fetch, "parts", None)
    return linked(module_in(document), parse, list(parts(document.file)) if parts else [], MOST_FILES)


def module_in(document: Document) -> Module:
    """Return what one file declares."""
    return module_of(document.file, parsed(str(document.data), document.file.lower().endswith("x")))


# -- the tree -----------------------------------------------------------------------------------------------------


def tree_of(program: Program, lost: list[tuple[str, str]]) -> Tree:
    """Return the tree of a program."""
    tree = Tree()
    low = Lowering(program)
    definitions = low.run()
    header = header_of(program.modules[program.main])
    add_header(tree, header)
    services = {
        low.key_of(one, "types"): one for space, one in program.listed() if space == "types" and is_service(one)
    }
    public = public_keys(low)
    tree.data["$defs"] = {}
    for key, found in definitions.items():
        if key not in services:
            add_definition(tree, found, program.main)
    maps = add_messages(tree, low, public)
    add_services(tree, low, {key: one for key, one in services.items() if key in public})
    drop_maps(tree, maps)
    tree.data["x-public"] = [key for key in definitions if key in public and key not in services and key not in maps]
    while low.pending:  # what only operations and messages need
        add_definition(tree, low.make(low.pending.pop(0)), program.main)
    add_troubles(tree, low, lost, header)
    return tree


def add_header(tree: Tree, header: Header) -> None:
    """Add what is said of the contract as a whole."""
    for name, value in header.said.items():
        key = name if name in ("title", "description") else f"x-{name}"
        tree.data[key] = value
        if name in header.spots:
            tree.spots[(key,)] = Spot(header.spots[name])


def add_definition(tree: Tree, found: Definition, main: str) -> None:
    """Add one named schema with its places."""
    tree.data["$defs"][found.key] = found.schema
    file = "" if found.file == main else found.file
    for steps, spot in found.spots.items():
        where = ("$defs", found.key, *steps)
        tree.spots[where] = replace_file(spot, file)


def replace_file(spot: Spot, file: str) -> Spot:
    """Return a place in another file."""
    return spot._replace(file=file) if file else spot


def public_keys(low: Lowering) -> set[str]:
    """Return the names of what the contract exports: of its main file where that hands on others, else of all files."""
    program = low.program
    main = program.modules[program.main]
    reached = files_reached(program)
    found: set[str] = set()
    for space, one in program.listed():
        if not one.exported or (one.parameters and space == "types"):
            continue
        facade = (main.barrels or main.handed) and one.module in reached and one.module != program.main
        last = one.name.rpartition(".")[2] if facade else one.name
        if not facade or program.exported(program.main, one.name, space) is one or handed_as(program, one, last):
            found.add(low.key_of(one, space))
    return found


def handed_as(program: Program, one: Declaration, name: str) -> bool:
    """Return whether the main file hands a declaration on under another name."""
    main = program.modules[program.main]
    every = ((alias, space) for alias in main.handed for space in ("types", "values"))
    return any(program.exported(program.main, alias, space) is one for alias, space in every)  # type: ignore[arg-type]


def files_reached(program: Program) -> set[str]:
    """Return the files that the main one leads to."""
    found, pending = {program.main}, [program.main]
    while pending:
        file = pending.pop()
        for (source, _), target in program.files.items():
            if source == file and target not in found:
                found.add(target)
                pending.append(target)
    return found


def add_services(tree: Tree, low: Lowering, services: Mapping[str, Declaration]) -> None:
    """Add the methods of services."""
    found: dict[str, Any] = {}
    for name, one in services.items():
        file = "" if one.module == low.program.main else one.module
        spots: Spots = {}
        at = ("services", name)
        methods = {method.name: method for method in methods_of(low, one, spots, at)}
        spots[at] = low.spot(low.program.modules[one.module], one.node, None)
        tree.spots.update({steps: replace_file(spot, file) for steps, spot in spots.items()})
        found[name] = {
            method.name: {
                **method.doc.annotations,
                "arguments": [{"name": n, "required": needed, "schema": s} for n, needed, s in method.arguments],
                **({"result": method.result} if method.result is not None else {}),
            }
            for method in methods.values()
        }
    if found:
        tree.data["services"] = found


def add_messages(tree: Tree, low: Lowering, public: set[str]) -> set[str]:
    """Add the messages of event maps and unions; return the names of the types that are nothing else."""
    found: dict[str, Any] = {}
    maps: set[str] = set()
    for space, one in low.program.listed():
        key = low.key_of(one, space) if space == "types" and not one.parameters else ""
        if not key or key not in public or low.program.inferred(one) is not None:
            continue
        spots: Spots = {}
        sent = messages_of(low, one, key, spots)
        if sent:
            maps.add(key)
            file = "" if one.module == low.program.main else one.module
            tree.spots.update({steps: replace_file(spot, file) for steps, spot in spots.items()})
        for message in sent:
            more = message.doc.annotations
            found[f"{message.way} {message.name}"] = {**more, "name": message.name, "payload": message.payload}
    if found:
        tree.data["messages"] = found
    return maps


def drop_maps(tree: Tree, maps: set[str]) -> None:
    """Leave out the types that are nothing but a list of messages, where no other type uses them."""
    from ...compare.reach import written_references
    from .lowering import key_in

    used = {key_in(reference) for reference, _ in written_references(tree.data)}
    for key in maps - used:
        del tree.data["$defs"][key]


def add_troubles(tree: Tree, low: Lowering, lost: list[tuple[str, str]], header: Header) -> None:
    """Add what is wrong with the text, what the lint rules have to tell, and what is not understood."""
    errors = [(module.file, error) for module in low.program.modules.values() for error in module.source.errors]
    if errors:
        tree.data["x-problems"] = [{"problem": error.why} for _, error in errors]
    for index, (file, error) in enumerate(errors):
        tree.spots[("x-problems", str(index))] = Spot(error.spot, None, "" if file == low.program.main else file)
    notices = list(dict.fromkeys((*notices_of(low, lost), *other_versions(low.program.main, header))))
    if notices:
        steps = [["x-noted", str(index)] for index in range(len(notices))]
        tree.data[NOTED] = [
            {"rule": one.rule, "steps": at, "words": dict(one.words)} for one, at in zip(notices, steps)
        ]
    for index, one in enumerate(notices):
        tree.spots[(NOTED, str(index))] = Spot(one.spot, None, "" if one.file == low.program.main else one.file)
    unread = [replace(one, file=file) for file, one in dict.fromkeys(low.not_read)]
    for (file, name), module in low.foreign.items():
        why = f"it comes from `{module}`, which is not read"
        unread.append(Unread(why, import_spot(low.program.modules[file], module), file, f"`{name}`"))
    keep_unread(tree.data, tree.spots, unread, low.program.main)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a lint rule has to tell: the rule, where, and its words."""

    rule: str
    file: str
    spot: tuple[int, int]
    words: tuple[tuple[str, str], ...]


def notices_of(low: Lowering, lost: list[tuple[str, str]]) -> Iterator[Notice]:
    """Yield what the lint rules have to tell."""
    modules = low.program.modules
    for module in modules.values():
        for name, node in module.twice:
            words = (("name", name), ("other", module.file))
            yield Notice("type-declared-twice", module.file, module.source.spot(node), words)
    for file, specifier in lost:
        yield Notice("import-unresolved", file, import_spot(modules[file], specifier), (("name", specifier),))
    for name, file, spot, user in low.undefined:
        yield Notice("type-undefined", file, spot, (("name", name), ("type", user)))
    for key, first, other in said_twice(low):
        spot = modules[other.module].source.spot(other.node)
        yield Notice("type-declared-twice", other.module, spot, (("name", key), ("other", first.module)))
    for schema, declared in pairs(low):
        problem = disagreement(low, schema, declared)
        if problem:
            spot = modules[schema.module].source.spot(schema.node)
            said = (("schema", schema.name), ("type", declared.name), ("problem", problem))
            yield Notice("schema-and-type-disagree", schema.module, spot, said)


def other_versions(file: str, header: Header) -> Iterator[Notice]:
    """Yield the notices that a place names another version."""
    for other, spot in header.others:
        words = (("stated", header.said["version"]), ("other", other), ("source", "the head of the file"))
        yield Notice("version-disagreement", file, spot, words)


def import_spot(module: Module, specifier: str) -> tuple[int, int]:
    """Return where a file imports another one."""
    line = next((n for n, raw in enumerate(module.source.content.split(b"\n")) if specifier.encode() in raw), 0)
    raw = module.source.content.split(b"\n")[line]
    return line + 1, raw.find(specifier.encode()) + 1 or 1


def said_twice(low: Lowering) -> Iterator[tuple[str, Declaration, Declaration]]:
    """Yield the exported types that two files declare differently under one name."""
    first: dict[str, Declaration] = {}
    for space, one in low.program.listed():
        if space != "types" or not one.exported or one.parameters:
            continue
        have = first.setdefault(one.name, one)
        if have is not one:
            keys = [low.key_of(each, "types") for each in (have, one)]
            left, right = (low.definitions.get(key) for key in keys)
            if left is not None and right is not None and left.schema != right.schema:
                yield one.name, have, one


# -- the interface ------------------------------------------------------------------------------------------------


def interface_of(document: Document, scope: Scope) -> Interface:
    """Return what the tree of a contract promises."""
    data, root = mapping(document.data), Origin(document, "")
    messages = dict(messages_in(data, root))
    operations = dict(operations_in(data, root))
    return Interface(
        format="typescript",
        title=text(data.get("title")) or title_of(document.file),
        version=text(data.get("x-version")),
        origin=root,
        resolver=scope.references,
        description=text(data.get("description")),
        status=text(data.get("x-status")),
        owner=text(data.get("x-owner")),
        released=text(data.get("x-released")),
        operations=operations,
        messages=messages,
        schemas=schemas_in(data, root, set(used_by(data))),
        facts=facts_of(document),
        not_read=tuple(unread_in(data, root)),
    )


def title_of(file: str) -> str:
    """Return the name of a contract by its file; `index.ts` goes by its folder."""
    name = posixpath.basename(stem(file, file))
    folder = posixpath.basename(posixpath.dirname(file))
    return folder if name in ("index", "types", "contract") and folder else name


def schemas_in(data: Mapping[str, Any], root: Origin, used: set[str]) -> dict[str, NamedSchema]:
    """Return the named schemas; those that are exported and not part of another promise are promises of their own."""
    public = {str(name) for name in sequence(data.get("x-public"))} - used
    found = {}
    for name, schema in mapping(data.get("$defs")).items():
        at = root.child("$defs", name)
        found[name] = NamedSchema(name, fragment(schema, at), at, direction_of(name) if name in public else None)
    return found


def direction_of(name: str) -> Direction:
    """Return which way a type goes by its name; both where it does not say."""
    bare = name.partition("<")[0]
    return "input" if SENT.search(bare) else "output" if RECEIVED.search(bare) else "both"


def used_by(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the types that others use: they are promised with them. In a ring of types the first stands for all."""
    from ...compare.reach import written_references
    from .lowering import key_in

    below = {
        name: {key_in(r) for r, _ in written_references(body)} for name, body in mapping(data.get("$defs")).items()
    }
    yield from {key_in(r) for part in ("services", "messages") for r, _ in written_references(data.get(part))}
    used = {target for name, targets in below.items() for target in targets if target != name}
    reached: set[str] = set()
    for name in [*(name for name in below if name not in used), *below]:
        if name in reached:
            continue
        pending = list(below[name] - {name})
        while pending:
            target = pending.pop()
            if target not in reached and target in below and target != name:
                reached.add(target)
                pending.extend(below[target])
    yield from reached


def fragment(schema: Any, at: Origin) -> tuple[Fragment, ...]:
    """Return a schema as a node."""
    return (Fragment(schema, at, "2020-12"),)


def operations_in(data: Mapping[str, Any], root: Origin) -> Iterator[tuple[str, Operation]]:
    """Yield the methods of services as operations by key: `OrderService.getOrder`."""
    for service, methods in mapping(data.get("services")).items():
        for name, method in mapping(methods).items():
            key, at = f"{service}.{name}", root.child("services", service, name)
            yield key, operation_of(key, mapping(method), service, at)


def operation_of(key: str, method: Mapping[str, Any], service: str, at: Origin) -> Operation:
    """Return one method as an operation; arguments are told apart by their places."""
    given = []
    for index, argument in enumerate(sequence(method.get("arguments"))):
        here = at.child("arguments", index)
        schema = fragment(argument["schema"], here.child("schema"))
        given.append(Parameter(argument["name"], "argument", argument["required"], schema, here, media_type=JSON))
    result = method.get("result")
    payloads = {}
    if result is not None:
        where = at.child("result")
        payloads = {JSON: Payload(JSON, fragment(result, where), where)}
    return Operation(
        key=key,
        method="CALL",
        path=key,
        origin=at,
        description=text(method.get("description")),
        operation_id="",
        tags=(service,),
        deprecated=method.get("deprecated") is True,
        sunset=text(method.get("x-sunset")),
        parameters=tuple(given),
        responses={DONE: Response(DONE, payloads, {}, at)},
    )


def messages_in(data: Mapping[str, Any], root: Origin) -> Iterator[tuple[str, Message]]:
    """Yield the messages by key: the way they go and their name."""
    for key, message in mapping(data.get("messages")).items():
        at = root.child("messages", key)
        way: Direction = "output" if key.startswith("output ") else "input"
        name = message["name"]
        yield (
            f"{'send' if way == 'output' else 'receive'} {name}",
            Message(
                key=f"{'send' if way == 'output' else 'receive'} {name}",
                name=name,
                direction=way,
                channel="",
                origin=at,
                payload=fragment(message["payload"], at.child("payload")),
                description=text(message.get("description")),
                deprecated=message.get("deprecated") is True,
                sunset=text(message.get("x-sunset")),
                name_on_wire=True,  # event maps and unions tell messages apart by it
            ),
        )


__all__ = ["Body", "read", "replace"]
