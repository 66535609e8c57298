"""Says why a break has no witness."""

from __future__ import annotations

from ..model.finding import Finding
from . import registry

SAME_VALUES = "both releases allow the same values; the property just never comes again"
AS_WRITTEN = "both releases allow the same texts; what is in them is written in another way"
SLIP = "the keyword speaks of values of another type than the schema takes, so that no value shows the change"
KNOWN = {
    "optional-property-removed": SAME_VALUES,
    "optional-property-likely-renamed": SAME_VALUES,
    "property-became-write-only": SAME_VALUES,
    "content-encoding-changed": AS_WRITTEN,
    "content-media-type-changed": AS_WRITTEN,
    "discriminator-changed": "both releases allow the same values; readers tell them apart by another property",
    "extensible-enum-value-removed": "both releases allow the same texts; the value is only no longer listed",
    "sunset-removed": "both releases allow the same values; nobody knows any more until when",
    "sunset-moved-earlier": "both releases allow the same values; they end earlier",
    "type-removed": "the type as a whole is gone",
    "opaque-type-changed": "the type is only known as text",
    "opaque-check-changed": "the check is only known as text",
}


def no_witness(finding: Finding) -> str:
    """Return why no value proves the break of a schema; empty where one does, or where none is looked for."""
    if finding.witness is not None or finding.level != "breaking" or registry.rule(finding.rule).area != "schemas":
        return ""
    if finding.words.get("slip"):
        return SLIP
    return KNOWN.get(finding.rule, "no value was found that one side takes and the other refuses")
