"""Queries that make one person of two: the codes that show it, and the rows that then are the one's."""

from datetime import datetime

from sqlalchemy import Column, Delete, Table, UniqueConstraint, and_, delete, exists, select, update
from sqlmodel import Session, SQLModel, col
from sqlmodel import delete as sqlmodel_delete

from storage.models.people import Account, LinkCode, Person


def put_code(session: Session, digest: str, account_id: int, expires_at: datetime) -> None:
    """The code an account shows now; an earlier one of it holds no more."""
    session.connection().execute(sqlmodel_delete(LinkCode).where(col(LinkCode.account_id) == account_id))
    session.add(LinkCode(digest=digest, account_id=account_id, expires_at=expires_at))
    session.flush()


def code(session: Session, digest: str, now: datetime) -> LinkCode | None:
    """A code that still holds."""
    row = session.get(LinkCode, digest)
    return row if row is not None and row.expires_at > now else None


def drop_code(session: Session, row: LinkCode) -> None:
    """A code was used."""
    session.delete(row)
    session.flush()


def prefer(session: Session, person_id: int, workspace_id: int | None) -> None:
    """The account private messages go to; None for the one last spoken from."""
    session.connection().execute(
        update(Account)
        .where(col(Account.person_id) == person_id)
        .values(preferred=col(Account.workspace_id) == workspace_id if workspace_id is not None else False)
    )


def join(session: Session, kept: int, gone: int) -> None:
    """Whatever names a person names another from now on, in every table.

    Where both have what one may have only once (a membership of the same team, an answer on the same day), the kept
    person's stays.
    """
    session.flush()
    connection = session.connection()
    for made in SQLModel.metadata.sorted_tables:
        for column in made.columns:
            if _is_person(column):
                for doubled in _doubled(made, column, kept, gone):
                    connection.execute(doubled)
                connection.execute(update(made).where(column == gone).values({column.name: kept}))
    session.expire_all()


def _is_person(column: Column[int]) -> bool:
    return any(key.column.table is Person.__table__ for key in column.foreign_keys)  # type: ignore[attr-defined]


def _doubled(made: Table, column: Column[int], kept: int, gone: int) -> list[Delete]:
    """Statements that drop the rows of who is gone that would meet one of who is kept."""
    unique = [made.primary_key.columns, *(c.columns for c in made.constraints if isinstance(c, UniqueConstraint))]
    unique += [index.columns for index in made.indexes if index.unique]
    found: list[Delete] = []
    for columns in unique:
        if column.name not in columns:
            continue
        other = made.alias()
        same = [other.c[c.name] == c for c in columns if c.name != column.name]
        theirs = exists(select(1).select_from(other).where(and_(other.c[column.name] == kept, *same)))
        found.append(delete(made).where(column == gone, theirs))
    return found
