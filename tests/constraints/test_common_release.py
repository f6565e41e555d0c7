"""common_release."""

from dataclasses import replace

from .world import World, course, deviations, placed, rule, school

TEAM = school(
    course("1A PE", "pat"),
    course("1A Art", "mia"),
    course("1B PE", "pat"),
    course("1B Art", "mia"),
    classes="1A=amy 1B=bob",
    day="S1 S2 | S3",
    days="Mon",
    teams={"Year 1": "1A 1B"},
)
SINGLES = school(
    course("1A PE", "pat|amy", 2),
    course("1A Library"),
    classes="1A=amy 2A=bob",
    day="S1 S2",
    teams={"Year 1": "1A", "Year 2": "2A"},
)
HALVES = school(
    course("1A Art", "mia"),
    course("red Maths", "pat"),
    course("blue Maths", "sue"),
    course("blue Library"),
    course("choir Music", "tom"),
    classes="1A=amy",
    days="Mon",
    groups={"red/maths": "1A", "blue/maths": "1A", "choir": "1A"},
)
SPLIT_BELLS = school(
    course("1A PE", "pat"),
    course("1B PE", "pat"),
    course("1B Art", "mia"),
    course("1A Art", "mia"),
    classes="1A=amy 1B=bob",
    day={"1A": "S1 S2 | S3", "1B": "S1 | S2 S3"},
    days="Mon",
    away={"mia": "Mon"},
)
SOME = replace(HALVES, groups=tuple(replace(group, whole=False) for group in HALVES.groups))
FORTNIGHT = school(
    course("1A PE", "pat"),
    course("1B PE", "mia", weeks=(0,)),
    classes="1A=amy 1B=bob",
    days="Mon",
    weeks="A B",
    away={"mia": "Mon B"},
)
MANY = school(
    *(
        course(f"{name} {subject}", by)
        for name in ("1A", "1B", "1C", "1D", "1E")
        for subject, by in (("PE", "pat"), ("Art", "mia"))
    ),
    classes="1A=amy 1B=bob 1C=cat 1D=dan 1E=eva",
    teams={"Year 1": "1A 1B 1C 1D 1E"},
    away={"mia": "Mon"},
)
SHIFTS = school(  # first the one is on site, then the other: together they have the class for S1
    course("1A PE", "pat", minutes=30),
    course("1A Art", "mia", minutes=30),
    classes="1A=amy",
    day="S1",
    days="Mon",
    away={"pat": "Mon 9:30-10:00", "mia": "Mon 9:00-9:30"},
)
JOINT = school(course("1A+1B PE", "pat"), classes="1A=amy 1B=bob", days="Mon")
RULE = rule("{kind: common_release}")
WORLDS = (
    World(SHIFTS, "{kind: common_release, classes: 1A, periods: 1}"),
    World(TEAM, "{kind: common_release, note: Year 1 plans}", "{kind: common_release, periods: 1}"),
    World(
        SINGLES,
        "{kind: common_release, classes: [1A], periods: 1, times_a_week: 2}",
        "{kind: common_release, teams: Year 1, periods: 1}",
    ),
    World(SPLIT_BELLS, "{kind: common_release, classes: [1A, 1B], periods: 1}", impossible=True),
    World(FORTNIGHT, "{kind: common_release, classes: [1A, 1B], periods: 1}", impossible=True),
    World(MANY, "{kind: common_release, periods: 1}", impossible=True),
    World(HALVES, "{kind: common_release, classes: 1A, periods: 1}"),
    World(SOME, "{kind: common_release, classes: 1A, periods: 1}"),
    World(JOINT, "{kind: common_release, classes: [1A, 1B], periods: 1}"),
)


def test_all_classes_have_to_be_away_in_the_same_run() -> None:
    lessons = ("1A PE: Mon S1", "1B PE: Mon S2", "1A Art: Mon S2")
    assert deviations(RULE, placed(TEAM, *lessons, "1B Art: Mon S1")) == {}
    assert deviations(RULE, placed(TEAM, *lessons, "1B Art: Mon S3")) == {"Year 1": 1}


def test_a_run_does_not_go_across_a_break() -> None:
    lessons = ("1A PE: Mon S2", "1B PE: Mon S3", "1A Art: Mon S3", "1B Art: Mon S2")
    assert deviations(RULE, placed(TEAM, *lessons)) == {"Year 1": 1}


def test_own_lessons_and_library_with_the_class_teacher_are_no_release() -> None:
    one = rule("{kind: common_release, teams: Year 1, periods: 1}")
    own = placed(SINGLES, "1A PE: Mon S1 amy", "1A Library: Mon S2")
    assert deviations(one, own) == {"Year 1": 1}


def test_runs_on_one_day_count_once() -> None:
    two = rule("{kind: common_release, teams: Year 1, periods: 1, times_a_week: 2}")
    same_day = placed(SINGLES, "1A PE: Mon S1 pat", "1A PE: Mon S2 pat")
    assert deviations(two, same_day) == {"Year 1": 1}
    two_days = placed(SINGLES, "1A PE: Mon S1 pat", "1A PE: Tue S2 pat")
    assert deviations(two, two_days) == {}


def test_a_class_is_away_if_all_parts_of_a_split_are() -> None:
    one = rule("{kind: common_release, classes: 1A, periods: 1}")
    assert deviations(one, placed(HALVES, "red Maths: Mon S1", "blue Maths: Mon S1")) == {}
    assert deviations(one, placed(HALVES, "red Maths: Mon S1", "blue Library: Mon S1")) == {"1A": 1}
    assert deviations(one, placed(HALVES, "choir Music: Mon S1")) == {"1A": 1}
    assert deviations(one, placed(SOME, "red Maths: Mon S1", "blue Maths: Mon S1")) == {"1A": 1}


def test_different_bells_have_only_some_periods_in_common() -> None:
    assert SPLIT_BELLS.common_runs(["1A", "1B"], 2) == ()
    assert [run[0].start for run in SPLIT_BELLS.common_runs(["1A", "1B"], 1)] == [540, 690]


def test_shortage_of_teachers_on_site() -> None:
    together = rule("{kind: common_release, classes: [1A, 1B], periods: 1}")
    (shortage,) = together.shortage(SPLIT_BELLS)
    assert "2 classes, but at most 1 of their other teachers" in shortage.message
    here = replace(SPLIT_BELLS, teachers=tuple(replace(t, away=()) for t in SPLIT_BELLS.teachers))
    assert not list(together.shortage(here))
    double = rule("{kind: common_release, classes: [1A, 1B], periods: 2}")
    assert "at most 0" in next(iter(double.shortage(here))).message


def test_in_each_week_of_a_fortnight() -> None:
    together = rule("{kind: common_release, classes: [1A, 1B], periods: 1}")
    lessons = ("1A PE: Mon A S1", "1A PE: Mon B S1", "1B PE: Mon A S1")
    assert deviations(together, placed(FORTNIGHT, *lessons)) == {"1A, 1B|B": 1}
    (shortage,) = together.shortage(FORTNIGHT)
    assert "for 1 period, once in week B: 2 classes, but at most 1" in shortage.message
    assert "teams" not in shortage.message  # on its own, 1B would have nobody either


def test_a_team_that_is_too_large_is_split_as_evenly_as_possible() -> None:
    (shortage,) = rule("{kind: common_release, periods: 1}").shortage(MANY)
    assert shortage.message == (
        "The classes of team Year 1 are all with other teachers for 1 period, once a week: "
        "5 classes, but at most 2 of their other teachers are on site together for so long; "
        "there are enough for 3 teams: 1A and 1B; 1C and 1D; 1E"
    )
