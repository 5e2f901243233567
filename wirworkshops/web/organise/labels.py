"""The words the office shows for letters and for what history records."""

from dataclasses import dataclass
from typing import Any

from wirworkshops import i18n
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.history import Event
from wirworkshops.web import words

LETTERS = {
    "please_confirm": _l("Bitte bestätigen"),
    "requested": _l("Anfrage ist da"),
    "declined": _l("Anfrage abgelehnt"),
    "waiting": _l("Auf der Warteliste"),
    "offered": _l("Angebot eines Platzes"),
    "called": _l("Wer zuerst zusagt, ist dabei"),
    "offer_expired": _l("Angebot abgelaufen"),
    "already": _l("Schon angemeldet"),
    "confirmed": _l("Bestätigung mit Kalendereintrag"),
    "invitation": _l("Kalendereintrag für einen weiteren Termin"),
    "moved_up": _l("Aufgerückt"),
    "named": _l("In einer Gruppe angemeldet"),
    "reminder": _l("Erinnerung"),
    "changed": _l("Termin geändert"),
    "withdrawn": _l("Abmeldung"),
    "removal": _l("Weiterer Termin aus dem Kalender"),
    "cancelled": _l("Absage"),
    "session_cancelled": _l("Absage eines Termins"),
    "date_open": _l("Verschoben, neuer Termin folgt"),
    "member_left": _l("Jemand aus der Gruppe kommt nicht"),
    "resized": _l("Zahl der Plätze geändert"),
    "names_missing": _l("Namen der Gruppe fehlen"),
    "names_released": _l("Plätze ohne Namen sind frei"),
    "too_many": _l("Zu viele Anmeldungen in der Reihe"),
    "interest": _l("Vorgemerkt für den nächsten Termin"),
    "material": _l("Neues Material"),
    "next_date": _l("Neuer Termin für Vorgemerkte"),
    "decision_soon": _l("Noch zu wenige Anmeldungen"),
    "decision": _l("Bitte um Entscheidung"),
    "need_news": _l("Neues zur Anmeldung"),  # says no more: not everybody may know of needs
    "file": _l("Termine als Datei"),
    "link": _l("Online-Zugang"),
    "briefing": _l("Briefing für Referent:innen"),
    "briefing_changed": _l("Briefing: Termin geändert"),
    "briefing_off": _l("Briefing: Termin entfällt"),
    "my_link": _l("Link zu den eigenen Anmeldungen"),
    "account": _l("Zugang zum Büro"),
    "digest": _l("Übersicht des Tages"),
    "invited": _l("Einladung ins Büro"),
    "mailing": _l("Nachricht des Büros"),
    "mailing_test": _l("Probe einer Nachricht"),
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
    "edited-questions": _l("Eigene Fragen geändert"),
    "published": _l("Veröffentlicht"),
    "renamed": _l("Neue Adresse"),
    "cancelled-workshop": _l("Veranstaltung abgesagt"),
    "cancelled-session": _l("Termin abgesagt"),
    "marked-attendance": _l("Anwesenheit gespeichert"),
    "retried-letter": _l("Nachricht noch einmal gesendet"),
    "reworded": _l("Wortlaut einer Nachricht geändert"),
    "standard-wording": _l("Wortlaut wieder wie im Standard"),
    "mailed": _l("Nachricht an Teilnehmende geschickt"),
    "planned-mailing": _l("Nachricht geplant"),
    "wrote-mailing": _l("Nachricht entworfen"),
    "changed-mailing": _l("Entwurf einer Nachricht geändert"),
    "discarded-mailing": _l("Entwurf einer Nachricht gelöscht"),
    "took-back-mailing": _l("Geplante Nachricht zurückgenommen"),
    "gave-link": _l("Online-Link verschickt"),
    "briefed": _l("Briefing an Referent:innen geschickt"),
    "briefed-by-hand": _l("Referent:in selbst Bescheid gesagt"),
    "retried-mailing": _l("Gescheiterte Nachrichten noch einmal gesendet"),
    "answered": _l("Frage als beantwortet gemerkt"),
    "corrected": _l("Angaben berichtigt"),
    "needs-forgotten": _l("Bedarf auf Wunsch gelöscht"),
    "needs-changed": _l("Bedarf angegeben oder geändert"),
    "needs-shared": _l("Bedarf: Name darf genannt werden"),
    "needs-unshared": _l("Bedarf: Name bleibt im Büro"),
    "needs-exported": _l("Bedarfe als Datei geholt"),
    "need-assigned": _l("Bedarf: Zuständigkeit geändert"),
    "need-noted": _l("Bedarf: Notiz geändert"),
    "need-due": _l("Bedarf: Frist geändert"),
    "need-open": _l("Bedarf: wieder offen"),
    "need-requested": _l("Bedarf: angefragt"),
    "need-arranged": _l("Bedarf: organisiert"),
    "need-impossible": _l("Bedarf: nicht möglich"),
    "need-unneeded": _l("Bedarf: nicht mehr nötig"),
    "need-called-off": _l("Bedarf: Buchung abgesagt"),
    "need-rebooked": _l("Bedarf: für einen Termin umgebucht oder abgesagt"),
    "address-changed": _l("Adresse geändert"),
    "held-anyway": _l("Findet trotzdem statt"),
    "postponed": _l("Verschoben"),
    "left-open": _l("Verschoben, neuer Termin folgt"),
    "scheduled": _l("Zeit zum Veröffentlichen festgelegt"),
    "unscheduled": _l("Zeit zum Veröffentlichen zurückgenommen"),
    "archived": _l("Ins Archiv gelegt"),
    "brought-back": _l("Aus dem Archiv geholt"),
    "kept-template": _l("Vorlage gespeichert"),
    "renamed-template": _l("Vorlage umbenannt"),
    "removed-template": _l("Vorlage gelöscht"),
    "invited": _l("Eingeladen"),
    "invited-again": _l("Noch einmal eingeladen"),
    "invitation-withdrawn": _l("Einladung zurückgezogen"),
    "joined": _l("Zugang eingerichtet"),
    "account-changed": _l("Konto geändert"),
    "account-off": _l("Konto abgeschaltet"),
    "account-on": _l("Konto wieder angeschaltet"),
    "reserved": _l("Plätze für Partner freigehalten"),
    "released": _l("Freigehaltene Plätze freigegeben"),
    "resized": _l("Zahl der Plätze geändert"),
    "names-released": _l("Plätze ohne Namen freigegeben"),
    "admitted": _l("Ausnahme: vorgezogen"),
    "chose": _l("Termine gewählt"),
    "moved-here": _l("Von einer anderen Veranstaltung umgemeldet"),
    "swapped": _l("Platz getauscht"),
    "changed-places": _l("Mit jemand anderem den Platz getauscht"),
    "memo": _l("Notiz geschrieben"),
    "memo-removed": _l("Notiz gelöscht"),
    "called": _l("Selbst Bescheid gesagt"),
    "called-not": _l("Doch noch nicht Bescheid gesagt"),
    "calendar-feed": _l("Liest ihr Kalender-Abo"),
    "calendar-mail": _l("Bekommt Termine als Nachricht"),
    "calendar-file": _l("Bekommt Termine als Datei"),
    "added": _l("Angelegt"),
    "changed": _l("Geändert"),
    "deleted": _l("Gelöscht"),
    "erased": _l("Eine Person auf ihren Wunsch gelöscht"),
    "merged": _l("Mit einem doppelten Eintrag zusammengeführt"),
    "feed-renewed": _l("Neue Adresse für ein Kalender-Abo"),
    "digest-chosen": _l("Übersicht des Tages gewählt"),
    "kept-questions": _l("Fragen als Vorlage aufgehoben"),
    "forgot-questions": _l("Vorlage für Fragen gelöscht"),
    "sent-file": _l("Datei hochgeladen"),
    "took-in": _l("Datei übernommen"),
    "held": _l("Platz reserviert"),
    "requested": _l("Platz angefragt"),
    "waiting": _l("Auf die Warteliste"),
    "offered": _l("Platz angeboten"),
    "confirmed": _l("Platz bestätigt"),
    "image-set": _l("Bild gespeichert"),
    "image-removed": _l("Bild weggenommen"),
    "material-added": _l("Material hinzugefügt"),
    "material-changed": _l("Material geändert"),
    "material-removed": _l("Material gelöscht"),
    "material-told": _l("Von neuem Material geschrieben"),
    "withdrawn": _l("Abgemeldet"),
    "declined": _l("Abgelehnt"),
    "expired": _l("Reservierung verfallen"),
    "cancelled": _l("Wegen Absage beendet"),
    "factor-app": _l("App mit Codes eingerichtet"),
    "factor-app-gone": _l("App mit Codes abgeschaltet"),
    "passkey-added": _l("Passkey eingerichtet"),
    "passkey-gone": _l("Passkey gelöscht"),
    "recovery-codes": _l("Neue Ersatzcodes"),
    "recovery-code-used": _l("Mit einem Ersatzcode eingeloggt"),
    "factors-reset": _l("Zweiten Faktor zurückgesetzt"),
    "logins-ended": _l("Auf anderen Geräten ausgeloggt"),
}
ACTORS = {"participant": _l("die Person selbst"), "worker": _l("von selbst")}


@dataclass(frozen=True)
class Line:
    """One line of history."""

    when: str
    act: str
    facts: str
    actor: str
    reason: str = ""
    href: str = ""


def line(event: Event) -> Line:
    act = str(ACTS.get(event.act, event.act))
    return Line(i18n.moment(event.at), act, _facts(event), _actor(event), event.reason)


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
    if known.get("answers"):
        gone = known["answers"]
        said.append(ngettext("%(num)s Antwort gelöscht", "%(num)s Antworten gelöscht", gone))
    if known.get("added"):
        said.append(ngettext("%(num)s Platz mehr", "%(num)s Plätze mehr", known["added"]))
    if known.get("seats"):
        said.append(ngettext("%(num)s Platz", "%(num)s Plätze", known["seats"]))
    if known.get("sessions"):
        said.append(ngettext("%(num)s Termin", "%(num)s Termine", known["sessions"]))
    if known.get("workshops"):
        made = known["workshops"]
        said.append(ngettext("%(num)s Veranstaltung", "%(num)s Veranstaltungen", made))
    if known.get("gone"):
        said.append(_("weg ist Nr. %(number)s", number=known["gone"]))
    if known.get("role"):
        said.append(str(words.ROLE_NAMES[known["role"]]))
    if known.get("needs"):
        said.append(ngettext("%(num)s Bedarf", "%(num)s Bedarfe", known["needs"]))
    if known.get("late"):
        said.append(_("verspätet"))
    if "here" in known:
        said.append(_("%(number)s da", number=known["here"]))
    return ", ".join(said)
