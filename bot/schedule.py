"""The timetable: when each room looks for work. It stores nothing: rows say what is due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.logs import unworded
from bot.replicas.standing import Standing
from storage.database import StorageError
from storage.leases import LeaseLost

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """A piece of work done again and again, `seconds` apart."""

    name: str
    seconds: float
    work: Callable[[], Awaitable[object]]
    everywhere: bool = False
    """Every process does it, not only the one that leads."""


class Timetable:
    def __init__(self, rounds: tuple[Round, ...], standing: Standing) -> None:
        # A round that is late still happens, once, and never beside itself.
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        for each in rounds:
            self._scheduler.add_job(_guarded, "interval", [each, standing], seconds=each.seconds)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)


async def _guarded(each: Round, standing: Standing) -> None:
    try:
        if each.everywhere:
            await each.work()
        elif standing.leads:
            with standing.fenced():
                await each.work()
    except asyncio.CancelledError:
        # The timetable ends. What was under way is due again at the next start: rows say so.
        log.debug("%s was given up", each.name)
    except LeaseLost as lost:
        log.info("%s is left to another process: %s", each.name, lost)
    except StorageError as error:
        log.error("%s waits for the database: %s", each.name, error)
    except Exception as fault:  # noqa: BLE001 - APScheduler would log its words
        log.error("%s met a fault of the bot: %s", each.name, unworded(fault))
