"""The loads of those who are named on a workshop's page or poster, with their logos."""

from functools import cache
from typing import Any

from sqlalchemy.orm import joinedload, selectinload

from wirworkshops.models.funders import Funder
from wirworkshops.models.hosts import Host
from wirworkshops.models.workshops import Workshop


@cache
def with_logos() -> list[Any]:
    return [
        joinedload(Workshop.host).joinedload(Host.image),
        selectinload(Workshop.partners).joinedload(Host.image),
        selectinload(Workshop.funders).joinedload(Funder.image),
    ]
