"""sub-items of minutes

Revision: 031275a9fb1b, after 024f6d214c5e.
"""

import sqlalchemy as sa
from alembic import op

revision = "031275a9fb1b"
down_revision = "024f6d214c5e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("minutes_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("minutes_item", schema=None) as batch_op:
        batch_op.alter_column("part", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("minutes_item", schema=None) as batch_op:
        batch_op.drop_column("part")
