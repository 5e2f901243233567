"""The letter about new material. The files stay on the person's own page."""

from wirworkshops.domain import materials
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.letters.content import Case, Content, Note, own_page
from wirworkshops.models.materials import Material


def material(case: Case) -> Content:
    new = news(case)
    said = ngettext(
        "Zu „%(title)s“ liegt etwas Neues für Sie bereit.",
        "Zu „%(title)s“ liegen %(num)s neue Dinge für Sie bereit.",
        len(new),
        title=case.title,
    )
    return case.dressed(
        subject=_("Material für Sie: %(title)s", title=case.title),
        headline=_("Material für Sie."),
        lead=(said, _("Sie finden es auf Ihrer Seite, so lange es Ihre Anmeldung gibt.")),
        button=own_page(case),
        notes=tuple(Note(row.title, _about(row)) for row in new),
    )


def _about(row: Material) -> str:
    when = _("Zum Vorbereiten") if row.phase == "before" else _("Zum Nachlesen")
    return f"{when}, {_('Link')}" if row.url else f"{when}, {row.file_name}"


def news(case: Case) -> list[Material]:
    """Return what the letter is about, as far as she may have it."""
    numbers = set(case.facts.get("materials", ()))
    return [row for row in materials.seen_by(case.registration) if row.id in numbers]
