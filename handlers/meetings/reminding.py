"""What a clock causes around a meeting: asking for its agenda, showing it, saying that time is nearly up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from handlers.kit.context import Ctx
from handlers.kit.directory import turned_down
from handlers.kit.messages import Card
from handlers.meetings import cards
from handlers.meetings.cards import Shown
from handlers.meetings.rules import (
    AGENDA,
    WARN_AT,
    AgendaWanted,
    point_lengths,
)
from handlers.meetings.service import JOB_ASK, JOB_COLLECT, show
from handlers.meetings.views import as_meeting, find, team_id
from storage.repos import meetings as repo


def ask(ctx: Ctx, meeting_id: int) -> None:
    """Asks who made a meeting for what it lacks, its agenda or what it is for; a plain answer gives it."""
    meeting = as_meeting(find(ctx, meeting_id))
    wanted, *_ = meeting.wants
    # Points that others add meanwhile stay beside the answer.
    ctx.ask(meeting.owner, "meeting-suggest" if wanted == "agenda" else "meeting-goal", {"id": meeting.ref}, None)
    ctx.tell(meeting.owner, cards.ask_card(meeting, wanted), topic=AGENDA)


def collect(ctx: Ctx, meeting_id: int) -> None:
    """Gathers points for an agenda a day ahead: of other features, and of those who take part."""
    meeting = as_meeting(find(ctx, meeting_id))
    ctx.publish(AgendaWanted(meeting.id, team_id(ctx, meeting), meeting.kind, meeting.agenda))
    for person in repo.guests(ctx.session, meeting.id):
        if person != meeting.owner and AGENDA.name not in turned_down(ctx, person):
            ctx.ask(person, "meeting-suggest", {"id": meeting.ref}, None)
            ctx.tell(person, cards.collect_card(meeting), topic=AGENDA)


def gather(ctx: Ctx, meeting_id: int) -> None:
    """Gathers points at once, and not a second time; asks who made it too, where the hour for that has passed."""
    ctx.schedules.drop(f"{JOB_COLLECT}:{meeting_id}")
    collect(ctx, meeting_id)
    if as_meeting(find(ctx, meeting_id)).wants and not ctx.schedules.of(JOB_ASK, meeting_id):
        ask(ctx, meeting_id)


def announce(ctx: Ctx, meeting_id: int) -> None:
    """Posts the agenda shortly before a meeting."""
    _in_channel(ctx, meeting_id, cards.soon_card)


def warn(ctx: Ctx, meeting_id: int) -> None:
    """Says in the channel that the time-box is nearly used up."""

    def card(shown: Shown) -> Card:
        box = shown.meeting.timebox or timedelta(0)
        return cards.warning_card(shown.meeting, box * (1 - WARN_AT))

    _in_channel(ctx, meeting_id, card)


def warn_of_point(ctx: Ctx, meeting_id: int) -> None:
    """Says to whoever takes minutes, or else to its owner, that a point's time is nearly used up."""
    meeting = as_meeting(find(ctx, meeting_id))
    length = point_lengths(meeting.agenda, None)[meeting.point] if meeting.point is not None else None
    if length is not None:
        card = cards.point_warning_card(meeting, length * (1 - WARN_AT))
        ctx.tell(meeting.taker or meeting.owner, card, punctual=True)  # they are at it, whatever the hour


def _in_channel(ctx: Ctx, meeting_id: int, card: Callable[[Shown], Card]) -> None:
    meeting = as_meeting(find(ctx, meeting_id))
    if meeting.channel is not None:
        ctx.post(meeting.channel, card(show(ctx, meeting)))
