"""When a message may leave, so that Telegram's limits are never met. Pure, but for the waiting.

Limits from Telegram's bot FAQ ("Broadcasting to users"): about 30 messages a second overall, about
one a second in one chat with short bursts forgiven, 20 a minute in a group. A 429 names a wait that
must be kept to the end: sending into it gets bots banned.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from itertools import islice
from typing import Any, Protocol

from bot.clock import Clock
from bot.delivery.window import Place, Window

SHARE = 0.97
"""The part of a chat's own limits we use."""
BEAT_SHARE = 0.995
"""The part of the whole bot's limit that the beat uses: sends stay evenly spread, so that a reply
finds a place soon. What may never be exceeded is the `Window`'s to keep."""
CATCH_UP = 0.1
"""Seconds of beats that a late wake-up may make good at once."""
GRAIN = 0.004
"""Seconds between two wake-ups, at least: at a thousand a second several go at each."""


class Rank(IntEnum):
    """Who goes first when a place is free."""

    REPLY = 0
    ALERT = 1
    REMINDER = 2
    BROADCAST = 3
    DIGEST = 4
    EDIT = 5


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``count`` messages in any ``seconds``."""

    count: int
    seconds: float


_BURST = Limit(3, 3.0)
_PRIVATE_REPLY = (_BURST,)
_PRIVATE_DELIVERY = (Limit(1, 1.0), _BURST)
_GROUP_REPLY = (_BURST, Limit(20, 60.0))
# What nobody waits for leaves a quarter of a group's minute to its members' questions.
_GROUP_DELIVERY = (Limit(1, 1.0), _BURST, Limit(15, 60.0))
_LONGEST = 60.0 / SHARE
_MOST = 20
# A sleeper that wakes a rounding error too early would go to sleep again for nothing.
_ROUNDING = 1e-6
_SAME_DEADLINE = 2.0
WORTH_KEEPING = 5.0
"""Seconds from which on a wait is written down."""
SOON = 0.1
COUNTED = 32
"""Where so many could go soon, all that wait are taken to: counting them would cost too much."""
LEFT_FREE = 10
"""Places a second that an eased rate leaves for replies; of a low rate a third."""
PROBE = 1.0
"""Seconds that others wait, after one chat's 429, for the next message to show whom it meant."""


def limits(chat_id: int, rank: Rank) -> tuple[Limit, ...]:
    """A chat's own limits. Groups and channels have negative ids."""
    if chat_id < 0:
        return _GROUP_REPLY if rank is Rank.REPLY else _GROUP_DELIVERY
    return _PRIVATE_REPLY if rank is Rank.REPLY else _PRIVATE_DELIVERY


def free_at(past: Sequence[float], allowed: Sequence[Limit]) -> float:
    """When a chat with these past sends (oldest first) may get its next message."""
    return max(
        (
            past[-limit.count] + limit.seconds / SHARE
            for limit in allowed
            if len(past) >= limit.count
        ),
        default=float("-inf"),
    )


def next_beat(beat: float, now: float, per_second: float) -> float:
    """When the next send is due, if the one that was due at ``beat`` leaves ``now``."""
    return max(beat, now - CATCH_UP) + 1 / (per_second * BEAT_SHARE)


def whole_bot_until(first: float, second: float) -> float:
    """Until when the whole bot is paused, when two chats in a row must wait until these times.

    A pause of the whole bot names the same moment to everybody; two that merely met may be a chat's
    own and hours apart, and then the shorter is kept.
    """
    if abs(first - second) <= _SAME_DEADLINE:
        return max(first, second)
    return min(first, second)


class Slots(Protocol):
    """Places of a rate that several processes share; `bot.replicas.pace` keeps them."""

    def begin(self, pump: Callable[[], None], pause: Callable[[float], None]) -> None:
        """``pump`` hears of new places, ``pause`` of seconds for which nobody may send."""

    def next_at(self, waiting: int) -> float:
        """From when on the next place may be used; infinite while there is none."""

    def use(self) -> object:
        """Take the place that `next_at` spoke of."""

    def answered(self, slot: Any, took: float) -> None:
        """The message that used it was answered after so many seconds."""

    def silence(self, seconds: float) -> None:
        """The whole bot is to be silent for so long."""


_Waiting = asyncio.Future[Place | None]


@dataclass(frozen=True, slots=True)
class _Waiter:
    chat_id: int | None
    rank: Rank
    patience: float


class Pacer:
    """The one queue before Telegram: every call that shows something takes its turn here."""

    def __init__(
        self, clock: Clock, per_second: float = 30.0, *, slots: Slots | None = None
    ) -> None:
        """With ``slots`` the rate is theirs, and other processes have a part in it."""
        self._clock = clock
        self._slots = slots
        if slots is not None:
            slots.begin(self._pump, partial(self.resume, None))
        self._per_second = per_second
        self._beat = float("-inf")
        self._eased = False
        count = max(1, int(per_second))
        self._window = Window(count, count / per_second)
        self._past: OrderedDict[int, tuple[Place, ...]] = OrderedDict()
        self._paused_until = float("-inf")
        self._chat_paused_until: dict[int, float] = {}
        self.unkept: dict[int | None, float] = {}
        """Waits to be written down, so that they outlive a restart: until when, in monotonic
        seconds, by chat; None is the whole bot. Whoever kept one takes it out."""
        self._suspect: tuple[int, float] | None = None
        self._probed_until = float("-inf")
        self._lanes: tuple[OrderedDict[_Waiting, _Waiter], ...] = tuple(OrderedDict() for _ in Rank)
        self._alarm: asyncio.Task[None] | None = None
        self._alarm_at = float("inf")

    async def turn(
        self, chat_id: int | None, rank: Rank, *, patience: float = 30.0
    ) -> Place | None:
        """Wait until a message may leave for this chat; None is a call that shows in no chat.

        The place must be given back to `answered`, whatever becomes of it. None: a pause or the
        chat's own limit would take longer than ``patience`` seconds. Nothing was used up then, and
        `delay` says how long it takes.
        """
        if self.delay(chat_id, rank) > patience:
            return None
        if not any(self._lanes):
            self._beat = max(self._beat, self.now())
        waiting: _Waiting = asyncio.get_running_loop().create_future()
        self._lanes[rank][waiting] = _Waiter(chat_id, rank, patience)
        self._pump()
        try:
            return await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled() and (place := waiting.result()):
                self.answered(place)
            raise
        finally:
            if self._lanes[rank].pop(waiting, None) is not None:
                self._pump()

    def answered(self, place: Place) -> None:
        """Telegram answered the message that took this place, or never will."""
        if self._slots is not None and place.answered is None:
            self._slots.answered(place.slot, self.now() - place.left)
        full = any(self._lanes) and self._window.free_at(self.now()) > self.now()
        self._window.answered(place, self.now())
        if full:
            self._pump()

    def delay(self, chat_id: int | None, rank: Rank) -> float:
        """Seconds until pauses and this chat's limits allow a message; the queue is not counted."""
        return max(0.0, max(self._paused_until, self._chat_free_at(chat_id, rank)) - self.now())

    def paused(self) -> float:
        """Seconds for which the whole bot must stay silent."""
        return max(0.0, self._paused_until - self.now())

    def flooded(self, chat_id: int | None, seconds: float) -> None:
        """Telegram answered 429 for this chat and named this wait.

        It does not say whether the chat or the whole bot is meant. The chat is paused, and one
        message to another chat goes first: when that hears 429 too, the whole bot is paused.
        """
        until = self.now() + seconds
        if chat_id is None:
            self._paused_until = max(self._paused_until, until)
        else:
            paused_until = max(until, self._chat_paused_until.get(chat_id, until))
            self._chat_paused_until[chat_id] = paused_until
            if self._suspect is not None and self._suspect[0] != chat_id:
                whole = whole_bot_until(self._suspect[1], until)
                self._paused_until = max(self._paused_until, whole)
            self._suspect = (chat_id, until)
            if seconds >= WORTH_KEEPING:
                self.unkept[chat_id] = paused_until
        if self._slots is not None and self.paused():
            self._slots.silence(self.paused())
        if self._paused_until >= self.now() + WORTH_KEEPING:
            self.unkept[None] = self._paused_until
        self._probed_until = float("-inf")
        self._send_away()

    def resume(self, chat_id: int | None, seconds: float) -> None:
        """A wait named before a restart lasts so much longer."""
        until = self.now() + seconds
        if chat_id is None:
            self._paused_until = max(self._paused_until, until)
        else:
            self._chat_paused_until[chat_id] = until

    def passed(self, chat_id: int | None) -> None:
        """A message to this chat went through: the last 429 meant its own chat alone."""
        if self._suspect is not None and chat_id not in (None, self._suspect[0]):
            self._suspect = None
            self._probed_until = float("-inf")
            self._beat = max(self._beat, self.now())
            self._pump()

    def ease(self, eased: bool) -> None:
        """Leave places free for replies, which then go at once: for a while in which whoever asks
        has to wait for other things as well. A rate that is shared is left as it is."""
        self._eased = eased

    async def sleep(self, seconds: float) -> None:
        await self._clock.sleep(seconds)

    def now(self) -> float:
        return self._clock.monotonic()

    def _chat_free_at(self, chat_id: int | None, rank: Rank) -> float:
        if chat_id is None:
            return float("-inf")
        paused = self._chat_paused_until.get(chat_id, float("-inf"))
        past = self._past.get(chat_id)
        if past is None:
            return paused
        return max(paused, free_at([place.at for place in past], limits(chat_id, rank)))

    def _pump(self) -> None:
        """Let go whoever may go now, and set the alarm for whoever may go next."""
        self._set_alarm(self._grant())

    def _grant(self) -> float:
        while any(self._lanes):
            now = self.now()
            gate = max(self._paused_until, self._probed_until)
            if now >= gate:
                gate = self._free_place_at(now)
            if now < gate:
                return gate
            chosen, earliest = self._first_free(now)
            if chosen is None:
                return earliest
            rank, waiting = chosen
            waiter = self._lanes[rank].pop(waiting)
            # What a pause held back is no late wake-up: only that is made good.
            self._beat = next_beat(
                max(self._beat, self._paused_until, self._probed_until), now, self._spread_over()
            )
            place = Place(waiter.chat_id, now)
            if self._slots is not None:
                place.slot = self._slots.use()
            self._window.take(place)
            if waiter.chat_id is not None:
                self._record(waiter.chat_id, place)
                if self._suspect is not None:
                    self._probed_until = now + PROBE
            waiting.set_result(place)
        return float("inf")

    def _spread_over(self) -> float:
        """So many a second leave where enough are waiting."""
        left_free = min(LEFT_FREE, self._per_second / 3) if self._eased else 0.0
        return self._per_second - left_free

    def _free_place_at(self, now: float) -> float:
        """When the whole bot's rate has room for one more."""
        if self._slots is None:
            beat = float("-inf") if self._eased and self._lanes[Rank.REPLY] else self._beat
            return max(beat, self._window.free_at(now))
        # Places for those whose own chats still have to wait would be taken from others.
        soon = (
            None
            for lane in self._lanes
            for waiter in lane.values()
            if self._chat_free_at(waiter.chat_id, waiter.rank) <= now + SOON
        )
        ready = sum(1 for _ in islice(soon, COUNTED))
        if ready == COUNTED:
            ready = sum(map(len, self._lanes))
        return self._slots.next_at(ready) if ready else now

    def _first_free(self, now: float) -> tuple[tuple[Rank, _Waiting] | None, float]:
        earliest = float("inf")
        for rank in Rank:
            for waiting, waiter in self._lanes[rank].items():
                if waiting.done():
                    continue
                free = self._chat_free_at(waiter.chat_id, rank)
                if free <= now:
                    return (rank, waiting), now
                earliest = min(earliest, free)
        return None, earliest

    def _record(self, chat_id: int, place: Place) -> None:
        self._past[chat_id] = (*self._past.pop(chat_id, ()), place)[-_MOST:]
        self._chat_paused_until.pop(chat_id, None)
        # Chats stand in the order of their last message: only those of the last minute are kept.
        while self._past[oldest := next(iter(self._past))][-1].left + _LONGEST < place.left:
            del self._past[oldest]

    def _send_away(self) -> None:
        """Those who would wait longer than they can are told so; the others wait on."""
        for lane in self._lanes:
            for waiting, waiter in lane.items():
                if not waiting.done() and self.delay(waiter.chat_id, waiter.rank) > waiter.patience:
                    waiting.set_result(None)
        self._pump()

    def _set_alarm(self, at: float) -> None:
        if self._alarm is not None:
            if at == self._alarm_at or (self._alarm_at <= at and at - self._alarm_at < GRAIN):
                return
            self._alarm.cancel()
        self._alarm_at = at
        if at == float("inf"):
            self._alarm = None
        else:
            self._alarm = asyncio.get_running_loop().create_task(self._ring(at))

    async def _ring(self, at: float) -> None:
        await self._clock.sleep(max(at - self.now(), GRAIN) + _ROUNDING)
        self._alarm = None
        self._pump()
