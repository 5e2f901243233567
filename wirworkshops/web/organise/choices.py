"""What the form of a workshop offers to choose from."""

from typing import Any

from wirworkshops import i18n
from wirworkshops.domain import agenda, catalogue, funders, permissions, rooms
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.accounts import Account
from wirworkshops.models.hosts import Host
from wirworkshops.models.texts import text_in
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields, words
from wirworkshops.web.organise.forms import WorkshopForm

Choices = dict[Any, str]


def fill(form: WorkshopForm, account: Account, workshop: Workshop | None = None) -> None:
    """Set the choices of all lists; call again after a row was added."""
    labels = catalogue.labels()
    code = i18n.language()
    hosts = labels["hosts"]
    series: Choices = {row.id: text_in(row.name, code) for row in catalogue.all_series()}
    form.series_id.choices = fields.choices({"": _("Keine")} | series)
    form.host_id.choices = fields.choices(_hosts(hosts, account))
    form.original_id.choices = fields.choices(_originals(account, workshop))
    form.topics.choices = fields.choices(
        {row.id: text_in(row.name, code) for row in labels["topics"]}
    )
    form.audiences.choices = fields.choices(
        {row.id: text_in(row.name, code) for row in labels["audiences"]}
    )
    form.partners.choices = fields.choices({host.id: host.name for host in hosts})
    form.funders.choices = fields.choices({row.id: row.name for row in funders.all_funders()})
    some: Choices = {room.id: _room(room) for room in rooms.all_rooms()}
    offered = fields.choices({"": _("Noch offen")} | some)
    for row in form.sessions:
        row.form.room_id.choices = offered


def _hosts(hosts: list[Host], account: Account) -> Choices:
    own = permissions.reach(account)
    return {host.id: host.name for host in hosts if own.is_all or host.id in own.host_ids}


def _originals(account: Account, workshop: Workshop | None) -> Choices:
    number = workshop.id if workshop else 0
    found = agenda.originals(permissions.reach(account), but=number)
    keeps = workshop.original_id if workshop else None
    if keeps and keeps not in {other.id for other in found}:
        found += [other for other in [agenda.title_of(keeps)] if other]
    others: Choices = {other.id: _original(other) for other in found}
    return {"": _("Nichts")} | others


def _original(workshop: Workshop) -> str:
    title = workshop.text(i18n.language()).title
    return f"{title} ({i18n.plain_date(workshop.starts_at)})"


def _room(room: Room) -> str:
    seats = ngettext("%(num)s Platz", "%(num)s Plätze", room.capacity) if room.capacity else ""
    step_free = any(row.feature == "step-free" for row in room.features)
    more = [text for text in (seats, step_free and str(words.FEATURES["step-free"])) if text]
    return f"{room.label} ({', '.join(more)})" if more else room.label
