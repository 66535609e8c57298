"""The files of one contract as a whole: which name means which declaration, and what each is called outside."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from .constants import is_const, unwrapped
from .declared import Declaration, Module
from .syntax import field as part
from .syntax import named, written

Space = Literal["types", "values"]
ENDING = re.compile(r"\.(?:d\.)?[mc]?[jt]sx?$")
SUFFIX = re.compile(r"^(?:z(?=[A-Z]))?(.+?)_?(?:[zZ]od)?[sS]chema$|^z([A-Z].*)$")
INFERRED = ("infer", "output", "TypeOf")
MOST_STEPS = 50


@dataclass(slots=True)
class Program:
    """Modules by file, the main one first. `files` finds the file that a specifier in a file names."""

    modules: dict[str, Module]
    main: str
    files: Mapping[tuple[str, str], str] = field(default_factory=dict)
    keys: dict[tuple[str, str, str], str] = field(default_factory=dict)
    schemas: dict[tuple[str, str], bool] = field(default_factory=dict)

    def local(self, module: Module, name: str, prefix: str, space: Space, steps: int = 0) -> Declaration | None:
        """Return what a name means where it is written; `prefix` is the namespace around it."""
        own: dict[str, Declaration] = getattr(module, space)
        while prefix:
            if prefix + name in own:
                return own[prefix + name]
            prefix = prefix[:-1].rpartition(".")[0]
            prefix += "." if prefix else ""
        if name in own:
            return own[name]
        head, dot, rest = name.partition(".")
        imported = module.imports.get(head) or (module.handed.get(head) if dot else None)
        if imported is None or not imported.module or steps > MOST_STEPS:
            return None
        target = rest if imported.name == "*" else imported.name + dot + rest
        return self.exported(self.files.get((module.file, imported.module), ""), target, space, steps + 1)

    def exported(self, file: str, name: str, space: Space, steps: int = 0) -> Declaration | None:
        """Return what a file exports under a name, directly or from other files."""
        module = self.modules.get(file)
        if module is None or not name or steps > MOST_STEPS:
            return None
        own: dict[str, Declaration] = getattr(module, space)
        if name in own:
            return own[name]
        handed = module.handed.get(name.partition(".")[0])
        if handed is not None:
            rest = name.partition(".")[2]
            target = rest if handed.name == "*" else ".".join(filter(None, (handed.name, rest)))
            if not handed.module:
                return self.local(module, target, "", space, steps + 1)
            return self.exported(self.files.get((file, handed.module), ""), target, space, steps + 1)
        for barrel in module.barrels:
            found = self.exported(self.files.get((file, barrel), ""), name, space, steps + 1)
            if found is not None:
                return found
        return None

    def is_schema(self, declaration: Declaration) -> bool:
        """Return whether a constant is a Zod schema, or a function that makes one."""
        known = (declaration.module, declaration.name)
        if known not in self.schemas:
            self.schemas[known] = False  # a constant that is made of itself is none
            self.schemas[known] = self.makes_schema(declaration)
        return self.schemas[known]

    def makes_schema(self, declaration: Declaration) -> bool:
        """Return whether the value of a constant begins with the words of Zod, or with another schema."""
        value = part(declaration.node, "value")
        if value is None:
            return False
        value = unwrapped(value)
        if value.type == "arrow_function":
            body = part(value, "body")
            value = unwrapped(body) if body is not None else value
        base = base_of(value)
        module = self.modules[declaration.module]
        if base in module.zod:
            return value.type == "call_expression"
        target = self.local(module, base, "", "values") if base and value.type != "identifier" else None
        return target is not None and target.kind == "const" and self.is_schema(target)

    def is_constant(self, declaration: Declaration) -> bool:
        """Return whether a constant is a list or an object that never changes."""
        value = part(declaration.node, "value")
        return value is not None and is_const(value) and unwrapped(value).type in ("object", "array", "call_expression")

    def listed(self) -> Iterator[tuple[Space, Declaration]]:
        """Yield every declaration that becomes a schema: types, Zod schemas, constant lists and objects."""
        for module in self.modules.values():
            for one in module.types.values():
                yield "types", one
            for one in module.values.values():
                if one.kind == "const" and (self.is_constant(one) or (self.is_schema(one) and not is_function(one))):
                    yield "values", one

    def key(self, declaration: Declaration, space: Space) -> str:
        """Return the name of a declaration outside, different for each."""
        if not self.keys:
            self.keys = dict(self.named())
        return self.keys[declaration.module, space, declaration.name]

    def named(self) -> Iterator[tuple[tuple[str, str, str], str]]:
        """Yield what each declaration is called. Types come first; a schema goes by the type that it stands for."""
        taken: dict[str, str] = {}
        types = self.stand_ins()
        for space, one in sorted(self.listed(), key=lambda item: item[0]):
            wanted = one.name
            if space == "values":
                bare = without_suffix(one.name) if self.is_schema(one) else one.name
                wanted = types.get((one.module, one.name)) or (one.name if bare in taken else bare)
            elif self.inferred(one) is not None:
                continue
            if wanted in taken:
                beside = taken[wanted] == one.module
                wanted = f"{wanted} (value)" if beside else f"{wanted}@{stem(one.module, self.main)}"
            taken[wanted] = one.module
            yield (one.module, space, one.name), wanted

    def inferred(self, declaration: Declaration) -> Declaration | None:
        """Return the schema that a type is nothing but another name for: `type User = z.infer<typeof userSchema>`."""
        value = part(declaration.node, "value") if declaration.kind == "type" else None
        if value is None or value.type != "generic_type" or declaration.parameters:
            return None
        words = written(part(value, "name")).split(".")
        arguments = named(part(value, "type_arguments"))
        if words[-1] not in INFERRED or len(arguments) != 1 or arguments[0].type != "type_query":
            return None
        module = self.modules[declaration.module]
        target = self.local(module, written(named(arguments[0])[0]), "", "values")
        return target if target is not None and self.is_schema(target) else None

    def stand_ins(self) -> dict[tuple[str, str], str]:
        """Return the names of types that are inferred from schemas, by the file and the name of the schema."""
        found: dict[tuple[str, str], str] = {}
        for module in self.modules.values():
            for one in module.types.values():
                target = self.inferred(one)
                if target is not None:
                    found.setdefault((target.module, target.name), one.name)
        return found


def is_function(declaration: Declaration) -> bool:
    """Return whether a constant is a function: it makes schemas, and is none."""
    value = part(declaration.node, "value")
    return value is not None and unwrapped(value).type == "arrow_function"


def base_of(node: object) -> str:
    """Return the name that a chain of calls and members begins with; walks without recursion."""
    current: object = node
    while current is not None:
        kind = current.type  # type: ignore[attr-defined]
        if kind == "identifier":
            return written(current)  # type: ignore[arg-type]
        step = {"call_expression": "function", "member_expression": "object"}.get(kind)
        if step is None:
            return ""
        current = part(current, step)  # type: ignore[arg-type]
    return ""


def without_suffix(name: str) -> str:
    """Return the name of what a schema describes: `userSchema`, `UserSchema` and `zUser` are `User`."""
    found = SUFFIX.match(name)
    stem_of = (found[1] or found[2]) if found else name
    return stem_of[:1].upper() + stem_of[1:]


def stem(file: str, beside: str) -> str:
    """Return the name of a file as seen from another one, without its ending."""
    return ENDING.sub("", posixpath.relpath(file, posixpath.dirname(beside) or "."))


def candidates(file: str, specifier: str) -> Iterator[str]:
    """Yield the files that a relative specifier may name, the likeliest first; none where it names a package."""
    if not specifier.startswith((".", "/")) or "\0" in specifier:
        return
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), specifier))
    if path.startswith(("../", "/")) or path == "..":
        return
    bare = ENDING.sub("", path)
    if bare != path:
        yield from (bare + ending for ending in (".ts", ".tsx", ".mts", ".cts", ".d.ts"))
    yield from (path + ending for ending in (".ts", ".tsx", ".mts", ".cts", ".d.ts"))
    yield from (f"{path}/index{ending}" for ending in (".ts", ".mts", ".tsx", ".d.ts"))


Parse = Callable[[str], "Module | None"]


def linked(main: Module, parse: Parse, others: list[str], most: int) -> tuple[Program, list[tuple[str, str]]]:
    """Return the program of a main module with all that it leads to, and the imports that lead nowhere.

    `parse` returns the module of a file, None where there is none; `others` are further files of the contract.
    """
    program = Program({main.file: main}, main.file)
    files: dict[tuple[str, str], str] = {}
    lost: list[tuple[str, str]] = []
    pending = [main]
    waiting = list(others)
    while pending or waiting:
        if not pending:
            found = parse(waiting[0]) if waiting[0] not in program.modules else None
            del waiting[0]
            if found is not None:
                program.modules[found.file] = found
                pending.append(found)
            continue
        module = pending.pop(0)
        for specifier in module.specifiers:
            target = follow(program, parse, module.file, specifier, pending, most)
            if target:
                files[module.file, specifier] = target
            elif specifier.startswith("."):
                lost.append((module.file, specifier))
    program.files = files
    return program, lost


def follow(program: Program, parse: Parse, file: str, specifier: str, pending: list[Module], most: int) -> str:
    """Return the file that a specifier names, read into the program; empty where there is none."""
    for path in candidates(file, specifier):
        if path in program.modules:
            return path
        found = parse(path) if len(program.modules) < most else None
        if found is not None:
            program.modules[path] = found
            pending.append(found)
            return path
    return ""
