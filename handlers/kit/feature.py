"""How a feature declares itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from handlers.kit.commands import Command
from handlers.kit.context import Ctx, Scene
from handlers.kit.messages import Inline

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Firing:
    """One time at which a schedule fell due: its subject and payload, the moment (UTC) and the local wall time.

    ``since`` is when (UTC) the oldest of the firings was due that a standstill has put together to this one.
    """

    subject: int | None
    payload: Any
    at: datetime
    wall: datetime
    zone: str
    since: datetime

    @property
    def day(self) -> date:
        """The local calendar day."""
        return self.wall.date()

    @property
    def first_day(self) -> date:
        """The local calendar day on which the oldest missed firing was due; ``day`` without a standstill."""
        return self.since.astimezone(self.wall.tzinfo).date()


@dataclass(frozen=True, slots=True)
class Work:
    """One unit of a firing: ``name`` tells it from the firing's others, ``payload`` is plain JSON."""

    name: str
    payload: Any = None


@dataclass(frozen=True, slots=True)
class Job:
    """Something a clock causes. ``due`` says, on a read session, what there is to do; ``run`` does one unit.

    What comes later than ``lateness`` is dropped, and ``missed`` is given the payloads of the firing's units to tell
    whom it concerns; None runs it however late.
    The catalogues hold its name as ``job-<name>``. ``about`` puts a schedule's subject into words, for whoever looks
    after schedules; ``settable`` says that they may move its time of day; ``days`` says on which of its days
    a firing may find something to do, where the cron does not say it all.
    """

    name: str
    due: Callable[[Scene, Firing], Iterable[Work]]
    run: Callable[[Ctx, Any], None]
    lateness: timedelta | None = None
    about: Callable[[Scene, int], Inline] | None = None
    settable: bool = False
    missed: Callable[[Ctx, Sequence[Any]], None] | None = None
    days: Callable[[Scene, int | None, date], bool] | None = None


@dataclass(frozen=True, slots=True)
class Subscription(Generic[E]):
    """Calls ``run`` in the same transaction when another feature publishes an event of this type."""

    event: type[E]
    run: Callable[[Ctx, E], None]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the files of a kind, by what each ``wants``: on a read session, as the person whom it is for.

    It asks once more whether they may, and raises ``Refused`` where not.
    """

    name: str
    make: Callable[[Scene, Mapping[str, Any]], bytes]


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature: its commands, its jobs, what it listens to; ``setup`` makes the schedules it always has."""

    name: str
    commands: tuple[Command, ...] = ()
    jobs: tuple[Job, ...] = ()
    subscriptions: tuple[Subscription[Any], ...] = ()
    setup: Callable[[Ctx], None] | None = None
    makers: tuple[Maker, ...] = ()
