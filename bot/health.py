"""`/healthz` and `/metrics` (Prometheus' text), without any person in them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.replicas.standing import Alone, Standing
from storage.database import StorageError

Measure = Callable[[], Awaitable[Iterable[Metric]]]


class HealthPage:
    """Answers whether the bot works, for machines that watch it."""

    def __init__(
        self, measure: Measure, counted: CollectorRegistry, standing: Standing | None = None
    ) -> None:
        """``measure`` reads the rows at each look; ``counted`` grows while the process runs."""
        self._standing = standing or Alone()
        self._measure = measure
        self._counted = counted
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
            told = {"status": "trouble", "live": True, "ready": False, "leader": False}
            return web.json_response(told | {"database": str(error)}, status=503)
        return web.json_response(
            {"status": "ok", "live": True, "ready": True, "leader": self._standing.leads}
        )

    async def _metrics(self, _request: web.Request) -> web.Response:
        try:
            measured = await self._measure()
        except StorageError:
            measured = None
        return web.Response(
            body=exposition(self._counted, measured),
            headers={"Content-Type": CONTENT_TYPE_LATEST, "X-Content-Type-Options": "nosniff"},
        )


def exposition(counted: CollectorRegistry, measured: Iterable[Metric] | None) -> bytes:
    """All of it as Prometheus' text; ``measured`` is None while the database does not answer."""
    up = GaugeMetricFamily("bot_database_up", "Whether the database answers.", measured is not None)
    return generate_latest(counted) + generate_latest(_read([up, *(measured or ())]))


class _Read:
    """Hands what was read from the rows to the library's writer."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self._metrics


def _read(metrics: Iterable[Metric]) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(_Read(metrics))
    return registry
