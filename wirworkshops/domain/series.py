"""Series: how many coming workshops of one series a person may have."""

from sqlalchemy import select

from wirworkshops.database import db, verb
from wirworkshops.errors import Invalid
from wirworkshops.models.workshops import Series

MOST = 100


@verb
def limit(series: Series, most: int | None) -> None:
    """Let one person have so many coming workshops of the series at a time; None: any number.

    Who has more already keeps them.
    """
    if most is not None and not 1 <= most <= MOST:
        raise Invalid("series-limit")
    series.most_per_person = most


# Queries


def everything() -> list[Series]:
    return list(db.session.scalars(select(Series).order_by(Series.position, Series.id)))


def by_id(series_id: int) -> Series | None:
    return db.session.get(Series, series_id)
