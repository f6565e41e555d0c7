"""limit_idle_times."""

from dataclasses import replace

from .world import World, course, deviations, placed, rule, school

DAY = school(
    course("1A PE", "pat"),
    course("1B PE", "pat"),
    course("1A Art", "mia"),
    classes="1A=amy 1B=bob",
    day="S1 S2 | S3 S4",
    days="Mon",
)
PART_TIME = school(
    course("1A PE", "pat", 2),
    course("1B PE", "pat"),
    classes="1A=amy 1B=bob",
    day="S1 S2 S3",
    away={"pat": "Mon S2"},
)
FORTNIGHT = school(
    course("1A PE", "pat", 2),
    course("1A Art", "pat", weeks=(0,)),
    day="S1 S2 S3 S4",
    days="Mon",
    weeks="A B",
)
NONE = rule("{kind: limit_idle_times, teachers: [pat, amy]}")
FREE = school(
    course("red PE", "pat", 2),
    course("blue PE", "mia"),
    course("1A Art", "kim"),
    groups={"red/half": "1A", "blue/half": "1A"},
    classes="1A 1B=amy",
    day="S1 S2 | S3 S4",
    days="Mon",
)
WORLDS = (
    World(FREE, "{kind: limit_idle_times, classes: all}"),
    World(DAY, "{kind: limit_idle_times}", "{kind: limit_idle_times, teachers: pat, at_most: 1}"),
    World(PART_TIME, "{kind: limit_idle_times, teachers: specialists, at_most: 0, per: week}"),
    World(FORTNIGHT, "{kind: limit_idle_times, teachers: specialists, at_most: 1, per: week}"),
)


def test_breaks_and_the_ends_of_the_day_are_not_idle() -> None:
    timetable = placed(DAY, "1A PE: Mon S2", "1B PE: Mon S3", "1A Art: Mon S4")
    assert deviations(NONE, timetable) == {"amy|Mon": 1}  # S2: S1 and S3 are home time


def test_periods_between_are_idle() -> None:
    timetable = placed(DAY, "1A PE: Mon S1", "1B PE: Mon S4", "1A Art: Mon S4")
    assert deviations(NONE, timetable) == {"pat|Mon": 2}


def test_time_off_site_is_not_idle() -> None:
    timetable = placed(PART_TIME, "1A PE: Mon S1", "1B PE: Mon S3", "1A PE: Tue S1")
    assert deviations(NONE, timetable) == {}


def test_idle_periods_of_each_week() -> None:
    weekly = rule("{kind: limit_idle_times, teachers: pat, at_most: 1, per: week}")
    ends = ("1A PE: Mon A S1", "1A PE: Mon A S4", "1A PE: Mon B S1", "1A PE: Mon B S4")
    timetable = placed(FORTNIGHT, *ends, "1A Art: Mon A S2")
    assert deviations(weekly, timetable) == {"pat|B": 1}
    sentences = [weekly.sentence(p) for p in weekly.points(FORTNIGHT)]
    assert sentences[1] == "Pat has at most 1 idle period between lessons in week B"


def test_periods_without_pupils_are_idle_between_lessons() -> None:
    away = (replace(DAY.classes[0], away=DAY.times(["S2"])), DAY.classes[1])
    some = replace(DAY, classes=away)
    assert deviations(NONE, placed(some, "1A PE: Mon S1", "1B PE: Mon S3")) == {"pat|Mon": 1}


def test_a_meeting_is_work_whatever_the_classes_do() -> None:
    some = school(course("1A PE", "pat"), course("- Staff", "pat"), day="S1 S2 S3", days="Mon")
    away = replace(some, classes=(replace(some.classes[0], away=some.times(["S2-S3"])),))
    timetable = placed(away, "1A PE: Mon S1", "- Staff: Mon S3")
    assert deviations(NONE, timetable) == {"pat|Mon": 1}


def test_pupils_of_nobody_are_idle_between_lessons() -> None:
    pupils = rule("{kind: limit_idle_times, classes: 1A, per: week}")
    lessons = ("red PE: Mon S1", "red PE: Mon S4", "blue PE: Mon S3", "1A Art: Mon S2")
    assert deviations(pupils, placed(FREE, *lessons)) == {"1A red": 1}
    assert pupils.title() == "For the pupils of 1A: no idle periods between lessons a week"
    red = rule("{kind: limit_idle_times, groups: red, at_most: 1}")
    assert [p.key for p in red.points(FREE)] == ["1A red|Mon"]


def test_pupils_with_a_class_teacher_are_never_idle() -> None:
    assert not list(rule("{kind: limit_idle_times, classes: all}").points(DAY))
