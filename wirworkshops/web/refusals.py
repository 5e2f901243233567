"""Each refusal's code as a sentence for people: what is the matter, and what to do."""

from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.web import office_refusals as office

SENTENCES = office.SENTENCES | {
    "not-found": _l("Diese Seite gibt es nicht. Vielleicht ist die Adresse nicht vollständig."),
    "draft": _l("Diese Veranstaltung ist nicht veröffentlicht."),
    "bad-link": _l(
        "Dieser Link ist nicht vollständig oder gilt nicht mehr. Bitte öffnen Sie ihn noch einmal "
        "aus der neuesten Nachricht, oder lassen Sie sich unter „Meine Anmeldungen“ einen neuen "
        "Link schicken."
    ),
    "bad-contingent": _l(
        "Dieser Link ist nicht vollständig oder gilt nicht mehr. Bitte fragen Sie die Stelle, von "
        "der Sie ihn haben."
    ),
    "bad-interest": _l(
        "Dieser Link ist nicht vollständig, oder Sie haben es schon zurückgenommen. Bitte öffnen "
        "Sie ihn noch einmal aus der Nachricht."
    ),
    "link-expired": _l(
        "Dieser Link galt nur einen Tag. Unter „Meine Anmeldungen“ schicken wir Ihnen gern einen "
        "neuen."
    ),
    "feed-renewed": _l("Diese Kalender-Adresse wurde erneuert. Bitte nehmen Sie die neue."),
    "deleted": _l("Die Daten zu dieser Anmeldung sind gelöscht."),
    "signup-full": _l(
        "Leider sind inzwischen alle Plätze vergeben, und es gibt keine Warteliste. Bitte wählen "
        "Sie einen anderen Termin."
    ),
    "signup-closed": _l(
        "Die Anmeldung ist geschlossen. Rufen Sie uns an: Vielleicht finden wir noch einen Weg."
    ),
    "signup-over": _l("Diese Veranstaltung ist vorbei."),
    "signup-cancelled": _l("Diese Veranstaltung ist abgesagt."),
    "signup-soon": _l("Die Anmeldung ist noch nicht offen. Bitte kommen Sie später wieder."),
    "signup-open": _l("Für diese Veranstaltung brauchen Sie keine Anmeldung. Kommen Sie vorbei!"),
    "signup-external": _l("Die Anmeldung zu dieser Veranstaltung läuft auf einer anderen Seite."),
    "confirm-held": _l(
        "Die Zeit zum Bestätigen ist abgelaufen. Der Platz ist wieder frei; bitte melden Sie sich "
        "neu an."
    ),
    "confirm-expired": _l(
        "Die Zeit zum Bestätigen ist abgelaufen. Der Platz ist wieder frei; bitte melden Sie sich "
        "neu an."
    ),
    "confirm-withdrawn": _l("Sie sind abgemeldet. Wenn Sie doch kommen, melden Sie sich neu an."),
    "confirm-cancelled": _l("Diese Veranstaltung ist abgesagt."),
    "confirm-waiting": _l(
        "Die Warteliste rückt der Reihe nach auf. Erhöhen Sie die Zahl der Plätze, damit mehr "
        "Menschen aufrücken."
    ),
    "confirm-offered": _l(
        "Die Zeit für das Angebot ist vorbei. Der Platz ist an die nächste Person gegangen."
    ),
    "confirm-declined": _l("Diese Anfrage ist abgelehnt. Bitte sehen Sie sich andere Termine an."),
    "confirm-overlap": _l(
        "Zur selben Zeit haben Sie schon etwas anderes. Wenn Sie trotzdem zusagen möchten, "
        "setzen Sie bitte das Häkchen."
    ),
    "offer-taken": _l(
        "Leider war jemand schneller. Sie bleiben auf der Warteliste und behalten Ihre Stelle."
    ),
    "choice-without-seat": _l("Termine wählen können Sie, sobald Sie einen Platz haben."),
    "choice-unknown": _l("Diesen Termin kann man nicht wählen. Bitte wählen Sie aus der Liste."),
    "choice-twice": _l("Bitte wählen Sie zu jeder Zeit nur einen Termin."),
    "choice-begun": _l("Dieser Termin hat schon begonnen. Ändern geht nicht mehr."),
    "choice-full": _l("Dieser Termin ist inzwischen voll. Bitte wählen Sie einen anderen."),
    "needs-closed": _l(
        "Hier lässt sich nichts mehr ändern: Die Veranstaltung ist vorbei, oder es gibt keine "
        "Anmeldung mehr. Bitte rufen Sie uns an."
    ),
    "withdraw-begun": _l("Die Veranstaltung hat begonnen. Bitte rufen Sie uns an."),
    "name-taken": _l(
        "Unter diesem Namen und dieser Adresse gibt es schon eine Person. Bitte rufen Sie uns an."
    ),
    "address-confirmed": _l("Diese Adresse ist schon bestätigt. Bitte rufen Sie uns an."),
    "already-registered": _l("Diese Person ist schon angemeldet."),
    "member-follows": _l(
        "Wer in einer Gruppe genannt ist, folgt ihr. Bestätigen Sie die Anmeldung der "
        "Kontaktperson."
    ),
    "pool-unknown": _l("Diese Plätze gibt es nicht mehr. Bitte wählen Sie neu."),
    "too-many-seats": _l("So viele Plätze gehen in einer Anmeldung nicht: höchstens %(detail)s."),
    "group-named": _l("Alle Plätze dieser Gruppe haben schon einen Namen."),
    "group-closed": _l("An dieser Gruppe lässt sich nichts mehr ändern."),
    "group-smaller-than-named": _l(
        "So wenige Plätze gehen nicht: %(detail)s Menschen sind schon genannt. Nehmen Sie "
        "zuerst Namen heraus."
    ),
    "seats-not-free": _l("So viele Plätze sind nicht frei. Es gibt noch %(detail)s."),
    "session-cancelled": _l("Dieser Termin ist abgesagt."),
    "workshop-over": _l("Diese Veranstaltung ist vorbei. Absagen lässt sie sich nicht mehr."),
    "answers-closed": _l(
        "Antworten ändern können Sie nur, bis es losgeht und solange Sie angemeldet sind. Bitte "
        "rufen Sie uns an."
    ),
    "already-confirmed": _l("Diese Anmeldung ist schon bestätigt."),
    "already-withdrawn": _l("Diese Anmeldung ist schon beendet."),
    "not-allowed": _l("Das dürfen Sie mit Ihrem Konto nicht. Fragen Sie die Verwaltung."),
    "csrf": _l(
        "Diese Seite war zu lange offen, oder Ihr Browser nimmt keine Cookies an. Bitte laden Sie "
        "die Seite neu und schicken Sie sie noch einmal ab."
    ),
    "too-many": _l("Das waren viele Versuche in kurzer Zeit. Bitte warten Sie eine Stunde."),
    "too-large": _l("Das war zu viel auf einmal. Bitte kürzen Sie Ihre Angaben."),
    "wrong-month": _l("Diesen Monat gibt es nicht. Bitte wählen Sie einen aus dem Kalender."),
    "wrong-page": _l("Diese Seite der Liste gibt es nicht."),
    "illegal-move": _l("Das geht in diesem Zustand nicht mehr. Bitte laden Sie die Seite neu."),
    "method": _l("So lässt sich diese Seite nicht aufrufen."),
    "fault": _l(
        "Das ist unser Fehler, nicht Ihrer. Nichts ging verloren, was schon bestätigt war. Bitte "
        "versuchen Sie es gleich noch einmal."
    ),
}
HEADINGS = {
    400: _l("Das hat nicht geklappt"),
    403: _l("Das ist nicht für Sie"),
    404: _l("Das haben wir nicht gefunden"),
    405: _l("Das geht so nicht"),
    409: _l("Das geht gerade nicht"),
    410: _l("Das gibt es nicht mehr"),
    413: _l("Das war zu viel"),
    422: _l("Da stimmt etwas nicht"),
    429: _l("Bitte langsam"),
    500: _l("Da ist etwas schiefgegangen"),
}


def sentence(refusal: Refusal) -> str:
    """Return what to tell a person; sentence of the refusal itself is its detail."""
    known = SENTENCES.get(refusal.code)
    if known is None:
        return refusal.sentence or _("Das geht leider nicht.")
    return str(known).replace("%(detail)s", refusal.sentence)
