"""What a clock does for awards: it reminds whoever has not voted, and closes the vote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from handlers.awards import cards, service
from handlers.awards.reminding import JOB_REMIND, waited_for
from handlers.awards.rules import LETTER, REMINDER
from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Job, Work
from handlers.kit.messages import Inline
from storage.repos import awards as repo

STILL_GOOD = timedelta(hours=1)


def _due(scene: Scene, firing: Firing) -> Iterable[Work]:
    if firing.subject is not None and repo.running(scene.session, firing.subject):
        yield Work(f"{LETTER}{firing.subject}", firing.subject)


def _run(ctx: Ctx, payload: Any) -> None:
    if repo.running(ctx.session, int(payload)):
        service.finish(ctx, int(payload))


def _to_remind(scene: Scene, firing: Firing) -> Iterator[Work]:
    """Whoever of them has not voted and works today."""
    for person in waited_for(scene, firing.subject or 0, firing.payload["people"]):
        works = scene.calendar_of(person).is_workday(firing.day) and not scene.people.away(person, firing.day)
        if works and not scene.in_quiet_hours(person):
            yield Work(str(person), {"award": firing.subject, "person": person})


def _remind(ctx: Ctx, work: Any) -> None:
    for person in waited_for(ctx, work["award"], [work["person"]]):
        award = service.shown(ctx, service.found(ctx, work["award"]))
        ctx.tell(person, cards.reminder_card(award), topic=REMINDER)


def _about(scene: Scene, award_id: int) -> Inline:
    row = repo.get(scene.session, award_id)
    return row.title if row is not None else f"{LETTER}{award_id}"


JOBS = (
    Job(service.JOB_CLOSE, _due, _run, about=_about),
    Job(JOB_REMIND, _to_remind, _remind, STILL_GOOD, about=_about),
)
