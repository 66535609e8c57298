"""The judgement over kinds of change and over single documents: one page a rule, found by listing this folder."""

from __future__ import annotations

from .registry import Hit, Reading, Rule, all_rules, rule

__all__ = ["Hit", "Reading", "Rule", "all_rules", "rule"]
