"""How a feature declares itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from handlers.kit.commands import Command
from handlers.kit.context import Ctx, Scene
from handlers.kit.messages import Inline

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Firing:
    """One time at which a schedule fell due: its subject and payload, the moment (UTC) and the local wall time."""

    subject: int | None
    payload: Any
    at: datetime
    wall: datetime
    zone: str

    @property
    def day(self) -> date:
        """The local calendar day."""
        return self.wall.date()


@dataclass(frozen=True, slots=True)
class Work:
    """One unit of a firing: ``name`` tells it from the firing's others, ``payload`` is plain JSON."""

    name: str
    payload: Any = None


@dataclass(frozen=True, slots=True)
class Job:
    """Something a clock causes. ``due`` says, on a read session, what there is to do; ``run`` does one unit.

    A firing later than ``lateness`` is dropped and noted; None runs it however late.
    The catalogues hold its name as ``job-<name>``. ``about`` puts a schedule's subject into words, for whoever looks
    after schedules; ``settable`` says that they may move its time of day.
    """

    name: str
    due: Callable[[Scene, Firing], Iterable[Work]]
    run: Callable[[Ctx, Any], None]
    lateness: timedelta | None = None
    about: Callable[[Scene, int], Inline] | None = None
    settable: bool = False


@dataclass(frozen=True, slots=True)
class Subscription(Generic[E]):
    """Calls ``run`` in the same transaction when another feature publishes an event of this type."""

    event: type[E]
    run: Callable[[Ctx, E], None]


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature: its commands, its jobs, what it listens to; ``setup`` makes the schedules it always has."""

    name: str
    commands: tuple[Command, ...] = ()
    jobs: tuple[Job, ...] = ()
    subscriptions: tuple[Subscription[Any], ...] = ()
    setup: Callable[[Ctx], None] | None = None
