"""What is said after an act: how much it changed, or that there was nothing to change."""

from wirworkshops.i18n import gettext as _


def counted(sentence: str, number: int) -> tuple[str, str]:
    """Return the sentence, and how it is shown; where the number is 0, that nothing changed."""
    return (sentence, "success") if number else (_("Es war nichts zu ändern."), "info")
