"""Rules: the days they give, and what is left out; their hours stay across summer time."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from wirworkshops import clock
from wirworkshops.domain import outlines, recurrence
from wirworkshops.domain.recurrence import Day, Rule, Span
from wirworkshops.errors import Invalid

TUESDAY = date(2027, 3, 9)
rules = st.builds(
    Rule,
    first=st.dates(date(2026, 1, 1), date(2032, 1, 1)),
    weeks=st.integers(0, 8),
    times=st.integers(1, 20),
    skips_feasts=st.booleans(),
)


def days(rule: Rule) -> list[str]:
    return [str(day.on) for day in recurrence.expand(rule)]


def test_every_other_tuesday() -> None:
    assert days(Rule(TUESDAY, 2, times=4)) == [
        "2027-03-09",
        "2027-03-23",
        "2027-04-06",
        "2027-04-20",
    ]


def test_until_a_day_that_counts() -> None:
    assert days(Rule(TUESDAY, 1, until=date(2027, 3, 23))) == [
        "2027-03-09",
        "2027-03-16",
        "2027-03-23",
    ]


def test_what_is_reached_first_ends_it() -> None:
    assert len(days(Rule(TUESDAY, 1, times=9, until=date(2027, 3, 23)))) == 3


def test_the_last_of_its_weekday_in_each_month() -> None:
    assert days(Rule(date(2027, 3, 31), 0, times=3)) == ["2027-03-31", "2027-04-28", "2027-05-26"]


def test_a_feast_day_is_left_out_and_does_not_count() -> None:
    found = recurrence.expand(Rule(date(2027, 3, 19), 1, times=2))
    assert found == [
        Day(date(2027, 3, 19)),
        Day(date(2027, 3, 26), "feast", "Karfreitag"),
        Day(date(2027, 4, 2)),
    ]


def test_a_feast_day_may_be_kept() -> None:
    found = recurrence.expand(Rule(date(2027, 3, 19), 1, times=2, skips_feasts=False))
    assert found[1] == Day(date(2027, 3, 26), "", "Karfreitag")


def test_school_holidays_are_left_out() -> None:
    away = Span(date(2027, 3, 22), date(2027, 4, 2))
    assert [day.why for day in recurrence.expand(Rule(TUESDAY, 2, times=3, free=(away,)))] == [
        "",
        "free",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (Rule(TUESDAY, 1), "rule-end"),
        (Rule(TUESDAY, 1, times=0), "rule-times"),
        (Rule(TUESDAY, 1, times=61), "rule-times"),
        (Rule(TUESDAY, 1, until=TUESDAY - timedelta(days=1)), "rule-until"),
        (Rule(TUESDAY, 1, until=date(2029, 3, 9)), "rule-times"),
    ],
)
def test_a_rule_without_an_end_or_with_too_many_is_refused(rule: Rule, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        recurrence.expand(rule)
    assert refused.value.code == code


@given(rules)
def test_every_rule_keeps_its_weekday_its_order_and_its_number(rule: Rule) -> None:
    found = recurrence.expand(rule)
    held = [day for day in found if not day.why]
    assert {day.on.weekday() for day in found} == {rule.first.weekday()}
    assert [day.on for day in found] == sorted({day.on for day in found})
    assert len(held) == rule.times
    assert not found[-1].why


@given(st.integers(-400, 800))
def test_hours_stay_on_the_wall_clock_wherever_a_plan_is_moved(number: int) -> None:
    with clock.frozen(cast.NOW):
        begin = cast.dates(14)[0].starts_at
    moved = clock.local(outlines.later(begin, number))
    assert moved.time() == time(9)
    assert moved.date() - clock.local(begin).date() == timedelta(days=number)


@pytest.mark.parametrize("last_before", [date(2027, 3, 23), date(2027, 10, 26)])
@pytest.mark.usefixtures("app")
def test_a_course_keeps_its_hours_across_both_changes(last_before: date) -> None:
    plan = outlines.at_hours(cast.plan(), time(17), time(19))
    found = outlines.as_course(plan, [last_before, last_before + timedelta(days=7)]).sessions
    hours = [(clock.local(one.starts_at).hour, clock.local(one.ends_at).hour) for one in found]
    assert hours == [(17, 19), (17, 19)]
    apart = found[1].starts_at - found[0].starts_at
    assert apart in (timedelta(days=7, hours=-1), timedelta(days=7, hours=1))
