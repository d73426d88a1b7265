"""teams that share a target

Revision: 0116d988ca0e, after a6e8b1fc453d.
"""

import sqlalchemy as sa
from alembic import op

revision = "0116d988ca0e"
down_revision = "a6e8b1fc453d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "team_part",
        sa.Column("joint_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["joint_id"], ["team.id"], name=op.f("fk_team_part_joint_id_team")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_part_team_id_team")),
        sa.PrimaryKeyConstraint("joint_id", "team_id", name=op.f("pk_team_part")),
    )
    with op.batch_alter_table("team_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_part_team_id"), ["team_id"], unique=False)

    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(sa.Column("joint", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column(
            "name", existing_type=sa.VARCHAR(length=120), type_=sa.String(length=700), existing_nullable=False
        )

    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.alter_column("joint", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.alter_column(
            "name",
            existing_type=sa.String(length=700),
            type_=sa.VARCHAR(length=120),
            existing_nullable=False,
            postgresql_using="left(name, 120)",
        )
        batch_op.drop_column("joint")

    with op.batch_alter_table("team_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_part_team_id"))

    op.drop_table("team_part")
