"""groups, offers, contingents and questions

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


CHECKS = {
    "pools": {
        "capacity": "capacity > 0",
        "never_oversold": "taken >= 0 AND reserved >= 0 AND taken + reserved <= capacity",
        "waiting": "waiting >= 0",
        "kind": "kind IN ('all', 'onsite', 'online', 'session')",
        "session": "(kind = 'session') = (session_id IS NOT NULL)",
    },
    "registrations": {
        "status": "status IN ('held', 'requested', 'waiting', 'offered', 'confirmed', "
        "'withdrawn', 'declined', 'expired', 'cancelled')",
        "source": "source IN ('web', 'phone', 'paper', 'door')",
        "seats": "(group_id IS NULL AND seats > 0) OR (group_id IS NOT NULL AND seats = 0)",
        "held_until": "status NOT IN ('held', 'offered') OR held_until IS NOT NULL",
    },
    "workshops": {
        "kind": "kind IN ('workshop', 'story-cafe', 'circle', 'dialogue', 'information', "
        "'course', 'conference', 'action')",
        "status": "status IN ('draft', 'published', 'cancelled')",
        "signup_mode": "signup_mode IN ('form', 'none', 'external')",
        "external": "signup_mode <> 'external' OR signup_url <> ''",
        "published": "status = 'draft' OR published_at IS NOT NULL",
        "admission": "admission IN ('order', 'approval')",
        "moves_up": "moves_up IN ('offer', 'direct')",
        "queue": "queue IN ('strict', 'fitting')",
        "most_seats": "most_seats > 0",
        "minimum": "minimum IS NULL OR minimum > 0",
    },
    "series": {
        "palette": "palette IN ('raspberry', 'brick', 'ochre', 'leaf', 'petrol', 'violet')",
    },
}


def _write_checks() -> None:
    """Write all CHECKs anew: SQLite's batch mode loses them, PostgreSQL keeps the old ones."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table, checks in CHECKS.items():
        if on_postgresql:
            for name in checks:
                op.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS ck_{table}_{name}")
        with op.batch_alter_table(table, recreate="auto") as batch_op:
            for name, text in checks.items():
                batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), text)


def upgrade() -> None:
    op.create_table(
        "question_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name=op.f("fk_question_sets_host_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_sets")),
    )
    with op.batch_alter_table("question_sets", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_question_sets_host_id"), ["host_id"], unique=False)

    op.create_table(
        "interests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_interests_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_interests_workshop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
        sa.UniqueConstraint(
            "workshop_id", "participant_id", name=op.f("uq_interests_workshop_id_participant_id")
        ),
    )
    with op.batch_alter_table("interests", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_interests_participant_id"), ["participant_id"], unique=False)

    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("help", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("depends_on_id", sa.Integer(), nullable=True),
        sa.Column("depends_value", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('text', 'choice', 'several', 'number', 'yes-no')",
            name=op.f("ck_questions_kind"),
        ),
        sa.CheckConstraint("keep_days >= 0", name=op.f("ck_questions_keep_days")),
        sa.ForeignKeyConstraint(
            ["depends_on_id"], ["questions.id"], name=op.f("fk_questions_depends_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_questions_workshop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_questions_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "contingents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats >= 0 AND used >= 0", name=op.f("ck_contingents_counts")),
        sa.ForeignKeyConstraint(["pool_id"], ["pools.id"], name=op.f("fk_contingents_pool_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contingents")),
    )
    with op.batch_alter_table("contingents", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_contingents_pool_id"), ["pool_id"], unique=False)

    op.create_table(
        "dues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("contingent_id", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('reminder', 'names-soon', 'names', 'contingent', 'decision-soon', 'decision', 'rush')",
            name=op.f("ck_dues_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["contingent_id"], ["contingents.id"], name=op.f("fk_dues_contingent_id")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_dues_session_id")),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_dues_workshop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dues")),
    )
    with op.batch_alter_table("dues", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_dues_contingent_id"), ["contingent_id"], unique=False)
        batch_op.create_index("ix_dues_due", ["done_at", "due_at"], unique=False)
        batch_op.create_index(op.f("ix_dues_session_id"), ["session_id"], unique=False)
        batch_op.create_index(op.f("ix_dues_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "answers",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_answers_question_id")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_answers_registration_id")
        ),
        sa.PrimaryKeyConstraint("registration_id", "question_id", name=op.f("pk_answers")),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_answers_question_id"), ["question_id"], unique=False)

    op.create_table(
        "choices",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pool_id"], ["pools.id"], name=op.f("fk_choices_pool_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_choices_registration_id")
        ),
        sa.PrimaryKeyConstraint("registration_id", "pool_id", name=op.f("pk_choices")),
    )
    with op.batch_alter_table("choices", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_choices_pool_id"), ["pool_id"], unique=False)

    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("pools", schema=None) as batch_op:
        batch_op.add_column(sa.Column("session_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("kind", sa.String(length=12), nullable=False, server_default="all")
        )
        batch_op.add_column(sa.Column("reserved", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_unique_constraint(op.f("uq_pools_session_id"), ["session_id"])
        batch_op.create_foreign_key(op.f("fk_pools_session_id"), "sessions", ["session_id"], ["id"])

    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("contingent_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("attends", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(
            sa.Column("takes_fewer", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("called_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("knows_overlap", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("is_late", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("declined_because", sa.Text(), nullable=False, server_default="")
        )
        batch_op.create_index(
            op.f("ix_registrations_contingent_id"), ["contingent_id"], unique=False
        )
        batch_op.create_index(op.f("ix_registrations_group_id"), ["group_id"], unique=False)
        batch_op.create_foreign_key(
            op.f("fk_registrations_contingent_id"), "contingents", ["contingent_id"], ["id"]
        )
        batch_op.create_foreign_key(
            op.f("fk_registrations_group_id"), "registrations", ["group_id"], ["id"]
        )

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("title", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.add_column(sa.Column("most_per_person", sa.Integer(), nullable=True))

    with op.batch_alter_table("workshops", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("admission", sa.String(length=12), nullable=False, server_default="order")
        )
        batch_op.add_column(
            sa.Column("moves_up", sa.String(length=12), nullable=False, server_default="direct")
        )
        batch_op.add_column(
            sa.Column("queue", sa.String(length=12), nullable=False, server_default="strict")
        )
        batch_op.add_column(
            sa.Column("most_seats", sa.Integer(), nullable=False, server_default="1")
        )
        batch_op.add_column(sa.Column("names_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("minimum", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("decide_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reminders", sa.JSON(), nullable=False, server_default="[]"))

    _write_checks()
