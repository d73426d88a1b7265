"""Where people stand: their own month, the boards, and who gives whom."""

from __future__ import annotations

from handlers.kit.context import Ctx, Scene
from handlers.kit.periods import Period
from handlers.recognition import api, purses
from handlers.recognition.rules.points import Board, Mine, Pairs, Praise, ranked, thick
from handlers.recognition.rules.reading import fold_value
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.repos import recognition as repo


def mine(scene: Scene) -> Mine:
    """What the actor was given and gave this month, and what they have."""
    held, me = purses.purse(scene), scene.actor.id
    rows = repo.received_by(scene.session, me, held.month.first, held.month.last)
    praises = tuple(
        Praise(row.id or 0, scene.people.name(row.giver_id), (scene.actor.name,), row.reason, row.points, row.private)
        for row in rows
    )
    hidden = me in repo.off_boards(scene.session)
    return Mine(held, praises, api.received(scene, me, held.month), api.balance(scene, me), hidden)


def board(scene: Scene, period: Period, value: str | None = None, *, given: bool = False) -> Board:
    """Who received or gave how many points in a period, all or for a value; nobody who has left or does not want to
    stand there."""
    folded = fold_value(value) if value is not None else None
    totals = repo.totals(scene.session, period.first, period.last, value=folded, given=given)
    off = repo.off_boards(scene.session)
    shown = ((p, points) for p, points in totals if p not in off and scene.people.get(p).active)
    return Board(period, ranked((scene.people.name(p), points) for p, points in shown), value, given)


def stand(ctx: Ctx, *, off: bool) -> None:
    """Takes the actor off all boards, or puts them there again."""
    repo.set_off_boards(ctx.session, ctx.actor.id, off=off)


def pairs(scene: Scene, team: Team, period: Period) -> Pairs:
    """The pairs with somebody of a team who give each other most of what they give; private kudos count."""
    team_api.require_lead(scene, team)
    return pairs_of(scene, team, period)


def pairs_of(scene: Scene, team: Team, period: Period) -> Pairs:
    """The same, for a clock."""
    members = {member.person.id for member in team_api.members(scene, team.id)}
    given = repo.points_between(scene.session, period.first, period.last)
    name = scene.people.name
    found = tuple(
        (name(a), name(b), there, all_, back, total) for a, b, there, all_, back, total in thick(given, members)
    )
    return Pairs(team.name, period, found, len(members), purses.limits(scene).pair)
