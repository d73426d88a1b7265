"""a target may be private

Revision: ed93fa69ff52, after 03306718ed3e.
"""

import sqlalchemy as sa
from alembic import op

revision = "ed93fa69ff52"
down_revision = "03306718ed3e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.add_column(sa.Column("private", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.alter_column("private", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_column("private")
