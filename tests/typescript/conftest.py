"""What the tests of TypeScript share."""

from __future__ import annotations

from ..formats.conftest import read

__all__ = ["read"]
