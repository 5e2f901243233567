"""The part of the sign-up form about seats: which half, how many, and the names of the others."""

from collections.abc import Sequence
from typing import ClassVar, Self, cast

from wtforms import BooleanField, Field, RadioField, SelectField
from wtforms.validators import ValidationError

from wirworkshops.domain.groups import Named
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.questions import Question
from wirworkshops.web import asking, fields

MOST_NAMES = 20  # rows in the form; further names can be given later


class Party(asking.Asking):
    """How many come, and where. What a workshop does not offer is not in its page."""

    pool = RadioField(_l("Wie möchten Sie teilnehmen?"), choices=[], validate_choice=False)
    seats = SelectField(
        _l("Für wie viele Personen?"),
        choices=fields.choices({"1": "1"}),
        default="1",
        validate_choice=False,
    )
    attends = BooleanField(_l("Ich komme selbst mit"), default=True)
    takes_fewer = BooleanField(_l("Sind nicht so viele Plätze frei, nehmen wir auch weniger"))
    most_seats: ClassVar[int] = 1

    @classmethod
    def of(cls, questions: Sequence[Question], most_seats: int) -> type[Self]:
        """Return the form for these questions, and for so many seats at most."""
        form = cls.about(questions)
        if most_seats < 2:
            return form
        rows: dict[str, Field | int] = {}
        for place in range(1, min(most_seats - 1, MOST_NAMES) + 1):
            rows[f"name{place}"] = fields.person(_l("Vor- und Nachname"))
            rows[f"email{place}"] = fields.email(_l("E-Mail-Adresse"), required=False)
        return cast(type[Self], type(cls.__name__, (form,), rows | {"most_seats": most_seats}))

    def rows(self) -> list[tuple[Field, Field]]:
        """Return the fields for each of the others: name and mailbox."""
        places = range(1, min(self.most_seats - 1, MOST_NAMES) + 1)
        return [(self[f"name{place}"], self[f"email{place}"]) for place in places]

    def named(self) -> list[Named]:
        return [
            Named(name=name.data, email=email.data or "")
            for name, email in self.rows()
            if name.data
        ]

    @property
    def names_others(self) -> bool:
        """Whether anything was typed about the others."""
        return any(name.data or email.data for name, email in self.rows())

    @property
    def number(self) -> int:
        return int(self.seats.data) if self.most_seats > 1 else 1

    @property
    def comes_along(self) -> bool:
        return bool(self.attends.data) or self.most_seats < 2

    @property
    def half(self) -> int | None:
        return int(self.pool.data) if self.pool.data else None

    def validate(self, *args: object, **kwargs: object) -> bool:
        holds = super().validate(*args, **kwargs)
        wrong = self._wrong_names() if not self.seats.errors else []
        for field, sentence in wrong:
            field.errors = [sentence]
        return holds and not wrong

    def _wrong_names(self) -> list[tuple[Field, str]]:
        left = self.number - self.comes_along
        wrong: list[tuple[Field, str]] = []
        for name, email in self.rows():
            if name.data and not left:
                wrong.append((name, _("So viele Plätze haben Sie oben nicht gewählt.")))
            elif email.data and not name.data:
                wrong.append((name, _("Bitte geben Sie auch den Namen an.")))
            left -= bool(name.data)
        return wrong

    def validate_seats(self, field: Field) -> None:
        if self.most_seats > 1 and field.data not in map(str, range(1, self.most_seats + 1)):
            raise ValidationError(_("Bitte wählen Sie aus der Liste."))

    def validate_pool(self, field: Field) -> None:
        typed = field.data or ""
        if not (typed.isascii() and (typed.isdigit() or not typed) and len(typed) < 10):
            raise ValidationError(_("Bitte wählen Sie aus der Liste."))
