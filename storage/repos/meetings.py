"""Queries on meetings, their minutes, and what was read out of these."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session, SQLModel, col, or_, select

from storage.models.meetings import (
    Decision,
    Extraction,
    Meeting,
    MeetingGuest,
    MeetingSeries,
    Minutes,
    MinutesItem,
    Proposal,
    SeriesPerson,
)
from storage.states import ExtractionState, MeetingState, MinutesState, ProposalState


def add(session: Session, row: Meeting) -> Meeting:
    """A new meeting; its id is set."""
    session.add(row)
    session.flush()
    return row


def save(session: Session, row: SQLModel) -> None:
    """Keeps what was changed of a row, or a new one."""
    session.add(row)
    session.flush()


def get(session: Session, meeting_id: int) -> Meeting | None:
    """A meeting by id."""
    return session.get(Meeting, meeting_id)


def running_in(session: Session, channel_id: int) -> Meeting | None:
    """The meeting that runs in a channel."""
    query = select(Meeting).where(Meeting.channel_id == channel_id, Meeting.state == MeetingState.RUNNING)
    return session.exec(query.order_by(col(Meeting.id))).first()


def running_of(session: Session, person_id: int) -> Sequence[Meeting]:
    """The running meetings that somebody made."""
    query = select(Meeting).where(Meeting.owner_id == person_id, Meeting.state == MeetingState.RUNNING)
    return session.exec(query.order_by(col(Meeting.id))).all()


def planned_in(session: Session, channel_id: int) -> Sequence[Meeting]:
    """The meetings planned in a channel, oldest first."""
    query = select(Meeting).where(Meeting.channel_id == channel_id, Meeting.state == MeetingState.PLANNED)
    return session.exec(query.order_by(col(Meeting.id))).all()


def last_ended(session: Session, channel_id: int, since: datetime) -> Meeting | None:
    """The meeting that ended last in a channel, if it was not before a moment."""
    query = select(Meeting).where(
        Meeting.channel_id == channel_id, Meeting.state == MeetingState.ENDED, col(Meeting.ended_at) >= since
    )
    return session.exec(query.order_by(col(Meeting.ended_at).desc(), col(Meeting.id).desc())).first()


def live(session: Session) -> Sequence[Meeting]:
    """What is planned or runs, oldest first."""
    states = (MeetingState.PLANNED, MeetingState.RUNNING)
    return session.exec(select(Meeting).where(col(Meeting.state).in_(states)).order_by(col(Meeting.id))).all()


def ended_since(session: Session, since: datetime) -> Sequence[Meeting]:
    """What has ended since a moment, the latest first."""
    query = select(Meeting).where(Meeting.state == MeetingState.ENDED, col(Meeting.ended_at) >= since)
    return session.exec(query.order_by(col(Meeting.ended_at).desc(), col(Meeting.id).desc())).all()


def earlier(session: Session, meeting: Meeting, limit: int) -> Sequence[Meeting]:
    """The meetings before this one in its channel, or else of its team or of its maker privately; the latest first."""
    query = select(Meeting).where(col(Meeting.id) < meeting.id, Meeting.state == MeetingState.ENDED)
    if meeting.channel_id is not None:
        query = query.where(Meeting.channel_id == meeting.channel_id)
    elif meeting.team_id is not None:
        query = query.where(Meeting.team_id == meeting.team_id)
    else:
        query = query.where(Meeting.owner_id == meeting.owner_id, col(Meeting.channel_id).is_(None))
    return session.exec(query.order_by(col(Meeting.id).desc()).limit(limit)).all()


def planned_for(
    session: Session, person_id: int, channels: Collection[int], teams: Collection[int], now: datetime
) -> Sequence[Meeting]:
    """What is planned from now on of a person's own, in channels or for teams, soonest first."""
    query = select(Meeting).where(
        Meeting.state == MeetingState.PLANNED,
        col(Meeting.planned_at) >= now,
        or_(
            Meeting.owner_id == person_id,
            col(Meeting.channel_id).in_(channels),
            col(Meeting.team_id).in_(teams),
        ),
    )
    return session.exec(query.order_by(col(Meeting.planned_at), col(Meeting.id))).all()


# --- who takes part, and what recurs --------------------------------------------------------------


def guests(session: Session, meeting_id: int) -> tuple[int, ...]:
    """Who takes part in a meeting."""
    query = select(MeetingGuest.person_id).where(MeetingGuest.meeting_id == meeting_id)
    return tuple(session.exec(query.order_by(col(MeetingGuest.person_id))))


def put_guests(session: Session, meeting_id: int, people: Iterable[int]) -> None:
    """Who takes part in a new meeting."""
    session.add_all([MeetingGuest(meeting_id=meeting_id, person_id=person) for person in sorted(set(people))])
    session.flush()


def series(session: Session, series_id: int) -> MeetingSeries | None:
    """A series by id."""
    return session.get(MeetingSeries, series_id)


def add_series(session: Session, row: MeetingSeries, people: Iterable[SeriesPerson]) -> MeetingSeries:
    """A new series with its people; its id is set, and theirs."""
    session.add(row)
    session.flush()
    assert row.id is not None
    for person in people:
        person.series_id = row.id
        session.add(person)
    session.flush()
    return row


def live_series(session: Session) -> Sequence[MeetingSeries]:
    """The series that go on, oldest first."""
    query = select(MeetingSeries).where(col(MeetingSeries.ended_at).is_(None))
    return session.exec(query.order_by(col(MeetingSeries.id))).all()


def series_people(session: Session, series_id: int) -> Sequence[SeriesPerson]:
    """A series' people, in their order."""
    query = select(SeriesPerson).where(SeriesPerson.series_id == series_id)
    return session.exec(query.order_by(col(SeriesPerson.place), col(SeriesPerson.person_id))).all()


def of_series(session: Session, series_id: int) -> Sequence[Meeting]:
    """A series' meetings, oldest first."""
    return session.exec(select(Meeting).where(Meeting.series_id == series_id).order_by(col(Meeting.id))).all()


def held_on(session: Session, series_id: int, day: date) -> Meeting | None:
    """A series' meeting of a day, whatever became of it."""
    query = select(Meeting).where(Meeting.series_id == series_id, Meeting.planned_day == day)
    return session.exec(query.order_by(col(Meeting.id))).first()


# --- minutes ------------------------------------------------------------------------------------


def minutes(session: Session, meeting_id: int) -> Minutes | None:
    """A meeting's minutes."""
    return session.get(Minutes, meeting_id)


def drop_minutes(session: Session, row: Minutes) -> None:
    """Takes minutes away in which nothing stands any more."""
    asked = session.get(Extraction, row.meeting_id)
    for part in (*proposals(session, row.meeting_id), *((asked,) if asked else ())):
        session.delete(part)
    session.flush()
    session.delete(row)
    session.flush()


def deciding(session: Session, words: Iterable[str]) -> Sequence[tuple[Decision, Meeting]]:
    """Decisions in which all of these words stand, of shared minutes, the newest first."""
    query = (
        select(Decision, Meeting)
        .join(Meeting, col(Meeting.id) == col(Decision.meeting_id))
        .join(Minutes, col(Minutes.meeting_id) == col(Decision.meeting_id))
        .where(Minutes.state == MinutesState.SHARED, col(Decision.removed).is_(False))
        .where(*(col(Decision.what).icontains(word, autoescape=True) for word in words))
    )
    return session.exec(query.order_by(col(Decision.id).desc())).all()


def waiting_for(session: Session, person_id: int) -> Minutes | None:
    """The latest minutes that somebody took and has still to confirm."""
    query = select(Minutes).where(Minutes.taker_id == person_id, Minutes.state == MinutesState.WAITING)
    return session.exec(query.order_by(col(Minutes.meeting_id).desc())).first()


def last_written(session: Session, channel_id: int | None, person_id: int) -> Minutes | None:
    """The latest minutes of a channel; privately, the latest that somebody took."""
    query = select(Minutes).join(Meeting, col(Meeting.id) == col(Minutes.meeting_id))
    if channel_id is None:
        query = query.where(Minutes.taker_id == person_id)
    else:
        query = query.where(Meeting.channel_id == channel_id)
    return session.exec(query.order_by(col(Minutes.meeting_id).desc())).first()


def decisions(session: Session, meeting_id: int) -> Sequence[Decision]:
    """What was decided, in the order of the minutes."""
    query = select(Decision).where(Decision.meeting_id == meeting_id)
    return session.exec(query.order_by(col(Decision.place), col(Decision.id))).all()


def put_decisions(session: Session, meeting_id: int, made: Sequence[tuple[str, str]], text: str) -> None:
    """Sets what was decided: text and line of each. Those that are as they were keep their row, and so do those that
    somebody added to a line that still stands in the ``text``."""
    known = list(decisions(session, meeting_id))
    for place, (what, line) in enumerate(made):
        row = next((row for row in known if (row.what, row.line) == (what, line)), None)
        if row is None:
            row = Decision(meeting_id=meeting_id, place=place, what=what, line=line)
        else:
            known.remove(row)
            row.place = place
        session.add(row)
    for row in known:
        if row.added and all(part in text for part in row.line.splitlines()):
            row.place = len(made)
            session.add(row)
        else:
            session.delete(row)
    session.flush()


def items(session: Session, meeting_id: int) -> Sequence[MinutesItem]:
    """What is to be done, in the order of the minutes."""
    query = select(MinutesItem).where(MinutesItem.meeting_id == meeting_id)
    return session.exec(query.order_by(col(MinutesItem.place), col(MinutesItem.id))).all()


def put_items(session: Session, rows: Collection[MinutesItem], gone: Collection[MinutesItem] = ()) -> None:
    """Keeps what is to be done, new or changed, and takes away what is not any more."""
    session.add_all(rows)
    for row in gone:
        session.delete(row)
    session.flush()


def minutes_naming(session: Session, item_id: int) -> Minutes | None:
    """The minutes in which an action item stands."""
    query = select(Minutes).join(MinutesItem, col(MinutesItem.meeting_id) == col(Minutes.meeting_id))
    return session.exec(query.where(MinutesItem.item_id == item_id)).first()


# --- what the extractor found -----------------------------------------------------------------------


def extraction(session: Session, meeting_id: int) -> Extraction | None:
    """What the extractor is asked about minutes, held by this transaction."""
    return session.get(Extraction, meeting_id, populate_existing=True, with_for_update=True)


def proposals(session: Session, meeting_id: int) -> Sequence[Proposal]:
    """All that was ever proposed for minutes, in its order."""
    query = select(Proposal).where(Proposal.meeting_id == meeting_id)
    return session.exec(query.order_by(col(Proposal.number))).all()


def withdraw_proposals(session: Session, meeting_id: int) -> None:
    """Takes back what is still offered."""
    for row in proposals(session, meeting_id):
        if row.state is ProposalState.OPEN:
            session.delete(row)
    session.flush()


def forget_answer(session: Session, meeting_id: int) -> None:
    """Has what was asked about minutes, and any answer, come to nothing: their words are others now."""
    row = extraction(session, meeting_id)
    if row is not None:
        row.state, row.answer, row.fence = ExtractionState.DONE, None, row.fence + 1
        save(session, row)


# --- forgetting -----------------------------------------------------------------------------------


def naming(session: Session, name: str) -> tuple[Sequence[Meeting], Sequence[Minutes]]:
    """The meetings whose title or agenda has a name in it, and those minutes whose text has."""
    titled = [row for row in session.exec(select(Meeting)) if name in row.title or any(name in x for x in row.agenda)]
    written = session.exec(select(Minutes).where(col(Minutes.text).contains(name, autoescape=True))).all()
    return titled, written
