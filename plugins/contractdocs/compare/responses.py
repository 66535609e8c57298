"""Compares responses: statuses with their ranges, headers, links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..model.change import Change
from ..model.interface import Header, Response
from .address import Address
from .media import SCALARS
from .serialisation import of_header
from .wording import show

if TYPE_CHECKING:
    from .operations import OperationComparison


def compare_responses(self: OperationComparison) -> Iterator[Change]:
    """Yield what changed in the responses of an operation."""
    old, new = self.old.responses, self.new.responses
    for status, response in old.items():
        heir = response_for(status, new)
        if heir is not None:
            yield from compare_response(self, f"{self.key} > {status}", response, heir)
        elif parts := of_range(status, new):  # fewer statuses may come, each of which was announced
            for part in parts:
                if part.status not in old:
                    yield from compare_response(self, f"{self.key} > {part.status}", response, part)
        else:
            kind = "success-response-removed" if status.startswith("2") else "response-removed"
            sides = (response.origin, status), (self.new.origin.child("responses"), None)
            yield self.directed(kind, f"{self.key} > {status}", *sides, self.answered, name=status)
    for status, response in new.items():
        if status not in old:
            known = response_for(status, old)
            if known is not None and (known.status in new or known.status == "default"):
                yield from compare_response(self, f"{self.key} > {status}", known, response)
            elif known is None:
                here, there = (self.old.origin.child("responses"), None), (response.origin, status)
                yield self.directed("response-added", f"{self.key} > {status}", here, there, self.answered, name=status)


def of_range(status: str, responses: Mapping[str, Response]) -> list[Response]:
    """Return the responses for single statuses of a range, such as 200 of 2XX."""
    if not status.endswith("XX"):
        return []
    return [response for one, response in responses.items() if one[:1] == status[:1] and one != status]


def response_for(status: str, responses: Mapping[str, Response]) -> Response | None:
    """Return the response that answers for a status: its own, that of its range, or for errors the default."""
    if status in responses:
        return responses[status]
    if len(status) == 3 and f"{status[0]}XX" in responses:
        return responses[f"{status[0]}XX"]
    return responses.get("default") if status.startswith(("4", "5")) else None


def compare_response(self: OperationComparison, at: str, old: Response, new: Response) -> Iterator[Change]:
    """Yield what changed in one response."""
    yield from self.compare_payloads(at, old.payloads, new.payloads, old.origin, new.origin, self.answered)
    yield from compare_headers(self, at, old, new)
    if old.description != new.description:
        sides = (old.origin.child("description"), old.description), (new.origin.child("description"), new.description)
        yield self.directed("description-changed", at, *sides, self.answered, name=at)
    for name in {**old.links, **new.links}:
        yield from compare_link(self, f"{at} > link {name}", name, old, new)


def compare_headers(self: OperationComparison, at: str, old: Response, new: Response) -> Iterator[Change]:
    """Yield what changed in the headers of a response; header names know no case (RFC 9110, 5.1)."""
    left, right = ({name.lower(): header for name, header in side.headers.items()} for side in (old, new))
    for key in {**left, **right}:
        before, after = left.get(key), right.get(key)
        where = f"{at} > header {(before or after).name}"  # type: ignore[union-attr]
        if after is None and before is not None:
            kind = "required-header-removed" if before.required else "header-removed"
            yield self.directed(
                kind, where, (before.origin, before.name), (new.origin, None), self.answered, name=before.name
            )
        elif before is None and after is not None:
            yield self.directed(
                "header-added", where, (old.origin, None), (after.origin, after.name), self.answered, name=after.name
            )
        elif before is not None and after is not None:
            yield from compare_header(self, where, before, after)


def compare_header(self: OperationComparison, at: str, old: Header, new: Header) -> Iterator[Change]:
    """Yield what changed in one header."""
    if old.required != new.required:
        kind = "header-became-required" if new.required else "header-became-optional"
        sides = (old.origin, old.required), (new.origin, new.required)
        yield self.directed(kind, at, *sides, self.answered, name=old.name)
    if old.deprecated != new.deprecated:
        kind = "deprecated-added" if new.deprecated else "deprecated-removed"
        sides = (old.origin, old.deprecated), (new.origin, new.deprecated)
        yield self.directed(kind, at, *sides, self.answered, name=old.name, when="")
    before, after = self.written(of_header, old, new)
    if before != after:
        words = {"name": old.name, "old": show(before), "new": show(after)}
        left, right = (old.origin, before), (new.origin, after)
        yield self.directed("header-style-changed", at, left, right, self.answered, words)
    self.walk.textual = (
        frozenset() if old.media_type or new.media_type else SCALARS | {"array", "object"}
    )  # one text (OpenAPI 3.1, 4.8.21)
    self.walk.node(old.schema, new.schema, Address(at), self.answered)
    self.walk.textual = frozenset()


def compare_link(self: OperationComparison, at: str, name: str, old: Response, new: Response) -> Iterator[Change]:
    """Yield what changed in one link."""
    before, after = old.links.get(name), new.links.get(name)
    if before is None or after is None:
        kind = "link-removed" if after is None else "link-added"
        left = (before.origin, name) if before else (old.origin, None)
        right = (after.origin, name) if after else (new.origin, None)
        yield self.directed(kind, at, left, right, self.answered, name=name)
    elif (before.target, dict(before.details)) != (after.target, dict(after.details)):
        sides = (before.origin, before.target), (after.origin, after.target)
        words = {"name": name, "old": before.target, "new": after.target}
        yield self.directed("link-changed", at, *sides, self.answered, words)
