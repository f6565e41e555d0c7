"""What follows what: the periods of several bells in one row, and in blocks."""

from dataclasses import replace

from constraints.tiny import course, school
from timetabler.models.span import Span

SPLIT = school(
    course("1A PE", "pat"),
    course("1B PE", "pat"),
    course("- Staff", "kim"),
    classes="1A=amy 1B=bob",
    day={"1A": "S1 S2 | S3", "1B": "S1 | S2 S3"},
    days="Mon",
)
"""1A: 9-10, 10-11, recess, 11:30-12:30; 1B: 9-10, recess, 10:30-11:30, 11:30-12:30."""
NINE, TEN, LATE = Span(0, 540, 600), Span(0, 600, 660), Span(0, 690, 750)


def test_of_periods_that_overlap_the_one_that_ends_first_is_taken() -> None:
    assert SPLIT.timeline(["1A", "1B"], "lesson") == (NINE, TEN, LATE)
    assert SPLIT.timeline(["1B"], "lesson") == (NINE, Span(0, 630, 690), LATE)


def test_breaks_are_in_the_row_if_they_are_asked_for() -> None:
    assert SPLIT.timeline(["1A"], "lesson", "break") == (NINE, TEN, Span(0, 660, 690), LATE)


def test_a_class_that_is_away_takes_no_period_from_its_teachers() -> None:
    first, second = SPLIT.classes
    away = replace(SPLIT, classes=(replace(first, away=(TEN,)), second))
    assert away.blocks(["1A"]) == ((NINE, TEN), (LATE,))
    assert [p.span for p in away.periods("1A", "lesson")] == [NINE, LATE]
    assert [p.span for p in away.rung("1A") if p.kind == "lesson"] == [NINE, TEN, LATE]


def test_teachers_follow_the_bells_of_their_classes_and_of_meetings() -> None:
    assert SPLIT.lesson_blocks["pat"] == SPLIT.blocks(["1A", "1B"])
    assert SPLIT.lesson_blocks["bob"] == SPLIT.blocks(["1B"])
    assert SPLIT.lesson_blocks["kim"] == SPLIT.blocks([None])
    courses = [SPLIT.course[name] for name in ("- Staff", "1B PE", "1A PE", "1B PE")]
    assert SPLIT.bells_of_all(courses) == (None, "1B", "1A")
