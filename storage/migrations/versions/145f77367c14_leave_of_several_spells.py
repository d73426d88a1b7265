"""leave of several spells

Revision: 145f77367c14, after 06ee8895a341.
"""

import sqlalchemy as sa
from alembic import op

revision = "145f77367c14"
down_revision = "06ee8895a341"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_leave_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    with op.batch_alter_table("leave", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leave_last"), ["last"], unique=False)
        batch_op.create_index(batch_op.f("ix_leave_person_id"), ["person_id"], unique=False)
    # When it began is not kept; somewhere on earth it is still yesterday.
    person = sa.table("person", sa.column("id"), sa.column("away_until", sa.Date()))
    begun: sa.ColumnClause[object] = sa.literal_column(_yesterday())
    chosen = sa.select(person.c.id, begun, person.c.away_until).where(person.c.away_until >= begun)
    leave = sa.table("leave", sa.column("person_id"), sa.column("first"), sa.column("last"))
    op.execute(leave.insert().from_select(["person_id", "first", "last"], chosen))
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("away_until")


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("away_until", sa.Date(), nullable=True))
    # What is only planned has no place there.
    op.execute(
        sa.text(
            "UPDATE person SET away_until = (SELECT max(leave.last) FROM leave "
            "WHERE leave.person_id = person.id AND leave.first <= CURRENT_DATE AND leave.last >= CURRENT_DATE)"
        )
    )
    with op.batch_alter_table("leave", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leave_person_id"))
        batch_op.drop_index(batch_op.f("ix_leave_last"))
    op.drop_table("leave")


def _yesterday() -> str:
    return "date('now', '-1 day')" if op.get_bind().dialect.name == "sqlite" else "CURRENT_DATE - 1"
