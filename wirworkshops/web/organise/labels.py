"""The words the office shows for letters and for what history records."""

from dataclasses import dataclass
from typing import Any

from wirworkshops import i18n
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.history import Event

LETTERS = {
    "please_confirm": _l("Bitte bestätigen"),
    "waiting": _l("Auf der Warteliste"),
    "already": _l("Schon angemeldet"),
    "confirmed": _l("Bestätigung mit Kalendereintrag"),
    "invitation": _l("Kalendereintrag für einen weiteren Termin"),
    "moved_up": _l("Aufgerückt"),
    "changed": _l("Termin geändert"),
    "withdrawn": _l("Abmeldung"),
    "removal": _l("Weiterer Termin aus dem Kalender"),
    "cancelled": _l("Absage"),
    "session_cancelled": _l("Absage eines Termins"),
    "my_link": _l("Link zu den eigenen Anmeldungen"),
    "account": _l("Zugang zum Büro"),
}
LETTER_STATES = {  # words, kind of badge, icon
    "queued": (_l("wartet"), "info", "clock"),
    "sent": (_l("gesendet"), "success", "success"),
    "failed": (_l("kam nicht an"), "danger", "danger"),
    "dropped": (_l("nicht mehr nötig"), "neutral", "seats-cancelled"),
}
ACTS = {
    "created": _l("Entwurf angelegt"),
    "edited": _l("Bearbeitet"),
    "published": _l("Veröffentlicht"),
    "renamed": _l("Neue Adresse"),
    "cancelled-workshop": _l("Veranstaltung abgesagt"),
    "cancelled-session": _l("Termin abgesagt"),
    "marked-attendance": _l("Anwesenheit gespeichert"),
    "retried-letter": _l("Nachricht noch einmal gesendet"),
    "answered": _l("Frage als beantwortet gemerkt"),
    "corrected": _l("Angaben berichtigt"),
    "needs-forgotten": _l("Bedarf auf Wunsch gelöscht"),
    "address-changed": _l("Adresse geändert"),
    "held": _l("Platz reserviert"),
    "requested": _l("Platz angefragt"),
    "waiting": _l("Auf die Warteliste"),
    "offered": _l("Platz angeboten"),
    "confirmed": _l("Platz bestätigt"),
    "withdrawn": _l("Abgemeldet"),
    "declined": _l("Abgelehnt"),
    "expired": _l("Reservierung verfallen"),
    "cancelled": _l("Wegen Absage beendet"),
}
ACTORS = {"participant": _l("die Person selbst"), "worker": _l("von selbst")}


@dataclass(frozen=True)
class Line:
    """One line of history."""

    when: str
    act: str
    facts: str
    actor: str


def line(event: Event) -> Line:
    act = str(ACTS.get(event.act, event.act))
    return Line(i18n.moment(event.at), act, _facts(event), _actor(event))


def _actor(event: Event) -> str:
    if event.account:
        return event.account.name or event.account.email
    return str(ACTORS.get(event.actor, _("Büro")))


def _facts(event: Event) -> str:
    """Return what history knows beside the act, in words."""
    known: dict[str, Any] = event.facts or {}
    said = []
    if known.get("moved"):
        said.append(ngettext("%(num)s Termin verlegt", "%(num)s Termine verlegt", known["moved"]))
    if known.get("told"):
        said.append(ngettext("%(num)s Nachricht", "%(num)s Nachrichten", known["told"]))
    if "here" in known:
        said.append(_("%(number)s da", number=known["here"]))
    return ", ".join(said)
