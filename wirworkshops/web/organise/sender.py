"""Is the sender's domain set up, so that letters arrive? What the DNS says, and what to do."""

from typing import NamedTuple

from flask import current_app, render_template

from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.letters import sender
from wirworkshops.letters.sender import Finding
from wirworkshops.web import page
from wirworkshops.web.items import Badge
from wirworkshops.web.organise import guard

blueprint = guard.private("office_sender", __name__, prefix="/organise/letters/sender")
NAMES = {"spf": "SPF", "dkim": "DKIM", "dmarc": "DMARC"}
MEANINGS = {
    "spf": _l("Welche Rechner in Ihrem Namen senden dürfen."),
    "dkim": _l("Eine Unterschrift, die zeigt, dass die Nachricht von Ihnen ist."),
    "dmarc": _l("Was mit Nachrichten geschehen soll, die nur so tun, als kämen sie von Ihnen."),
}
GOOD = {
    "spf": _l("Es gibt eine Liste, und alle anderen Rechner sind ausgeschlossen."),
    "dkim": _l("Der Schlüssel ist da und stark genug."),
    "dmarc": _l("Gefälschte Nachrichten werden aussortiert."),
}
ADVICE = {  # what is wrong, and what to do
    ("spf", "missing"): _l(
        "Der Eintrag fehlt. Bitte lassen Sie einen TXT-Eintrag anlegen, der Ihren Mailserver nennt "
        "und mit -all endet."
    ),
    ("spf", "several"): _l(
        "Es gibt mehrere Einträge, dann gilt keiner. Bitte lassen Sie sie zu einem zusammenfassen."
    ),
    ("spf", "broken"): _l(
        "Im Eintrag steht etwas, das es nicht gibt. Bitte lassen Sie ihn prüfen."
    ),
    ("spf", "lookups"): _l(
        "Der Eintrag verweist auf zu viele andere: Mehr als 10 sind nicht erlaubt, dann gilt er "
        "nicht. Bitte lassen Sie ihn kürzen."
    ),
    ("spf", "open"): _l(
        "Der Eintrag erlaubt allen, in Ihrem Namen zu senden. Er muss mit -all oder ~all enden."
    ),
    ("spf", "neutral"): _l(
        "Der Eintrag sagt nicht, was für alle anderen Rechner gilt. Er sollte mit -all oder ~all "
        "enden."
    ),
    ("dkim", "unnamed"): _l(
        "Das können wir erst prüfen, wenn der Name des Schlüssels in den Einstellungen steht "
        "(dkim_selector). Fragen Sie danach, wer den Mailserver betreut."
    ),
    ("dkim", "missing"): _l(
        "Unter diesem Namen gibt es keinen Schlüssel. Bitte lassen Sie den Mailserver Nachrichten "
        "unterschreiben, und den Schlüssel eintragen."
    ),
    ("dkim", "several"): _l(
        "Unter diesem Namen stehen mehrere Schlüssel. Bitte lassen Sie nur einen stehen."
    ),
    ("dkim", "broken"): _l(
        "Den Schlüssel kann man so nicht verwenden. Bitte lassen Sie ihn prüfen."
    ),
    ("dkim", "revoked"): _l(
        "Der Schlüssel ist zurückgezogen. Bitte lassen Sie einen neuen eintragen."
    ),
    ("dkim", "short"): _l(
        "Der Schlüssel ist kurz. Bitte lassen Sie einen mit mindestens 2048 Bit eintragen."
    ),
    ("dkim", "testing"): _l(
        "Der Schlüssel steht auf Probe (t=y). Klappt alles, dann lassen Sie das bitte wegnehmen."
    ),
    ("dmarc", "missing"): _l(
        "Der Eintrag fehlt. Große Anbieter nehmen Nachrichten dann oft nicht an. Bitte lassen Sie "
        "einen TXT-Eintrag anlegen, zuerst mit p=none."
    ),
    ("dmarc", "several"): _l(
        "Es gibt mehrere Einträge, dann gilt keiner. Bitte lassen Sie nur einen stehen."
    ),
    ("dmarc", "broken"): _l(
        "Im Eintrag fehlt, was geschehen soll: p=none, p=quarantine oder p=reject."
    ),
    ("dmarc", "watching"): _l(
        "Der Eintrag schaut nur zu (p=none). Kommen Ihre Nachrichten gut an, dann lassen Sie bitte "
        "p=quarantine eintragen."
    ),
    ("dmarc", "testing"): _l(
        "Der Eintrag steht auf Probe (t=y). Klappt alles, dann lassen Sie das bitte wegnehmen."
    ),
}
UNKNOWN = _l("Das DNS hat nicht geantwortet. Bitte versuchen Sie es später noch einmal.")


class Line(NamedTuple):
    name: str
    meaning: str
    badge: Badge
    advice: str
    where: str
    record: str


@blueprint.get("")
@guard.office("see letters")
def show() -> str:
    settings = page.settings()
    found = sender.look(settings.mail_from, settings.dkim_selector, current_app.config["TEXTS_OF"])
    return render_template(
        "organise/sender.html",
        address=settings.mail_from,
        lines=[_line(finding) for finding in found],
        is_good=all(finding.is_good for finding in found),
        is_demo=settings.demo,
    )


def _line(found: Finding) -> Line:
    what = found.what
    advice = UNKNOWN if found.code == "unknown" else ADVICE.get((what, found.code), GOOD[what])
    return Line(
        NAMES[what], str(MEANINGS[what]), _badge(found), str(advice), found.name, found.record
    )


def _badge(found: Finding) -> Badge:
    if found.is_good:
        return Badge("success", "success", _("gut"))
    if found.code in ("unknown", "unnamed"):
        return Badge("neutral", "clock", _("nicht geprüft"))
    if found.is_hint:
        return Badge("warning", "warning", _("geht besser"))
    return Badge("danger", "danger", _("bitte ändern"))
