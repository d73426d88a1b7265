"""What happens to boards: put up, brought up to date as values come and as time passes, taken down."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from handlers.board import cards
from handlers.board.rules import EVERY, GRACE, Shown, next_due
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import Refused
from handlers.kit.messages import Button, say
from handlers.kit.periods import Period
from handlers.kpi import api as kpi_api
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.board import Board
from storage.repos import board as repo

JOB = "board-refresh"


def put_up(ctx: Ctx, named: Team | None) -> tuple[Team, bool]:
    """Puts a team's board up in this channel; one that is there already goes on below. The team, and whether so."""
    channel = ctx.place.channel
    if channel is None:
        raise Refused(say("board-where"))
    team = team_api.team_here(ctx, named)
    team_api.require_lead(ctx, team)
    before = repo.of_channel(ctx.session, channel)
    if before is not None:
        _end(ctx, before, moved=True)
    row = Board(channel_id=channel, team_id=team.id, made_by=ctx.actor.id, made_at=ctx.now, due_at=ctx.now - EVERY)
    repo.keep(ctx.session, row)
    ctx.post(channel, cards.board_card(shown(ctx, team)), key=_key(row))
    return team, before is not None


def take_down(ctx: Ctx) -> Team:
    """Ends this channel's board."""
    row = repo.of_channel(ctx.session, ctx.place.channel) if ctx.place.channel is not None else None
    if row is None:
        raise Refused(say("board-none"), (Button(say("cmd-kpi-board"), "/kpi board"),))
    team = team_api.get(ctx, row.team_id)
    team_api.require_lead(ctx, team)
    _end(ctx, row, moved=False)
    return team


def _end(ctx: Ctx, row: Board, *, moved: bool) -> None:
    row.ended_at = ctx.now
    repo.keep(ctx.session, row)
    ctx.schedules.drop(_key(row))
    ctx.update(_key(row), cards.ended_card(team_api.get(ctx, row.team_id).name, moved=moved))


def shown(scene: Scene, team: Team) -> Shown:
    """A team's board of the running month."""
    month = Period.of("month", scene.now.astimezone(ZoneInfo(team.zone)).date())
    return Shown(team.name, month, kpi_api.team_standings(scene, team, month), scene.now, team.zone)


# --- keeping it up to date ------------------------------------------------------------------------


def on_entry(ctx: Ctx, event: kpi_api.EntryLogged | kpi_api.EntryChanged) -> None:
    """A value was logged or changed: the boards of the person's teams are brought up to date soon."""
    idle = repo.idle(ctx.session, ctx.now + GRACE)
    teams = _showing(ctx, team_api.counted_for(ctx, event.person)) if idle else ()
    _soon(ctx, (board for board, team in idle if team in teams))


def on_target(ctx: Ctx, event: kpi_api.TargetPut) -> None:
    """A team's target was set."""
    teams = _showing(ctx, () if event.team is None else (event.team,))
    _soon(ctx, (board for board, team in repo.idle(ctx.session, ctx.now + GRACE) if team in teams))


def _showing(scene: Scene, teams: Iterable[int]) -> frozenset[int]:
    """The teams on whose boards figures of these are: their own, and of a joint one each part."""
    return frozenset(part.id for team in teams for part in team_api.parts(scene, team_api.get(scene, team)))


def _soon(ctx: Ctx, boards: Iterable[int]) -> None:
    for board_id in boards:
        row = repo.held(ctx.session, board_id)
        due = next_due(row.due_at, ctx.now) if row is not None else None
        if row is not None and due is not None:
            row.due_at = due
            repo.keep(ctx.session, row)
            ctx.schedules.once(_key(row), JOB, due, "UTC", row.id)


def boards(scene: Scene, zone: str) -> tuple[int, ...]:
    """The boards of a time zone's teams."""
    return tuple(row.id or 0 for row in repo.live(scene.session) if team_api.get(scene, row.team_id).zone == zone)


def refresh(ctx: Ctx, board_id: int) -> None:
    """Brings a board up to date, where it stands."""
    row = repo.held(ctx.session, board_id)
    if row is not None:
        ctx.update(_key(row), cards.board_card(shown(ctx, team_api.get(ctx, row.team_id))))


def _key(row: Board) -> str:
    return f"board:{row.id}"
