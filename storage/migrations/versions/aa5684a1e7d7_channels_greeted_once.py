"""channels greeted once

Revision: aa5684a1e7d7, after cce7e7681401.
"""

import sqlalchemy as sa
from alembic import op

revision = "aa5684a1e7d7"
down_revision = "cce7e7681401"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("channel", schema=None) as batch_op:
        batch_op.add_column(sa.Column("greeted_at", sa.DateTime(timezone=True), nullable=True))
    # Those known so far were greeted when they became known; when that was is not kept.
    op.execute(sa.text("UPDATE channel SET greeted_at = CURRENT_TIMESTAMP"))


def downgrade() -> None:
    with op.batch_alter_table("channel", schema=None) as batch_op:
        batch_op.drop_column("greeted_at")
