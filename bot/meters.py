"""What a running process counts, for `/metrics`: messages, waits, polls, answers. No person in it.

Names and units follow Prometheus' conventions (https://prometheus.io/docs/practices/naming/).
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from bot.replicas.standing import Standing

LANES = ("reply", "alert", "reminder", "broadcast", "digest", "edit")
OUTCOMES = ("delivered", "blocked", "migrated", "refused", "tryagain")
_ANSWER_BUCKETS = (0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Meters:
    """Counts since the process began. Every label is there from the start, at zero."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._messages = Counter(
            "bot_messages",
            "Calls to Telegram that had an answer or none, by lane and outcome.",
            ("lane", "outcome"),
            registry=self.registry,
        )
        for lane in LANES:
            for outcome in OUTCOMES:
                self._messages.labels(lane, outcome)
        self._floods = Counter(
            "bot_floods", "Answers 429: Telegram told the bot to wait.", registry=self.registry
        )
        self._polls = Counter(
            "bot_polls", "Polls of feeds, by outcome.", ("outcome",), registry=self.registry
        )
        for outcome in ("ok", "failed"):
            self._polls.labels(outcome)
        self._answers = Histogram(
            "bot_answer_seconds",
            "From an update's arrival to the end of its answer.",
            buckets=_ANSWER_BUCKETS,
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)

    def watch(self, standing: Standing) -> None:
        """What this process is among others."""
        leader = Gauge(
            "bot_leader",
            "Whether this process keeps the timetable: of all replicas, one does.",
            registry=self.registry,
        )
        leader.set_function(lambda: float(standing.leads))
        replicas = Gauge(
            "bot_replicas", "Replicas that this process knows of.", registry=self.registry
        )
        replicas.set_function(lambda: float(standing.count))

    def said(self, lane: str, outcome: str) -> None:
        """A call to Telegram ended; ``lane`` and ``outcome`` in small letters."""
        self._messages.labels(lane, outcome).inc()

    def flooded(self) -> None:
        self._floods.inc()

    def polled(self, *, failed: bool) -> None:
        self._polls.labels("failed" if failed else "ok").inc()

    def answered(self, seconds: float) -> None:
        self._answers.observe(seconds)
