"""Contracts written in few lines, and what becomes of them."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from contractdocs.compare import compare
from contractdocs.documents import Document, parse
from contractdocs.formats.odcs import Odcs

if TYPE_CHECKING:
    from collections.abc import Callable

    from contractdocs.model.change import Change
    from contractdocs.model.interface import Interface

HEAD = """\
apiVersion: {version}
kind: DataContract
id: orders
name: orders
version: 1.0.0
status: {status}
"""


def read(document: Document) -> Interface:
    return Odcs().read(document)


def contract(body: str, version: str = "v3.2.0", status: str = "active") -> Document:
    """Return a contract with this body below its head."""
    return parse("orders.odcs.yaml", (HEAD.format(version=version, status=status) + dedent(body)).encode())


def with_field(inner: str, version: str = "v3.2.0") -> Document:
    """Return a contract with one dataset of one field, called `total`; `inner` is in flow style."""
    return with_dataset(f"properties: [{{name: total, {inner}}}]", version)


def with_dataset(inner: str, version: str = "v3.2.0") -> Document:
    """Return a contract with one dataset, called `orders`; `inner` is in flow style."""
    return contract(f"schema: [{{name: orders, {inner}}}]", version)


@pytest.fixture(name="contract")
def contract_fixture() -> Callable[..., Document]:
    return contract


@pytest.fixture(name="with_field")
def with_field_fixture() -> Callable[..., Document]:
    return with_field


@pytest.fixture(name="with_dataset")
def with_dataset_fixture() -> Callable[..., Document]:
    return with_dataset


@pytest.fixture(name="read")
def read_fixture() -> Callable[[Document], Interface]:
    return read


@pytest.fixture(name="changes")
def changes_fixture() -> Callable[[Document, Document], tuple[Change, ...]]:
    return lambda old, new: compare(read(old), read(new)).changes


@pytest.fixture(name="kinds")
def kinds_fixture() -> Callable[[Document, Document], list[str]]:
    return lambda old, new: [change.kind for change in compare(read(old), read(new)).changes]
