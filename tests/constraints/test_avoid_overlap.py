"""avoid_overlap."""

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A Band", "pat|sue"),
    course("1B Band", "sue"),
    course("1C Choir", "kim", minutes=30),
    classes="1A=amy 1B=bob 1C=cal",
    day={"1A": "S1 | S2", "1B": "S1 S2", "1C": "S1 S2"},
    days="Mon",
)
ONE = rule("{kind: avoid_overlap, subjects: [Band, Choir]}")
WORLDS = (
    World(
        TINY,
        "{kind: avoid_overlap, subjects: [Band, Choir]}",
        "{kind: avoid_overlap, at_most: 2, weight: 1}",
        "{kind: avoid_overlap, teachers: [sue, kim]}",
    ),
)


def test_minutes_in_common_count_not_timeslots() -> None:
    timetable = placed(TINY, "1A Band: Mon S2", "1B Band: Mon S2")  # 10:30 and 10:00
    assert deviations(ONE, timetable) == {"all": 30}


def test_three_at_once_are_two_too_many() -> None:
    timetable = placed(TINY, "1A Band: Mon S1", "1B Band: Mon S1", "1C Choir: Mon 09:00-09:30")
    assert deviations(ONE, timetable) == {"all": 60 + 30}


def test_only_the_lessons_that_are_too_many_at_a_time_are_shown() -> None:
    timetable = placed(TINY, "1A Band: Mon S1", "1B Band: Mon S2", "1C Choir: Mon 10:30-11:00")
    (point,) = ONE.points(TINY)
    assert [p.course.id for p in ONE.witnesses(point, timetable)] == ["1B Band", "1C Choir"]


def test_as_many_courses_as_may_be_at_a_time_need_no_rule() -> None:
    assert not list(rule("{kind: avoid_overlap, at_most: 3}").points(TINY))
