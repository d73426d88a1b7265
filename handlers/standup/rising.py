"""Blockers that stay: how old they are, and when the team's lead hears."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Work
from handlers.standup import cards
from handlers.standup.rules import RISES_AFTER, Plan, prompt_moment
from handlers.team import api as team_api
from handlers.todo import api as todo_api
from storage.repos import standup as repo

JOB_RISE = "standup-rise"


def ages(scene: Scene, items: Collection[int], day: date) -> Mapping[int, int]:
    """How many working days ago each blocker's action item was first spoken of, by the item."""
    first = repo.first_said(scene.session, items)
    return {item: scene.calendar.workdays_between(began, day) for item, began in first.items()}


def expect(ctx: Ctx, plan: Plan, item_id: int, day: date) -> None:
    """Has a blocker of a day rise, two working days later at the standup's hour."""
    zone = ctx.zone_of(ctx.actor.id)
    at = prompt_moment(ctx.calendar.add_workdays(day, RISES_AFTER), plan.at, zone)
    ctx.schedules.once(f"{JOB_RISE}:{item_id}", JOB_RISE, at, zone, item_id, {"team": plan.team})


def to_rise(scene: Scene, firing: Firing) -> Iterator[Work]:
    """The blocker, if it is still open."""
    if firing.subject is not None and not todo_api.get(scene, firing.subject).state.closed:
        yield Work("rise", {"item": firing.subject, **firing.payload})


def rise(ctx: Ctx, work: Any) -> None:
    """Tells the team's leads of it, or the managers where there is no other lead than whom it blocks."""
    item = todo_api.get(ctx, work["item"])
    if item.state.closed:
        return
    leads = tuple(person for person in team_api.leads(ctx, work["team"]) if person.id != item.owner)
    for person in leads or team_api.managers(ctx):
        if person.id != item.owner:
            ctx.tell(person.id, cards.risen_card(item.ref, ctx.people.name(item.owner), item.what))
