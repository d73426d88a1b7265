"""What the extractor found beside the rules: offered to the minute-taker alone, taken in or left out by their word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.kit.context import Ctx
from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, from_json, say, to_json
from handlers.meetings import mending, minutes
from handlers.meetings import minutes_cards as cards
from handlers.meetings.items import Told
from handlers.meetings.kinds import ALL
from handlers.meetings.minutes_parts import Outcome
from handlers.meetings.records import outcome
from handlers.meetings.rules import Known, Offer, Pointed, Proposal, Somebody, offers
from handlers.meetings.views import as_proposal, find
from storage.models.meetings import Decision, Extraction, MinutesItem
from storage.models.meetings import Minutes as MinutesRow
from storage.models.meetings import Proposal as ProposalRow
from storage.repos import meetings as repo
from storage.states import ExtractionState, ProposalKind, ProposalState

STILL_NEWS = timedelta(minutes=30)  # since the minutes were given: whoever gave them is still at it, whatever the hour


def merge(ctx: Ctx, meeting_id: int) -> None:
    """Offers what an answer of the extractor adds to minutes; once for each answer."""
    asked, row = repo.extraction(ctx.session, meeting_id), repo.minutes(ctx.session, meeting_id)
    if asked is None or row is None or asked.state is not ExtractionState.ANSWERED:
        return
    found = _offers(ctx, row, asked)
    asked.state, asked.answer = ExtractionState.DONE, None
    repo.save(ctx.session, asked)
    if not found:
        return
    _keep(ctx, meeting_id, found)
    made = outcome(ctx, find(ctx, meeting_id), row)
    card, key = cards.check_card(made, ctx.people.name), minutes.check_key(made.record.meeting)
    ctx.update(key, card)
    ctx.tell(row.taker_id, card, key=key, punctual=ctx.now - asked.asked_at < STILL_NEWS)


def accept(ctx: Ctx, meeting_id: int, which: Sequence[str]) -> tuple[Outcome, tuple[Proposal, ...]]:
    """Takes what is offered into the minutes: shared ones change in place, and whom it concerns is told."""
    meeting, row = minutes.changeable(ctx, meeting_id)
    rows = _meant(ctx, meeting_id, which)
    told: Told = {}
    for proposed in rows:
        proposed.state = ProposalState.TAKEN
        repo.save(ctx.session, proposed)
        for person, ids in _take(ctx, proposed).items():
            told.setdefault(person, []).extend(ids)
    return minutes.changed(ctx, meeting, row, told), tuple(map(as_proposal, rows))


def leave(ctx: Ctx, meeting_id: int, which: Sequence[str]) -> tuple[Outcome, tuple[Proposal, ...]]:
    """Leaves out what is offered; it is not offered again."""
    meeting, row = minutes.changeable(ctx, meeting_id)
    rows = _meant(ctx, meeting_id, which)
    for proposed in rows:
        proposed.state = ProposalState.LEFT
        repo.save(ctx.session, proposed)
    return minutes.checked(ctx, outcome(ctx, meeting, row)), tuple(map(as_proposal, rows))


def _meant(ctx: Ctx, meeting_id: int, which: Sequence[str]) -> Sequence[ProposalRow]:
    offered = [row for row in repo.proposals(ctx.session, meeting_id) if row.state is ProposalState.OPEN]
    rows = offered if ALL in which else [row for row in offered if as_proposal(row).letter in which]
    if not rows:
        raise BadInput("which", say("meetings-no-proposal", id=f"M{meeting_id}"), Code(f"/minutes show M{meeting_id}"))
    return rows


def _take(ctx: Ctx, row: ProposalRow) -> Told:
    """Makes it part of the minutes; whom that concerns already."""
    if row.kind is ProposalKind.MEND:
        return mending.complete(ctx, row.meeting_id, as_proposal(row).offer)
    if row.kind is ProposalKind.DECISION:
        place = len(repo.decisions(ctx.session, row.meeting_id))
        repo.save(
            ctx.session, Decision(meeting_id=row.meeting_id, place=place, what=row.what, line=row.line, added=True)
        )
    else:
        known = repo.items(ctx.session, row.meeting_id)
        place = max((item.place for item in known), default=-1) + 1  # at the end: numbers that are shown stay
        owners: Sequence[int | None] = row.owners or [None]
        repo.put_items(ctx.session, [_item(row, owner, place) for owner in owners])
    return {}


def _item(row: ProposalRow, owner: int | None, place: int) -> MinutesItem:
    return MinutesItem(
        meeting_id=row.meeting_id, place=place, line=row.line, what=row.what, owner_id=owner, due_day=row.due_day,
        due_at=row.due_at, due_zone=row.due_zone, unclear=row.unclear, added=True,
    )  # fmt: skip


# --- what is offered ------------------------------------------------------------------------------


def _offers(ctx: Ctx, row: MinutesRow, asked: Extraction) -> tuple[Offer, ...]:
    """What the answer points at and neither the rules nor somebody's word has; dates as of when the text was given."""
    people = [Somebody(person.id, person.name) for person in ctx.people.everybody()]
    items = [item for item in repo.items(ctx.session, row.meeting_id) if not item.removed]
    known = [Known(item.line, from_json(item.unclear)) for item in items]
    decided = [Known(made.line) for made in repo.decisions(ctx.session, row.meeting_id) if not made.removed]
    scope = replace(ctx.dates(ctx.zone_of(row.taker_id)), now=asked.asked_at)
    pointed = [Pointed(**one) for one in asked.answer]
    before = {(past.kind, past.line, past.what) for past in repo.proposals(ctx.session, row.meeting_id)}
    found = offers(row.text, pointed, known, decided, people, scope)
    return tuple(offer for offer in found if (offer.kind, offer.line, offer.what) not in before)


def _keep(ctx: Ctx, meeting_id: int, found: Sequence[Offer]) -> None:
    last = max((row.number for row in repo.proposals(ctx.session, meeting_id)), default=0)
    for number, offer in enumerate(found, last + 1):
        due = offer.due
        row = ProposalRow(
            meeting_id=meeting_id, number=number, kind=offer.kind, line=offer.line, what=offer.what,
            owners=list(offer.owners), due_day=due.day if due else None,
            due_at=due.moment() if due and due.has_time else None, due_zone=due.zone if due else None,
            unclear=to_json(offer.unclear),
        )  # fmt: skip
        repo.save(ctx.session, row)
