"""`contractdocs.yml`, typed and checked. Everything has a default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from .documents import DocumentError, Limits, Place, parse

if TYPE_CHECKING:
    from .documents import Document

NAMES = ("contractdocs.yml", "contractdocs.yaml")
PERSPECTIVES = ("consumer", "producer", "both")
POLICIES = ("relaxed", "standard", "strict")
SCHEMES = ("semver", "date", "integer")


class SettingsError(Exception):
    """A settings file that cannot be used: says what, where, and what was probably meant."""

    def __init__(self, message: str, place: Place | None = None, suggestion: str = "") -> None:
        super().__init__(message)
        self.message, self.place, self.suggestion = message, place, suggestion

    def __str__(self) -> str:
        """Return the whole sentence with its place."""
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.message}{' ' + self.suggestion if self.suggestion else ''}"


class RuleOverride(Struct, frozen=True):
    """Another level for a rule, with the reason."""

    level: str
    reason: str
    place: Place | None = None


class Consumer(Struct, frozen=True):
    """Somebody who reads contracts: by contract id the addresses that they read, none where they read all of it."""

    name: str
    contact: str = ""
    reads: Mapping[str, tuple[str, ...]] = {}
    place: Place | None = None


class OtherCatalog(Struct, frozen=True):
    """The published registry of others: a folder below the root, or an address that `contractdocs pull` asks.

    `site` is where its pages are, empty where nobody says.
    """

    name: str
    path: str = ""
    url: str = ""
    site: str = ""


class Settings(Struct, frozen=True):
    """What an organisation may say about its contracts and the gate.

    `contracts` is the folder of the contracts below the root; `record` says what is published: empty for the
    default, else a mapping with `tag`, `branch`, `ref` or `manifest`; `attribution` is the point that a branch is
    measured against, in the same form but for a manifest; `ignore` holds patterns of files that are no
    contracts; `perspective` says whose eyes judge data contracts, empty for consumers with producers warned;
    `site_url` is where the pages are published, so that reports can lead to the page of a rule; `own_rules` is a folder
    of an organisation's own rules.
    """

    contracts: str = "contracts"
    policy: str = "standard"
    record: Mapping[str, str] = {}
    attribution: Mapping[str, str] = {}
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, RuleOverride] = {}
    version_schemes: Mapping[str, str] = {}
    notice_days: Mapping[str, int] = field(default_factory=lambda: {"stable": 180, "beta": 30})
    perspective: str = ""
    allow_empty: bool = False
    site_url: str = ""
    own_rules: str = ""
    consumers: tuple[Consumer, ...] = ()
    catalogs: tuple[OtherCatalog, ...] = ()
    limits: Limits = Limits()
    file: str = ""
    places: Mapping[str, Place] = {}


def load(root: Path, file: Path | None = None) -> Settings:
    """Return the settings of a repository; raise SettingsError where the file is wrong or named but missing."""
    path = file or next((root / name for name in NAMES if os.path.lexists(root / name)), None)
    if path is None:
        return Settings()
    shown = path.name if path.parent == root else str(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"The settings file {shown} cannot be read: {error.strerror}.") from error
    try:
        document = parse(shown, content)
    except DocumentError as error:
        problem = error.problems[0]
        raise SettingsError(problem.message, problem.place, problem.suggestion) from error
    return read(document)


def read(document: Document) -> Settings:
    """Return the settings that a document states; raise SettingsError with the place of the first fault."""
    stated = {} if document.data is None else document.data
    if not isinstance(stated, dict):
        raise SettingsError("Settings are a mapping of names to values.", document.place(""))
    known = [name for name in Settings.__struct_fields__ if name not in ("file", "places")]
    for key in stated:
        check_name(document, "", str(key), known)
    made = {key: READERS[key](document, f"/{key}", value) for key, value in stated.items()}
    places = {key: document.place(f"/{key}", key=True) for key in made}
    return Settings(**made, file=document.file, places=places)


def check_name(document: Document, above: str, key: str, known: list[str]) -> None:
    """Raise SettingsError where a setting is not known."""
    if key not in known:
        import difflib

        near = difflib.get_close_matches(key, known, 1)
        hint = f"Did you mean `{near[0]}`?" if near else f"Known settings: {', '.join(known)}."
        raise SettingsError(f"`{key}` is not a setting.", document.place(f"{above}/{key}", key=True), hint)


def text(document: Document, pointer: str, value: Any) -> str:
    """Return a text."""
    if not isinstance(value, str) or not value:
        raise SettingsError(f"`{pointer[1:]}` takes a text.", document.place(pointer))
    return value


def folder(document: Document, pointer: str, value: Any) -> str:
    """Return a folder below the root."""
    said = text(document, pointer, value).strip("/")
    if said.startswith("..") or "/../" in f"/{said}/" or value.startswith("/"):
        raise SettingsError(f"`{pointer[1:]}` is a folder below the settings file.", document.place(pointer))
    return said or "."


def address(document: Document, pointer: str, value: Any) -> str:
    """Return the address of a site."""
    said = text(document, pointer, value)
    if not said.startswith(("https://", "http://")) or any(char.isspace() for char in said):
        message = f"`{pointer[1:]}` takes an address."
        raise SettingsError(message, document.place(pointer), "Write it as https://docs.example.com/.")
    return said


def truth(document: Document, pointer: str, value: Any) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise SettingsError(f"`{pointer[1:]}` takes true or false.", document.place(pointer))
    return value


def perspective(document: Document, pointer: str, value: Any) -> str:
    """Return whose eyes judge data contracts."""
    return choice(document, pointer, value, PERSPECTIVES)


def policy(document: Document, pointer: str, value: Any) -> str:
    """Return the name of a preset."""
    return choice(document, pointer, value, POLICIES)


def choice(document: Document, pointer: str, value: Any, known: tuple[str, ...]) -> str:
    """Return one of the values that are known."""
    if value not in known:
        import difflib

        near = difflib.get_close_matches(str(value), known, 1)
        hint = f"Did you mean `{near[0]}`?" if near else f"It takes {', '.join(known)}."
        raise SettingsError(f"`{value}` is no value of `{pointer[1:]}`.", document.place(pointer), hint)
    return str(value)


def mapping(document: Document, pointer: str, value: Any) -> dict[str, Any]:
    """Return a mapping."""
    if not isinstance(value, dict):
        raise SettingsError(f"`{pointer[1:]}` takes a mapping.", document.place(pointer))
    return value


def point(document: Document, pointer: str, value: Any, more: tuple[str, ...] = ()) -> Mapping[str, str]:
    """Return what names a point in the history: a tag pattern, a branch or a ref; `none` says there is none."""
    if value in ("none", "merge-base"):
        return {} if value == "merge-base" else {"none": "none"}
    stated = mapping(document, pointer, value)
    for key, said in stated.items():
        check_name(document, pointer, str(key), ["tag", "branch", "ref", *more])
        text(document, f"{pointer}/{key}", said)
    if "manifest" in stated:
        raise SettingsError("A manifest stands alone: it says what is published.", document.place(pointer))
    return stated


def record(document: Document, pointer: str, value: Any) -> Mapping[str, str]:
    """Return what is published: a point in the history, or a manifest that lists it."""
    if isinstance(value, dict) and set(value) == {"manifest"}:
        return {"manifest": folder(document, f"{pointer}/manifest", value["manifest"])}
    return point(document, pointer, value, ("manifest",))


def texts(document: Document, pointer: str, value: Any) -> tuple[str, ...]:
    """Return a list of texts."""
    if not isinstance(value, list):
        raise SettingsError(f"`{pointer[1:]}` takes a list.", document.place(pointer))
    return tuple(text(document, f"{pointer}/{index}", item) for index, item in enumerate(value))


def overrides(document: Document, pointer: str, value: Any) -> Mapping[str, RuleOverride]:
    """Return other levels for rules; each needs its reason."""
    found = {}
    for key, said in mapping(document, pointer, value).items():
        stated = mapping(document, f"{pointer}/{key}", said)
        for part in stated:
            check_name(document, f"{pointer}/{key}", part, ["level", "reason"])
        if not stated.get("reason"):
            raise SettingsError(f"The level of `{key}` needs a `reason`.", document.place(f"{pointer}/{key}"))
        levels = ("breaking", "risky", "safe", "error", "warning", "note", "off")
        level = choice(document, f"{pointer}/{key}/level", stated.get("level"), levels)
        found[key] = RuleOverride(level, str(stated["reason"]), document.place(f"{pointer}/{key}", key=True))
    return found


def schemes(document: Document, pointer: str, value: Any) -> Mapping[str, str]:
    """Return the version scheme of each contract that needs one named."""
    stated = mapping(document, pointer, value)
    return {key: choice(document, f"{pointer}/{key}", said, SCHEMES) for key, said in stated.items()}


def days(document: Document, pointer: str, value: Any) -> Mapping[str, int]:
    """Return days of notice by stability."""
    stated = mapping(document, pointer, value)
    for key, said in stated.items():
        check_name(document, pointer, key, ["stable", "beta", "alpha", "draft"])
        if not isinstance(said, int) or isinstance(said, bool) or said < 0:
            raise SettingsError("Notice is a number of days.", document.place(f"{pointer}/{key}"))
    return {"stable": 180, "beta": 30, **stated}


def consumers(document: Document, pointer: str, value: Any) -> tuple[Consumer, ...]:
    """Return who reads which contracts."""
    if not isinstance(value, list):
        raise SettingsError("`consumers` takes a list.", document.place(pointer))
    return tuple(consumer(document, f"{pointer}/{index}", item) for index, item in enumerate(value))


def consumer(document: Document, pointer: str, value: Any) -> Consumer:
    """Return one consumer: its name, how it is reached, what it reads."""
    stated = mapping(document, pointer, value)
    for key in stated:
        check_name(document, pointer, str(key), ["name", "contact", "reads"])
    name = text(document, f"{pointer}/name", stated.get("name"))
    contact = text(document, f"{pointer}/contact", stated["contact"]) if "contact" in stated else ""
    listed = mapping(document, f"{pointer}/reads", stated.get("reads"))
    reads = {key: texts(document, f"{pointer}/reads/{key}", said or []) for key, said in listed.items()}
    return Consumer(name, contact, reads, document.place(pointer))


def catalogs(document: Document, pointer: str, value: Any) -> tuple[OtherCatalog, ...]:
    """Return the catalogs of others, each with its own name."""
    if not isinstance(value, list):
        raise SettingsError("`catalogs` takes a list.", document.place(pointer))
    found = tuple(other_catalog(document, f"{pointer}/{index}", item) for index, item in enumerate(value))
    names = [catalog.name for catalog in found]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise SettingsError(f"Two catalogs are called `{name}`.", document.place(f"{pointer}/{index}/name"))
    return found


def other_catalog(document: Document, pointer: str, value: Any) -> OtherCatalog:
    """Return one catalog of others: a folder or an address."""
    from .sources.registries import is_address

    stated = mapping(document, pointer, value)
    for key in stated:
        check_name(document, pointer, str(key), ["name", "path", "url", "site"])
    said = {key: text(document, f"{pointer}/{key}", item) for key, item in stated.items()}
    if "name" not in said or ("path" in said) == ("url" in said):
        raise SettingsError("A catalog takes a `name`, and either a `path` or a `url`.", document.place(pointer))
    for key in ("url", "site"):
        if key in said and not is_address(said[key]):
            raise SettingsError(f"`{key}` of a catalog takes an https address.", document.place(f"{pointer}/{key}"))
    path = folder(document, f"{pointer}/path", said["path"]) if "path" in said else ""
    return OtherCatalog(said["name"], path, said.get("url", ""), said.get("site") or said.get("url", ""))


def limits(document: Document, pointer: str, value: Any) -> Limits:
    """Return the bounds of what is read."""
    stated = mapping(document, pointer, value)
    names = [*Limits.__struct_fields__]
    for key, said in stated.items():
        check_name(document, pointer, key, names)
        if not isinstance(said, int) or isinstance(said, bool) or said <= 0:
            raise SettingsError(f"`limits.{key}` takes a whole number above 0.", document.place(f"{pointer}/{key}"))
    return Limits(**stated)


READERS: dict[str, Any] = {
    "contracts": folder,
    "policy": policy,
    "record": record,
    "attribution": point,
    "ignore": texts,
    "rules": overrides,
    "version_schemes": schemes,
    "notice_days": days,
    "perspective": perspective,
    "allow_empty": truth,
    "site_url": address,
    "own_rules": folder,
    "consumers": consumers,
    "catalogs": catalogs,
    "limits": limits,
}
