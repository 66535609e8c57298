"""The levels that settings give to rules, in place of those of their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from ..model.finding import Finding
    from ..settings import Settings


def overridden(finding: Finding, settings: Settings) -> Finding | None:
    """Return a finding at the level that the settings give its rule; None where they turn it off."""
    override = settings.rules.get(finding.rule)
    if override is None:
        return finding
    if override.level == "off":
        return None
    bump = "major" if override.level == "breaking" else finding.bump if finding.level != "breaking" else "minor"
    return replace(finding, level=override.level, bump=bump)
