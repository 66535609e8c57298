"""Words about quality rules that readers of single contracts share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .plain import first_text, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

OPERATORS = (
    "mustBe",
    "mustNotBe",
    "mustBeGreaterThan",
    "mustBeGreaterOrEqualTo",
    "mustBeLessThan",
    "mustBeLessOrEqualTo",
    "mustBeBetween",
    "mustNotBeBetween",
)


def rule_name(rule: Mapping[str, Any]) -> str:
    """Return the shortest name of a quality rule, quoted."""
    name = first_text(*(rule.get(key) for key in ("name", "metric", "id", "rule", "query", "description", "type")))
    return f"`{shown(name)}`" if name else "without a name"
