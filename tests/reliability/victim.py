"""``muster serve`` that kills itself: ``python -m tests.reliability.victim POINT COUNT PORT``.

The process dies (SIGKILL) the COUNTth time it comes to POINT after its first command: ``before-commit``,
``after-commit``, ``before-send``, ``after-send``, or ``never``. Waits are short, so that a test need not be patient.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from typing import Any

from sqlalchemy.engine import Connection

import bot.delivery
import bot.scheduler
from bot.__main__ import cli
from bot.dispatcher import Dispatcher
from bot.platforms.slack.runtime import SlackPlatform


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


def _haunt(fate: Fate) -> None:
    commit, send, dispatch = Connection._commit_impl, SlackPlatform.send, Dispatcher.dispatch

    def committing(self: Connection) -> None:
        fate.comes_to("before-commit")
        commit(self)
        fate.comes_to("after-commit")

    async def sending(self: SlackPlatform, outgoing: Any) -> str:
        fate.comes_to("before-send")
        made = await send(self, outgoing)
        fate.comes_to("after-send")
        return made

    async def dispatching(self: Dispatcher, inbound: Any) -> Any:
        fate.armed = True
        return await dispatch(self, inbound)

    Connection._commit_impl = committing  # type: ignore[method-assign]
    SlackPlatform.send = sending  # type: ignore[method-assign]
    Dispatcher.dispatch = dispatching  # type: ignore[method-assign]


def main() -> None:
    """Serves until its hour has come."""
    point, count, port = sys.argv[1:]
    bot.delivery.LEASE, bot.delivery.SEND_SECONDS = timedelta(seconds=2), 1.5
    bot.scheduler.ANSWER_GRACE = timedelta(seconds=2)
    _haunt(Fate(point, int(count)))
    cli(["serve", "--port", port])


if __name__ == "__main__":
    main()
