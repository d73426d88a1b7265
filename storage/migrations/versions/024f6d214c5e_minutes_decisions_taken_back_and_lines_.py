"""minutes: decisions taken back and lines left out

Revision: 024f6d214c5e, after fa4e615a4f0e.
"""

import sqlalchemy as sa
from alembic import op

revision = "024f6d214c5e"
down_revision = "fa4e615a4f0e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.alter_column("removed", server_default=None)

    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_out", sa.JSON(none_as_null=True), nullable=False, server_default="[]"))
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.alter_column("left_out", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.drop_column("left_out")

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_column("removed")
