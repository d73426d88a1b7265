"""Queries on standups, their runs, and what people answered."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, delete, select, update

from storage.models.messaging import Question
from storage.models.standup import (
    Standup,
    StandupBlocker,
    StandupEntry,
    StandupMood,
    StandupMoodRoll,
    StandupOptional,
    StandupRun,
)
from storage.repos.upsert import insert_unless_there, quiet_insert
from storage.states import QuestionState

# Made once: these run for each person asked and each answer, and building a statement costs more than running it.
_RUN_OF = select(StandupRun).where(StandupRun.standup_id == bindparam("standup"), StandupRun.day == bindparam("day"))
_HELD_RUN = _RUN_OF.with_for_update().execution_options(populate_existing=True)
_IN_RUN = select(StandupEntry).where(StandupEntry.run_id == bindparam("run"))
_ENTRIES = _IN_RUN.order_by(col(StandupEntry.id))
_ENTRY = _IN_RUN.where(StandupEntry.person_id == bindparam("person"))
# --- settings -----------------------------------------------------------------------------------


def of_teams(session: Session, teams: Collection[int]) -> Sequence[Standup]:
    """The standups of some teams, off or on, oldest first."""
    if not teams:
        return ()
    return session.exec(select(Standup).where(col(Standup.team_id).in_(teams)).order_by(col(Standup.id))).all()


def get(session: Session, standup_id: int) -> Standup | None:
    """A standup by id."""
    return session.get(Standup, standup_id)


def every_active(session: Session) -> Sequence[Standup]:
    """The standups that are on, oldest first."""
    return session.exec(select(Standup).where(col(Standup.active).is_(True)).order_by(col(Standup.id))).all()


def save(session: Session, row: Standup) -> Standup:
    """Adds or changes a standup."""
    session.add(row)
    session.flush()
    return row


def optional(session: Session, standup_id: int) -> frozenset[int]:
    """The ids of those who are asked but not waited for."""
    query = select(StandupOptional.person_id).where(StandupOptional.standup_id == standup_id)
    return frozenset(session.exec(query).all())


def make_optional(session: Session, standup_id: int, person_id: int) -> None:
    """Waits for somebody no longer."""
    values = {"standup_id": standup_id, "person_id": person_id}
    session.connection().execute(insert_unless_there(session, StandupOptional, values))


def make_required(session: Session, standup_id: int, person_id: int) -> None:
    """Waits for somebody again."""
    mine = (col(StandupOptional.standup_id) == standup_id, col(StandupOptional.person_id) == person_id)
    session.connection().execute(delete(StandupOptional).where(*mine))


# --- runs ---------------------------------------------------------------------------------------


def run_of(session: Session, standup_id: int, day: date) -> StandupRun | None:
    """A standup's run of a day."""
    return session.exec(_RUN_OF, params={"standup": standup_id, "day": day}).first()


def run(session: Session, run_id: int) -> StandupRun | None:
    """A run by id, held by this transaction: of two who answer at once the later one counts both."""
    query = select(StandupRun).where(StandupRun.id == run_id).with_for_update()
    return session.exec(query, execution_options={"populate_existing": True}).first()


def run_now(session: Session, run_id: int) -> StandupRun | None:
    """A run by id, as it stands."""
    return session.get(StandupRun, run_id)


def begin_run(
    session: Session, standup_id: int, day: date, closes_at: datetime, asks: Any, mood_floor: int | None
) -> StandupRun:
    """The run of a day, made where there is none, held by this transaction."""
    which = {"standup": standup_id, "day": day}
    found = session.exec(_HELD_RUN, params=which).first()
    if found is not None:
        return found
    values: dict[str, Any] = {
        "standup_id": standup_id,
        "day": day,
        "closes_at": closes_at,
        "asks": asks,
        "mood_floor": mood_floor,
    }
    session.connection().execute(insert_unless_there(session, StandupRun, values))
    return session.exec(_HELD_RUN, params=which).one()


def runs_between(session: Session, standups: Collection[int], first: date, last: date) -> Sequence[StandupRun]:
    """Some standups' runs from a day to another, both included, oldest first."""
    query = select(StandupRun).where(
        col(StandupRun.standup_id).in_(standups), col(StandupRun.day) >= first, col(StandupRun.day) <= last
    )
    return session.exec(query.order_by(col(StandupRun.day), col(StandupRun.id))).all()


def runs_since(session: Session, standup_id: int, day: date) -> Sequence[StandupRun]:
    """A standup's runs of a day and later, oldest first."""
    query = select(StandupRun).where(StandupRun.standup_id == standup_id, col(StandupRun.day) >= day)
    return session.exec(query.order_by(col(StandupRun.day))).all()


# --- answers ------------------------------------------------------------------------------------


def entries(session: Session, run_id: int) -> Sequence[StandupEntry]:
    """Everybody's entries in a run, in the order they were made."""
    return session.exec(_ENTRIES, params={"run": run_id}).all()


def entry(session: Session, run_id: int, person_id: int) -> StandupEntry | None:
    """Somebody's entry in a run."""
    return session.exec(_ENTRY, params={"run": run_id, "person": person_id}).first()


def open_before(session: Session, standup_id: int, people: Collection[int], day: date, now: datetime) -> Sequence[int]:
    """The questions of earlier days that some people could still answer."""
    query = (
        select(Question.id)
        .join(StandupEntry, col(StandupEntry.question_id) == col(Question.id))
        .join(StandupRun, col(StandupRun.id) == col(StandupEntry.run_id))
        .where(
            StandupRun.standup_id == standup_id, StandupRun.day < day, col(StandupEntry.person_id).in_(people),
            col(Question.person_id).in_(people), Question.state == QuestionState.OPEN, Question.deadline >= now,
        )
    )  # fmt: skip
    return [number for number in session.exec(query) if number is not None]


def begin_entry(session: Session, run_id: int, person_id: int) -> StandupEntry:
    """Somebody's entry in a run, made where there is none."""
    return begin_entries(session, run_id, (person_id,))[person_id]


def begin_entries(session: Session, run_id: int, people: Collection[int]) -> dict[int, StandupEntry]:
    """The entries of some people in a run, by person; made where there are none."""
    blank: dict[str, Any] = {"run_id": run_id, "excused": False, "yesterday": "", "today": ""}
    insert = quiet_insert(session.connection().dialect.name, StandupEntry)
    session.connection().execute(insert, [{**blank, "person_id": person} for person in people])
    query = select(StandupEntry).where(StandupEntry.run_id == run_id, col(StandupEntry.person_id).in_(people))
    found = session.exec(query.order_by(col(StandupEntry.id)), execution_options={"populate_existing": True})
    return {entry.person_id: entry for entry in found}


def blockers(session: Session, run_id: int) -> Sequence[StandupBlocker]:
    """What blocks people in a run, in the order it was said."""
    query = select(StandupBlocker).join(StandupEntry, col(StandupEntry.id) == col(StandupBlocker.entry_id))
    return session.exec(query.where(StandupEntry.run_id == run_id).order_by(col(StandupBlocker.id))).all()


def entries_in(session: Session, runs: Collection[int]) -> Sequence[StandupEntry]:
    """Everybody's entries in some runs, in the order they were made."""
    query = select(StandupEntry).where(col(StandupEntry.run_id).in_(runs))
    return session.exec(query.order_by(col(StandupEntry.id))).all()


def blockers_in(session: Session, entries: Collection[int]) -> Sequence[StandupBlocker]:
    """What was said to block in some entries, in the order it was said."""
    query = select(StandupBlocker).where(col(StandupBlocker.entry_id).in_(entries))
    return session.exec(query.order_by(col(StandupBlocker.id))).all()


def blockers_of(session: Session, entry_id: int) -> Sequence[StandupBlocker]:
    """What blocks a person, in the order it was said."""
    query = select(StandupBlocker).where(StandupBlocker.entry_id == entry_id)
    return session.exec(query.order_by(col(StandupBlocker.id))).all()


def first_said(session: Session, items: Collection[int]) -> dict[int, date]:
    """The day on which each blocker's action item was first spoken of, by the item."""
    if not items:
        return {}
    query = (
        select(StandupBlocker.item_id, func.min(col(StandupRun.day)))
        .join(StandupEntry, col(StandupEntry.id) == col(StandupBlocker.entry_id))
        .join(StandupRun, col(StandupRun.id) == col(StandupEntry.run_id))
        .where(col(StandupBlocker.item_id).in_(items))
        .group_by(col(StandupBlocker.item_id))
    )
    return dict(session.exec(query).all())


def said_elsewhere(session: Session, row: StandupBlocker) -> bool:
    """Whether another answer speaks of a blocker's action item too."""
    query = select(StandupBlocker.id).where(StandupBlocker.item_id == row.item_id, StandupBlocker.id != row.id)
    return session.exec(query).first() is not None


def save_run(session: Session, row: StandupRun) -> None:
    """Keeps what was changed of a run."""
    session.add(row)
    session.flush()


def save_entry(session: Session, row: StandupEntry) -> None:
    """Keeps what was changed of an entry."""
    session.add(row)
    session.flush()


def add_blocker(session: Session, entry_id: int, text: str, item_id: int) -> None:
    """Keeps a blocker with its action item."""
    session.add(StandupBlocker(entry_id=entry_id, text=text, item_id=item_id))
    session.flush()


def reword_blocker(session: Session, row: StandupBlocker, text: str) -> None:
    """Says a blocker in other words."""
    row.text = text
    session.add(row)
    session.flush()


def drop_blocker(session: Session, row: StandupBlocker) -> None:
    """Takes a blocker back."""
    session.delete(row)
    session.flush()


def forget(session: Session, person_id: int, blank: str) -> None:
    """Blanks what a person wrote; that they answered, and when, stays."""
    connection = session.connection()
    mine = select(StandupEntry.id).where(StandupEntry.person_id == person_id).scalar_subquery()
    connection.execute(update(StandupBlocker).where(col(StandupBlocker.entry_id).in_(mine)).values(text=blank))
    connection.execute(
        update(StandupEntry)
        .where(col(StandupEntry.person_id) == person_id)
        .values(yesterday="", today=blank, more=None)
    )


# --- moods --------------------------------------------------------------------------------------


def sign_mood(session: Session, run_id: int, person_id: int) -> bool:
    """Puts somebody on the roll of those who have said a mood; whether they were not on it."""
    values = {"run_id": run_id, "person_id": person_id}
    done = session.connection().execute(insert_unless_there(session, StandupMoodRoll, values))
    return done.rowcount == 1


def signed_mood(session: Session, run_id: int, person_id: int) -> bool:
    """Whether somebody is on the roll."""
    return session.get(StandupMoodRoll, (run_id, person_id)) is not None


def count_mood(session: Session, run_id: int, score: int) -> None:
    """Counts a mood once more."""
    connection = session.connection()
    connection.execute(insert_unless_there(session, StandupMood, {"run_id": run_id, "score": score, "taps": 0}))
    mine = (col(StandupMood.run_id) == run_id, col(StandupMood.score) == score)
    connection.execute(update(StandupMood).where(*mine).values(taps=col(StandupMood.taps) + 1))


def moods(session: Session, run_id: int) -> dict[int, int]:
    """How often each mood was said in a run."""
    return dict(session.exec(select(StandupMood.score, StandupMood.taps).where(StandupMood.run_id == run_id)).all())


def drop_moods(session: Session, run_id: int) -> None:
    """Takes away the counts and the roll of a run."""
    connection = session.connection()
    for model in (StandupMood, StandupMoodRoll):
        connection.execute(delete(model).where(col(model.run_id) == run_id))
