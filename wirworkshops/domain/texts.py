"""A workshop's texts: written as planned, each with when it was last written or found to fit.

Parts of the verbs of domain.workshops: nothing here commits.
"""

from wirworkshops import clock
from wirworkshops.domain.plans import TextPlan, WorkshopPlan
from wirworkshops.models.texts import fold
from wirworkshops.models.workshops import Workshop, WorkshopText

NAMES = ("title", "summary", "body", "bring")


def apply(workshop: Workshop, plan: WorkshopPlan) -> None:
    """Write the texts; only those that say something else get a new changed_at."""
    present = {text.language: text for text in workshop.texts}
    for language, given in plan.texts.items():
        text = present.get(language)
        if text is None:
            text = WorkshopText(language=language, title="", summary="", body="", bring="")
            workshop.texts.append(text)
        _write(text, given)
    workshop.texts[:] = [text for text in workshop.texts if text.language in plan.texts]
    if plan.still_fits:
        for text in workshop.texts:
            text.changed_at = clock.now()


def _write(text: WorkshopText, given: TextPlan) -> None:
    if all(getattr(text, name) == getattr(given, name) for name in NAMES):
        return
    for name in NAMES:
        setattr(text, name, getattr(given, name))
    text.folded = fold(f"{given.title} {given.summary} {given.body}")
    text.changed_at = clock.now()


def outdated(workshop: Workshop) -> list[str]:
    """Return the languages whose text is older than the German one."""
    german = workshop.text("de").changed_at
    return [
        text.language
        for text in workshop.texts
        if german
        and text.language != "de"
        and (text.changed_at is None or text.changed_at < german)
    ]
