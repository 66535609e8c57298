"""Patterns that take time in proportion to the text, whatever they are: matched by an engine that never goes back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

LONGEST = 500


class PatternError(Exception):
    """A text that is no pattern, or one that cannot be matched without going back."""


@dataclass(frozen=True)
class Pattern:
    """A regular expression without references back and without looking around."""

    text: str

    @cached_property
    def validator(self) -> Any:
        """Return what matches it; raise PatternError where nothing can."""
        import jsonschema_rs

        if len(self.text) > LONGEST:
            raise PatternError(f"is longer than {LONGEST} characters")
        try:
            return jsonschema_rs.validator_for({"pattern": self.text}, pattern_options=jsonschema_rs.RegexOptions())
        except (ValueError, jsonschema_rs.ValidationError):
            raise PatternError("is no pattern that can be matched in one pass") from None

    def search(self, text: str) -> bool:
        """Return whether it is found in a text."""
        return bool(self.validator.is_valid(text))


def compiled(text: str) -> Pattern:
    """Return a pattern; raise PatternError where it is none."""
    found = Pattern(text)
    found.search("")
    return found
