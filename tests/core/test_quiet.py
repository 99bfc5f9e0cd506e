"""When somebody is written to: the clock on their own wall decides, on days of 23 and 25 hours as well."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.core.quiet import HowOften, Wish, is_due, is_quiet, last_daily

NEW_YORK = ZoneInfo("America/New_York")
AT_ONCE, DAILY = HowOften.AT_ONCE, HowOften.DAILY
A_WHILE, A_DAY = timedelta(minutes=5), timedelta(hours=24)


def wish(how_often: HowOften = AT_ONCE, quiet: tuple[time, time] | None = None, zone: ZoneInfo = NEW_YORK) -> Wish:
    begins, ends = quiet or (None, None)
    return Wish(how_often=how_often, zone=zone, quiet_from=begins, quiet_until=ends)


def local(*when: int) -> datetime:
    return datetime(*when, tzinfo=NEW_YORK)  # type: ignore[misc,arg-type]


NIGHT, LUNCH = (time(20), time(7)), (time(12), time(13))


@pytest.mark.parametrize(
    ("quiet", "at", "expected"),
    [
        (NIGHT, local(2026, 3, 4, 19, 59), False),
        (NIGHT, local(2026, 3, 4, 20, 0), True),
        (NIGHT, local(2026, 3, 5, 3, 0), True),
        (NIGHT, local(2026, 3, 5, 7, 0), False),
        (LUNCH, local(2026, 3, 4, 12, 30), True),
        (LUNCH, local(2026, 3, 4, 13, 0), False),
        ((time(9), time(9)), local(2026, 3, 4, 9, 0), False),
        (None, local(2026, 3, 4, 3, 0), False),
    ],
)
def test_quiet_hours_go_over_midnight(quiet: tuple[time, time] | None, at: datetime, expected: bool) -> None:
    assert is_quiet(at.astimezone(UTC), wish(quiet=quiet)) is expected


def test_the_same_moment_is_night_for_one_and_day_for_another() -> None:
    at = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)  # 5 am in New York, midnight in Honolulu, 11 am in Berlin

    assert is_quiet(at, wish(quiet=NIGHT))
    assert is_quiet(at, wish(quiet=NIGHT, zone=ZoneInfo("Pacific/Honolulu")))
    assert not is_quiet(at, wish(quiet=NIGHT, zone=ZoneInfo("Europe/Berlin")))


def test_what_comes_close_together_is_gathered() -> None:
    at = local(2026, 3, 4, 10, 0)

    assert not is_due(at - timedelta(seconds=5), at=at, wish=wish())
    assert is_due(at - timedelta(seconds=31), at=at, wish=wish())


def test_what_comes_in_quiet_hours_waits_for_their_end() -> None:
    came = local(2026, 3, 4, 22, 0)

    assert not is_due(came, at=local(2026, 3, 5, 6, 59), wish=wish(quiet=NIGHT))
    assert is_due(came, at=local(2026, 3, 5, 7, 0), wish=wish(quiet=NIGHT))


def test_the_letter_of_a_day_goes_out_at_eight_and_waits_for_the_end_of_quiet_hours() -> None:
    came = local(2026, 3, 4, 11, 0)
    sleeper = wish(DAILY, quiet=(time(20), time(9, 30)))

    assert not is_due(came, at=local(2026, 3, 5, 7, 59), wish=wish(DAILY))
    assert is_due(came, at=local(2026, 3, 5, 8, 0), wish=wish(DAILY))
    assert not is_due(came, at=local(2026, 3, 5, 8, 0), wish=sleeper)
    assert is_due(came, at=local(2026, 3, 5, 9, 30), wish=sleeper)


def test_a_worker_that_was_down_at_eight_sends_it_when_it_is_back() -> None:
    assert is_due(local(2026, 3, 4, 11, 0), at=local(2026, 3, 5, 15, 0), wish=wish(DAILY))


@pytest.mark.parametrize("night", [local(2026, 3, 8), local(2026, 11, 1)], ids=["23 hours", "25 hours"])
def test_eight_is_eight_when_the_clocks_change(night: datetime) -> None:
    came = night - timedelta(hours=4)
    eight = datetime.combine(night.date(), time(8), tzinfo=NEW_YORK)

    assert not is_due(came, at=(eight.astimezone(UTC) - timedelta(minutes=1)), wish=wish(DAILY))
    assert is_due(came, at=eight.astimezone(UTC), wish=wish(DAILY))
    assert not is_quiet(eight.astimezone(UTC), wish(quiet=NIGHT))
    assert is_quiet(eight.astimezone(UTC) - timedelta(hours=2), wish(quiet=NIGHT))


def test_a_clock_that_goes_back_keeps_nothing_waiting() -> None:
    at = local(2026, 3, 4, 10, 0)

    assert is_due(at + timedelta(days=3), at=at, wish=wish())
    assert is_due(at + timedelta(days=3), at=at, wish=wish(DAILY))


def test_who_wants_no_letters_gets_none() -> None:
    assert not is_due(local(2026, 3, 1, 10, 0), at=local(2026, 3, 4, 10, 0), wish=wish(HowOften.NONE))


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@given(
    MOMENTS,
    TIMES,
    TIMES,
    st.sampled_from(["America/New_York", "Europe/Berlin", "Pacific/Honolulu", "Australia/Lord_Howe"]),
)
def test_nothing_goes_out_in_quiet_hours_and_all_within_a_day_of_their_end(
    came: datetime, begins: time, ends: time, zone: str
) -> None:
    asked = wish(DAILY, quiet=(begins, ends), zone=ZoneInfo(zone))
    moments = [came + timedelta(minutes=10 * n) for n in range(6 * 51)]
    due = [at for at in moments if is_due(came, at=at, wish=asked)]

    assert not any(is_quiet(at, asked) for at in due)
    always_quiet = all(is_quiet(at, asked) for at in moments if last_daily(at, asked) >= came)
    assert due or always_quiet
