"""Alembic's environment: a connection handed over by ``storage.schema``, one transaction for all steps."""

from typing import Any, Literal

from alembic import context
from sqlmodel import AutoString, SQLModel, UTCDateTime

import storage.models  # noqa: F401  declares the tables
from storage.models.base import EnumText, Exact


def render_item(kind: str, item: Any, _autogen: object) -> str | Literal[False]:
    """Our own types by what they are in the database: a migration must not change when a model does."""
    if kind == "type" and isinstance(item, EnumText):
        return "sa.String(length=20)"
    if kind == "type" and isinstance(item, Exact):
        return "sa.Text()"
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,
    render_item=render_item,
)
context.run_migrations()
