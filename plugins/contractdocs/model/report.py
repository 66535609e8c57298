"""All that a check found out: what the reports print and the site shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from ..documents import Limits
from .contract import Contract, Release
from .finding import Finding
from .shard import Part

if TYPE_CHECKING:
    from ..documents import Place

Status = Literal["pass", "fail", "incomplete"]


class Entry(Struct, frozen=True):
    """One change that an announcement names: by fingerprint, or by rule and address."""

    fingerprint: str = ""
    rule: str = ""
    address: str = ""
    place: Place | None = None

    def names(self, finding: Finding) -> bool:
        """Return whether this entry names the finding."""
        if self.fingerprint:
            return self.fingerprint == finding.fingerprint
        return (self.rule, self.address) == (finding.rule, finding.address)

    def __str__(self) -> str:
        """Return the entry as a reader would write it."""
        return self.fingerprint or f"{self.rule} at {self.address}"


class Announcement(Struct, frozen=True):
    """A file that says a breaking change is coming, to whom, when, and how to move."""

    contract: str
    version: str
    entries: tuple[Entry, ...]
    who: str
    effective: str
    title: str
    text: str
    place: Place

    @property
    def file(self) -> str:
        """Return the file that holds it."""
        return self.place.file

    @property
    def slug(self) -> str:
        """Return the name of its page."""
        return self.file.rpartition("/")[2].removesuffix(".md")


class Waiver(Struct, frozen=True):
    """An accepted break with a reason, an owner and an expiry."""

    fingerprint: str
    reason: str
    owner: str
    expires: str
    place: Place
    kind: str = ""


class Transition(Struct, frozen=True):
    """What changed from one release to the next of its kind."""

    old: Release
    new: Release
    findings: tuple[Finding, ...]
    not_compared: tuple[str, ...] = ()

    @property
    def breaking(self) -> tuple[Finding, ...]:
        """Return the findings that break."""
        return tuple(finding for finding in self.findings if finding.level == "breaking")

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many findings there are of each level."""
        return {level: sum(f.level == level for f in self.findings) for level in ("breaking", "risky", "safe")}


class Judged(Struct, frozen=True):
    """A breaking finding since the record, and the proof that it was announced; empty where there is none."""

    finding: Finding
    proof: Literal["", "new line", "notice", "announcement", "waiver", "draft"]
    announcement: Announcement | None = None
    attributed: bool = True


class ContractReport(Struct, frozen=True):
    """One contract: its history compared, its document checked, its breaks judged."""

    contract: Contract
    status: Status
    transitions: tuple[Transition, ...] = ()
    judged: tuple[Judged, ...] = ()
    findings: tuple[Finding, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    record: str = ""
    needed_version: str = ""
    new: bool = False

    def transition_to(self, version: str) -> Transition | None:
        """Return the transition that ends in `version`."""
        return next((t for t in self.transitions if t.new.version == version), None)


class Report(Struct, frozen=True):
    """The whole catalog.

    `prefix` leads from the top of the repository to the folder that was checked, with a slash at its end; `site_url`
    is where the pages are published, as the settings say; `levels` are those that they give to rules; `published` is
    the commit that holds what is out; `part` says which contracts were judged, where not all were; `basis` is the hash
    of the settings; `limits` bound what is written; `between` compares two releases that are no neighbours; `changed`
    gives what became of a contract since the point against which this branch is measured.
    """

    status: Status
    contracts: tuple[ContractReport, ...]
    findings: tuple[Finding, ...] = ()
    incomplete: tuple[str, ...] = ()
    record: str = ""
    attribution: str = ""
    today: str = ""
    policy: str = "standard"
    counts: Mapping[str, int] = {}
    waivers: tuple[Waiver, ...] = ()
    prefix: str = ""
    site_url: str = ""
    levels: Mapping[str, str] = {}
    published: str | None = None
    own_rules: tuple[Any, ...] = ()
    part: Part | None = None
    basis: str = ""
    limits: Limits = Limits()
    between: Callable[[str, Release, Release], Transition] | None = None
    changed: Callable[[str], tuple[Transition, ...]] | None = None
