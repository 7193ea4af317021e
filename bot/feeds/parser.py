"""Parsing beside the event loop, in processes that are killed and replaced at their limits."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.feeds.parse_worker import frame, from_json, head_of
from bot.feeds.parsed import ParsedEntry
from storage.rows import FeedKind

log = logging.getLogger(__name__)

_PIECE = 1 << 18
_PROJECT = Path(__file__).resolve().parent.parent.parent


class ParseFault(Exception):
    """The body could not be read; the text is a sentence for organisers."""


@dataclass(frozen=True, slots=True)
class ParserLimits:
    """For one document."""

    wall_seconds: float = 15.0
    cpu_seconds: int = 8
    memory_bytes: int = 256 << 20
    answer_bytes: int = 32 << 20


class Parser:
    """`workers` processes, started when first needed. Close it when done."""

    def __init__(self, workers: int = 2, limits: ParserLimits = ParserLimits()) -> None:
        self._limits = limits
        self._turn = asyncio.Semaphore(workers)
        self._doubtful = asyncio.Semaphore(max(1, workers - 1))
        self._idle: list[asyncio.subprocess.Process] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def parse(
        self,
        body: bytes,
        *,
        kind: FeedKind,
        content_type: str = "",
        url: str = "",
        doubtful: bool = True,
    ) -> tuple[ParsedEntry, ...]:
        """As `bot.feeds.parse.parse`. Raises `ParseFault`, also at a limit.

        Bodies from where no good one has come lately are `doubtful`: they never hold all of the
        processes, so that the others need not wait for what is killed at its limits.
        """
        question = json.dumps({"kind": kind, "content_type": content_type, "url": url}).encode()
        async with self._doubtful if doubtful else contextlib.nullcontext(), self._turn:
            return await self._ask(frame(question) + head_of(body), body)

    async def close(self) -> None:
        while self._idle:
            await _end(self._idle.pop())

    async def _ask(self, question: bytes, body: bytes) -> tuple[ParsedEntry, ...]:
        worker = await self._worker()
        healthy = False
        try:
            async with asyncio.timeout(self._limits.wall_seconds):
                entries, last = await self._converse(worker, question, body)
            healthy = not last["worn"]
        except TimeoutError:
            raise ParseFault(
                f"The answer took longer than {self._limits.wall_seconds:g} s to read."
            ) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            log.warning("a parser process died at its limits and is replaced")
            raise ParseFault("The answer took more time or memory to read than it may.") from None
        finally:
            if healthy:
                self._idle.append(worker)
            else:
                await _end(worker)
        if "fault" in last:
            raise ParseFault(last["fault"])
        return entries

    async def _worker(self) -> asyncio.subprocess.Process:
        while self._idle:
            worker = self._idle.pop()
            if worker.returncode is None:
                return worker
            await _end(worker)
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.feeds.parse_worker",
            str(self._limits.cpu_seconds),
            str(self._limits.memory_bytes),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=_PROJECT,
            # Nothing of ours goes along: no token and no key is in the process that reads what
            # strangers wrote.
            env={"LANG": "C.UTF-8"},
            # Ctrl-C in a terminal is for the bot, which ends its workers in order.
            start_new_session=True,
        )

    async def _converse(
        self, worker: asyncio.subprocess.Process, question: bytes, body: bytes
    ) -> tuple[tuple[ParsedEntry, ...], dict[str, Any]]:
        """The entries, and the answer's last frame."""
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(question)
        # Piece by piece: the pipe's own buffer would hold the body once more.
        for start in range(0, len(body), _PIECE):
            worker.stdin.write(body[start : start + _PIECE])
            await worker.stdin.drain()
        entries: list[ParsedEntry] = []
        left = self._limits.answer_bytes
        while True:
            size = int.from_bytes(await worker.stdout.readexactly(4), "big")
            left -= size
            if left < 0:
                raise ConnectionError("the worker's answer is longer than it can mean")
            answer = json.loads(await worker.stdout.readexactly(size))
            entries += from_json(answer["entries"])
            if "worn" in answer:
                return tuple(entries), answer


async def _end(worker: asyncio.subprocess.Process) -> None:
    """Kill it, wait for its end and for the pipes' transports, which would warn if left open."""
    if worker.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            # Not worker.kill(): it would take the exit status from under asyncio's own watcher.
            os.killpg(worker.pid, signal.SIGKILL)
    # A cancelled caller still leaves nothing behind.
    await asyncio.shield(worker.communicate())
