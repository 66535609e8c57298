"""The site of a few small contracts, made once."""

from __future__ import annotations

import pytest

from contractdocs.site import Site, build_site

from .documents import EVENTS, GUIDE, ORDERS_1, ORDERS_2, ORDERS_3
from .making import report_of


@pytest.fixture(scope="session")
def site() -> Site:
    """Two contracts: orders with three releases and an announced break, events with one."""
    contracts = {"orders": [ORDERS_1, ORDERS_2, ORDERS_3], "events": [EVENTS]}
    return build_site(report_of(contracts, {"orders": {"legacy-total-leaves": GUIDE}}))
