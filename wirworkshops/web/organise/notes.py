"""What is said about a file and its rows before it is taken in: codes as sentences."""

from wirworkshops.domain.programme import Note
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l

SENTENCES = {
    # of a file
    "unknown-columns": _l("Diese Spalten kennen wir nicht und lassen sie aus: %(detail)s."),
    "past-left-out": _l(
        "Der Kalender ist lang. %(detail)s Termine, die vorbei sind, lassen wir aus."
    ),
    # problems
    "no-title": _l("Der Titel fehlt. Bitte tragen Sie ihn in der Datei ein."),
    "no-date": _l("Das Datum fehlt. Bitte tragen Sie es ein, zum Beispiel 17.03.2027."),
    "bad-date": _l(
        "Das Datum können wir nicht lesen: „%(detail)s“. Bitte schreiben Sie es wie 17.03.2027."
    ),
    "no-time": _l("Die Uhrzeit fehlt. Bitte tragen Sie den Beginn ein, zum Beispiel 9:00."),
    "bad-time": _l(
        "Die Uhrzeit können wir nicht lesen: „%(detail)s“. Bitte schreiben Sie sie wie 9:00."
    ),
    "no-such-hour": _l(
        "Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt. Bitte prüfen Sie sie."
    ),
    "all-day": _l(
        "Die Uhrzeit fehlt: Am %(detail)s steht ein ganzer Tag. Bitte geben Sie im Kalender "
        "Beginn und Ende an, oder legen Sie die Veranstaltung von Hand an."
    ),
    "ends-before": _l(
        "Das Ende liegt nicht nach dem Beginn. Geht es über Mitternacht, geben Sie ein Enddatum an."
    ),
    "signup-url": _l(
        "Die Adresse der Anmeldung fehlt. Bitte geben Sie sie als Anmelde-Link an, mit https://."
    ),
    "no-host": _l(
        "Der Veranstalter fehlt. Bitte lassen Sie die Verwaltung Ihrem Konto ein Haus zuordnen."
    ),
    "overlap": _l(
        "Überschneidet sich mit Zeile %(detail)s derselben Veranstaltung. Wählen die Leute einen "
        "der beiden Termine, geben Sie beiden „Plätze im Termin“."
    ),
    "too-many-dates": _l(
        "Mehr als 60 Termine hat eine Veranstaltung nicht. Bitte teilen Sie sie auf."
    ),
    "partly-there": _l(
        "Die Veranstaltung gibt es schon, dieser Termin ist neu. Bitte legen Sie ihn dort an."
    ),
    "rule": _l(
        "So, wie sich dieser Termin wiederholt, können wir ihn nicht lesen. Bitte legen Sie die "
        "Veranstaltung von Hand an."
    ),
    "too-often": _l(
        "Der Termin wiederholt sich mehr als 60-mal. Bitte setzen Sie der Serie im Kalender ein "
        "Ende, und lesen Sie sie neu ein."
    ),
    # left out
    "twice": _l("Steht schon in der Datei, unter Nummer %(detail)s."),
    "off": _l("Ist in der Datei abgesagt."),
    # hints
    "unread": _l("Das verstehen wir nicht und lassen es aus: %(detail)s."),
    "shortened": _l("Ein Text ist zu lang und wird gekürzt."),
    "title-differs": _l("Gleiche Nr, anderer Titel: Es gilt „%(detail)s“."),
    "no-end": _l("Das Ende fehlt: Wir nehmen zwei Stunden."),
    "no-capacity": _l("Plätze fehlen: Wir nehmen %(detail)s."),
    "past": _l("Liegt in der Vergangenheit."),
    "was-cancelled": _l("Ist in der Datei abgesagt und wird trotzdem ein Entwurf."),
    "host-ignored": _l("Veranstalter ist %(detail)s: Einen anderen gibt nur die Verwaltung an."),
    "category": _l("Keine Reihe heißt so, wir lassen es aus: %(detail)s."),
    "new-host": _l("Veranstalter „%(detail)s“ ist neu und wird angelegt."),
    "new-series": _l("Reihe „%(detail)s“ ist neu und wird angelegt."),
    "new-topic": _l("Thema „%(detail)s“ ist neu und wird angelegt."),
    "new-audience": _l("Zielgruppe „%(detail)s“ ist neu und wird angelegt."),
    "new-trainer": _l("Referent:in „%(detail)s“ ist neu und wird angelegt."),
    "new-venue": _l("Ort „%(detail)s“ ist neu und wird angelegt."),
    "new-room": _l("Raum „%(detail)s“ ist neu und wird angelegt."),
}


def sentence(note: Note) -> str:
    known = SENTENCES.get(note.code)
    return str(known).replace("%(detail)s", note.detail) if known else _("Das geht so nicht.")
