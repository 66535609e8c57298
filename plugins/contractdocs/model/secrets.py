"""Finds what looks like a credential in a text, and hides it: examples are copied from where they worked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

KINDS = {
    "private_key": (
        "a private key",
        r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\w+/=\\]*(?:-----END [A-Z ]*PRIVATE KEY[A-Z ]*-----)?",
    ),
    "aws": ("an access key of AWS", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "jwt": ("a signed token (JWT)", r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}"),
    "github": ("a token of GitHub", r"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{40,})\b"),
    "gitlab": ("a token of GitLab", r"\bglpat-[\w-]{20}\b"),
    "slack": ("a token of Slack", r"\bxox[abeoprs]-[0-9A-Za-z-]{10,}"),
    "google": ("a key of Google", r"\bAIza[\w-]{35}\b"),
    "stripe": ("a live key of Stripe", r"\b[rs]k_live_[0-9A-Za-z]{16,}\b"),
    "login": ("an address with a password", r"(?<=://)[\w.+-]{1,64}:[^\s:@/{}<>$*]{3,100}(?=@[\w.-]+)"),
}
HINT = re.compile(r"-----BEGIN|AKIA|ASIA|eyJ|gh[pousr]_|github_pat_|glpat-|xox|AIza|k_live_|://[\w.+-]{1,64}:")
"""How each kind begins: to look for that alone is much faster, and most texts have none of it."""
KNOWN = re.compile(r"EXAMPLE|eyJzdWIiOiIxMjM0NTY3ODkwI|:(?:pass(?:word)?|secret|xxx+|\.\.\.)$", re.IGNORECASE)
"""What documentation shows on purpose: the example keys of AWS, the token of jwt.io, a password called `password`."""
HIDDEN = "[redacted]"


class Secret(NamedTuple):
    """What looks like a credential: what kind of one, and where it stands in the text."""

    kind: str
    start: int
    end: int


@cache
def secret() -> re.Pattern[str]:
    """Return the pattern of all kinds: most runs meet nothing that begins as they do, and it takes long to compile."""
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, (_, pattern) in KINDS.items()))


def is_suspect(text: str) -> bool:
    """Return whether something in a text begins as credentials do."""
    return HINT.search(text) is not None


def secrets_in(text: str) -> Iterator[Secret]:
    """Yield what looks like a credential in a text; well-known examples are none."""
    if not is_suspect(text):
        return
    for found in secret().finditer(text):
        if KNOWN.search(found[0]) is None:
            yield Secret(KINDS[str(found.lastgroup)][0], found.start(), found.end())


def redacted(text: str) -> str:
    """Return a text with every credential hidden.

    >>> redacted("postgres://ada:hunter22@db.example.com")
    'postgres://[redacted]@db.example.com'
    """
    parts, last = [], 0
    for secret in secrets_in(text):
        parts += [text[last : secret.start], HIDDEN]
        last = secret.end
    return "".join([*parts, text[last:]]) if parts else text
