"""What happens to customers' praise: handed in, decided by somebody else, told, counted once (methods.md R2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from handlers.kit import photos, records
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import PersonForgotten
from handlers.kit.inbound import File
from handlers.kit.messages import Day, say
from handlers.kit.people import Person
from handlers.praise import cards, views
from handlers.praise.rules import (
    LETTER,
    MOST_REMINDERS,
    PATIENCE_WORKDAYS,
    REMINDER,
    UNDO_WITHIN,
    Rule,
    Score,
    Shown,
    keys,
)
from handlers.recognition import api as recognition_api
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.praise import Praise, Praised, PraiseRule
from storage.repos import praise as repo
from storage.states import PraiseState, Right

JOB = "praise-remind"
REMIND_AT = time(9)
BLANK = "—"


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer said, and where that can be seen."""

    customer: str
    text: str | None
    score: Score | None
    proof: str | None
    picture: File | None = None


def hand_in(ctx: Ctx, people: Sequence[Person], said: Said) -> Shown:
    """Keeps a praise, and asks whoever may decide it; ``Refused`` where it was handed in before."""
    if said.text is None and said.score is None:
        raise BadInput("text", say("praise-what"))
    for person in people:
        if not person.active:
            raise BadInput("who", say("kit-person-unknown", bad=person.name))
    if said.picture is not None and not photos.is_picture(said.picture):
        raise BadInput("proof", say("praise-no-picture", bad=said.picture.name))
    seen = said.picture.content if said.picture is not None else None
    same = keys(said.customer, said.text, said.score, said.proof, seen)
    if (earlier := repo.with_key(ctx.session, same)) is not None:
        raise _twice(ctx, earlier)
    score, most = (said.score.value, said.score.of) if said.score is not None else (None, None)
    row = Praise(
        customer=said.customer, text=said.text, score=score, score_of=most, proof=said.proof, by_id=ctx.actor.id,
        handed_in_at=ctx.now, picture_id=records.keep_picture(ctx, said.picture) if said.picture is not None else None,
    )  # fmt: skip
    repo.save(ctx.session, row)
    assert row.id is not None
    repo.claim(ctx.session, row.id, same)
    for person in people:
        repo.save(ctx.session, Praised(praise_id=row.id, person_id=person.id, team_id=_team(ctx, person.id)))
    shown = views.shown(ctx, row)
    for person in views.deciders(ctx, row):
        if person.id != ctx.actor.id:
            ctx.tell(person.id, cards.asked_card(shown), key=_asked(row))
    _remind_later(ctx, row, 1)
    return shown


def _twice(scene: Scene, earlier: Praise) -> Refused:
    there = views.shown(scene, earlier)
    state = say(f"praise-twice-{earlier.state.value}", by=there.by, day=Day(there.day, weekday=False), id=there.ref)
    return Refused(say("praise-twice", customer=there.customer, state=state))


def _team(scene: Scene, person: int) -> int | None:
    """By which team's rule somebody is given something: that of the channel here if it is theirs, else their oldest."""
    channel = scene.place.channel
    here = team_api.team_of_channel(scene, channel) if channel is not None else None
    if here is not None and here in team_api.teams_of(scene, person):
        return here.id
    home = team_api.homes(scene).get(person)
    return home.id if home is not None else None


# --- deciding -------------------------------------------------------------------------------------


def approve(ctx: Ctx, number: int) -> Shown:
    """Gives what the rules say, tells the praised, whoever handed it in, and the teams' channels."""
    row = _to_decide(ctx, number)
    for one in repo.praised(ctx.session, number):
        gift = views.gift(ctx, one)
        one.points, one.privilege = gift.points, gift.privilege
        repo.save(ctx.session, one)
        if gift.points:
            recognition_api.credit(ctx, one.person_id, gift.points, _source(row))
    shown = _decided(ctx, row, PraiseState.APPROVED, None)
    channels = [c for g in shown.gifts if g.team is not None for c in team_api.channels_of(ctx, g.team)]
    for channel in dict.fromkeys(channels):
        ctx.post(channel, cards.post_card(shown), key=_posted(row))
    for gift in shown.gifts:
        ctx.tell(gift.person, cards.yours_card(shown, gift))
    if row.by_id not in (ctx.actor.id, *(gift.person for gift in shown.gifts)):
        ctx.tell(row.by_id, cards.decided_card(shown))
    return shown


def reject(ctx: Ctx, number: int, reason: str) -> Shown:
    """Gives nothing, and tells whoever handed it in why; it may be handed in anew."""
    row = _to_decide(ctx, number)
    repo.release(ctx.session, number)
    shown = _decided(ctx, row, PraiseState.REJECTED, reason)
    if row.by_id != ctx.actor.id:
        ctx.tell(row.by_id, cards.decided_card(shown))
    return shown


def undo(ctx: Ctx, number: int | None) -> tuple[Shown, bool]:
    """Takes back what the actor handed in and nobody has decided yet, or what they approved within a day; whether it
    had been approved."""
    if number is None:
        last = repo.last_waiting(ctx.session, ctx.actor.id)
        if last is None:
            raise Refused(say("praise-undo-none"))
        return _withdraw(ctx, last), False
    row = views.find(ctx, number)
    if row.state is PraiseState.APPROVED and row.decided_by == ctx.actor.id:
        return _take_back(ctx, row), True
    if row.by_id != ctx.actor.id:
        raise Refused(say("praise-undo-not-yours", id=f"{LETTER}{number}"))
    _require_waiting(ctx, row)
    return _withdraw(ctx, row), False


def _withdraw(ctx: Ctx, row: Praise) -> Shown:
    repo.release(ctx.session, row.id or 0)
    return _decided(ctx, row, PraiseState.WITHDRAWN, None)


def _take_back(ctx: Ctx, row: Praise) -> Shown:
    assert row.decided_at is not None
    if ctx.now - row.decided_at > UNDO_WITHIN:
        raise Refused(say("praise-undo-late"))
    recognition_api.take_back(ctx, _source(row))
    shown = _withdraw(ctx, row)
    gone = cards.taken_back_card(shown)
    ctx.update(_posted(row), gone)
    for person in dict.fromkeys((*(gift.person for gift in shown.gifts), row.by_id)):
        if person != ctx.actor.id:
            ctx.tell(person, gone)
    return shown


def _to_decide(ctx: Ctx, number: int) -> Praise:
    row = views.find(ctx, number)
    views.require_decision(ctx, row)
    _require_waiting(ctx, row)
    return row


def _require_waiting(scene: Scene, row: Praise) -> None:
    if row.state is not PraiseState.WAITING:
        who = scene.people.name(row.decided_by)
        raise Refused(say(f"praise-is-{row.state.value}", id=f"{LETTER}{row.id}", who=who))


def _decided(ctx: Ctx, row: Praise, state: PraiseState, answer: str | None) -> Shown:
    row.state, row.decided_by, row.decided_at, row.answer = state, ctx.actor.id, ctx.now, answer
    repo.save(ctx.session, row)
    ctx.schedules.drop(f"{JOB}:{row.id}")
    shown = views.shown(ctx, row)
    ctx.update(_asked(row), cards.decided_card(shown))
    return shown


# --- reminding ------------------------------------------------------------------------------------


def remind(ctx: Ctx, number: int, count: int) -> None:
    """Asks those who may decide again, from the second time on the managers as well; after the last time, whoever
    handed it in hears of it."""
    row = views.find(ctx, number)
    if row.state is not PraiseState.WAITING:
        return
    shown = views.shown(ctx, row)
    asked = dict.fromkeys((*views.deciders(ctx, row), *(views.managing(ctx, row) if count > 1 else ())))
    for person in asked:
        ctx.tell(person.id, cards.asked_card(shown, reminder=True), key=_asked(row), topic=REMINDER)
    if count < MOST_REMINDERS:
        _remind_later(ctx, row, count + 1)
    elif row.by_id not in {person.id for person in asked}:
        ctx.tell(row.by_id, cards.slow_card(shown), topic=REMINDER)


def _remind_later(ctx: Ctx, row: Praise, count: int) -> None:
    zone = ZoneInfo(ctx.org.zone)
    day = ctx.calendar.add_workdays(ctx.now.astimezone(zone).date(), PATIENCE_WORKDAYS)
    at = datetime.combine(day, REMIND_AT, zone).astimezone(ctx.now.tzinfo)
    ctx.schedules.once(f"{JOB}:{row.id}", JOB, at, ctx.org.zone, row.id, {"id": row.id, "count": count})


# --- rules and what is there ----------------------------------------------------------------------


def set_rule(ctx: Ctx, team: Team, points: int | None, privilege: str | None) -> Rule:
    """Changes what a team gives for praise; what is left out stays as it was, an empty privilege is none."""
    team_api.require_lead(ctx, team)
    before = views.rule_of(ctx, team.id)
    rule = Rule(
        before.points if points is None else points, before.privilege if privilege is None else privilege or None
    )
    row = repo.rule(ctx.session, team.id) or PraiseRule(team_id=team.id, points=0, set_by=0, set_at=ctx.now)
    row.points, row.privilege, row.set_by, row.set_at = rule.points, rule.privilege, ctx.actor.id, ctx.now
    repo.save(ctx.session, row)
    return rule


def rule_here(scene: Scene, team: Team) -> Rule:
    """What a team gives for praise, for its members to see."""
    team_api.require_member(scene, team)
    return views.rule_of(scene, team.id)


def listed(scene: Scene, person: Person | None) -> cards.Listed:
    """What waits for the actor, what of theirs waits, and what counts: of their teams, or of one person."""
    if person is not None:
        team_api.require_sight(scene, person)
        rows = repo.approved(scene.session, (person.id,))
        return cards.Listed(person.name, counted=tuple(views.shown(scene, row) for row in rows))
    to_decide = views.decidable(scene)
    mine = tuple(row for row in repo.waiting(scene.session) if row.by_id == scene.actor.id and row not in to_decide)
    everybody = scene.actor.right.includes(Right.MANAGER)
    people = [p.id for p in scene.people.everybody()] if everybody else team_api.mates(scene)
    counted = repo.approved(scene.session, people)
    made = (tuple(views.shown(scene, row) for row in rows) for rows in (to_decide, mine, counted))
    return cards.Listed(None, *made)


def forget(ctx: Ctx, event: PersonForgotten) -> None:
    """Blanks the words of what a person handed in, decided or was praised in; what it gave stays."""
    for row in repo.with_person(ctx.session, event.person):
        row.text = row.text and BLANK
        row.proof = row.proof and BLANK
        row.answer = row.answer and BLANK
        if row.picture_id is not None:
            records.drop_picture(ctx, row.picture_id)
            row.picture_id = None
        repo.save(ctx.session, row)


def _source(row: Praise) -> str:
    return f"praise:{row.id}"


def _asked(row: Praise) -> str:
    return f"praise:{row.id}:asked"


def _posted(row: Praise) -> str:
    return f"praise:{row.id}"
