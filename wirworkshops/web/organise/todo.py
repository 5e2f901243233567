"""The lines of Today apart from it: all of one kind, and those somebody has put off."""

from datetime import date, timedelta
from time import strptime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.domain import permissions, putoffs
from wirworkshops.domain.putoffs import Key
from wirworkshops.errors import Invalid, NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.web import refusals
from wirworkshops.web.organise import guard, inputs, lists, paging, tasks

blueprint = guard.private("office_todo", __name__, prefix="/organise/todo")


@blueprint.get("")
@guard.office("see workshops")
def of_kind() -> str:
    """Show all lines of one kind, without those that are put off."""
    name = request.args.get("kind", "")
    if name not in tasks.KINDS or not permissions.may(guard.account(), tasks.KINDS[name].act):
        raise NotFound("not-found")
    hidden = putoffs.of(guard.account())
    found = [task for task in tasks.of_kind(name, guard.reach()) if task.key not in hidden]
    shown = paging.part(found)
    return render_template(
        "organise/todo.html",
        title=tasks.KINDS[name].many,
        in_list=True,
        tasks=shown.rows,
        total=shown.total,
        number=shown.number,
        pages=shown.pages,
        page_href=lambda page: url_for("office_todo.of_kind", kind=name, page=page),
        **later(),
    )


@blueprint.get("/later")
@guard.office("see workshops")
def put_off() -> str:
    """Show what somebody has put off, with the day on which each line comes back."""
    hidden = putoffs.of(guard.account())
    everything = tasks.of(guard.account(), guard.reach())
    lines = [(task, hidden[task.key]) for task in everything if task.key in hidden]
    lines.sort(key=lambda line: line[1])
    shown = paging.part(lines)
    return render_template(
        "organise/todo_later.html",
        lines=[(task, i18n.day_in_year(day)) for task, day in shown.rows],
        number=shown.number,
        pages=shown.pages,
        page_href=lambda page: url_for("office_todo.put_off", page=page),
    )


@blueprint.post("/put-off")
@guard.office("see workshops")
def hide() -> ResponseReturnValue:
    """Put a line off until a day: one of the buttons, or what was typed."""
    key = _key()
    until_on = _day(request.form.get("until", "")) or _day(request.form.get("day", "").strip())
    try:
        putoffs.put_off(guard.account(), key, until_on=until_on or date.min)
    except Invalid as refusal:
        flash(refusals.sentence(refusal), "warning")
    else:
        when = i18n.day_in_year(until_on or clock.today())
        flash(_("Zurückgestellt. Am %(day)s steht es wieder hier.", day=when), "success")
    in_list = bool(request.form.get("in_list"))
    back = url_for("office_todo.of_kind", kind=key[0]) if in_list else url_for("office_today.show")
    return redirect(back, 303)


@blueprint.post("/back")
@guard.office("see workshops")
def show_again() -> ResponseReturnValue:
    putoffs.take_back(guard.account(), _key())
    flash(_("Das steht wieder bei „Heute“."), "success")
    return redirect(url_for("office_today.show"), 303)


def _key() -> Key:
    kind, numbers = request.form.get("kind", ""), lists.numbers([request.form.get("number", "")])
    if kind not in tasks.KINDS or not numbers:
        raise NotFound("not-found")
    return kind, numbers[0]


def _day(text: str) -> date | None:
    """Return a day as browsers send it, or as people type it where there is no picker."""
    for form in inputs.DAY_FORMATS:
        try:
            return date(*strptime(text, form)[:3])
        except ValueError:
            continue
    return None


def later() -> dict[str, Any]:
    """Return the days a line can be put off to by one button: tomorrow, and next Monday."""
    today = clock.today()
    tomorrow, monday = today + timedelta(days=1), today + timedelta(days=7 - today.weekday())
    ways = [(_("Bis morgen"), tomorrow)]
    if monday != tomorrow:
        ways.append((_("Bis Montag"), monday))
    return {"ways": [(text, day.isoformat()) for text, day in ways], "first_day": tomorrow}
