"""Questions an organiser asks when somebody signs up, sets of them to use again, and answers."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base
from wirworkshops.models.texts import Texts
from wirworkshops.models.workshops import one_of

QUESTION_KINDS = ("text", "choice", "several", "number", "yes-no")


class Question(Base):
    """One question of a workshop. choices are {"value": …, "label": {"de": …}}.

    It is shown only where depends_on was answered with depends_value ("yes" for yes-no).
    purpose says what the answer is for; answers go keep_days after the last session.
    """

    __tablename__ = "questions"
    __table_args__ = (
        one_of("kind", QUESTION_KINDS),
        CheckConstraint("keep_days >= 0", name="keep_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(12))
    label: Mapped[Texts] = mapped_column(default=dict)
    help: Mapped[Texts] = mapped_column(default=dict)
    choices: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    required: Mapped[bool] = mapped_column(default=False)
    depends_on_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id"))
    depends_value: Mapped[str] = mapped_column(String(200), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    keep_days: Mapped[int] = mapped_column(default=90)


class Answer(Base):
    """What one person answered: a text, a number, a boolean, or a list of choices' values."""

    __tablename__ = "answers"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("questions.id"), primary_key=True, index=True
    )
    value: Mapped[Any] = mapped_column(JSON)


class QuestionSet(Base):
    """Questions kept under a name, to be put into other workshops."""

    __tablename__ = "question_sets"

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
