"""avoid_clashes."""

from dataclasses import replace

from .world import World, course, deviations, placed, rule, school

SPLIT_BELLS = school(
    course("1A PE", "pat", rooms="hall"),
    course("1B PE", "pat|sue", rooms="hall"),
    classes="1A=amy 1B=bob",
    day={"1A": "S1 | S2", "1B": "S1 S2"},
    days="Mon",
)
GROUPS = school(
    course("1A Art", "mia"),
    course("red Maths", "pat"),
    course("blue Maths", "sue"),
    course("choir Music", "kim"),
    groups={"red/maths": "1A", "blue/maths": "1A", "choir": "1A"},
    days="Mon",
)
SOME = replace(GROUPS, groups=tuple(replace(group, whole=False) for group in GROUPS.groups))
ROOM_OF_TWO = school(
    course("1A PE", "pat", rooms="oval"),
    course("1B+1C PE", "sue", rooms="oval"),
    course("1B Art", "mia", rooms="R1"),
    classes="1A=amy@R1 1B=bob 1C=cal",
    holds={"oval": 2},
    days="Mon",
)
RULE = rule("{kind: avoid_clashes}")
WORLDS = tuple(
    World(world, "{kind: avoid_clashes}")
    for world in (
        SPLIT_BELLS,
        GROUPS,
        SOME,
        ROOM_OF_TWO,
        school(
            course("1A PE", "pat|sue", 2),
            course("1B PE", "pat|sue"),
            course("1C PE", "pat|sue"),
            classes="1A=pat 1B=bob 1C=bob",
            days="Mon",
        ),
    )
)


def test_a_clash_is_counted_in_minutes() -> None:
    timetable = placed(SPLIT_BELLS, "1A PE: Mon S2", "1B PE: Mon S2 pat")  # 10:30 and 10:00
    assert deviations(RULE, timetable) == {"teacher|pat": 30, "room|hall": 30}


def test_groups_of_one_split_have_no_pupil_in_common() -> None:
    timetable = placed(GROUPS, "red Maths: Mon S1", "blue Maths: Mon S1")
    assert deviations(RULE, timetable) == {}


def test_groups_apart_leave_the_class_teacher_the_others_unless_they_are_all() -> None:
    both = ("red Maths: Mon S1", "blue Maths: Mon S1")
    amy, first = GROUPS.teacher["amy"], GROUPS.moments[0]
    assert placed(GROUPS, *both).load(amy, first) == 0
    assert placed(SOME, *both).load(amy, first) == 1
    assert deviations(RULE, placed(SOME, *both)) == {}


def test_a_group_is_not_out_while_its_class_has_a_lesson() -> None:
    timetable = placed(GROUPS, "1A Art: Mon S1", "red Maths: Mon S1", "choir Music: Mon S2")
    assert deviations(RULE, timetable) == {"class|1A": 60}


def test_a_joint_lesson_takes_the_place_of_two_classes() -> None:
    timetable = placed(ROOM_OF_TWO, "1A PE: Mon S1", "1B+1C PE: Mon S1")
    assert deviations(RULE, timetable) == {"room|oval": 60}


def test_home_time_fills_the_home_room() -> None:
    timetable = placed(ROOM_OF_TWO, "1B Art: Mon S1")  # in R1, where 1A is with Amy
    assert deviations(RULE, timetable) == {"room|R1": 60}


def test_one_class_teacher_of_two_classes_is_in_two_homes_at_once() -> None:
    two = school(course("1A Art", "mia"), classes="1A=amy 1B=amy", days="Mon")
    assert deviations(RULE, placed(two, "1A Art: Mon S1")) == {"teacher|amy": 60}


def test_only_lessons_that_clash_are_shown() -> None:
    other = school(course("1A PE", "pat", 2), course("1B PE", "pat"), classes="1A 1B", days="Mon")
    timetable = placed(other, "1A PE: Mon S1", "1A PE: Mon S2", "1B PE: Mon S2")
    (pat,) = (p for p in RULE.points(other) if p.key == "teacher|pat")
    assert list(RULE.witnesses(pat, timetable)) == list(timetable.placements[1:])
