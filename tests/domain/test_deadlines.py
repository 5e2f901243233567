"""Deadlines: each rule by table and by property, across nights, holidays and summer time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirworkshops import clock
from wirworkshops.domain import deadlines

DAY, NIGHT = time(8), time(20)


def berlin(text: str) -> datetime:
    """Return the instant of a local day and hour such as "2027-03-25 15:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.BERLIN).astimezone(UTC)


def said(instant: datetime | None) -> str:
    return clock.local(instant).strftime("%Y-%m-%d %H:%M") if instant else ""


FIRST, LAST = datetime(2026, 1, 1), datetime(2029, 12, 31)  # noqa: DTZ001  # so hypothesis wants them
instants = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
hours = st.integers(1, 200)


# Holds


@pytest.mark.parametrize(
    ("now", "starts", "until"),
    [
        ("2027-03-03 09:00", "2027-03-20 09:00", "2027-03-04 09:00"),
        ("2027-03-03 09:00", "2027-03-03 18:00", "2027-03-03 17:00"),  # an hour before
        ("2027-03-03 17:00", "2027-03-03 18:00", "2027-03-03 18:00"),  # then to the start
        ("2027-03-03 17:30", "2027-03-03 18:00", "2027-03-03 18:00"),
        ("2027-03-27 12:00", "2027-04-20 09:00", "2027-03-28 13:00"),  # 24 hours that pass
        ("2027-10-30 12:00", "2027-11-20 09:00", "2027-10-31 11:00"),
    ],
)
def test_a_hold_lasts_its_hours_and_ends_before_the_start(
    now: str, starts: str, until: str
) -> None:
    assert said(deadlines.hold_until(berlin(now), berlin(starts), 24)) == until


@given(now=instants, ahead=st.integers(1, 60 * 24 * 30), length=hours)
def test_a_hold_is_never_over_at_once_nor_after_the_start(
    now: datetime, ahead: int, length: int
) -> None:
    starts_at = now + timedelta(minutes=ahead)
    assert now < deadlines.hold_until(now, starts_at, length) <= starts_at


# Days of rest


@pytest.mark.parametrize(
    ("day", "rests"),
    [
        ("2027-03-26", True),  # Good Friday
        ("2027-03-27", False),  # the Saturday after it
        ("2027-03-28", True),  # a Sunday
        ("2027-03-29", True),  # Easter Monday
        ("2027-05-27", True),  # Fronleichnam: a holiday in Hesse
        ("2028-10-03", True),  # a Tuesday
        ("2028-12-25", True),
        ("2028-12-26", True),
        ("2028-11-01", False),  # All Saints: not in Hesse
        ("2028-12-27", False),
    ],
)
def test_sundays_and_the_holidays_of_hesse_are_days_of_rest(day: str, rests: bool) -> None:
    assert deadlines.is_rest_day(date.fromisoformat(day)) is rests


# Offers


@pytest.mark.parametrize(
    ("now", "length", "until"),
    [
        ("2027-03-03 09:00", 3, "2027-03-03 12:00"),
        ("2027-03-03 09:00", 24, "2027-03-05 09:00"),  # two days of twelve hours
        ("2027-03-03 19:00", 3, "2027-03-04 10:00"),  # pauses at night
        ("2027-03-03 23:00", 3, "2027-03-04 11:00"),
        ("2027-03-03 03:00", 3, "2027-03-03 11:00"),
        ("2027-03-03 17:00", 3, "2027-03-03 20:00"),  # to the very end of the day
        ("2027-03-06 18:00", 3, "2027-03-08 09:00"),  # Saturday evening to Monday
        ("2027-03-07 12:00", 3, "2027-03-08 11:00"),  # made on a Sunday
        ("2027-03-25 15:00", 24, "2027-03-30 15:00"),  # Easter, and summer time begins in it
        ("2027-03-27 15:00", 6, "2027-03-30 09:00"),
        ("2027-10-30 15:00", 6, "2027-11-01 09:00"),  # summer time ends on the Sunday
        ("2028-10-02 15:00", 6, "2028-10-04 09:00"),  # Day of German Unity
        ("2027-05-26 15:00", 6, "2027-05-28 09:00"),  # Fronleichnam
        ("2028-12-23 15:00", 6, "2028-12-27 09:00"),  # Sunday, then Christmas
    ],
)
def test_an_offers_hours_run_by_day_on_working_days(now: str, length: int, until: str) -> None:
    assert said(deadlines.after_waking_hours(berlin(now), length)) == until
    assert said(deadlines.offer_until(berlin(now), berlin("2030-01-15 10:00"), length)) == until


@pytest.mark.parametrize(
    ("starts", "latest"),
    [
        ("2027-03-05 10:00", "2027-03-04 10:00"),
        ("2027-03-05 22:00", "2027-03-04 20:00"),  # not in the night
        ("2027-03-05 07:00", "2027-03-03 20:00"),
        ("2027-03-05 08:00", "2027-03-03 20:00"),
        ("2027-03-08 10:00", "2027-03-06 20:00"),  # a Monday: Sunday is none
        ("2027-03-30 10:00", "2027-03-27 20:00"),  # the Tuesday after Easter
        ("2027-03-31 10:00", "2027-03-30 10:00"),
        ("2027-11-01 10:00", "2027-10-30 20:00"),
        ("2028-12-28 10:00", "2028-12-27 10:00"),
        ("2028-12-27 10:00", "2028-12-23 20:00"),
    ],
)
def test_offers_end_a_day_before_the_start_or_earlier(starts: str, latest: str) -> None:
    assert said(deadlines.last_call_at(berlin(starts))) == latest
    offered_at = berlin(latest) - timedelta(days=20)
    assert said(deadlines.offer_until(offered_at, berlin(starts), 24 * 12)) == latest


def test_a_day_before_the_start_is_24_hours_when_summer_time_begins_or_ends() -> None:
    everybody_works = {"is_rest": lambda _: False}
    begins = deadlines.last_call_at(berlin("2027-03-28 12:00"), **everybody_works)
    assert said(begins) == "2027-03-27 11:00"
    ends = deadlines.last_call_at(berlin("2027-10-31 12:00"), **everybody_works)
    assert said(ends) == "2027-10-30 13:00"


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2027-03-04 06:59", "2027-03-04 12:00"),
        ("2027-03-04 09:00", "2027-03-04 12:00"),  # three hours left: the shortest there is
        ("2027-03-04 09:01", ""),
        ("2027-03-04 18:00", ""),
        ("2027-03-05 11:00", ""),
        ("2027-03-03 19:59", "2027-03-04 12:00"),
    ],
)
def test_with_less_than_three_hours_left_there_is_no_offer(now: str, until: str) -> None:
    assert said(deadlines.offer_until(berlin(now), berlin("2027-03-05 12:00"), 24)) == until


@given(now=instants, ahead=st.integers(1, 60 * 24 * 40), length=hours)
def test_no_offer_ends_at_night_on_a_day_of_rest_or_near_the_start(
    now: datetime, ahead: int, length: int
) -> None:
    starts_at = now + timedelta(minutes=ahead)
    until = deadlines.offer_until(now, starts_at, length)
    if until is None:
        return
    local = clock.local(until)
    assert DAY < local.time() <= NIGHT
    assert not deadlines.is_rest_day(local.date())
    assert now < until <= starts_at - deadlines.LAST_CALL


@given(now=instants, ahead=st.integers(1, 60 * 24 * 40), one=hours, other=hours)
def test_a_longer_offer_never_ends_earlier(now: datetime, ahead: int, one: int, other: int) -> None:
    starts_at = now + timedelta(minutes=ahead)
    short, long = (deadlines.offer_until(now, starts_at, n) for n in sorted((one, other)))
    assert (short is None) == (long is None)
    if short and long:
        assert short <= long


@given(now=instants, later=st.integers(0, 60 * 24 * 10), length=hours)
def test_who_is_offered_a_seat_later_has_no_less_time(
    now: datetime, later: int, length: int
) -> None:
    first = deadlines.after_waking_hours(now, length)
    second = deadlines.after_waking_hours(now + timedelta(minutes=later), length)
    assert first <= second
    assert first - now >= timedelta(hours=length)


# Withdrawals


@pytest.mark.parametrize(
    ("now", "late"),
    [
        ("2027-03-27 13:00", False),  # the night between them has 23 hours
        ("2027-03-27 14:00", True),
        ("2027-03-27 12:59", False),
        ("2027-03-28 13:00", True),
    ],
)
def test_who_withdraws_within_24_hours_is_late(now: str, late: bool) -> None:
    starts = "2027-03-28 14:00"
    assert deadlines.is_late(berlin(now), berlin(starts)) is late
