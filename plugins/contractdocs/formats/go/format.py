"""The format of Go packages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import structs
from msgspec.structs import replace

from ...documents.document import Document, Place
from ...documents.lowered import lowered
from ...model.interface import Interface, NamedSchema, Operation, Origin, Server
from ..json_schema import facts_of, version_of
from ..lowering import unread_in
from ..openapi_operations import Reader, read_operations
from ..plain import entries, mapping, text
from ..scope import Scope, scope_of
from .lower import Texts, Tree, lower_package

if TYPE_CHECKING:
    from ...model.finding import Finding
    from .. import Fetch

ALONE = re.compile(r"v?\d+(?:\.\d+)+|\d{4}-\d{2}-\d{2}")
DECLARES = re.compile(r"^\s*type\s+(?:\(\s*)?([A-Za-z_]\w*)", re.MULTILINE)
PACKAGE = re.compile(r"^\s*package\s+(\w+)", re.MULTILINE)
IMPORTED = re.compile(r'"(?:[\w.-]+\.[\w-]+/[^"\s]+|[\w-]+/[^"\s]*)"')
MOST_FILES = 500


class Go:
    """The format of Go: a folder of files is one package."""

    name = "go"

    def detect(self, document: Document) -> bool:
        """Return whether the document is Go; what it holds is not asked."""
        return document.syntax == "go"

    def validate(self, document: Document) -> tuple[Finding, ...]:
        """Return where the text is no Go, and which types are declared twice."""
        if isinstance(document.data, str):
            tree = lower_package(((document.file, document.data),))
            return tuple(syntax_findings(document, [(p.why, p.spot, p.file) for p in tree.problems]))
        return tuple(
            syntax_findings(
                document, [(p["why"], tuple(p["spot"]), p["file"]) for p in document.data.get("x-problems", ())]
            )
        )

    def read(self, document: Document, fetch: Fetch) -> Interface:
        """Return what the package of a file promises."""
        if not isinstance(document.data, str):
            return self.read(replace(document, data=text_of(document), places=None), fetch)
        parts = tuple(siblings(document, fetch))
        tree = tree_of(document, parts, fetch)
        interface = interface_of(lowered(document, tree.data, tree.spots), tree, fetch)
        return structs.replace(interface, parts=parts)


def syntax_findings(document: Document, problems: list[tuple[str, Any, str]]) -> Iterator[Finding]:
    """Yield a finding for each place where a text is no Go."""
    from ...model.finding import Finding, Spot, fingerprint

    for why, (line, column), file in problems:
        place = Place(file or document.file, line, column)
        yield Finding(
            rule="syntax-error",
            level="error",
            contract="",
            message=why,
            address="",
            new=Spot(place, ""),
            suggestion="`gofmt -e` says more about it.",
            fingerprint=fingerprint("", "syntax-error", str(place), None, why),
        )


def text_of(document: Document) -> str:
    """Return the text of a document that was made a tree."""
    return document.content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def tree_of(document: Document, parts: Sequence[Document], fetch: Fetch) -> Tree:
    """Return the tree of the package that a file belongs to."""
    texts = tuple((part.file, str(part.data)) for part in (document, *parts))
    imports = any(IMPORTED.search(content) for _, content in texts)
    tree = lower_package(texts, (lambda path: imported(document.file, path, fetch)) if imports else None)
    problems = [{"why": p.why, "spot": list(p.spot), "file": p.file} for p in tree.problems]
    return replace(tree, data={**tree.data, "x-problems": problems}) if problems else tree


def siblings(document: Document, fetch: Fetch) -> Iterator[Document]:
    """Yield the other files of a package: those of its folder and name that declare nothing a second time.

    A file beside it that does is another version of it. A file that is named by a version stands alone.
    """
    if ALONE.match(posixpath.basename(document.file)):
        return
    package, taken = package_of(document.data), set(DECLARES.findall(document.data))
    for path in folder_of(document.file, fetch):
        base = posixpath.basename(path)
        if path == document.file or not base.endswith(".go") or base.endswith("_test.go") or ALONE.match(base):
            continue
        other = fetch(path)
        if other is None or not isinstance(other.data, str) or package_of(other.data) != package:
            continue
        declared = set(DECLARES.findall(other.data))
        if not declared & taken:
            taken |= declared
            yield other


def folder_of(file: str, fetch: Fetch) -> tuple[str, ...]:
    """Return the files in the folder of a file; none where only single files can be had."""
    listed = getattr(fetch, "folder", None)
    return tuple(listed(file)[:MOST_FILES]) if listed else ()


def package_of(content: str) -> str:
    """Return the name of the package that a text belongs to."""
    found = PACKAGE.search(content)
    return found[1] if found else ""


def imported(file: str, path: str, fetch: Fetch) -> tuple[str, Texts] | None:
    """Return the files of another package of this repository: below the same root, or beside this one."""
    steps, home = path.split("/"), posixpath.dirname(file)
    first = home.partition("/")[0]
    tries = [posixpath.join(*steps[steps.index(first) :])] if first and first in steps else []
    tries += [posixpath.join(posixpath.dirname(home), steps[-1]), posixpath.join(home, steps[-1])]
    tries += [posixpath.join(posixpath.dirname(posixpath.dirname(home)), steps[-1])]
    for folder in dict.fromkeys(tries):
        if folder == home:
            continue
        texts = []
        for name in folder_of(f"{folder}/doc.go", fetch):
            other = fetch(name) if name.endswith(".go") and not name.endswith("_test.go") else None
            if other is not None and isinstance(other.data, str):
                texts.append((name, other.data))
        if texts:
            return package_of(texts[0][1]) or steps[-1], tuple(texts)
    return None


def interface_of(document: Document, tree: Tree, fetch: Fetch) -> Interface:
    """Return the interface of a tree."""
    data, root = mapping(document.data), Origin(document, "")
    scope = scope_of(document, "2020-12", fetch)
    base = text(data.get("x-base-path"))
    return Interface(
        format="go",
        title=title_of(document),
        version=version_of(document)[0],
        origin=root,
        resolver=scope.references,
        description=text(data.get("description")),
        status=text(data.get("x-status")).lower(),
        owner=text(data.get("x-owner")),
        released=text(data.get("x-released")),
        stability=text(data.get("x-stability-level")),
        support=(("url", text(data["x-support"])),) if text(data.get("x-support")) else (),
        tags=tuple(tag.strip() for tag in text(data.get("x-tags")).split(",") if tag.strip()),
        operations={**read_operations(scope, data, root), **calls(scope, data, root)},
        schemas=schemas(scope, data, root, tree),
        servers=(Server(base, root.child("x-base-path")),) if base else (),
        facts=facts_of(document),
        not_compared=tuple(dict.fromkeys(scope.missed)),
        not_read=tuple(unread_in(data, root)),
    )


def title_of(document: Document) -> str:
    """Return the title that is stated, else the name of the package, or of the folder above a major version."""
    title = text(mapping(document.data).get("title"))
    if re.fullmatch(r"v\d+", title):
        above = posixpath.basename(posixpath.dirname(posixpath.dirname(document.file)))
        return above or title
    return title or posixpath.basename(document.file)


def schemas(scope: Scope, data: Mapping[str, Any], root: Origin, tree: Tree) -> dict[str, NamedSchema]:
    """Return the named types, with the direction that each promises."""
    found = {}
    for name, schema in entries(data.get("$defs")):
        at = root.child("$defs", name)
        if node := scope.node(schema, at):
            found[name] = NamedSchema(name, node, at, tree.directions.get(name))
    return found


def calls(scope: Scope, data: Mapping[str, Any], root: Origin) -> dict[str, Operation]:
    """Return the methods of services as operations: `Orders.Cancel`."""
    reader, found = Reader(scope, None), {}
    for service, methods in entries(data.get("x-services")):
        for method, item in entries(methods):
            key = f"{service}.{method}"
            at = root.child("x-services", service, method)
            operation = reader.operation("CALL", key, item, at, "consumer", [], [])
            if operation is not None:
                found[key] = structs.replace(operation, key=key, tags=operation.tags or (service,))
    return found


__all__ = ["Go"]
