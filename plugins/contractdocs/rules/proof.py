"""Says why a break has no witness."""

from __future__ import annotations

from ..model.finding import Finding
from . import registry

KNOWN = {
    "optional-property-removed": "both releases allow the same values; the property just never comes again",
    "opaque-type-changed": "the type is only known as text",
    "opaque-check-changed": "the check is only known as text",
}


def no_witness(finding: Finding) -> str:
    """Return why no value proves the break of a schema; empty where one does, or where none is looked for."""
    if finding.witness is not None or finding.level != "breaking" or registry.rule(finding.rule).area != "schemas":
        return ""
    return KNOWN.get(finding.rule, "no value was found that one side takes and the other refuses")
