"""limit_run."""

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
TWO = rule("{kind: limit_run, teachers: pat, at_most: 2}")
WORLDS = (
    World(DAY, "{kind: limit_run, at_most: 2}", "{kind: limit_run, at_most: 1}"),
    World(DAY, "{kind: limit_run, teachers: [pat, amy], at_most: 120, unit: minutes}"),
    World(SPLIT_BELLS, "{kind: limit_run, at_most: 1}"),
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
