"""media: images of workshops, series, hosts and funders; funders; material

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OWNERS = {
    "workshop_id": "workshops",
    "series_id": "series",
    "host_id": "hosts",
    "funder_id": "funders",
}


def upgrade() -> None:
    _create_funders()
    _create_images()
    _create_materials()


def _create_funders() -> None:
    op.create_table(
        "funders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("line", sa.JSON(), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funders")),
    )
    op.create_table(
        "workshop_funders",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("funder_id", sa.Integer(), nullable=False),
        _references("workshop_funders", "workshop_id", "workshops"),
        _references("workshop_funders", "funder_id", "funders"),
        sa.PrimaryKeyConstraint("workshop_id", "funder_id", name=op.f("pk_workshop_funders")),
    )
    op.create_index(op.f("ix_workshop_funders_funder_id"), "workshop_funders", ["funder_id"])


def _create_images() -> None:
    one = " + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in OWNERS)
    op.create_table(
        "images",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in OWNERS),
        sa.Column("alt", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("plain", sa.String(length=4), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"{one} = 1", name=op.f("ck_images_one_owner")),
        sa.CheckConstraint("plain IN ('jpeg', 'png')", name=op.f("ck_images_plain")),
        *(_references("images", name, table, goes_with=True) for name, table in OWNERS.items()),
        *(sa.UniqueConstraint(name, name=op.f(f"uq_images_{name}")) for name in OWNERS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_images")),
    )
    op.create_index(op.f("ix_images_digest"), "images", ["digest"])
    op.create_table(
        "image_files",
        sa.Column("image_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=4), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _references("image_files", "image_id", "images", goes_with=True),
        sa.PrimaryKeyConstraint("image_id", "format", "width", name=op.f("pk_image_files")),
    )


def _create_materials() -> None:
    op.create_table(
        "materials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("phase", sa.String(length=6), nullable=False),
        sa.Column("readers", sa.String(length=5), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("visible_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("phase IN ('before', 'after')", name=op.f("ck_materials_phase")),
        sa.CheckConstraint("readers IN ('seats', 'came')", name=op.f("ck_materials_readers")),
        sa.CheckConstraint(
            "(url <> '' AND file_name = '') OR (url = '' AND file_name <> '')",
            name=op.f("ck_materials_file_or_link"),
        ),
        _references("materials", "workshop_id", "workshops", goes_with=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_materials")),
    )
    op.create_index(op.f("ix_materials_workshop_id"), "materials", ["workshop_id"])
    op.create_table(
        "material_files",
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _references("material_files", "material_id", "materials", goes_with=True),
        sa.PrimaryKeyConstraint("material_id", name=op.f("pk_material_files")),
    )


def _references(table: str, column: str, other: str, *, goes_with: bool = False) -> sa.Constraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{other}.id"],
        name=op.f(f"fk_{table}_{column}"),
        ondelete="CASCADE" if goes_with else None,
    )
