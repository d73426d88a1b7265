"""What a clock does for kudos: a digest as the week ends, a ceremony, and the pairs of the month for leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Job, Work
from handlers.kit.messages import Inline
from handlers.kit.periods import Period
from handlers.recognition import rhythm
from handlers.recognition.rules.rhythm import covered, held_on, week_ends
from handlers.team import api as team_api

LATENESS = timedelta(days=3)  # a weekend of standstill; what is older is in the next digest, or no news any more
_LOOK_BACK = 7  # days


def _ends_week(scene: Scene, _team: int | None, day: date) -> bool:
    return day == week_ends(scene.calendar, day)


def _is_ceremony(scene: Scene, team: int | None, day: date) -> bool:
    plan = rhythm.plan_of(scene, team)
    return plan is not None and plan.every is not None and held_on(plan.every, plan.on_day, scene.calendar, day)


def _first_workday(scene: Scene, _team: int | None, day: date) -> bool:
    return day == scene.calendar.first_workday(day.year, day.month)


def _newest(scene: Scene, firing: Firing, on: Callable[[Scene, int | None, date], bool]) -> date | None:
    """The newest day up to a firing's that is one of the job's, of those missed in a standstill."""
    first = max(firing.first_day, firing.day - timedelta(days=_LOOK_BACK))
    days = (firing.day - timedelta(days=n) for n in range((firing.day - first).days + 1))
    return next((day for day in days if on(scene, firing.subject, day)), None)


def _to_tell(scene: Scene, firing: Firing) -> Iterable[Work]:
    if _newest(scene, firing, _ends_week) is not None:
        yield Work("digest", {"team": firing.subject})


def _tell(ctx: Ctx, work: Any) -> None:
    rhythm.digest(ctx, work["team"])


def _to_honour(scene: Scene, firing: Firing) -> Iterable[Work]:
    day, plan = _newest(scene, firing, _is_ceremony), rhythm.plan_of(scene, firing.subject)
    if day is not None and plan is not None and plan.every is not None:
        yield Work("ceremony", {"team": firing.subject, "period": covered(plan.every, plan.on_day, day).code})


def _honour(ctx: Ctx, work: Any) -> None:
    rhythm.ceremony(ctx, work["team"], Period(work["period"]))


def _to_show_pairs(scene: Scene, firing: Firing) -> Iterable[Work]:
    day = _newest(scene, firing, _first_workday)
    if day is not None:
        yield Work("pairs", {"team": firing.subject, "month": Period.of("month", day).previous().code})


def _show_pairs(ctx: Ctx, work: Any) -> None:
    rhythm.tell_pairs(ctx, work["team"], Period(work["month"]))


def _about(scene: Scene, team: int) -> Inline:
    return team_api.get(scene, team).name


JOBS = (
    Job(rhythm.JOB_DIGEST, _to_tell, _tell, LATENESS, _about, settable=True, days=_ends_week),
    Job(rhythm.JOB_CEREMONY, _to_honour, _honour, LATENESS, _about, settable=True, days=_is_ceremony),
    Job(rhythm.JOB_PAIRS, _to_show_pairs, _show_pairs, LATENESS, _about, settable=True, days=_first_workday),
)
