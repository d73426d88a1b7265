"""Keeps a platform's limits: so many messages in so many seconds for a destination, or for the whole app."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

KEPT = 10_000  # destinations remembered; the one longest unused has its full allowance back by then


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages a platform takes in how many seconds; None where there is no limit."""

    channel: tuple[float, float] | None = None
    person: tuple[float, float] | None = None
    app: tuple[float, float] | None = None


class Pace:
    """A token bucket a key: ``count`` in ``seconds``, all of them at once if need be."""

    def __init__(self, count: float, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._count, self._now = count / seconds, max(1.0, count), now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, key: str) -> None:
        """One went out."""
        tokens, at = self._bucket(key)
        self._keep(key, tokens - 1, at)

    def wait(self, key: str) -> float:
        """The seconds until one may go out for this key; 0 when one may now."""
        tokens, _ = self._bucket(key)
        return 0.0 if tokens >= 1 else (1 - tokens) / self._rate

    def resting(self) -> list[str]:
        """The keys whose turn has not come; those with their whole allowance back are forgotten."""
        for key in [key for key in self._buckets if self._bucket(key)[0] >= self._count]:
            del self._buckets[key]
        return [key for key in self._buckets if self.wait(key) > 0]

    def _bucket(self, key: str) -> tuple[float, float]:
        now = self._now()
        tokens, at = self._buckets.get(key, (self._count, now))
        return min(self._count, tokens + (now - at) * self._rate), now

    def _keep(self, key: str, tokens: float, at: float) -> None:
        self._buckets[key] = (tokens, at)
        self._buckets.move_to_end(key)
        while len(self._buckets) > KEPT:
            self._buckets.popitem(last=False)


class Paces:
    """The limits of every connected platform, kept for the outbox: what may not be sent to just now.

    In this process alone: replicas that share a platform each keep the whole limit, and obey what it answers.
    """

    def __init__(self, limits: Mapping[str, Limits], now: Callable[[], float] = time.monotonic) -> None:
        self._by_kind = {
            (platform, kind): Pace(*allowed, now)
            for platform, has in limits.items()
            for kind, allowed in (("c", has.channel), ("a", has.person), ("app", has.app))
            if allowed is not None
        }

    def spent(self, platform: str, destination: str) -> None:
        """A message went out to a destination (``c5`` a channel, ``a7`` an account)."""
        for kind, key in ((destination[0], destination), ("app", platform)):
            if (pace := self._by_kind.get((platform, kind))) is not None:
                pace.spend(key)

    def resting(self) -> tuple[list[str], list[str]]:
        """The destinations, and the platforms, whose turn has not come."""
        destinations: list[str] = []
        platforms: list[str] = []
        for (_, kind), pace in self._by_kind.items():
            (platforms if kind == "app" else destinations).extend(pace.resting())
        return destinations, platforms
