"""All rooms of the office, for the application to open."""

from wirworkshops.web.account import overview
from wirworkshops.web.organise import (
    attendance,
    cancelling,
    editing,
    letters,
    people,
    registrations,
    today,
    workshops,
)

blueprints = (
    today,
    workshops,
    editing,
    registrations,
    people,
    attendance,
    cancelling,
    letters,
    overview,
)
