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
