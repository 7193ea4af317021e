"""Several replicas as processes on one PostgreSQL, behind a balancer as in front of a webhook."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from multiprocessing.context import ForkServerProcess

import aiohttp
from aiohttp import web
from sqlalchemy import text

from storage.database import Database
from tests.fixtures.processes import begin, over
from tests.fixtures.serving import free_port
from tests.fixtures.waiting import PATIENCE, until
from tests.replicas import child


class Balancer:
    """Passes each call to one replica after the other; to the next where one does not answer."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self._turn = 0
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None
        self.address = ""

    async def start(self) -> None:
        application = web.Application()
        application.router.add_post("/{path:.*}", self._pass)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        port = free_port()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.address = f"http://127.0.0.1:{port}/hook"
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5))

    async def stop(self) -> None:
        if self._session is not None:
            await self._session.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _pass(self, request: web.Request) -> web.Response:
        assert self._session is not None
        body = await request.read()
        for _ in range(len(self.ports)):
            self._turn += 1
            port = self.ports[self._turn % len(self.ports)]
            try:
                async with self._session.post(
                    f"http://127.0.0.1:{port}/hook", data=body, headers=request.headers
                ) as answer:
                    if answer.status == 200:
                        return web.Response()
            except (aiohttp.ClientError, TimeoutError):
                continue
        return web.Response(status=502)


class Town:
    """Replicas come and go; each is known by its health port."""

    def __init__(self, pattern: child.Replica, *, webhook: bool) -> None:
        self._pattern = pattern
        self._webhook = webhook
        self.balancer = Balancer()
        self.processes: dict[int, ForkServerProcess] = {}
        self._hooks: dict[int, int] = {}

    async def start(self) -> None:
        await self.balancer.start()

    def join(self) -> int:
        """One more replica; its health port."""
        health, hook = free_port(), free_port() if self._webhook else 0
        replica = replace(self._pattern, health=health, port=hook, public=self.balancer.address)
        self.processes[health] = begin(child.run, replica)
        self._hooks[health] = hook
        if hook:
            self.balancer.ports.append(hook)
        return health

    def signal(self, health: int, number: signal.Signals) -> None:
        pid = self.processes[health].pid
        assert pid is not None
        os.kill(pid, number)

    async def left(self, health: int) -> None:
        """Wait until this one has ended, and forget it."""
        process = self.processes.pop(health)
        hook = self._hooks.pop(health)
        if hook:
            self.balancer.ports.remove(hook)
        await over(process)

    async def health(self, port: int) -> dict[str, object]:
        """What a replica says of itself; nothing where it does not answer."""
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session,
                session.get(f"http://127.0.0.1:{port}/healthz") as answer,
            ):
                said = await answer.json()
                assert isinstance(said, dict)
                return said
        except (aiohttp.ClientError, TimeoutError):
            return {}

    async def leader(self, *, besides: int = 0) -> int:
        """Wait until one leads; its health port."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for port in self.processes:
                    if port != besides and (await self.health(port)).get("leader"):
                        return port
                await asyncio.sleep(0.05)

    async def ready(self, number: int) -> None:
        async def answer() -> bool:
            return sum([bool(await self.health(each)) for each in self.processes]) >= number

        await until(answer)

    async def stop(self) -> None:
        for process in self.processes.values():
            process.kill()
        for process in self.processes.values():
            await asyncio.to_thread(process.join)
        await self.balancer.stop()


@asynccontextmanager
async def town(pattern: child.Replica, number: int, *, webhook: bool) -> AsyncIterator[Town]:
    made = Town(pattern, webhook=webhook)
    try:
        await made.start()
        for _ in range(number):
            made.join()
        await made.ready(number)
        yield made
    finally:
        await made.stop()


async def number(database: Database, query: str) -> int:
    async with database.read() as connection:
        return int(await connection.scalar(text(query)) or 0)
