"""lunch_break."""

import pytest

from .world import World, course, deviations, duty, need, placed, rule, school

MIDDAY = 11 * 60 + 30
DAY = school(
    course("1A PE", "pat"),
    course("1B PE", "pat"),
    course("1A Art", "mia"),
    course("1A Library", "mia", minutes=30),
    classes="1A=amy 1B=bob",
    day="S1 S2 S3",
    days="Mon",
    marks=(MIDDAY - 60,),
)  # 9:00 to 12:00
STAGGERED = school(
    course("1A PE", "pat"),
    course("2B PE", "pat"),
    classes="1A=amy 2B=bob",
    day={"1A": "S1 | S2 S3", "2B": "S1 S2 | S3"},
    away={"pat": "Tue"},
)
DUTIES = school(
    course("1A PE", "pat"),
    day="S1 | S2",
    days="Mon",
    duties=[
        duty("yard, Mon early", "Mon 10:00-10:15", "pat|amy|ada"),
        duty("yard, Mon late", "Mon 10:15-10:30", "pat"),
    ],
    needs=[need("N1", "1A", 60, "ada", times="S1")],
)
HALF_HOUR = '{kind: lunch_break, teachers: specialists, times: "10:30-12:00", minutes: 30}'
WORLDS = (
    World(DAY, HALF_HOUR, "{kind: lunch_break, times: [S2, S3]}"),
    World(DAY, '{kind: lunch_break, times: ["10:15-11:15", S3], minutes: 45}'),
    World(
        DUTIES,
        '{kind: lunch_break, teachers: everybody, times: "09:45-10:30", minutes: 30}',
        '{kind: lunch_break, teachers: [pat, ada], times: "09:45-10:30", minutes: 45,'
        " minutes_on_duty: 20}",
    ),
    World(STAGGERED, "{kind: lunch_break, teachers: specialists, times: [Mon S2, Tue S2]}"),
)


def test_half_an_hour_anywhere_between() -> None:
    free = placed(DAY, "1A PE: Mon S2", "1A Art: Mon S3")
    assert deviations(rule(HALF_HOUR), free) == {}
    full = placed(DAY, "1A PE: Mon S2", "1B PE: Mon S3")
    assert deviations(rule(HALF_HOUR), full) == {"pat|Mon": 1}


def test_shorter_gaps_do_not_add_up() -> None:
    hour = rule('{kind: lunch_break, teachers: mia, times: "10:00-11:30", minutes: 60}')
    assert deviations(hour, placed(DAY, "1A Library: Mon 10:30-11:00")) == {"mia|Mon": 1}
    assert deviations(hour, placed(DAY, "1A Library: Mon 10:00-10:30")) == {}


def test_home_time_is_no_lunch() -> None:
    lunch = rule("{kind: lunch_break, teachers: amy, times: S2}")
    assert deviations(lunch, placed(DAY, "1A Art: Mon S3")) == {"amy|Mon": 1}
    assert deviations(lunch, placed(DAY, "1A Art: Mon S2")) == {}


def test_a_timeslot_at_several_times_is_free_at_one_of_them() -> None:
    lunch = rule("{kind: lunch_break, teachers: pat, times: S2}")  # 10:30-11:30, 10:00-11:00
    assert deviations(lunch, placed(STAGGERED, "1A PE: Mon S3", "2B PE: Mon S3")) == {}
    assert deviations(lunch, placed(STAGGERED, "1A PE: Mon S2")) == {"pat|Mon": 1}
    assert deviations(lunch, placed(STAGGERED, "1A PE: Mon S3", "2B PE: Mon S1")) == {}


def test_duty_is_no_lunch() -> None:
    early = placed(DUTIES, "1A PE: Mon S2", "yard, Mon early: pat amy", "yard, Mon late: pat")
    lunch = '{kind: lunch_break, teachers: everybody, times: "10:00-10:30", minutes: %d}'
    assert deviations(rule(lunch % 15), early) == {"pat|Mon": 1}
    assert deviations(rule(lunch % 20), early) == {"pat|Mon": 1, "amy|Mon": 1}


def test_yard_duty_may_take_a_part_where_the_meal_is_shorter_then() -> None:
    text = '{kind: lunch_break, teachers: everybody, times: "10:00-10:30", minutes: 30, '
    lunch = rule(text + "minutes_on_duty: 15}")
    one = placed(DUTIES, "1A PE: Mon S2", "yard, Mon early: pat amy ada")
    assert deviations(lunch, one) == {}
    both = placed(DUTIES, "1A PE: Mon S2", "yard, Mon early: pat", "yard, Mon late: pat")
    assert deviations(lunch, both) == {"pat|Mon": 1}
    assert lunch.sentence(next(iter(lunch.points(DUTIES)))) == (
        "Amy is free for 30 minutes within 10:00-10:30, 15 of them free of yard duty on Mon"
    )


def test_support_in_class_is_no_yard_duty() -> None:
    text = '{kind: lunch_break, teachers: aides, times: "09:30-10:30", minutes: 60, '
    lunch = rule(text + "minutes_on_duty: 15}")
    assert deviations(lunch, placed(DUTIES, "yard, Mon early: ada")) == {}
    assert deviations(lunch, placed(DUTIES, "N1, Mon S1: ada")) == {"ada|Mon": 1}


def test_times_that_are_not_written_are_those_of_the_pack() -> None:
    left = rule("{kind: lunch_break}")
    figures = {"times": "meal_times", "minutes": "meal_minutes"}
    assert left.unwritten() == {**figures, "minutes_on_duty": "meal_minutes_on_duty"}
    filled = left.filled({"times": "10:30-12:00", "minutes": 30})
    assert filled == rule('{kind: lunch_break, times: "10:30-12:00", minutes: 30}')
    assert rule("{kind: lunch_break, times: S2}").unwritten() == {}  # the whole of S2
    with pytest.raises(ValueError, match="neither the rule nor the pack"):
        deviations(left, placed(DAY))
