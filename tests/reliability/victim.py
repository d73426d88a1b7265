"""``muster serve`` that kills itself: ``python -m tests.reliability.victim POINT COUNT PORT [patient]``.

The process dies (SIGKILL) the COUNTth time it comes to POINT after the first item or job: before or after a
``commit``, a ``send`` of the outbox, an ``answer``; or ``never``. Unless it is to be ``patient``, waits are short, so
that a test need not be.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy.engine import Connection

import bot.app
import bot.delivery
import bot.scheduler
import bot.serve
from bot.__main__ import cli
from bot.adapters import ADAPTERS
from bot.dispatcher import Dispatcher
from bot.platforms.base import Adapter, Host, Platform
from bot.platforms.common import reception
from bot.scheduler import Scheduler
from tests.reliability.burst import FEATURE

Method = Callable[..., Awaitable[Any]]


class Fate:
    """When it is over."""

    def __init__(self, point: str, count: int) -> None:
        self.point, self.left, self.armed = point, count, False

    def comes_to(self, point: str) -> None:
        """The process comes to a point; perhaps it goes no further."""
        if self.armed and point == self.point:
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, place: Any, name: str, what: str) -> None:
        """A coroutine function is a point, before and after."""
        method: Method = getattr(place, name)

        async def fatal(*given: Any, **named: Any) -> Any:
            self.comes_to(f"before-{what}")
            made = await method(*given, **named)
            self.comes_to(f"after-{what}")
            return made

        setattr(place, name, fatal)

    def begins_with(self, place: Any, name: str, word: str) -> None:
        """A point is one from the first call on that is about a word."""
        method: Method = getattr(place, name)

        async def arming(*given: Any) -> Any:
            self.armed = self.armed or word in repr(given)
            return await method(*given)

        setattr(place, name, arming)


def _haunt(fate: Fate) -> None:
    commit = Connection._commit_impl

    def committing(self: Connection) -> None:
        fate.comes_to("before-commit")
        commit(self)
        fate.comes_to("after-commit")

    Connection._commit_impl = committing  # type: ignore[method-assign]
    bot.serve.ADAPTERS = {  # type: ignore[attr-defined]
        name: replace(adapter, connect=partial(_connected, fate, adapter)) for name, adapter in ADAPTERS.items()
    }
    fate.around(reception, "_patiently", "answer")
    fate.begins_with(Dispatcher, "dispatch", "item")
    fate.begins_with(Scheduler, "_run", "job")


def _connected(fate: Fate, adapter: Adapter, host: Host) -> Platform:
    platform = adapter.connect(host)
    fate.around(platform, "send", "send")
    return platform


def main() -> None:
    """Serves until its hour has come."""
    point, count, port, *more = sys.argv[1:]
    if not more:
        bot.delivery.LEASE, bot.delivery.SEND_SECONDS = timedelta(seconds=2), 1.5
        bot.scheduler.ANSWER_GRACE = timedelta(seconds=2)
        bot.serve.END_SECONDS = 3.0
    bot.app.FEATURES = (*bot.app.FEATURES, FEATURE)  # type: ignore[attr-defined,assignment]
    _haunt(Fate(point, int(count)))
    cli(["serve", "--port", port])


if __name__ == "__main__":
    main()
