"""How somebody's sign-up came in at the desk: by phone or on paper, when, and for how many."""

from datetime import datetime, time
from typing import Any

from wtforms import BooleanField
from wtforms.validators import NumberRange, Optional

from wirworkshops import clock
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields, words
from wirworkshops.web.organise import heads, inputs, seating

FIELD_OF = {
    "received-later": "received_on",
    "too-many-seats": "seats",
    "pool-unknown": "pool_id",
}


class ReceptionForm(fields.Form):
    source = inputs.one_of_few(
        _l("Wie kam die Anmeldung?"), {name: words.SOURCES[name] for name in ("phone", "paper")}
    )
    received_on = inputs.day(
        _l("Eingegangen am"),
        description=_l("Danach richtet sich der Platz auf der Warteliste. Leer: jetzt."),
    )
    received_hour = inputs.hour(_l("Uhrzeit"), description=_l("Ohne Uhrzeit: 12:00."))
    pool_id = inputs.one(_l("Vor Ort oder online?"))
    seats = inputs.number(
        _l("Plätze"),
        Optional(),
        NumberRange(
            1,
            seating.MOST_IN_A_GROUP,
            _l("Bitte geben Sie eine Zahl von 1 bis 50 an."),
        ),
        description=_l("Für eine Gruppe. Die Namen tragen Sie danach ein."),
    )
    stays_away = BooleanField(_l("Die Person meldet nur andere an und kommt nicht selbst."))
    takes_fewer = BooleanField(_l("Die Gruppe kommt auch mit weniger Plätzen."))

    def offer(self, workshop: Workshop) -> None:
        """Set what there is to choose from."""
        halves = {pool.id: heads.half(pool) or _("Alle") for pool in workshop.entries}
        self.pool_id.choices = fields.choices(halves)
        if self.pool_id.data not in halves and not self.pool_id.raw_data:
            self.pool_id.data = workshop.pool.id

    @property
    def received_at(self) -> datetime | None:
        """When it came in; a day alone means noon, and on the present day: now."""
        day, hour = self.received_on.data, self.received_hour.data
        at = seating.instant(day, hour or time(12))
        return min(at, clock.now()) if at and not hour and day == clock.today() else at

    @property
    def reception(self) -> dict[str, Any]:
        """Return this part of what the person has filled in."""
        return {
            "received_at": self.received_at,
            "pool_id": self.pool_id.data,
            "seats": self.seats.data or 1,
            "attends": not self.stays_away.data,
            "takes_fewer": self.takes_fewer.data,
        }
