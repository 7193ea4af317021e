"""What a process is among the others: whether it leads, and whose messages it sends.

Alone, on SQLite, it leads and sends everything. On PostgreSQL it is one of several replicas, and
whatever it may do it may do until a deadline.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from hashlib import blake2b
from typing import Protocol

from storage.buckets import BUCKETS


class Standing(Protocol):
    @property
    def leads(self) -> bool:
        """This process does what only one may do: the timetable, polling, fan-outs."""

    @property
    def term(self) -> int:
        """Which time of leading this is; another number means that others may have led between."""

    @property
    def count(self) -> int:
        """How many processes there are, as far as is known."""

    @property
    def buckets(self) -> frozenset[int] | None:
        """Whose deliveries this process sends; None: everybody's."""

    def fenced(self) -> AbstractContextManager[None]:
        """Nothing that is written inside is committed once another leads."""

    async def wait(self, stop: asyncio.Event) -> asyncio.Event | None:
        """Wait until this process leads; None: the stop came first. The event says that it leads
        no longer, or that the stop came."""

    async def run(self, stop: asyncio.Event) -> None:
        """Keep the standing until the stop; then let others have it at once."""


class Alone:
    """The only process, as SQLite has it."""

    leads = True
    term = 1
    count = 1
    buckets: frozenset[int] | None = None

    @contextmanager
    def fenced(self) -> Iterator[None]:
        yield

    async def wait(self, stop: asyncio.Event) -> asyncio.Event | None:
        return None if stop.is_set() else stop

    async def run(self, stop: asyncio.Event) -> None:
        await stop.wait()


def share(member: str, members: Sequence[str]) -> frozenset[int]:
    """The buckets that are this member's; every bucket is somebody's.

    Who joins takes some from each of the others, who leaves gives theirs to all: nothing moves
    between those that stay.
    """
    return frozenset(
        bucket
        for bucket in range(BUCKETS)
        if max(members, key=lambda each: _weight(each, bucket)) == member
    )


def _weight(member: str, bucket: int) -> bytes:
    return blake2b(f"{member} {bucket}".encode(), digest_size=8).digest()
