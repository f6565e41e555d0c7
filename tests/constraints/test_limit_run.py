"""limit_run."""

from dataclasses import replace

from timetabler.models.span import Span

from .world import World, course, deviations, placed, rule, school

DAY = school(
    course("1A PE", "pat", 2),
    course("1B PE", "pat", (2,)),
    classes="1A=amy 1B=bob",
    day="S1 . S2 S3 | S4",
    days="Mon",
)
SPLIT_BELLS = school(
    course("1A PE", "pat", 3),
    course("1B PE", "pat", 2),
    classes="1A=amy 1B=bob",
    day={"1A": "S1 S2 | S3", "1B": "S1 | S2 S3"},
    days="Mon",
)
LONG = school(course("1A PE", "pat", 5, minutes=30), days="Mon", day="S1 S2")
TAGGED = school(course("1A PE", "pat", 2, tags="loud"), course("1A Art", "pat", 2), day="S1 S2 S3")
TWO = rule("{kind: limit_run, teachers: pat, at_most: 2}")
PUPILS = school(
    course("red PE", "pat", 2, tags="loud"),
    course("1A Art", "kim"),
    groups={"red": "1A"},
    classes="1A",
    day="S1 S2 S3",
    days="Mon",
)
WORLDS = (
    World(PUPILS, "{kind: limit_run, classes: 1A, at_most: 1, once: true, weight: 1}"),
    World(PUPILS, "{kind: limit_run, groups: red, at_most: 1, tags: loud}"),
    World(DAY, "{kind: limit_run, at_most: 2}", "{kind: limit_run, at_most: 1}"),
    World(DAY, "{kind: limit_run, teachers: [pat, amy], at_most: 120, unit: minutes}"),
    World(SPLIT_BELLS, "{kind: limit_run, at_most: 1}"),
    World(DAY, "{kind: limit_run, at_most: 1, once: true, weight: 1}"),
    World(LONG, "{kind: limit_run, at_most: 90, unit: minutes, once: true, weight: 1}"),
    World(TAGGED, "{kind: limit_run, teachers: pat, at_most: 1, tags: loud, weight: 1}"),
)


def test_a_double_is_two_periods_and_a_break_ends_a_run() -> None:
    whole_day = placed(DAY, "1B PE: Mon S1-S2", "1A PE: Mon S3", "1A PE: Mon S4")
    assert deviations(TWO, whole_day) == {"pat|Mon S1": 1}
    morning = placed(DAY, "1B PE: Mon S1-S2", "1A PE: Mon S4")
    assert deviations(TWO, morning) == {}


def test_a_run_deviates_in_every_period_in_which_it_is_too_long() -> None:
    one = rule("{kind: limit_run, teachers: pat, at_most: 1}")
    assert deviations(one, placed(DAY, "1B PE: Mon S1-S2", "1A PE: Mon S3")) == {"pat|Mon S1": 2}


def test_minutes_leave_out_passing_time() -> None:
    hours = rule("{kind: limit_run, teachers: pat, at_most: 120, unit: minutes}")
    assert deviations(hours, placed(DAY, "1B PE: Mon S1-S2")) == {}
    assert deviations(hours, placed(DAY, "1B PE: Mon S1-S2", "1A PE: Mon S3")) != {}


def test_blocks_of_different_bells_do_not_overlap() -> None:
    # 1A: 9-10, 10-11, 11:30-12:30; 1B: 9-10, 10:30-11:30, 11:30-12:30
    nine, ten, half_past_eleven = Span(0, 540, 600), Span(0, 600, 660), Span(0, 690, 750)
    assert SPLIT_BELLS.blocks(["1A", "1B"]) == ((nine, ten), (half_past_eleven,))
    assert SPLIT_BELLS.blocks(["1B"]) == ((nine,), (Span(0, 630, 690), half_past_eleven))


def test_runs_count_once_however_long_they_are() -> None:
    runs = rule("{kind: limit_run, teachers: pat, at_most: 1, once: true, weight: 2}")
    timetable = placed(DAY, "1B PE: Mon S1-S2", "1A PE: Mon S3", "1A PE: Mon S4")
    assert deviations(runs, timetable) == {"pat|Mon S1": 1}
    twice = school(course("1A PE", "pat", 4), day="S1 S2 S3 S4 S5", days="Mon")
    lessons = ("1A PE: Mon S1", "1A PE: Mon S2", "1A PE: Mon S4", "1A PE: Mon S5")
    assert deviations(runs, placed(twice, *lessons)) == {"pat|Mon S1": 2}
    assert runs.amount(2) == "2 runs"


def test_only_tagged_lessons_make_a_run() -> None:
    loud = rule("{kind: limit_run, teachers: pat, at_most: 1, tags: loud}")
    timetable = placed(TAGGED, "1A PE: Mon S1", "1A Art: Mon S2", "1A PE: Mon S3")
    assert deviations(loud, timetable) == {}
    assert deviations(loud, placed(TAGGED, "1A PE: Mon S1", "1A PE: Mon S2")) == {"pat|Mon S1": 1}
    assert loud.title() == "At most 1 period tagged loud in a row without a pause for pat"


def test_pupils_who_are_away_are_no_pause_for_their_teacher() -> None:
    town = school(
        course("1A PE", "pat"),
        course("1B PE", "pat", 2),
        classes="1A=amy 1B=bob",
        days="Mon",
        day="S1 S2 S3",
    )
    away = replace(
        town, classes=(replace(town.classes[0], away=town.times(["S2"])), town.classes[1])
    )
    timetable = placed(away, "1A PE: Mon S1", "1B PE: Mon S2", "1B PE: Mon S3")
    assert deviations(TWO, timetable) == {"pat|Mon S1": 1}


def test_runs_of_pupils() -> None:
    two = rule("{kind: limit_run, classes: all, at_most: 1, once: true, weight: 1}")
    lessons = ("red PE: Mon S1", "1A Art: Mon S2", "red PE: Mon S3")
    assert deviations(two, placed(PUPILS, *lessons)) == {"1A red|Mon S1": 1}
    loud = rule("{kind: limit_run, classes: all, at_most: 1, tags: loud}")
    assert deviations(loud, placed(PUPILS, *lessons)) == {}
    assert loud.sentence(next(iter(loud.points(PUPILS)))) == (
        "1A (red) has at most 1 period tagged loud in a row between Mon S1 and Mon S3"
    )
