"""start_early."""

from .world import World, course, deviations, placed, rule, school

FREE = school(
    course("red PE", "pat", 2),
    course("blue PE", "mia"),
    course("1A Art", "pat"),
    groups={"red/half": "1A", "blue/half": "1A"},
    classes="1A",
    day="S1 S2 S3",
)
SHARED = school(course("1A PE", "pat", 2), classes="1A=amy:Tue", day="S1 S2 S3")
FORTNIGHT = school(course("1A PE", "pat", 2), classes="1A", day="S1 S2 S3", weeks="A B")
FULL = school(
    course("1A PE", "pat", 3),
    course("1B PE", "mia", 4),
    classes="1A 1B 1C=amy",
    groups={"red": "1B"},
)
WORLDS = (
    World(FREE, "{kind: start_early}", "{kind: start_early, classes: 1A, at_most: 1, weight: 4}"),
    World(SHARED, "{kind: start_early}"),
    World(FORTNIGHT, "{kind: start_early, at_most: 1}"),
)


def test_late_days_above_the_limit_and_very_late_ones_again() -> None:
    one = "{kind: start_early, at_most: %d}"
    lessons = ("red PE: Mon S2", "red PE: Tue S3", "1A Art: Tue S1")
    timetable = placed(FREE, *lessons)
    assert deviations(rule(one % 0), timetable) == {"1A red": 1}
    assert deviations(rule(one % 1), timetable) == {}
    late = placed(FREE, "red PE: Mon S3")
    assert deviations(rule(one % 0), late) == {"1A red": 2}
    assert deviations(rule(one % 1), late) == {"1A red": 1}


def test_periods_with_the_class_teacher_are_not_free() -> None:
    timetable = placed(SHARED, "1A PE: Mon S2", "1A PE: Tue S2")
    assert deviations(rule("{kind: start_early}"), timetable) == {"1A": 1}


def test_pupils_whose_week_is_full_cannot_begin_late() -> None:
    assert [p.key for p in rule("{kind: start_early}").points(FULL)] == ["1A"]


def test_weeks_are_apart() -> None:
    once = rule("{kind: start_early, at_most: 1}")
    sentences = [once.sentence(p) for p in once.points(FORTNIGHT)]
    later = "or on at most 1 day in week A in the second"
    assert sentences[0] == f"1A has its first lesson in the first period of a day, {later}"
