"""Queries on alerts, their crossings, and what was agreed about deviations."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam
from sqlmodel import Session, SQLModel, col, select

from storage.models.alerts import Alert, Crossing, DeviationPlan

# Made once: this runs with every value logged, and building a statement costs more than running it.
_WATCHING = (
    select(Alert)
    .where(col(Alert.metric_id).in_(bindparam("metrics", expanding=True)), col(Alert.ended_at).is_(None))
    .order_by(col(Alert.id))
)
_OPEN = (
    select(Crossing)
    .where(col(Crossing.alert_id).in_(bindparam("alerts", expanding=True)), col(Crossing.cleared_at).is_(None))
    .order_by(col(Crossing.id))
)


def keep(session: Session, row: SQLModel) -> None:
    """Keeps a new row, or what was changed of one."""
    session.add(row)
    session.flush()


def watching(session: Session, metric_ids: Collection[int]) -> Sequence[Alert]:
    """The alerts on metrics, oldest first."""
    return session.exec(_WATCHING, params={"metrics": sorted(metric_ids)}).all()


def every(session: Session) -> Sequence[Alert]:
    """All alerts that are not ended, oldest first."""
    return session.exec(select(Alert).where(col(Alert.ended_at).is_(None)).order_by(col(Alert.id))).all()


def get(session: Session, alert_id: int) -> Alert | None:
    """An alert that is not ended."""
    row = session.get(Alert, alert_id)
    return row if row is not None and row.ended_at is None else None


def open_crossings(session: Session, alert_ids: Collection[int]) -> Sequence[Crossing]:
    """The crossings of alerts that are not over, oldest first, as they stand now."""
    found = session.exec(_OPEN, params={"alerts": sorted(alert_ids)}, execution_options={"populate_existing": True})
    return found.all()


def crossing(session: Session, crossing_id: int) -> Crossing:
    """A crossing that is known to be there."""
    return session.get_one(Crossing, crossing_id)


def plans_of(session: Session, crossing_ids: Collection[int]) -> Sequence[DeviationPlan]:
    """What was agreed about crossings, oldest first."""
    query = select(DeviationPlan).where(col(DeviationPlan.crossing_id).in_(crossing_ids))
    return session.exec(query.order_by(col(DeviationPlan.id))).all()


def plans_on(session: Session, metric_ids: Collection[int]) -> Sequence[DeviationPlan]:
    """What was agreed about metrics' deviations, whatever brought it up, oldest first."""
    query = select(DeviationPlan).where(col(DeviationPlan.metric_id).in_(metric_ids))
    return session.exec(query.order_by(col(DeviationPlan.id))).all()


def plan_of_item(session: Session, item_id: int) -> DeviationPlan | None:
    """What an action item is the plan of."""
    return session.exec(select(DeviationPlan).where(DeviationPlan.item_id == item_id)).first()


def plans_naming(session: Session, name: str) -> Sequence[DeviationPlan]:
    """The plans whose cause has a name in it."""
    query = select(DeviationPlan).where(col(DeviationPlan.cause).contains(name, autoescape=True))
    return session.exec(query).all()
