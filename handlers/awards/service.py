"""What happens to awards: begun, nominated for, opened, voted on, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta

from handlers.awards import cards
from handlers.awards.changes import one_number_each
from handlers.awards.reminding import expect
from handlers.awards.rules import FEWEST_NOMINEES, LETTER, Nominee, Shown, titles_offered, winners
from handlers.kit.anonymity import floor_of
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Code, Items, say
from handlers.kit.people import FORGOTTEN, Person
from handlers.kit.periods import Period
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.awards import Award, AwardNominee, AwardReason
from storage.repos import awards as repo
from storage.states import AwardState, Right

JOB_CLOSE = "award-close"
LASTS = timedelta(days=7)  # where no end is wished
ENDS_AT = time(18)


def begin(ctx: Ctx, title: str, until: When | None, period: Period | None, team: Team) -> Shown:
    """Begins an award for a period (this quarter): nominations are taken, and how many ballots will be needed is
    fixed."""
    team_api.require_lead(ctx, team)
    ends = until or When(ctx.today + LASTS, ENDS_AT, ctx.zone)
    row = Award(
        team_id=team.id, title=title, period=(period or Period.of("quarter", ctx.today)).code, by_id=ctx.actor.id,
        floor=floor_of(len(team_api.members(ctx, team.id))), until=ends.moment(), zone=ends.zone, made_at=ctx.now,
    )  # fmt: skip
    repo.save(ctx.session, row)
    made = shown(ctx, row)
    team_api.post(ctx, team.id, cards.begun_post(made))
    return made


def nominate(ctx: Ctx, who: Person, reason: str, award: int | None) -> Shown:
    """Nominates a member of the team, in the open, with a reason."""
    row = found(ctx, award) if award is not None else _only_one(ctx)
    team = team_api.get(ctx, row.team_id)
    team_api.require_member(ctx, team)
    _in_state(row, AwardState.NOMINATING)
    if who.id == ctx.actor.id:
        raise BadInput("who", say("award-not-yourself"))
    if who.id not in {member.person.id for member in team_api.members(ctx, team.id)}:
        raise BadInput("who", say("award-not-in-team", who=who.name, team=team.name))
    known = repo.nominees(ctx.session, row.id or 0)
    one = next((nominee for nominee in known if nominee.person_id == who.id), None)
    if one is None:
        number = max((nominee.number for nominee in known), default=0) + 1
        one = AwardNominee(award_id=row.id or 0, number=number, person_id=who.id)
        repo.save(ctx.session, one)
    repo.save(ctx.session, AwardReason(award_id=row.id or 0, number=one.number, by_id=ctx.actor.id, text=reason))
    return shown(ctx, row)


def open_(ctx: Ctx, award: int, until: When | None) -> Shown:
    """Opens the vote: from here on nothing changes but the ballots."""
    row = _to_decide(ctx, award)
    _in_state(row, AwardState.NOMINATING)
    nominees = repo.nominees(ctx.session, award)
    if len(nominees) < FEWEST_NOMINEES:
        raise Refused(say("award-too-few-nominees", fewest=FEWEST_NOMINEES))
    people = [member.person.id for member in team_api.members(ctx, row.team_id)]
    if len(people) < row.floor:
        raise Refused(say("award-too-few-people", people=len(people), floor=row.floor))
    if until is not None:
        row.until, row.zone = until.moment(), until.zone
    if row.until <= ctx.now:
        raise BadInput("until", say("award-end-past"), Code(f"/award open {LETTER}{award} --until tomorrow 18:00"))
    row.state, row.opened_at, row.electors = AwardState.OPEN, ctx.now, len(people)
    repo.save(ctx.session, row)
    repo.begin_vote(ctx.session, award, people, [one.number for one in nominees])
    ctx.schedules.once(_key(award), JOB_CLOSE, row.until, row.zone, award)
    made = shown(ctx, row)
    team_api.post(ctx, row.team_id, cards.opened_post(made))
    for person in people:
        ctx.tell(person, cards.ballot_card(made))
    expect(ctx, award, row.until, people)
    return made


def vote(ctx: Ctx, award: int, number: int) -> Shown:
    """Counts a ballot. Whose it was is written down nowhere."""
    if ctx.place.channel is not None:
        raise Refused(say("award-vote-in-private"))
    row = found(ctx, award)
    _in_state(row, AwardState.OPEN)
    if row.until <= ctx.now:
        raise Refused(say("award-over"))
    if number not in {one.number for one in repo.nominees(ctx.session, award) if not _gone(ctx, one)}:
        raise Refused(say("award-no-such-nominee"))
    if not repo.cast(ctx.session, award, ctx.actor.id, number):
        voted = repo.roll(ctx.session, award).get(ctx.actor.id)
        raise Refused(say("award-voted-already" if voted else "award-no-elector"))
    return shown(ctx, row)


def close(ctx: Ctx, award: int) -> Shown:
    """Closes the vote before its time."""
    row = _to_decide(ctx, award)
    _in_state(row, AwardState.OPEN)
    return finish(ctx, award)


def finish(ctx: Ctx, award: int) -> Shown:
    """Counts out, or does not where there are too few ballots; roll and counts are written anew, and it is told."""
    row = found(ctx, award)
    one_number_each(ctx, award)
    counts = repo.tally(ctx.session, award)
    nominees = repo.nominees(ctx.session, award)
    won = winners(counts, row.floor, [one.number for one in nominees if _gone(ctx, one)])
    row.cast, row.state, row.closed_at = sum(counts.values()), AwardState.CLOSED, ctx.now
    repo.save(ctx.session, row)
    for one in nominees:
        one.won = one.number in won
        repo.save(ctx.session, one)
    repo.seal(ctx.session, award, counted=row.cast >= row.floor)
    ctx.schedules.drop(_key(award))
    made = shown(ctx, row)
    team_api.post(ctx, row.team_id, cards.result_card(made))
    for winner in made.winners:
        team_api.honour(ctx, row.team_id, winner.person, row.title, Period(row.period))
        ctx.tell(winner.person, cards.you_won_card(made, winner))
    return made


# --- looking up -----------------------------------------------------------------------------------


def found(scene: Scene, award: int) -> Award:
    """An award that the actor's team has, or that they may vote on (any, for a manager or a clock)."""
    row = repo.get(scene.session, award)
    if row is None:
        raise BadInput("id", say("award-unknown", id=f"{LETTER}{award}"), Code("/award list"))
    if scene.acted is not None and scene.acted.id not in repo.roll(scene.session, award):
        team_api.require_member(scene, team_api.get(scene, row.team_id))
    return row


def may_vote(scene: Scene, award: Shown) -> bool:
    """Whether the actor has a ballot to give here and now."""
    here = scene.place.channel is None and award.state is AwardState.OPEN and award.until > scene.now
    return here and repo.roll(scene.session, award.id).get(scene.actor.id) is False


def listed(scene: Scene) -> tuple[Shown, ...]:
    """The awards of the actor's teams, newest first; every team's for a manager."""
    everywhere = scene.actor.right.includes(Right.MANAGER)
    teams = team_api.all_teams(scene) if everywhere else team_api.teams_of(scene, scene.actor.id)
    return tuple(shown(scene, row) for row in repo.of_teams(scene.session, [team.id for team in teams]))


def shown(scene: Scene, row: Award) -> Shown:
    """An award as it is shown: its counts only after the close, and only where they were enough."""
    award, name = row.id or 0, scene.people.name
    told = row.state is AwardState.CLOSED and row.cast is not None and row.cast >= row.floor
    counts = repo.tally(scene.session, award) if told else {}
    reasons = repo.reasons(scene.session, award)
    nominees = tuple(
        Nominee(
            one.number, one.person_id, name(one.person_id),
            tuple((reason.text, name(reason.by_id)) for reason in reasons if reason.number == one.number),
            counts.get(one.number), one.won, _gone(scene, one),
        )
        for one in repo.nominees(scene.session, award)
    )  # fmt: skip
    team = team_api.get(scene, row.team_id)
    return Shown(
        award, row.title, row.period, team.name, team.colours, row.floor, row.until, row.zone, row.state, nominees,
        row.electors, row.cast,
    )  # fmt: skip


def offered(scene: Scene, awards: Sequence[Shown]) -> tuple[str, ...]:
    """Titles to begin another award with, for whoever leads a team."""
    if not scene.actor.right.includes(Right.LEAD):
        return ()
    return titles_offered([award.title for award in awards], scene.language)


def _only_one(ctx: Ctx) -> Award:
    teams = [team.id for team in team_api.teams_of(ctx, ctx.actor.id)]
    taking = [row for row in repo.of_teams(ctx.session, teams) if row.state is AwardState.NOMINATING]
    if not taking:
        raise Refused(say("award-none-nominating"))
    if len(taking) > 1:
        known = Items(tuple(f"{LETTER}{row.id} {row.title}" for row in taking), any_of=True)
        raise BadInput("id", say("award-which", known=known), Code(f"--id {LETTER}{taking[0].id}"))
    return taking[0]


def _gone(scene: Scene, one: AwardNominee) -> bool:
    return scene.people.name(one.person_id) == FORGOTTEN


def _to_decide(ctx: Ctx, award: int) -> Award:
    row = found(ctx, award)
    team_api.require_lead(ctx, team_api.get(ctx, row.team_id))
    return row


def _in_state(row: Award, wanted: AwardState) -> None:
    if row.state is not wanted:
        raise Refused(say(f"award-is-{row.state.value}", title=row.title))


def _key(award: int) -> str:
    return f"award:{award}:close"
