"""How values are written into a request or an answer: style, explode, media type (OpenAPI 3.1.1, 4.8.12.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model.interface import Header, Node, Parameter, Resolver
from .shape import shape_of

SEVERAL = frozenset({"array", "object"})
"""Types whose values are written as several, so that `explode` says something."""


def is_compound(node: Node, resolver: Resolver) -> bool:
    """Return whether a schema takes values that are written as several."""
    return not node or bool(shape_of(node, resolver).types & SEVERAL)


def of_parameter(parameter: Parameter, *, compound: bool) -> dict[str, Any]:
    """Return how a parameter is written into a request."""
    if parameter.media_type:
        return {"media_type": parameter.media_type}
    allowed = {key: value for key, value in parameter.options.items() if value}
    return {"style": parameter.style, **({"explode": parameter.explode} if compound else {}), **allowed}


def of_header(header: Header, *, compound: bool) -> dict[str, Any]:
    """Return how a header is written: there is one style, `simple`."""
    if header.media_type:
        return {"media_type": header.media_type}
    return {"explode": header.explode} if compound else {}


def only_allows_more(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Return whether all that was said of writing a parameter is said still, and something more is allowed."""
    return before.items() <= after.items() and {*after} - {*before} <= {"allowEmptyValue", "allowReserved"}
