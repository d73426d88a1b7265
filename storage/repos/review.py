"""Queries on weekly reviews."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, SQLModel, col, select

from storage.models.review import Review, ReviewPlan, ReviewPoint, ReviewRemark
from storage.repos.upsert import insert_unless_there


def keep(session: Session, row: SQLModel) -> None:
    """Keeps a new row, or what was changed of one."""
    session.add(row)
    session.flush()


def plans(session: Session) -> Sequence[ReviewPlan]:
    """The plans that are not ended, oldest first."""
    return session.exec(select(ReviewPlan).where(col(ReviewPlan.ended_at).is_(None)).order_by(col(ReviewPlan.id))).all()


def plan(session: Session, plan_id: int) -> ReviewPlan | None:
    """A plan that is not ended."""
    row = session.get(ReviewPlan, plan_id)
    return row if row is not None and row.ended_at is None else None


def plan_of_channel(session: Session, channel_id: int) -> ReviewPlan | None:
    """A channel's plan."""
    query = select(ReviewPlan).where(ReviewPlan.channel_id == channel_id, col(ReviewPlan.ended_at).is_(None))
    return session.exec(query).first()


def review(session: Session, plan_id: int, day: date) -> Review | None:
    """A plan's review of a day."""
    return session.exec(select(Review).where(Review.plan_id == plan_id, Review.day == day)).first()


def begin(session: Session, plan_id: int, day: date) -> Review:
    """The same, made if it is not there, and held until the transaction's end."""
    session.connection().execute(insert_unless_there(session, Review, {"plan_id": plan_id, "day": day}))
    query = select(Review).where(Review.plan_id == plan_id, Review.day == day).with_for_update()
    return session.exec(query, execution_options={"populate_existing": True}).one()


def last_held(session: Session, plan_id: int, before: date | None = None) -> Review | None:
    """The latest review of a plan that was held, before a day if one is named."""
    query = select(Review).where(Review.plan_id == plan_id, col(Review.held_at).is_not(None))
    if before is not None:
        query = query.where(col(Review.day) < before)
    return session.exec(query.order_by(col(Review.day).desc())).first()


def remarks(session: Session, review_id: int) -> Sequence[ReviewRemark]:
    """What was said before a review, in order."""
    query = select(ReviewRemark).where(ReviewRemark.review_id == review_id)
    return session.exec(query.order_by(col(ReviewRemark.id))).all()


def put_remark(session: Session, review_id: int, person_id: int, text: str, now: datetime) -> bool:
    """Keeps what somebody says before a review, in place of what they said before; whether they had."""
    query = select(ReviewRemark).where(ReviewRemark.review_id == review_id, ReviewRemark.person_id == person_id)
    row = session.exec(query).first()
    again = row is not None
    if row is None:
        row = ReviewRemark(review_id=review_id, person_id=person_id, text=text, at=now)
    row.text, row.at = text, now
    keep(session, row)
    return again


def points(session: Session, review_id: int) -> Sequence[ReviewPoint]:
    """What came before a review without a plan, in order."""
    query = select(ReviewPoint).where(ReviewPoint.review_id == review_id)
    return session.exec(query.order_by(col(ReviewPoint.id))).all()


def add_points(session: Session, rows: Sequence[ReviewPoint]) -> None:
    """Keeps what came before a review without a plan."""
    session.add_all(rows)
    session.flush()


def remarks_of(session: Session, person_id: int) -> Sequence[ReviewRemark]:
    """What somebody said before reviews."""
    return session.exec(select(ReviewRemark).where(ReviewRemark.person_id == person_id)).all()


def remarks_naming(session: Session, name: str) -> Sequence[ReviewRemark]:
    """The remarks that have a name in them."""
    query = select(ReviewRemark).where(col(ReviewRemark.text).contains(name, autoescape=True))
    return session.exec(query).all()


def delete(session: Session, row: SQLModel) -> None:
    """Takes a row away."""
    session.delete(row)
    session.flush()
