"""What goes wrong where bytes come from."""

from __future__ import annotations


class SourceError(Exception):
    """Bytes that cannot be had: says what is wrong, and the one command or step that mends it.

    No text of the file in question is ever part of the message.
    """

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message, mend)
        self.message, self.mend = message, mend

    def __str__(self) -> str:
        """Return both on one line."""
        return f"{self.message} {self.mend}".strip()
