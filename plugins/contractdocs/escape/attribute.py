"""Addresses in attributes: only those of a few schemes may lead anywhere."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from .html import clean

SCHEMES = frozenset({"", "http", "https", "mailto"})
NOT_IN_LINKS = re.compile(r"""[\s<>"\[\]\\^`{|}]""")
"""What no relative address is written with (RFC 3986, 2): a text that has some is no address."""


def safe_link(url: str) -> str:
    """Return an address that may stand in a link, empty for any other: http, https, mailto and relative ones pass."""
    url = clean(url).strip()
    squeezed = re.sub(r"[\s\\]", "", url)
    try:
        scheme = urlsplit(squeezed).scheme.lower()
    except ValueError:
        return ""
    if scheme:
        return url if scheme in SCHEMES else ""
    head = squeezed.partition("/")[0].partition("?")[0].partition("#")[0]
    return url if ":" not in head and not NOT_IN_LINKS.search(url) else ""
