"""The words on screen for the codes in the database."""

from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.letters import names

KINDS = {
    "workshop": _l("Workshop"),
    "story-cafe": _l("Erzählcafé"),
    "circle": _l("Gesprächsrunde"),
    "dialogue": _l("Dialog"),
    "information": _l("Infoveranstaltung"),
    "course": _l("Kurs"),
    "conference": _l("Fachtagung"),
    "action": _l("Aktion"),
}
PALETTES = {
    "raspberry": _l("Himbeere"),
    "brick": _l("Ziegel"),
    "ochre": _l("Ocker"),
    "leaf": _l("Blatt"),
    "petrol": _l("Petrol"),
    "violet": _l("Veilchen"),
}
SPOKEN = names.SPOKEN
FEATURES = {
    "step-free": _l("stufenlos"),
    "accessible-toilet": _l("WC für alle"),
    "hearing-loop": _l("Induktive Höranlage"),
    "sign-language": _l("Gebärdensprache"),
    "captions": _l("Untertitel"),
    "easy-language": _l("Einfache Sprache"),
    "childcare": _l("Kinderbetreuung"),
}
FEATURE_ICONS = {
    "step-free": "step-free",
    "accessible-toilet": "people",
    "hearing-loop": "hearing",
    "sign-language": "sign-language",
    "captions": "easy-language",
    "easy-language": "easy-language",
    "childcare": "people",
}
SEATS = {  # but for the number of the last few
    "free": _l("Plätze frei"),
    "waiting": _l("Warteliste"),
    "full": _l("Ausgebucht"),
    "request": _l("Auf Anfrage"),
    "open": _l("Ohne Anmeldung"),
    "external": _l("Anmeldung extern"),
    "cancelled": _l("Abgesagt"),
    "over": _l("Vorbei"),
    "closed": _l("Anmeldung geschlossen"),
    "soon": _l("Anmeldung öffnet bald"),
    "undated": _l("Neuer Termin folgt"),
}
HALVES = {"onsite": _l("Vor Ort"), "online": _l("Online")}  # of a hybrid workshop
TAKING_PART = {
    "onsite": _l("Sie nehmen vor Ort teil."),
    "online": _l("Sie nehmen online teil."),
}
FIELDS = {
    "school": _l("Kita und Schule"),
    "counselling": _l("Beratung und Soziale Arbeit"),
    "administration": _l("Verwaltung"),
    "association": _l("Verein und Ehrenamt"),
    "health": _l("Gesundheit und Pflege"),
    "other": _l("Anderes"),
}
NEEDS = names.NEED_NAMES | {  # as one answers what one needs
    "step-free": _l("Stufenlosen Zugang"),
    "other": _l("Anderes"),
}
NEED_NAMES = names.NEED_NAMES  # as the office names a task
NEED_STATES = {  # words, kind and icon of the badge
    "open": (_l("offen"), "warning", "clock"),
    "requested": (_l("angefragt"), "info", "seats-ask"),
    "arranged": (_l("organisiert"), "success", "success"),
    "impossible": (_l("nicht möglich"), "danger", "seats-cancelled"),
    "unneeded": (_l("nicht mehr nötig"), "neutral", "seats-cancelled"),
    "call-off": (_l("bitte absagen"), "danger", "warning"),
}
CONSENTS = {  # how somebody agreed that her needs are noted
    "web": _l("online"),
    "oral": _l("mündlich"),
    "paper": _l("schriftlich"),
}
STATUSES = {
    "held": _l("Reserviert"),
    "requested": _l("Angefragt"),
    "waiting": _l("Warteliste"),
    "offered": _l("Angeboten"),
    "confirmed": _l("Bestätigt"),
    "withdrawn": _l("Abgemeldet"),
    "declined": _l("Abgelehnt"),
    "expired": _l("Verfallen"),
    "cancelled": _l("Abgesagt"),
}
STATUS_BADGES = {  # kind and icon of the badge
    "held": ("warning", "clock"),
    "requested": ("info", "seats-ask"),
    "waiting": ("info", "seats-waiting"),
    "offered": ("warning", "clock"),
    "confirmed": ("success", "success"),
    "withdrawn": ("neutral", "seats-cancelled"),
    "declined": ("neutral", "seats-cancelled"),
    "expired": ("neutral", "clock"),
    "cancelled": ("danger", "seats-cancelled"),
}
POOLS = {  # the halves of a hybrid workshop
    "onsite": _l("vor Ort"),
    "online": _l("online"),
}
SOURCES = {
    "web": _l("über die Seite"),
    "phone": _l("per Telefon"),
    "paper": _l("auf Papier"),
    "door": _l("an der Tür"),
}
WORKSHOP_STATUSES = {
    "draft": _l("Entwurf"),
    "published": _l("veröffentlicht"),
    "cancelled": _l("abgesagt"),
}
ROLES = {
    "administrator": _l("Verwaltung: sieht und darf alles"),
    "coordinator": _l("Koordination: die Veranstaltungen der eigenen Häuser"),
    "trainer": _l("Leitung: die eigenen Termine, wer kommt und wer da war"),
    "helper": _l("Hilfe vor Ort: heute Anwesenheit und Tür, sonst nichts"),
    "reader": _l("Zahlen: nur Summen, keine Namen"),
}
ROLE_NAMES = {
    "administrator": _l("Verwaltung"),
    "coordinator": _l("Koordination"),
    "trainer": _l("Leitung"),
    "helper": _l("Hilfe vor Ort"),
    "reader": _l("Zahlen"),
}
PHASES = {"before": _l("Zum Vorbereiten"), "after": _l("Zum Nachlesen")}  # of material
READERS = {"seats": _l("Alle mit einem Platz"), "came": _l("Nur wer da war")}
LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}  # each in itself, never translated
