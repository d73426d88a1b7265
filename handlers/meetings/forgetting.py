"""What of a forgotten person's name goes from meetings."""

from __future__ import annotations

from handlers.kit.context import Ctx
from handlers.kit.directory import unnamed
from handlers.kit.events import PersonForgotten
from storage.models.meetings import Decision, MinutesItem, Proposal
from storage.repos import meetings as repo


def let_go(ctx: Ctx, event: PersonForgotten) -> None:
    """Blanks a forgotten person's name in titles, agendas and minutes; what was decided stays."""
    titled, written = repo.naming(ctx.session, event.name)
    for row in titled:
        row.title = unnamed(row.title, event.name)
        row.agenda = [unnamed(line, event.name) for line in row.agenda]
        row.goal = unnamed(row.goal, event.name) if row.goal else None
        repo.save(ctx.session, row)
    for minutes in written:
        minutes.text = unnamed(minutes.text, event.name)
        minutes.notes = [unnamed(line, event.name) for line in minutes.notes]
        minutes.left_out = [unnamed(line, event.name) for line in minutes.left_out]
        repo.save(ctx.session, minutes)
        decisions, items = repo.decisions(ctx.session, minutes.meeting_id), repo.items(ctx.session, minutes.meeting_id)
        parts: list[Decision | MinutesItem | Proposal] = [*decisions, *items]
        for part in (*parts, *repo.proposals(ctx.session, minutes.meeting_id)):
            part.what, part.line = unnamed(part.what, event.name), unnamed(part.line, event.name)
            repo.save(ctx.session, part)
        repo.forget_answer(ctx.session, minutes.meeting_id)
