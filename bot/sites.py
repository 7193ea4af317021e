"""Whose site an address stands on. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit


def site_of(address: str) -> tuple[str, str]:
    """The host and, where one host serves many publishers, the channel.

    Raises ValueError for what cannot be read as an address.
    """
    parts = urlsplit(address if "://" in address else f"https://{address}")
    host = (parts.hostname or "").removeprefix("www.")
    if host in ("t.me", "telegram.me"):
        steps = [step for step in parts.path.split("/") if step and step != "s"]
        return "t.me", steps[0].casefold() if steps else ""
    return host, ""
