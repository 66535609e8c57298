"""Which files are contracts, and the releases of each, in order."""

from __future__ import annotations

from .baseline import Baseline, find_baseline
from .discover import Catalog, discover

__all__ = ["Baseline", "Catalog", "discover", "find_baseline"]
