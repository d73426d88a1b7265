"""Units of work on their way through the writer: what came of each, and who is told."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar, cast

from sqlmodel import Session

T = TypeVar("T")


class Job(Generic[T]):
    """A unit of work, what came of it, and who waits for that."""

    __slots__ = ("_error", "_result", "_unit", "future", "loop", "noted", "priority")

    def __init__(
        self,
        unit: Callable[[Session], T],
        priority: int,
        future: Future[T] | asyncio.Future[T],
        loop: asyncio.AbstractEventLoop | None,
    ) -> None:
        self._unit = unit
        self._result: T | None = None
        self._error: BaseException | None = None
        self.noted: frozenset[str] = frozenset()
        self.priority = priority
        self.future = future
        self.loop = loop

    def begins(self) -> bool:
        """Whether it is still wanted."""
        if isinstance(self.future, Future):
            return self.future.set_running_or_notify_cancel()
        return not self.future.cancelled()

    def run(self, session: Session) -> None:
        """Runs the unit and keeps its result; the session is empty before and after."""
        session.info.clear()
        try:
            result = self._unit(session)
            session.flush()
        finally:
            session.expunge_all()
        self._result, self._error = result, None
        self.noted = frozenset(session.info)

    def fail(self, error: BaseException) -> None:
        """Keeps what it failed with."""
        if isinstance(error, StopIteration):  # no future takes it
            error = RuntimeError("a unit raised StopIteration")
        self._result, self._error = None, error
        self.noted = frozenset()

    def hand_out(self) -> None:
        """Tells whoever waits, in their thread."""
        if self.future.cancelled():
            return
        if self._error is not None:
            self.future.set_exception(self._error)
        else:
            self.future.set_result(cast(T, self._result))


def hand_out(jobs: Iterable[Job[Any]]) -> None:
    """Tells whoever waits; a loop is woken once for all that wait in it."""
    in_loops: dict[asyncio.AbstractEventLoop, list[Job[Any]]] = {}
    for job in jobs:
        if job.loop is None:
            job.hand_out()
        else:
            in_loops.setdefault(job.loop, []).append(job)
    for loop, its in in_loops.items():
        with contextlib.suppress(RuntimeError):  # a loop that has ended: nobody waits in it any more
            loop.call_soon_threadsafe(_hand_out_here, its)


def _hand_out_here(jobs: list[Job[Any]]) -> None:
    for job in jobs:
        job.hand_out()
