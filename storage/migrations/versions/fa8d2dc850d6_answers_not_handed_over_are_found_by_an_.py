"""Answers not handed over are found by an index.

Revision: fa8d2dc850d6, after a9903ae09d72.
"""

import sqlalchemy as sa
from alembic import op

revision = "fa8d2dc850d6"
down_revision = "a9903ae09d72"
branch_labels = None
depends_on = None

_UNHANDED = sa.text("handed_at IS NULL")


def upgrade() -> None:
    op.create_index("ix_inbox_unhanded", "inbox", ["received_at"], sqlite_where=_UNHANDED, postgresql_where=_UNHANDED)


def downgrade() -> None:
    op.drop_index("ix_inbox_unhanded", "inbox")
