"""What a sign-up form offers of seats: the halves with their states, and how many at most."""

from wirworkshops.domain import seats
from wirworkshops.i18n import gettext as _
from wirworkshops.models.pools import Pool
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields, items, words
from wirworkshops.web.public.doors import Door
from wirworkshops.web.public.parties import Party


def offer(form: Party, workshop: Workshop, door: Door) -> None:
    """Give the form its choices; the first half that has seats is chosen, until another is."""
    if len(workshop.entries) > 1:
        states = {pool.id: seats.open_label(pool, workshop) for pool in door.pools}
        form.pool.choices = fields.choices(
            {str(pool.id): _half(pool, states[pool.id]) for pool in door.pools}
        )
        if any(state.label == "waiting" for state in states.values()):
            form.pool.description = _("Wo kein Platz frei ist, kommen Sie auf die Warteliste.")
        best = min(door.pools, key=lambda pool: _rank(states[pool.id]))
        form.pool.data = form.pool.data or str(best.id)
    numbers = range(1, form.most_seats + 1)
    form.seats.choices = fields.choices({str(number): str(number) for number in numbers})


def _half(pool: Pool, state: seats.Availability) -> str:
    return _("%(half)s: %(state)s", half=words.HALVES[pool.kind], state=items.seat_words(state))


def may_be_too_many(workshop: Workshop, door: Door) -> bool:
    """Whether a group may want more seats than it would get at once."""
    if workshop.most_seats < 2 or door.state.label == "request":
        return False
    return any(pool.waiting or pool.free < workshop.most_seats for pool in door.pools)


def _rank(state: seats.Availability) -> int:
    return seats.BEST_FIRST.index(state.label) if state.label in seats.BEST_FIRST else 0
