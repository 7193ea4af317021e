"""`/healthz` and `/metrics` (Prometheus text format 0.0.4), without any person in them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from storage.database import StorageError


@dataclass(frozen=True, slots=True)
class Metric:
    name: str
    kind: str
    """"gauge" or "counter"."""
    help: str
    values: Mapping[str, float]
    """By label text such as `lane="alert"`; the empty label for a single value."""


Measure = Callable[[], Awaitable[tuple[Metric, ...]]]


class HealthPage:
    """Answers whether the bot works, for machines that watch it."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> None:
        """Raises OSError when the port is taken."""
        application = web.Application()
        application.add_routes(
            [web.get("/healthz", self._healthz), web.get("/metrics", self._metrics)]
        )
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        try:
            await self._measure()
        except StorageError as error:
            return web.json_response({"status": "trouble", "database": str(error)}, status=503)
        return web.json_response({"status": "ok"})

    async def _metrics(self, _request: web.Request) -> web.Response:
        try:
            metrics = await self._measure()
        except StorageError:
            return web.Response(status=503, text="the database does not answer\n")
        return web.Response(text=exposition(metrics), headers={"X-Content-Type-Options": "nosniff"})


def exposition(metrics: tuple[Metric, ...]) -> str:
    lines = []
    for metric in metrics:
        lines.append(f"# HELP {metric.name} {metric.help}")
        lines.append(f"# TYPE {metric.name} {metric.kind}")
        for label, value in metric.values.items():
            labels = f"{{{label}}}" if label else ""
            lines.append(f"{metric.name}{labels} {value:g}")
    return "\n".join(lines) + "\n"
