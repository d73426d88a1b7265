"""Queries on goals, milestones with the checks made of them, and revisions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import update
from sqlmodel import Session, SQLModel, col, select

from storage.models.goals import (
    Benchmark,
    Capacity,
    Coaching,
    Goal,
    GoalCheck,
    GoalRemark,
    Milestone,
    MilestoneConfirmed,
    MilestonePlan,
    Revision,
)
from storage.repos.upsert import insert_unless_there
from storage.repos.wording import rewrite
from storage.states import GoalState, RevisionState

R = TypeVar("R", bound=SQLModel)

_TOLD = (RevisionState.WAITING, RevisionState.APPROVED)
Subject = tuple[int, int | None, int | None]
"""A metric's id, and the person or the team whose figure is meant."""


def add_plan(session: Session, row: MilestonePlan, percents: Sequence[Decimal]) -> None:
    """A new plan, its percents from January on; those before it stay."""
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add_all(Milestone(plan_id=row.id, month=n, percent=p) for n, p in enumerate(percents, 1))
    session.flush()


def add(session: Session, row: R) -> R:
    """A new row, or what was changed of one."""
    session.add(row)
    session.flush()
    return row


def plans(session: Session, year: int, on: date | None = None) -> Mapping[Subject, Sequence[Decimal]]:
    """The percents of each plan in force for a year, from January on; with a day, as they were in force then."""
    made = select(MilestonePlan).where(MilestonePlan.year == year).order_by(col(MilestonePlan.id))
    if on is not None:
        made = made.where((col(MilestonePlan.valid_from).is_(None)) | (col(MilestonePlan.valid_from) <= on))
    rows = session.exec(made).all()
    newest = {(row.metric_id, row.person_id, row.team_id): row.id for row in rows}
    query = select(Milestone).where(col(Milestone.plan_id).in_(newest.values()))
    percents: dict[int, list[Decimal]] = {}
    for milestone in session.exec(query.order_by(col(Milestone.plan_id), col(Milestone.month))):
        percents.setdefault(milestone.plan_id, []).append(milestone.percent)
    return {subject: percents.get(plan_id or 0, []) for subject, plan_id in newest.items()}


def claim_check(session: Session, subject: str, month: str, now: datetime) -> bool:
    """Writes down that a month's check is made; False when it was made before."""
    values = {"subject": subject, "month": month, "at": now}
    made = session.connection().execute(insert_unless_there(session, GoalCheck, values).returning(col(GoalCheck.id)))
    return made.scalar_one_or_none() is not None


# --- at the month's start -------------------------------------------------------------------------


def confirmed(session: Session, month: str) -> Mapping[Subject, int]:
    """Whose milestones of a month were confirmed, and by whom."""
    rows = session.exec(select(MilestoneConfirmed).where(MilestoneConfirmed.month == month)).all()
    return {(row.metric_id, row.person_id, row.team_id): row.by_id for row in rows}


def coachings(session: Session, month: str) -> Mapping[Subject, Coaching]:
    """The talks that a month led to."""
    rows = session.exec(select(Coaching).where(Coaching.month == month)).all()
    return {(row.metric_id, row.person_id, row.team_id): row for row in rows}


# --- revisions ------------------------------------------------------------------------------------


def revision(session: Session, number: int) -> Revision | None:
    """A revision by its number."""
    return session.get(Revision, number)


def waiting(session: Session) -> Sequence[Revision]:
    """The revisions that wait for a decision, oldest first."""
    query = select(Revision).where(Revision.state == RevisionState.WAITING)
    return session.exec(query.order_by(col(Revision.id))).all()


def revisions(session: Session, period: str) -> Sequence[Revision]:
    """The revisions of a period's targets that were approved or wait, oldest first."""
    query = select(Revision).where(Revision.period == period, col(Revision.state).in_(_TOLD))
    return session.exec(query.order_by(col(Revision.id))).all()


def of_goals(session: Session) -> Sequence[Revision]:
    """The revisions of goals that were approved or wait, oldest first."""
    query = select(Revision).where(col(Revision.goal_id).is_not(None), col(Revision.state).in_(_TOLD))
    return session.exec(query.order_by(col(Revision.id))).all()


# --- goals ----------------------------------------------------------------------------------------


def goal(session: Session, number: int) -> Goal | None:
    """A goal by its number."""
    return session.get(Goal, number)


def goals(session: Session) -> Sequence[Goal]:
    """All goals, oldest first."""
    return session.exec(select(Goal).order_by(col(Goal.id))).all()


def remarks(session: Session, goal_ids: Sequence[int]) -> Sequence[GoalRemark]:
    """What was said of some goals, oldest first."""
    query = select(GoalRemark).where(col(GoalRemark.goal_id).in_(goal_ids)).order_by(col(GoalRemark.id))
    return session.exec(query).all() if goal_ids else ()


# --- what the team can carry, and what others do ----------------------------------------------------


def capacities(session: Session, metric_id: int) -> Sequence[Capacity]:
    """What was entered of a metric, by whose it is only the newest."""
    rows = session.exec(select(Capacity).where(Capacity.metric_id == metric_id).order_by(col(Capacity.id))).all()
    return list({(row.person_id, row.team_id): row for row in rows}.values())


def benchmarks(session: Session, metric_id: int) -> Sequence[Benchmark]:
    """The same of others, by their name, in whatever case."""
    rows = session.exec(select(Benchmark).where(Benchmark.metric_id == metric_id).order_by(col(Benchmark.id))).all()
    return list({row.who.casefold(): row for row in rows}.values())


# --- forgetting -----------------------------------------------------------------------------------


def reasons_of(session: Session, person_id: int) -> Sequence[str]:
    """The reasons of all that somebody asked for."""
    return session.exec(select(Revision.reason).where(Revision.asked_by == person_id)).all()


def forget_words(session: Session, person_id: int, blank: str, now: datetime) -> None:
    """Blanks what somebody said of goals and in revisions; their own goals are nobody's, and those open are dropped."""
    own = (col(Goal.owner_id) == person_id, col(Goal.team_id).is_(None))
    run = session.connection().execute
    run(update(GoalRemark).where(col(GoalRemark.by_id) == person_id, col(GoalRemark.text) != "").values(text=blank))
    run(update(Revision).where(col(Revision.asked_by) == person_id).values(reason=blank, evidence=None))
    run(update(Revision).where(col(Revision.decided_by) == person_id).values(answer=None))
    run(update(Benchmark).where(col(Benchmark.set_by) == person_id).values(source=None))
    still = (*own, col(Goal.state) == GoalState.OPEN)
    run(update(Goal).where(*still).values(state=GoalState.DROPPED, closed_at=now))
    run(update(Goal).where(*own).values(sentence=blank))
    session.expire_all()


def unname(session: Session, name: str, say: Callable[[str], str]) -> None:
    """Says anew all texts in which a name stands."""
    rewrite(session, name, say, Goal.sentence)
    rewrite(session, name, say, GoalRemark.text)
    rewrite(session, name, say, Revision.reason, Revision.evidence, Revision.answer)
    rewrite(session, name, say, Benchmark.who, Benchmark.source)
