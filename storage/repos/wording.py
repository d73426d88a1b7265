"""Texts of people in rows: found by a name in them, blanked by whoever wrote them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, SQLModel, col, select


def rewrite(session: Session, name: str, say: Callable[[str], str], *columns: Any) -> None:
    """Says anew the texts of one table's columns in which a name stands."""
    model: type[SQLModel] = columns[0].class_
    named = or_(*(col(column).contains(name, autoescape=True) for column in columns))
    for row in session.exec(select(model).where(named)).all():
        for column in columns:
            text = getattr(row, column.key)
            if text is not None:
                setattr(row, column.key, say(text))
        session.add(row)
    session.flush()
