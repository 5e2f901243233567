"""All rooms of the office, for the application to open."""

from wirworkshops.web.account import overview
from wirworkshops.web.organise import (
    attendance,
    cancelling,
    contingents,
    decisions,
    editing,
    exceptions,
    groups,
    letters,
    people,
    questions,
    registrations,
    requests,
    series,
    today,
    workshops,
)

blueprints = (
    today,
    workshops,
    editing,
    exceptions,
    groups,
    registrations,
    requests,
    people,
    questions,
    attendance,
    cancelling,
    contingents,
    decisions,
    letters,
    series,
    overview,
)
