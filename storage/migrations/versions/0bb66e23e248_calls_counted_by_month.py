"""calls counted by month

Revision: 0bb66e23e248, after aa5684a1e7d7.
"""

import sqlalchemy as sa
from alembic import op

revision = "0bb66e23e248"
down_revision = "aa5684a1e7d7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("platform", "month", name=op.f("pk_calls")),
    )


def downgrade() -> None:
    op.drop_table("calls")
