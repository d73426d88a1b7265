"""outbox owed since, leases with pace

Revision: 7f8e6e348a8a, after 916874a64a33.
"""

import sqlalchemy as sa
from alembic import op

revision = "7f8e6e348a8a"
down_revision = "916874a64a33"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pace",
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", name=op.f("pk_pace")),
    )
    with op.batch_alter_table("lease", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("broken_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE outbox SET owed_at = due_at")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.alter_column("owed_at", nullable=False)
        batch_op.drop_index("ix_outbox_due")
        batch_op.create_index("ix_outbox_due", ["state", "due_at", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_due")
        batch_op.create_index("ix_outbox_due", ["state", "due_at"], unique=False)
        batch_op.drop_column("owed_at")

    with op.batch_alter_table("lease", schema=None) as batch_op:
        batch_op.drop_column("broken_at")
        batch_op.drop_column("next_at")

    op.drop_table("pace")
