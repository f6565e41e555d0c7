"""separate_days."""

from itertools import combinations, combinations_with_replacement

import pytest

from timetabler.constraints.days_open import most_apart
from timetabler.constraints.separate_days import fewest_by_distances, fewest_by_windows

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A PE", "pat", (2, 1)), course("1A Art", "mia", 2), day="S1 S2", days="Mon Tue Wed"
)
FORTNIGHT = school(course("1A PE", "pat", 2), days="Mon Tue", weeks="A B")
STAFF = school(
    course("- Meeting", "pat & mia", tags="staff"),
    course("- Planning", "pat", tags="staff"),
    course("1A PE", "pat", 2),
    days="Mon Tue Wed",
    day="S1",
)
FULL = school(course("1A PE", "pat", 4), day="S1 S2", days="Mon Tue Wed")
PART_TIME = school(
    course("1A Tutor", "nik", 2, rooms="hall"),
    course("1B Art", "mia"),
    days="Mon Tue Wed",
    classes="1A=amy 1B=bob",
    away={"nik": "Wed"},
)
NEVER = school(course("1A PE", "pat", 2), away={"pat": "Mon, Tue"})
ALONE = rule("{kind: separate_days}")
TWO = rule("{kind: separate_days, at_least: 2}")
STAFF_TWO = rule("{kind: separate_days, tags: staff, each: scope, at_least: 2}")
WORLDS = (
    World(
        TINY,
        "{kind: separate_days, subjects: PE, weight: 3}",
        "{kind: separate_days, at_least: 2}",
        "{kind: separate_days, at_least: 2, each: scope, subjects: PE, weight: 5}",
    ),
    World(FORTNIGHT, "{kind: separate_days, at_least: 1}"),
    World(STAFF, "{kind: separate_days, tags: staff, each: scope, at_least: 2}"),
    World(FULL, "{kind: separate_days}", "{kind: separate_days, at_least: 4}", impossible=True),
    World(PART_TIME, "{kind: separate_days, at_least: 2, teachers: nik}", impossible=True),
    World(NEVER, "{kind: separate_days}", impossible=True),
)


def test_every_pair_on_one_day_misses_a_day() -> None:
    three = school(course("1A PE", "pat", 3), day="S1 S2 S3", days="Mon")
    together = placed(three, "1A PE: Mon S1", "1A PE: Mon S2", "1A PE: Mon S3")
    assert deviations(ALONE, together) == {"1A PE": 3}
    assert deviations(rule("{kind: separate_days, at_least: 3}"), together) == {"1A PE": 9}
    assert ALONE.amount(3) == "3 days"


def test_days_missing_between_neighbours_and_beyond() -> None:
    timetable = placed(FULL, *(f"1A PE: {when}" for when in ("Mon S1", "Tue S1", "Wed S1")))
    assert deviations(TWO, timetable) == {"1A PE": 2}
    assert deviations(rule("{kind: separate_days, at_least: 3}"), timetable) == {"1A PE": 5}


def test_the_last_day_is_far_from_the_first() -> None:
    assert deviations(TWO, placed(TINY, "1A Art: Mon S1", "1A Art: Wed S2")) == {}


def test_joint_lessons_are_as_if_of_one_course() -> None:
    timetable = placed(STAFF, "- Meeting: Mon S1", "- Planning: Tue S1", "1A PE: Mon S1")
    assert deviations(STAFF_TWO, timetable) == {"all": 1}
    assert deviations(TWO, timetable) == {}
    (point,) = STAFF_TWO.points(STAFF)
    assert STAFF_TWO.sentence(point) == STAFF_TWO.title()
    assert STAFF_TWO.title() == "Any two lessons tagged staff are at least 2 days apart"


def test_more_lessons_than_days_so_far_apart() -> None:
    assert [s.message for s in TWO.shortage(PART_TIME)] == [
        "1A Tutor: 2 lessons a week, each 2 days or more from the next, but a lesson can be only "
        "on Mon and Tue (Nik is on site on Mon and Tue)"
    ]
    assert list(ALONE.shortage(PART_TIME)) == []
    together = rule("{kind: separate_days, each: scope, tags: staff, at_least: 3}")
    assert [s.message for s in together.shortage(STAFF)] == [
        "The lessons tagged staff: 2 lessons a week, each 3 days or more from the next, but a "
        "lesson can be only on Mon-Wed"
    ]


@pytest.mark.parametrize("apart", [1, 2, 3, 5])
def test_the_floor_is_what_trying_every_choice_of_days_finds(apart: int) -> None:
    """It is never too high; exact for different days, and where lessons can be on every day."""
    for size in range(1, 6):
        for days in combinations(range(5), size):
            for lessons in range(1, 7):
                least = min(
                    sum(max(0, apart - (b - a)) for a, b in combinations(chosen, 2))
                    for chosen in combinations_with_replacement(days, lessons)
                )
                floor = max(
                    fewest_by_windows(lessons, most_apart(days, apart)),
                    fewest_by_distances(lessons, days[-1] - days[0], apart),
                )
                assert floor <= least
                assert (floor > 0) == (least > 0)
                if apart == 1:
                    assert floor == least
