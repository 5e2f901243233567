"""The digest of Today: what needs somebody of the office, by mail. Its lines come with the row."""

from datetime import date

from wirworkshops import i18n, links
from wirworkshops.config import Settings
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.letters.content import Button, Content, Note
from wirworkshops.models.outbox import Letter


def digest(letter: Letter, settings: Settings) -> Content:
    """Say the lines of Today with their addresses, and where to choose how often this comes."""
    lines, day = letter.facts["lines"], date.fromisoformat(letter.facts["day"])
    number = sum(line["things"] for line in lines)
    office = ngettext("%(num)s Sache wartet auf Sie.", "%(num)s Sachen warten auf Sie.", number)
    return Content(
        subject=_("%(day)s: %(office)s", day=i18n.day_in_year(day), office=office),
        headline=office,
        lead=(_("Das steht heute im Büro an, das Dringende zuerst."),),
        button=Button(_("Im Büro öffnen"), f"{settings.base_url}/organise/"),
        notes=(*(_note(line, settings) for line in lines), _choice(settings)),
        seed="digest",
    )


def _note(line: dict[str, str], settings: Settings) -> Note:
    said = " · ".join(part for part in (line["about"], line["due"]) if part)
    return Note(line["title"], said, f"{settings.base_url}{line['href']}")


def _choice(settings: Settings) -> Note:
    return Note(
        _("Zu oft oder zu selten?"),
        _("Sie entscheiden, wie oft diese Nachricht kommt:"),
        links.digest_url(settings.base_url),
    )
