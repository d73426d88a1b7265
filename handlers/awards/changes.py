"""People who change while an award runs: who is forgotten, and two who turn out to be one."""

from __future__ import annotations

from handlers.kit.context import Ctx
from handlers.kit.directory import unnamed
from handlers.kit.events import PeopleJoined, PeopleJoining, PersonForgotten
from storage.repos import awards as repo
from storage.states import AwardState

BLANK = "—"


def forget(ctx: Ctx, event: PersonForgotten) -> None:
    """Blanks the reasons a person gave and those given for them, and their name in others and in titles; that
    somebody won stays."""
    for row in repo.reasons_with(ctx.session, event.person):
        row.text = BLANK
        repo.save(ctx.session, row)
    repo.unname(ctx.session, event.name, lambda text: unnamed(text, event.name))


def on_joining(ctx: Ctx, event: PeopleJoining) -> None:
    """Whoever of two has voted: the one they become has, and has no other vote. Ballots stay as they were cast."""
    repo.carry(ctx.session, event.kept, event.gone)


def on_joined(ctx: Ctx, event: PeopleJoined) -> None:
    """One person has one number, and does not nominate themselves. A vote that is open is left as it is till its
    close, when their ballots are counted together."""
    for row in repo.of_person(ctx.session, event.kept):
        if row.state is AwardState.NOMINATING:
            one_number_each(ctx, row.id or 0)
            _without_own_praise(ctx, row.id or 0, event.kept)


def one_number_each(ctx: Ctx, award: int) -> None:
    """Counts together what stands under two numbers of one person."""
    first: dict[int, int] = {}
    for one in list(repo.nominees(ctx.session, award)):
        number = first.setdefault(one.person_id, one.number)
        if number != one.number:
            repo.merge(ctx.session, award, number, one.number)


def _without_own_praise(ctx: Ctx, award: int, person: int) -> None:
    one = next(one for one in repo.nominees(ctx.session, award) if one.person_id == person)
    theirs = [reason for reason in repo.reasons(ctx.session, award) if reason.number == one.number]
    own = [reason for reason in theirs if reason.by_id == person]
    for reason in own:
        repo.drop(ctx.session, reason)
    if len(own) == len(theirs):
        repo.drop(ctx.session, one)
