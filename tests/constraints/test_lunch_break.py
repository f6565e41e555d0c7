"""lunch_break."""

from .world import World, course, deviations, placed, rule, school

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
HALF_HOUR = '{kind: lunch_break, teachers: specialists, times: "10:30-12:00", minutes: 30}'
WORLDS = (
    World(DAY, HALF_HOUR, "{kind: lunch_break, times: [S2, S3]}"),
    World(DAY, '{kind: lunch_break, times: ["10:15-11:15", S3], minutes: 45}'),
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
