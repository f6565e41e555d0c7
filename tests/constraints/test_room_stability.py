"""room_stability."""

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A Art", "mia|jo", 2, rooms="red blue"),
    course("1A Music", "kim", rooms="blue green"),
    days="Mon",
)
WORLDS = (
    World(
        TINY,
        "{kind: room_stability, subjects: Art}",
        "{kind: room_stability, per: class, at_most: 2, weight: 4}",
        "{kind: room_stability, teachers: mia}",
        "{kind: room_stability, per: scope, at_most: 2}",
    ),
)


def test_rooms_after_the_first_count() -> None:
    one = rule("{kind: room_stability}")
    assert deviations(one, placed(TINY, "1A Art: Mon S1 red", "1A Art: Mon S2 red")) == {}
    assert deviations(one, placed(TINY, "1A Art: Mon S1 red", "1A Art: Mon S2 blue")) == {
        "1A Art": 1
    }


def test_per_class_all_its_lessons_share_the_rooms() -> None:
    one = rule("{kind: room_stability, per: class}")
    timetable = placed(TINY, "1A Art: Mon S1 red", "1A Art: Mon S2 blue", "1A Music: Mon S2 green")
    assert deviations(one, timetable) == {"1A": 2}


def test_all_in_scope_share_the_rooms() -> None:
    one = rule("{kind: room_stability, per: scope}")
    timetable = placed(TINY, "1A Art: Mon S1 red", "1A Music: Mon S2 green")
    assert deviations(one, timetable) == {"all": 1}
    (point,) = one.points(TINY)
    assert one.sentence(point) == one.title() == "All lessons use at most 1 room"


def test_no_choice_no_point() -> None:
    one_room = school(course("1A Art", "mia", 2, rooms="red"))
    one_lesson = school(course("1A Art", "mia", rooms="red blue"))
    assert not list(rule("{kind: room_stability}").points(one_room))
    assert not list(rule("{kind: room_stability}").points(one_lesson))
