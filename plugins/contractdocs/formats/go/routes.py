"""Reads operations from comments: a line `POST /v1/operations`, and the annotations of swag and go-swagger.

They are written as OpenAPI writes operations, so that the reader of OpenAPI takes them from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...documents.document import Spot
from .comments import ANNOTATION, DATE, DEPRECATED
from .syntax import Comment

METHOD = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS"
ROUTE = re.compile(
    rf"^\s*(?:[-*•]\s+|\d+\.\s+)?(?:(?:@?[Rr]oute|[Ee]ndpoint|[Pp]ath|URL|HTTP)\s*:?\s+)?[`*]*(?P<method>{METHOD})\s+"
    r"(?P<path>/[^\s`*,;]*)[`*]*\s*(?P<rest>.*)$"
)
SWAG_ROUTE = re.compile(r"^\s*@[Rr]outer\s+(?P<path>/\S*)\s+\[(?P<method>\w+)\]")
SWAGGER = re.compile(rf"^\s*swagger:route\s+(?P<method>{METHOD})\s+(?P<path>/\S*)(?:\s+(?P<rest>.*))?$")
MENTION = re.compile(rf"\b(?P<method>{METHOD})\s+[`]?(?P<path>/[\w/{{}}:.\-]*[\w}}])")
ARROW = re.compile(r"\s*(?:→|->|=>)\s*")
NAME = r"(?:\[\]|\*)*(?:map\[\w+\])?[A-Za-z_][\w.]*(?:\[[^\s\]]+\])?"
REQUEST = re.compile(rf"^\s*(?:Request|Body|Request body|Accepts)\s*:\s*(?P<type>{NAME})", re.IGNORECASE)
QUERY = re.compile(rf"^\s*(?:Query|Params|Parameters|Query parameters)\s*:\s*(?P<type>{NAME})", re.IGNORECASE)
ANSWERS = re.compile(r"^\s*(?:Responses?|Returns|Success|Errors?|Failures?)\s*:\s*(?P<rest>\S.*)$", re.IGNORECASE)
ANSWER = re.compile(rf"^(?P<status>[1-5](?:\d\d|XX|xx))?\s*(?P<type>{NAME})?\s*(?:[-–—(].*)?$")
PARAM = re.compile(
    r"^\s*@Param\s+(?P<name>\S+)\s+(?P<place>query|path|header|body|formData|cookie)\s+(?P<type>\S+)\s+"
    r'(?P<required>true|false)(?:\s+"(?P<about>[^"]*)")?(?P<rest>.*)$',
    re.IGNORECASE,
)
OUTCOME = re.compile(
    r'^\s*@(?:Success|Failure|Response)\s+(?P<status>\d{3}|default)(?:\s+\{(?P<kind>\w+)\}\s+(?P<type>\S+))?(?:\s+"(?P<about>[^"]*)")?',
    re.IGNORECASE,
)
LINE = re.compile(r"^\s*@(?P<key>Summary|Description|Tags|ID|Deprecated)\b\s*(?P<value>.*)$", re.IGNORECASE)
SCALARS = {"int": "integer", "integer": "integer", "number": "number", "string": "string", "bool": "boolean"}


@dataclass(slots=True)
class Route:
    """One operation as comments state it: types by their names as written."""

    method: str
    path: str
    spot: Spot
    said: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    query: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    parameters: list[dict[str, Any]] = field(default_factory=list)


def routes_in(comment: Comment, owner: str = "") -> Iterator[Route]:
    """Yield the operations that a comment states; in that of a type, `owner`, those that its prose mentions too."""
    found: list[Route] = []
    loose: list[str] = []
    lines = list(comment.lines)
    annotated = next((route for line, spot in lines if (route := swag_route(line, spot))), None)
    if annotated is not None:
        for line, _ in lines:
            detail(annotated, line)
        annotated.said.update(prose([line for line, _ in lines if not ANNOTATION.match(line)], annotated))
        yield annotated
        return
    for line, spot in lines:
        route = route_of(line, spot)
        if route is not None:
            found.append(route)
        elif not (found and detail(found[-1], line)):
            loose.append(line)
    if len(found) == 1:
        found[0].said = {**prose(loose, found[0]), **found[0].said}
    yield from found
    if not found and owner:
        yield from mentions(comment)


def route_of(line: str, spot: Spot) -> Route | None:
    """Return the operation that a line states; what stands behind an arrow is its answers."""
    match = ROUTE.match(line) or SWAGGER.match(line)
    if match is None:
        return None
    row, column = spot.value
    route = Route(match["method"], clean(match["path"]), Spot((row, column + match.start("method")), file=spot.file))
    rest = match["rest"] or ""
    before, *after = ARROW.split(rest, maxsplit=1)
    if after:
        if re.fullmatch(NAME, before.strip()):
            route.body = before.strip()
        answers(route, after[0])
    elif rest.strip(" -–—:"):
        route.said["summary"] = rest.strip(" -–—:")
    return route


def swag_route(line: str, spot: Spot) -> Route | None:
    """Return the operation that an annotation of swag states."""
    match = SWAG_ROUTE.match(line)
    if match is None:
        return None
    row, column = spot.value
    return Route(
        match["method"].upper(), clean(match["path"]), Spot((row, column + match.start("path")), file=spot.file)
    )


def clean(path: str) -> str:
    """Return a path without what ends the sentence around it, with parameters as `{id}`."""
    path = path.rstrip(".)'\"")
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)
    return re.sub(r"(?<=/)[:*](\w+)", r"{\1}", path)


def detail(route: Route, line: str) -> bool:
    """Add what a line says about an operation; return whether it says anything."""
    if match := REQUEST.match(line):
        route.body = match["type"]
    elif match := QUERY.match(line):
        route.query = match["type"]
    elif match := ANSWERS.match(line):
        return answers(route, match["rest"])
    elif match := PARAM.match(line):
        parameter(route, match)
    elif match := OUTCOME.match(line):
        kind = "[]" if (match["kind"] or "").lower() == "array" else ""
        route.answers[match["status"]] = kind + (match["type"] or "")
        route.about[match["status"]] = match["about"] or ""
    elif match := LINE.match(line):
        annotation(route, match["key"].lower(), match["value"].strip())
    else:
        return False
    return True


def answers(route: Route, text: str) -> bool:
    """Add the answers that a text lists: `202 OperationResponse, 400 Problem`; without a status it is 200."""
    parts = [ANSWER.match(part.strip()) for part in re.split(r"\s*[,;]\s+|\s*\|\s*", text.rstrip("."))]
    if not all(part and (part["status"] or part["type"]) for part in parts):
        return False
    kind = next((part["type"] for part in reversed(parts) if part and part["type"]), "")
    for part in parts:
        if part is not None:
            failed = (part["status"] or "2")[0] in "45"
            route.answers.setdefault((part["status"] or "200").upper(), part["type"] or (kind if failed else "") or "")
    return True


def parameter(route: Route, match: re.Match[str]) -> None:
    """Add a parameter that an annotation of swag states."""
    place = match["place"].lower()
    if place == "body":
        route.body = match["type"]
        return
    if place == "formdata":
        return
    kind = match["type"].removeprefix("[]")
    schema: dict[str, Any] = {"type": SCALARS[kind]} if kind in SCALARS else {"x-type-text": kind}
    listed = re.search(r"(?i)\benums?\(([^)]*)\)", match["rest"])
    if listed:
        schema["enum"] = [item.strip() for item in listed[1].split(",")]
    if match["type"].startswith("[]"):
        schema = {"type": "array", "items": schema}
    required = match["required"] == "true" or place == "path"
    found = {"name": match["name"], "in": place, "required": required, "schema": schema}
    route.parameters.append({**found, "description": match["about"]} if match["about"] else found)


def annotation(route: Route, key: str, value: str) -> None:
    """Add what an annotation says about an operation as a whole."""
    if key == "tags":
        route.said["tags"] = [item.strip() for item in value.split(",") if item.strip()]
    elif key == "id":
        route.said["operationId"] = value
    elif key == "deprecated":
        route.said["deprecated"] = True
    elif value:
        before = route.said.get("description", "") if key == "description" else ""
        route.said[key] = f"{before}\n{value}".strip()


def prose(lines: list[str], route: Route) -> dict[str, Any]:
    """Return what the prose around a route says: its first sentence, the rest, and whether it is deprecated."""
    text = "\n".join(lines).strip()
    if not text:
        return {}
    paragraphs = text.split("\n\n")
    found: dict[str, Any] = {"description": text}
    if "summary" not in route.said:
        found["summary"] = " ".join(paragraphs[0].split())
        found["description"] = "\n\n".join(paragraphs[1:]).strip()
    warning = next((part for part in paragraphs if DEPRECATED.match(part.lstrip())), None)
    if warning is not None:
        dated = DATE.search(warning)
        found.update({"deprecated": True, **({"x-sunset": dated[1]} if dated else {})})
    return {key: value for key, value in found.items() if value and key not in route.said}


def mentions(comment: Comment) -> Iterator[Route]:
    """Yield the operations that the prose of a type mentions: `the body of POST /v1/operations`."""
    for line, spot in comment.lines:
        row, column = spot.value
        for match in MENTION.finditer(line):
            yield Route(match["method"], clean(match["path"]), Spot((row, column + match.start()), file=spot.file))
