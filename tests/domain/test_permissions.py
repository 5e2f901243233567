"""Roles: the table as printed, and how far each reaches on which day."""

import re
from dataclasses import dataclass, field, replace

import pytest

from tests import cast
from tests.servers import ROOT
from wirworkshops.domain import agenda, permissions, timetables
from wirworkshops.domain.permissions import ACTS, ROLES
from wirworkshops.errors import Forbidden
from wirworkshops.models.workshops import Workshop


@dataclass
class Holder:
    role: str
    host_ids: frozenset[int] = field(default_factory=frozenset)
    trainer_id: int | None = None

    def has_role(self, name: str) -> bool:
        return name == self.role


def test_the_table_is_printed_as_it_is() -> None:
    text = (ROOT / "docs/roles.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z ]+) \| (.*) \|$", text, re.MULTILINE)
    assert rows[0] == ("act", " | ".join(ROLES))
    assert rows[1:] == [
        (act, " | ".join("yes" if role in roles else "–" for role in ROLES))
        for act, roles in ACTS.items()
    ]


@pytest.mark.usefixtures("app")
class TestReach:
    def workshop(self) -> Workshop:
        """Sessions tomorrow and in nine days, led by Ana."""
        led = (replace(session, trainer_names=("Ana Arends",)) for session in cast.dates(1, 9))
        return cast.make_workshop(sessions=tuple(led))

    def holders(self, workshop: Workshop) -> dict[str, Holder]:
        own = frozenset({workshop.host_id})
        trainer_id = workshop.sessions[0].trainers[0].id
        return {
            "coordinator": Holder("coordinator", own),
            "trainer": Holder("trainer", trainer_id=trainer_id),
            "helper": Holder("helper", own),
        }

    def open_to(self, workshop: Workshop) -> set[str]:
        """Return who may mark the first session now; what may() says, refuse_unless() does."""
        session, found = workshop.sessions[0], set()
        for name, holder in self.holders(workshop).items():
            is_open = permissions.may(holder, "mark attendance", session)
            if is_open:
                permissions.refuse_unless(holder, "mark attendance", session)
                found.add(name)
                continue
            with pytest.raises(Forbidden, match="list-closed"):
                permissions.refuse_unless(holder, "mark attendance", session)
        return found

    @pytest.mark.parametrize(
        ("days", "who"),
        [
            (0, {"coordinator"}),
            (1, {"coordinator", "trainer", "helper"}),
            (2, {"coordinator", "trainer"}),
            (8, {"coordinator", "trainer"}),
            (9, {"coordinator"}),
        ],
    )
    def test_names_are_shown_for_the_day(self, time: cast.Time, days: int, who: set[str]) -> None:
        workshop = self.workshop()
        time.move(days=days)
        assert self.open_to(workshop) == who

    def test_what_is_another_hosts_or_trainers_is_out_of_reach(self, time: cast.Time) -> None:
        workshop = self.workshop()
        time.move(days=1)
        session, elsewhere = workshop.sessions[0], frozenset({cast.host("frauentreff").id})
        for holder in (
            Holder("coordinator", elsewhere),
            Holder("helper", elsewhere),
            Holder("trainer", trainer_id=None),
            Holder("trainer", trainer_id=10**6),
            Holder("reader", frozenset({workshop.host_id})),
            Holder("nobody", frozenset({workshop.host_id})),
        ):
            with pytest.raises(Forbidden, match="not-allowed"):
                permissions.refuse_unless(holder, "mark attendance", session)

    def test_lists_and_single_rows_agree(self, time: cast.Time) -> None:
        workshop = self.workshop()
        other = cast.make_workshop("Zwei", host_id=cast.host("frauentreff").id)
        holders = self.holders(workshop)
        for days in (0, 1):
            time.move(days=days)
            for holder in (*holders.values(), Holder("administrator"), Holder("reader")):
                reach = permissions.reach(holder)
                listed = {row.id for row in agenda.find("coming", reach=reach).workshops}
                single = {row.id for row in (workshop, other) if reach.has(row)}
                assert listed == single, (days, holder)
                coming, _ = timetables.listed(reach, is_past=False)
                sessions = [*workshop.sessions, *other.sessions]
                assert {row.id for row in coming} == {
                    row.id for row in sessions if reach.has_session(row)
                }, (days, holder)
