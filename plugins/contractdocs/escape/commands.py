"""Workflow commands of a CI: text in them ends no line and begins no command of its own."""

from __future__ import annotations

from .terminal import safe


def inert(line: str) -> str:
    """Return a line of a log that no CI takes for a command, such as `::error::` or `##[group]`."""
    if line.lstrip().startswith("::"):
        line = line.replace("::", "\\u{3a}:", 1)
    return line.replace("##[", "#\\u{23}[") if "##[" in line else line


def may_command(text: str) -> bool:
    """Return whether a CI may take a line of a text for a command."""
    return "::" in text or "##[" in text


def message_text(text: str) -> str:
    """Return text as the message of a command: no line end, no percent sign of its own."""
    plain = text.replace("##[", "#\\u{23}[")  # the older spelling of commands is looked for within a line
    return plain.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_text(text: str) -> str:
    """Return text as a property of a command, which colons and commas would end."""
    return message_text(safe(text)).replace(":", "%3A").replace(",", "%2C")
