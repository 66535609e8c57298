"""Paths of operations: parameters by position, not by name."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

PARAMETER = re.compile(r"\{([^{}/]*)\}|<([^<>/]*)>|\[([^\[\]/]*)\]|(?<=/):([A-Za-z_][A-Za-z0-9_]*)")


def template(path: str) -> str:
    """Return a path with its parameters by position: `/users/{}` for `/users/{id}`, `/users/:id`, `/users/[id]`.

    A slash at the end stays: `/users/` is another path (RFC 3986, 6.2.3; OpenAPI 3.1, 4.8.8 appends paths as they are).
    """
    return PARAMETER.sub("{}", path) or "/"


def parameter_names(path: str) -> tuple[str, ...]:
    """Return the names of the path parameters in the order in which they stand."""
    return tuple(next(name for name in match.groups() if name is not None) for match in PARAMETER.finditer(path))


def base_path(url: str) -> str:
    """Return the path of a server's address, without a slash at its end."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return path.rstrip("/") if path.startswith("/") else ""
