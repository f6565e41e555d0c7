"""keep_locks."""

from timetabler.models.resources import Lock
from timetabler.models.span import Span

from .world import World, course, deviations, placed, rule, school

S1, S2 = Span(0, 540, 600), Span(0, 600, 660)
LOCKED = school(
    course("1A PE", "pat|sue", 2, rooms="hall oval"),
    course("1A Maths"),
    days="Mon",
    day="S1 S2 S3",
    locks=(
        Lock("1A PE", S1, "hall", "pat"),
        Lock("1A PE", S2),
        Lock("1A PE", S2),  # said twice
        Lock("1A PE", None, "oval", "sue"),
        Lock("1A Maths", S2, None, "amy"),
    ),
)
RULE = rule("{kind: keep_locks}")
WORLDS = (World(LOCKED, "{kind: keep_locks}"),)


def test_a_missing_lesson_breaks_all_of_its_lock() -> None:
    timetable = placed(LOCKED, "1A PE: Mon S2 oval sue", "1A Maths: Mon S2")
    assert deviations(RULE, timetable) == {"1A PE|on Mon S1|in hall|with pat": 3}


def test_a_lock_without_time_is_about_every_lesson() -> None:
    timetable = placed(
        LOCKED, "1A PE: Mon S1 hall pat", "1A PE: Mon S2 hall sue", "1A Maths: Mon S2"
    )
    assert deviations(RULE, timetable) == {"1A PE|in oval|with sue": 3}


def test_lessons_as_locked_are_not_shown() -> None:
    timetable = placed(LOCKED, "1A PE: Mon S2 oval sue", "1A PE: Mon S3 hall sue")
    shown = {p.key: list(RULE.witnesses(p, timetable)) for p in RULE.points(LOCKED)}
    second, third = timetable.placements
    assert shown["1A PE|on Mon S2"] == [third]
    assert shown["1A PE|in oval|with sue"] == [third]
    assert shown["1A PE|on Mon S1|in hall|with pat"] == [second, third]
