"""how long points of an agenda took

Revision: 06ee8895a341, after 6b0a1438770c.
"""

import sqlalchemy as sa
from alembic import op

revision = "06ee8895a341"
down_revision = "6b0a1438770c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("took", sa.JSON(none_as_null=True), nullable=False, server_default="[]"))
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.alter_column("took", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_column("took")
