"""Zones with odd clocks, and any moment of three years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "Europe/Moscow",
    "Asia/Tbilisi",
    "Asia/Jerusalem",
    "Asia/Tehran",
    "Africa/Cairo",
    "America/New_York",
    "America/Los_Angeles",
    "America/Santiago",
    "America/Havana",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Chatham",
    "Pacific/Auckland",
    "Asia/Kathmandu",
    "UTC",
)
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
moments = st.integers(0, int((END - START).total_seconds())).map(
    lambda seconds: START + timedelta(seconds=seconds)
)
weekdays, minutes = st.integers(0, 6), st.integers(0, 1439)
