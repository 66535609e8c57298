"""A host judges by the day in UTC, as the command does, wherever its machine stands."""

from __future__ import annotations

import time

import pytest

from contractdocs.hosts import gate


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12"])
@pytest.mark.parametrize(("seconds", "day"), [(1795305599, "2026-11-21"), (1795305600, "2026-11-22")])
def test_the_day_is_that_of_utc(monkeypatch: pytest.MonkeyPatch, zone: str, seconds: int, day: str) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(gate, "time", lambda: seconds)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert gate.today().isoformat() == day
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
