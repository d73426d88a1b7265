"""What happens to kudos and points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.kit.certificates import colours_of
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import PersonForgotten
from handlers.kit.messages import say
from handlers.kit.people import Person
from handlers.recognition import cards, purses, rhythm, valuing
from handlers.recognition.rules.points import (
    BLANK,
    DEFAULT_POINTS,
    UNDO_WITHIN,
    Praise,
    Purse,
    check_limits,
)
from handlers.recognition.rules.reading import EXAMPLE, Said, read_said
from handlers.recognition.rules.values import mend, with_value
from handlers.team import api as team_api
from storage.models.recognition import Kudos
from storage.repos import recognition as repo


@dataclass(frozen=True, slots=True)
class Manner:
    """How kudos are given: for a value, for their receivers' eyes only, with a picture."""

    value: str | None = None
    private: bool = False
    picture: bool = False


def give(ctx: Ctx, receivers: tuple[Person, ...], said: Said, points: int | None, manner: Manner) -> cards.Given:
    """Praises people: in the ledger, in public unless it is private, and to each of them privately."""
    _check_receivers(ctx, receivers)
    known = valuing.known(ctx, (ctx.actor.id, *(person.id for person in receivers)))
    if manner.value is not None:
        said = read_said(with_value(said.text, manner.value, known))
    each = points or DEFAULT_POINTS
    repo.hold_giver(ctx.session, ctx.actor.id)
    _check_limits(ctx, ctx.today, each, [person.id for person in receivers])
    channels = () if manner.private else _channels(ctx, receivers)
    rhythm.begin(ctx, [person.id for person in receivers])
    row = Kudos(
        giver_id=ctx.actor.id, reason=said.text, points=each, channel_id=ctx.place.channel, day=ctx.today,
        given_at=ctx.now, private=manner.private, picture=manner.picture,
    )  # fmt: skip
    kudos_id = repo.add(ctx.session, row, [person.id for person in receivers], said.values)
    praise, _ = _view(ctx, row)
    where = tuple(ctx.channel_ref(channel) for channel in channels)
    for channel in channels:
        ctx.post(channel, cards.post_card(praise), key=_key(kudos_id))
    for person in receivers:
        ctx.tell(person.id, cards.received_card(praise, where))
    return cards.Given(praise, purses.purse(ctx), where, ctx.place.channel is not None, mend(said.text, known))


def undo(ctx: Ctx, kudos_id: int | None) -> tuple[Praise, Purse]:
    """Takes back what the actor gave last, or a certain kudos of theirs; both sides and the channel see it."""
    row = _recent(ctx, kudos_id)
    repo.reverse(ctx.session, row, ctx.now)
    praise, receivers = _view(ctx, row)
    ctx.update(_key(praise.id), cards.undone_card(praise))
    for person in receivers:
        ctx.tell(person, cards.lost_card(praise))
    return praise, purses.purse(ctx)


def edit(ctx: Ctx, said: Said, value: str | None, kudos_id: int | None) -> cards.Edited:
    """Gives the actor's last kudos, or a certain one, other words or points, in place; the receivers are told."""
    row = _recent(ctx, kudos_id)
    if row.reason == BLANK:  # about somebody who asked to be forgotten since
        raise Refused(say("kudos-undo-none"))
    before, receivers = _view(ctx, row)
    known = valuing.known(ctx, (ctx.actor.id, *receivers))
    if value is not None:
        said = replace(read_said(with_value(said.text or row.reason, value, known)), points=said.points)
    if said.points is not None and said.points > row.points:
        _check_limits(ctx, row.day, said.points - row.points, receivers)
    if said.text:
        repo.reword(ctx.session, row, said.text, said.values)
    repo.change_points(ctx.session, row, said.points or row.points, ctx.now)
    praise, _ = _view(ctx, row)
    edited = cards.Edited(praise, before, purses.purse(ctx), mend(praise.reason, known))
    if praise == before:
        return edited
    ctx.update(_key(praise.id), cards.post_card(praise))
    for person in receivers:
        ctx.tell(person, cards.changed_card(edited))
    return edited


def is_private(scene: Scene, kudos_id: int | None) -> bool:
    """Whether the actor's last kudos, or certain ones, are for their receivers alone."""
    row = repo.last_of(scene.session, scene.actor.id) if kudos_id is None else repo.get(scene.session, kudos_id)
    return row is not None and row.private


def last_words(scene: Scene) -> str | None:
    """What the actor's last kudos say."""
    row = repo.last_of(scene.session, scene.actor.id)
    return row.reason if row is not None else None


def forget(ctx: Ctx, event: PersonForgotten) -> None:
    """Blanks what was said by and about a person; the points stay, so that everybody's sums do."""
    for row in repo.of_person(ctx.session, event.person):
        row.reason = BLANK
        ctx.session.add(row)


def _recent(ctx: Ctx, kudos_id: int | None) -> Kudos:
    """The actor's last kudos, or a certain one of theirs, while it can still be changed."""
    repo.hold_giver(ctx.session, ctx.actor.id)
    row = repo.last_of(ctx.session, ctx.actor.id) if kudos_id is None else repo.get(ctx.session, kudos_id)
    if row is None or row.giver_id != ctx.actor.id:
        raise Refused(say("kudos-undo-none"))
    if row.undone_at is not None:
        raise Refused(say("kudos-undo-twice"))
    if ctx.now - row.given_at > UNDO_WITHIN:
        raise Refused(say("kudos-undo-late"))
    return row


def _view(ctx: Ctx, row: Kudos) -> tuple[Praise, tuple[int, ...]]:
    """A kudos as cards show it, and who received it."""
    assert row.id is not None
    receivers = tuple(repo.receivers(ctx.session, row.id))
    names = tuple(ctx.people.name(person) for person in receivers)
    colours = _colours(ctx, receivers) if row.picture else None
    return Praise(row.id, ctx.actor.name, names, row.reason, row.points, row.private, colours), receivers


def _colours(ctx: Ctx, receivers: Sequence[int]) -> str:
    """Those of a team of the receivers', or of the giver's."""
    teams = (team for person in (*receivers, ctx.actor.id) for team in team_api.teams_of(ctx, person))
    team = next(teams, None)
    return team.colours if team is not None else colours_of(ctx.actor.name)


def _check_limits(ctx: Ctx, day: date, more: int, receivers: Sequence[int]) -> None:
    held = purses.purse(ctx, day)
    given = repo.points_between(ctx.session, held.month.first, held.month.last, ctx.actor.id)
    pairs = ((ctx.people.name(person), given.get((ctx.actor.id, person), 0)) for person in receivers)
    check_limits(held, purses.limits(ctx), more, pairs)


def _check_receivers(ctx: Ctx, receivers: tuple[Person, ...]) -> None:
    for person in receivers:
        if person.id == ctx.actor.id:
            raise BadInput("who", say("kudos-self"), EXAMPLE)
        if not person.active:
            raise BadInput("who", say("kit-person-unknown", bad=person.name), EXAMPLE)


def _channels(ctx: Ctx, receivers: tuple[Person, ...]) -> tuple[int, ...]:
    """Where kudos are posted: where they are said, with all channels of the team whose it is, or with a team of the
    giver's (a receiver's before others)."""
    if ctx.place.channel is not None:
        team = team_api.team_of_channel(ctx, ctx.place.channel)
        return tuple(dict.fromkeys((ctx.place.channel, *(team_api.channels_of(ctx, team.id) if team else ()))))
    theirs = {team.id for person in receivers for team in team_api.teams_of(ctx, person.id)}
    teams = sorted(team_api.teams_of(ctx, ctx.actor.id), key=lambda team: team.id not in theirs)
    return next((found for team in teams if (found := team_api.channels_of(ctx, team.id))), ())


def _key(kudos_id: int) -> str:
    return f"kudos:{kudos_id}"
