"""How seats are given in a workshop, said before anybody signs up."""

from collections.abc import Iterator, Sequence

from wirworkshops import i18n
from wirworkshops.domain import contingents, moves
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.pools import Contingent
from wirworkshops.models.workshops import Workshop

SAID = ("free", "few", "waiting", "full", "request", "soon")  # while one may still sign up


def rules(workshop: Workshop, label: str) -> list[str]:
    """Return each rule as a sentence or two; none where nobody signs up here any more."""
    if label not in SAID:
        return []
    return [
        _admission(workshop),
        *_reserved(_kept_for_partners(workshop)),
        *_groups(workshop),
        *_waiting_list(workshop),
        *_minimum(workshop),
    ]


def _admission(workshop: Workshop) -> str:
    if workshop.admission == "approval":
        return _(
            "Der Veranstalter entscheidet, wer einen Platz bekommt. Sie fragen einen Platz an und "
            "bekommen in jedem Fall eine Antwort."
        )
    return _("Die Plätze gehen der Reihe nach weg, wie die Anmeldungen eingehen.")


def _kept_for_partners(workshop: Workshop) -> list[Contingent]:
    """Return the contingents that keep seats now; no query where there are none."""
    if not any(pool.reserved for pool in workshop.pools):
        return []
    return [row for row in contingents.of_workshop(workshop.id) if row.left]


def _reserved(kept: Sequence[Contingent]) -> Iterator[str]:
    if kept:
        yield _(
            "Ein Teil der Plätze ist bis %(moment)s für Kooperationspartner reserviert. Was sie "
            "nicht brauchen, geht danach an alle.",
            moment=i18n.moment(max(row.until_at for row in kept)),
        )


def _groups(workshop: Workshop) -> Iterator[str]:
    most = workshop.most_seats
    if most < 2:
        return
    sentence = _("Sie können bis zu %(num)s Plätze zusammen anmelden.", num=most)
    if workshop.names_until:
        sentence += " " + _(
            "Die Namen brauchen wir bis %(moment)s; Plätze ohne Namen gehen dann an die "
            "Warteliste.",
            moment=i18n.moment(workshop.names_until),
        )
    yield sentence


def _waiting_list(workshop: Workshop) -> list[str]:
    """Say how the list moves; where somebody decides, she says herself who may wait."""
    if not workshop.waiting_list or workshop.admission == "approval":
        return []
    return [_order(workshop), *_moving_up(workshop)]


def _order(workshop: Workshop) -> str:
    if workshop.most_seats < 2:
        return _("Sind alle Plätze vergeben, gibt es eine Warteliste. Niemand kann überholen.")
    if workshop.queue == "strict":
        return _(
            "Sind alle Plätze vergeben, gibt es eine Warteliste. Niemand kann überholen: Braucht "
            "eine Gruppe mehr Plätze, als frei sind, warten alle hinter ihr mit."
        )
    return _(
        "Sind alle Plätze vergeben, gibt es eine Warteliste. Sie geht der Reihe nach; braucht "
        "eine Gruppe mehr Plätze, als frei sind, rücken kleinere Anmeldungen vor."
    )


def _moving_up(workshop: Workshop) -> list[str]:
    if workshop.moves_up == "direct":
        return [
            _(
                "Wird ein Platz frei, rückt die nächste Person sofort nach und bekommt eine "
                "Nachricht."
            )
        ]
    hours = moves.offer_hours()
    offered = ngettext(
        "Wird ein Platz frei, bekommt die nächste Person ein Angebot und hat %(num)s Stunde Zeit.",
        "Wird ein Platz frei, bekommt die nächste Person ein Angebot und hat %(num)s Stunden Zeit.",
        hours,
    )
    pauses = _("Nachts von 20 bis 8 Uhr, an Sonntagen und an Feiertagen läuft die Zeit nicht.")
    last = _("Kurz vor dem Beginn fragen wir mehrere zugleich: Wer zuerst zusagt, kommt.")
    return [f"{offered} {pauses}", last]


def _minimum(workshop: Workshop) -> Iterator[str]:
    if workshop.minimum is None or workshop.decide_at is None or workshop.decided_at:
        return
    yield ngettext(
        "Die Veranstaltung braucht mindestens %(num)s Anmeldung. Am %(day)s entscheidet sich, ob "
        "sie stattfindet.",
        "Die Veranstaltung braucht mindestens %(num)s Anmeldungen. Am %(day)s entscheidet sich, "
        "ob sie stattfindet.",
        workshop.minimum,
        day=i18n.day(workshop.decide_at),
    )
