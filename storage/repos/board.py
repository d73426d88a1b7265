"""Queries on boards."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from storage.models.base import table
from storage.models.board import Board

# Made once: this runs with every value logged, and building a statement costs more than running it.
_BOARD = table(Board).c
_IDLE = (
    sa_select(_BOARD.id, _BOARD.team_id)
    .where(_BOARD.ended_at.is_(None), _BOARD.due_at <= bindparam("by"))
    .order_by(_BOARD.id)
)


def keep(session: Session, row: Board) -> None:
    """Keeps a new board, or what was changed of one."""
    session.add(row)
    session.flush()


def live(session: Session) -> Sequence[Board]:
    """The boards that are not ended, oldest first."""
    return session.exec(select(Board).where(col(Board.ended_at).is_(None)).order_by(col(Board.id))).all()


def of_channel(session: Session, channel_id: int) -> Board | None:
    """A channel's board."""
    query = select(Board).where(Board.channel_id == channel_id, col(Board.ended_at).is_(None))
    return session.exec(query.order_by(col(Board.id).desc())).first()


def idle(session: Session, by: datetime) -> Sequence[tuple[int, int]]:
    """The boards for which nothing is due after a moment: their ids, and their teams'."""
    return [(board, team) for board, team in session.connection().execute(_IDLE, {"by": by})]


def held(session: Session, board_id: int) -> Board | None:
    """A board that is not ended, held until the transaction's end."""
    query = select(Board).where(Board.id == board_id, col(Board.ended_at).is_(None)).with_for_update()
    return session.exec(query, execution_options={"populate_existing": True}).first()
