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

from bot.feeds.parse import ParsedEntry
from bot.feeds.parse_worker import frame, from_json
from storage.rows import FeedKind

log = logging.getLogger(__name__)

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
        self, body: bytes, *, kind: FeedKind, content_type: str = "", url: str = ""
    ) -> tuple[ParsedEntry, ...]:
        """As `bot.feeds.parse.parse`. Raises `ParseFault`, also at a limit."""
        question = json.dumps({"kind": kind, "content_type": content_type, "url": url}).encode()
        async with self._turn:
            answer = await self._ask(frame(question) + frame(body))
        if "fault" in answer:
            raise ParseFault(answer["fault"])
        return from_json(answer["entries"])

    async def close(self) -> None:
        while self._idle:
            await _end(self._idle.pop())

    async def _ask(self, question: bytes) -> dict[str, Any]:
        worker = await self._worker()
        healthy = False
        try:
            async with asyncio.timeout(self._limits.wall_seconds):
                answer = await self._converse(worker, question)
            healthy = not answer.pop("worn")
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
        return answer

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
        self, worker: asyncio.subprocess.Process, question: bytes
    ) -> dict[str, Any]:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(question)
        await worker.stdin.drain()
        size = int.from_bytes(await worker.stdout.readexactly(4), "big")
        if size > self._limits.answer_bytes:
            raise ConnectionError("the worker's answer is longer than it can mean")
        answer = json.loads(await worker.stdout.readexactly(size))
        assert isinstance(answer, dict)
        return answer


async def _end(worker: asyncio.subprocess.Process) -> None:
    """Kill it, wait for its end and for the pipes' transports, which would warn if left open."""
    if worker.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            # Not worker.kill(): it would take the exit status from under asyncio's own watcher.
            os.killpg(worker.pid, signal.SIGKILL)
    # A cancelled caller still leaves nothing behind.
    await asyncio.shield(worker.communicate())
