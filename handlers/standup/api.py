"""What other features may use of standups: where somebody stands today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handlers.kit import leave
from handlers.kit.context import Ctx, Scene
from handlers.kit.leave_cards import back_card
from handlers.kit.messages import Card
from handlers.standup.rules import REMINDER, State, prompts_on
from handlers.standup.views import day_of, plans_of, standing
from handlers.team.api import Team
from storage.repos import standup as repo

__all__ = ["TOPICS", "StandupSet", "State", "Today", "come_back", "teams_with", "today_of"]

TOPICS = (REMINDER,)


@dataclass(frozen=True, slots=True)
class Today:
    """Somebody's standup of a day of theirs: their prompt's moment (UTC) in their ``zone``, and where they stand.

    ``name`` is empty for the daily one.
    """

    team: Team
    day: date
    state: State
    at: datetime
    zone: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class StandupSet:
    """A team has a standup now, where it had none."""

    team: int


def teams_with(scene: Scene) -> frozenset[int]:
    """The ids of the teams that have a standup."""
    return frozenset(row.team_id for row in repo.every_active(scene.session))


def today_of(scene: Scene, person_id: int) -> tuple[Today, ...]:
    """The standups that take place for somebody today."""
    found: list[Today] = []
    for team, plan in plans_of(scene, person_id):
        day = day_of(scene, plan, person_id)
        here = (
            standing(scene, plan, day, person_id) if prompts_on(plan.days, day, scene.calendar_for(plan.team)) else None
        )
        if here is not None:
            found.append(Today(team, day, here.state, here.moment, here.zone, plan.name))
    return tuple(found)


def come_back(ctx: Ctx) -> Card:
    """Ends the actor's leave; a standup of today that has passed them by and is still open to them is offered."""
    leave.end(ctx, ctx.actor.id)
    mine = today_of(ctx, ctx.actor.id)
    missed = any(today.state is not State.ANSWERED and today.at <= ctx.now for today in mine)
    return back_card(missed=missed, coming=leave.coming(ctx, ctx.actor.id))
