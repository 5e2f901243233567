"""numbers that a link names are given once: SQLite gave the highest away again

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = (
    "accounts", "contingents", "interests", "participants", "registrations", "trainers",
    "workshops",
)  # fmt: skip
GAP = 1000  # over what may have been given away and deleted before


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return  # sequences never go back
    is_used = op.get_bind().scalar(sa.text("SELECT EXISTS (SELECT 1 FROM history)"))
    for table in TABLES:
        _rebuild(table)
        if is_used:
            _leave_a_gap(table)


def _rebuild(table: str) -> None:
    """Build a table anew from its own text, so that no CHECK, default or foreign key is lost.

    As https://sqlite.org/lang_altertable.html#otheralter says; foreign keys are off meanwhile,
    and others go on pointing to the table by its name.
    """
    stored = sa.text(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL"
    )
    rows = op.get_bind().execute(stored, {"table": table}).all()
    (made,) = (sql for kind, sql in rows if kind == "table")
    op.get_bind().exec_driver_sql(_anew(table, made))
    op.get_bind().exec_driver_sql(f"INSERT INTO anew SELECT * FROM {table}")
    op.get_bind().exec_driver_sql(f"DROP TABLE {table}")
    op.get_bind().exec_driver_sql(f"ALTER TABLE anew RENAME TO {table}")
    for index in (sql for kind, sql in rows if kind == "index"):
        op.get_bind().exec_driver_sql(index)


def _anew(table: str, made: str) -> str:
    """Return the statement that makes a table, with numbers that never come back."""
    columns = made[made.index("(") :]
    for old, new in (
        ("\tid INTEGER NOT NULL,", f"\tid INTEGER NOT NULL CONSTRAINT pk_{table} PRIMARY KEY "
         "AUTOINCREMENT,"),
        (f", \n\tCONSTRAINT pk_{table} PRIMARY KEY (id)", ""),
    ):  # fmt: skip
        if columns.count(old) != 1:
            raise ValueError(f"{table} is not made as expected: {made}")
        columns = columns.replace(old, new)
    return f"CREATE TABLE anew {columns}"


def _leave_a_gap(table: str) -> None:
    op.get_bind().exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
    op.get_bind().exec_driver_sql(
        f"INSERT INTO sqlite_sequence (name, seq) SELECT ?, {GAP} + coalesce(max(id), 0) "
        f"FROM {table}",
        (table,),
    )
