"""Adding and removing dates in the form of a workshop, without a script."""

import re
from typing import Any

from wirworkshops.web.organise.forms import MOST_SESSIONS, WorkshopForm

KEPT = ("begin", "end", "room_id", "is_online", "online_url", "trainers", "capacity")


def change(form: WorkshopForm, act: str) -> bool:
    """Add or remove a row where the pressed button says so; whatever was typed stays."""
    if act == "add":
        _add(form)
        return True
    if found := re.fullmatch(r"remove-(\d{1,2})", act):
        _remove(form, int(found[1]))
        return True
    return False


def bring(form: WorkshopForm, stored: list[dict[str, Any]]) -> None:
    """Add the stored dates that the form does not have: somebody else has added them meanwhile."""
    known = {str(row.form.id.data) for row in form.sessions}
    for row in stored:
        if str(row["id"]) not in known and len(form.sessions) < MOST_SESSIONS:
            form.sessions.append_entry(row)


def _add(form: WorkshopForm) -> None:
    """Add a date at the same hour and place as the last one."""
    if len(form.sessions) >= MOST_SESSIONS:
        return
    last = form.sessions.entries[-1].form.data if form.sessions.entries else {}
    form.sessions.append_entry({name: last.get(name) for name in KEPT})


def _remove(form: WorkshopForm, index: int) -> None:
    form.sessions.entries[index : index + 1] = []
    if not form.sessions.entries:
        form.sessions.append_entry()
