"""What comes of asking a site for a feed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Fetched:
    body: bytes
    """As sent, without its transfer compression."""
    content_type: str
    """The whole header, with the charset if it named one; empty if absent."""
    etag: str
    last_modified: str
    final_url: str
    """Where the body came from after redirects: relative links are relative to it."""
    fresh_for: timedelta = timedelta(0)
    """How long the server says that asking again is of no use."""
    moved_to: str = ""
    """Where it says to ask from now on, by permanent redirects; empty if it says no such thing."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The body is the one whose validators were sent."""

    fresh_for: timedelta = timedelta(0)
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    reason: str
    """A sentence for organisers; it names no address."""
    retry_after: timedelta | None = None
    """How long the server asked to be left alone."""
    gone: bool = False
    """The server says that it will never have this again."""
