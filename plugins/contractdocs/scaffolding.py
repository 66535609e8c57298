"""Writes the first version of a contract: a valid draft with comments that say what to fill in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Template

from .catalog import layout
from .catalog.discover import Catalog, discover
from .lifecycle.choosing import written
from .lifecycle.spelling import scalar
from .settings import Settings, SettingsError
from .sources import WorkingTree, resolve_inside

FOLDER = Path(__file__).parent / "scaffolds"
ENDINGS = {
    "odcs": "odcs.yaml",
    "openapi": "openapi.yaml",
    "asyncapi": "asyncapi.yaml",
    "json-schema": "schema.yaml",
    "go": "go",
    "typescript": "ts",
    "markdown": "md",
}
PACKAGES = {"go": "doc.go", "typescript": "index.ts"}
"""Formats whose contracts are folders, with the file that stands for the folder."""
FIRST = "0.1.0"
GO_WORDS = frozenset(
    {"break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for"}
) | {
    *("func", "go", "goto", "if", "import", "interface", "main", "map", "package", "range", "return", "select"),
    *("struct", "switch", "type", "var"),
}
OWNERS = {
    "odcs": "\n# Who answers for the data.\nteam:\n  name: {}\n",
    "openapi": "\n  x-owner: {}",
    "asyncapi": "\n  x-owner: {}",
    "json-schema": "\nx-owner: {}",
    "go": "\n// Owner: {}",
    "typescript": "\n * Owner: {}",
    "markdown": "\nowner: {}",
}
NOBODY = {
    "odcs": "\n# Say who answers for the data:\n# team:\n#   name: Team Shop\n",
    "openapi": "\n  # Say who answers for the interface:\n  # x-owner: Team Shop",
    "asyncapi": "\n  # Say who answers for the interface:\n  # x-owner: Team Shop",
    "json-schema": "\n# Say who answers for the data:\n# x-owner: Team Shop",
    "go": "",
    "typescript": "",
    "markdown": "\n# Say who answers for the interface:\n# owner: Team Shop",
}


class Scaffold(Template):
    """A text whose gaps begin with two at signs, which no format uses."""

    delimiter = "@@"


def scaffold(root: Path, settings: Settings, contract_id: str, form: str, today: date, owner: str = "") -> list[str]:
    """Write the first version of a contract and return what was done, and what to do next.

    Raises SettingsError where the id cannot be one or is taken, SourceError where the file cannot be written.
    """
    check_id(contract_id)
    catalog = discover(WorkingTree(root), settings)
    if contract_id in catalog.groups:
        path = catalog.groups[contract_id].files[-1].path
        raise SettingsError(f"`{contract_id}` is there already: {path}.", suggestion="Take another id.")
    path = path_for(catalog, settings.contracts, contract_id, form)
    target = resolve_inside(root, path)
    if target.exists() or target.is_symlink():
        raise SettingsError(f"{path} exists already.", suggestion="Take another id, or remove the file.")
    written(root, path, text_for(contract_id, form, today, owner).encode("utf-8"))
    return [
        f"{path}: wrote a draft, version {FIRST}",
        "Now fill it in, then run: contractdocs lint",
        "Once others may rely on it, write: status: active"
        if form == "markdown"
        else f"Once others may rely on it, run: contractdocs status {contract_id} active",
    ]


def check_id(contract_id: str) -> None:
    """Raise SettingsError where an id cannot name pages and files."""
    if not layout.is_safe_id(contract_id):
        message = (
            f"`{contract_id}` cannot be the id of a contract: ids are a-z, 0-9, dot, dash and underscore, 64 at most."
        )
        raise SettingsError(message, suggestion=f"Use `{safe_slug(contract_id)}`.")


def safe_slug(name: str) -> str:
    """Return a name as an id that is allowed on every system."""
    slug = layout.slug(name)
    return slug if layout.is_safe_id(slug) else f"contract-{slug}"[:64]


def path_for(catalog: Catalog, folder: str, contract_id: str, form: str) -> str:
    """Return where the first version goes: a version file, but a single file where most contracts here are one."""
    layouts = Counter(group.layout for group in catalog.groups.values())
    single = layouts["history"] > layouts["files"] + layouts["folders"]
    name = f"{contract_id}.{ENDINGS[form]}" if single else f"{contract_id}/{FIRST}.{ENDINGS[form]}"
    name = f"{contract_id}/{PACKAGES[form]}" if form in PACKAGES else name
    return name if folder == "." else f"{folder}/{name}"


def text_for(contract_id: str, form: str, today: date, owner: str) -> str:
    """Return the text of a first version."""
    text = (FOLDER / f"{form}.{ENDINGS[form] if form in PACKAGES else 'yaml'}.txt").read_text("utf-8")
    return Scaffold(text).substitute(gaps(contract_id, form, today, owner))


def gaps(contract_id: str, form: str, today: date, owner: str) -> Mapping[str, str]:
    """Return what fills the gaps of a scaffold."""
    words = contract_id.replace("-", " ").replace("_", " ").replace(".", " ").strip()
    spelled = " ".join(owner.replace("*/", "").split()) if form in PACKAGES else scalar(owner)
    said = OWNERS[form].format(spelled) if owner.strip() else NOBODY[form]
    name = contract_id.replace("-", "_").replace(".", "_")
    return {
        "id": contract_id,
        "value": scalar(contract_id),
        "name": scalar(name),
        "title": scalar(words[:1].upper() + words[1:]),
        "words": words[:1].upper() + words[1:],
        "package": package_name(name),
        "heading": words[:1].upper() + words[1:],
        "today": today.isoformat(),
        "owner": said,
        "team": said,
    }


def package_name(name: str) -> str:
    """Return a name as that of a Go package: no digit first, and none of the words that Go keeps."""
    return name if name[:1].isalpha() and name not in GO_WORDS else f"c_{name}"
