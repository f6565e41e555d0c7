"""limit_busy_times."""

from dataclasses import replace

import pytest

from .world import World, course, deviations, duty, placed, rule, school

DAY = school(
    course("1A PE", "pat", (2, 1)),
    course("1A Library", minutes=30),
    course("1B PE", "pat"),
    classes="1A=amy 1B=bob",
    day="S1 S2",
    away={"pat": "Tue S2"},
)
POOL = school(
    course("1A PE", "pat|sue", 2),
    course("1B PE", "pat|sue", 1),
    course("1B Art", "mia"),
    classes="1A=amy 1B=bob",
    away={"sue": "Tue"},
)
FORTNIGHT = school(
    course("1A PE", "pat"),
    course("1A Art", "pat", weeks=(0,)),
    days="Mon",
    weeks="A B",
    duties=[duty("hall, Mon A S1", "Mon A S1", "pat")],
)
PART_TIME = replace(POOL, teachers=tuple(replace(t, fte=0.5) for t in POOL.teachers))
WORLDS = (
    World(
        DAY,
        "{kind: limit_busy_times, at_least: 60, at_most: 120, per: day}",
        "{kind: limit_busy_times, teachers: amy, at_most: 0, home_time: false}",
        "{kind: limit_busy_times, teachers: [pat], at_least: 3, unit: periods}",
    ),
    World(
        POOL,
        "{kind: limit_busy_times, teachers: [pat, sue], at_most: 120}",
        "{kind: limit_busy_times, teachers: [pat, sue], at_most: 1, unit: periods, per: day}",
        "{kind: limit_busy_times, teachers: pat, at_most: 60}",
    ),
    World(
        PART_TIME, "{kind: limit_busy_times, teachers: [pat, sue], at_most: 120, pro_rata: true}"
    ),
    World(FORTNIGHT, "{kind: limit_busy_times, teachers: pat, at_least: 60, at_most: 120}"),
)


def test_minutes_of_lessons_and_home_time() -> None:
    timetable = placed(DAY, "1A PE: Mon S1-S2", "1A Library: Tue 09:00-09:30", "1B PE: Tue S1")
    most = rule("{kind: limit_busy_times, teachers: [amy, pat], at_most: 100}")
    assert deviations(most, timetable) == {"amy": 20, "pat": 80}
    lessons = rule("{kind: limit_busy_times, teachers: amy, at_most: 0, home_time: false}")
    assert deviations(lessons, timetable) == {"amy": 30}


def test_a_double_is_two_periods_and_a_short_lesson_one() -> None:
    timetable = placed(DAY, "1A PE: Mon S1-S2", "1A Library: Tue 09:00-09:30")
    none = rule("{kind: limit_busy_times, at_most: 0, unit: periods, per: day}")
    assert deviations(none, timetable) == {"pat|Mon": 2, "amy|Tue": 1}


def test_limits_of_a_day_apply_on_site() -> None:
    least = rule("{kind: limit_busy_times, teachers: sue, at_least: 60, per: day}")
    assert deviations(least, placed(POOL)) == {"sue|Mon": 60}


def test_limits_of_each_alone() -> None:
    week = list(rule("{kind: limit_busy_times, at_most: 180}").limits(POOL))
    assert [limit.who for limit in week] == list(POOL.teachers)
    assert {(limit.days, limit.most, limit.unit) for limit in week} == {((0, 1), 180, "minutes")}
    day = rule("{kind: limit_busy_times, teachers: sue, at_most: 2, unit: periods, per: day}")
    assert [(limit.days, limit.unit) for limit in day.limits(POOL)] == [((0,), "periods")]
    assert not list(rule("{kind: limit_busy_times, at_least: 1}").limits(DAY))


def test_who_teaches_nothing_has_nothing_to_limit() -> None:
    idle = school(course("1A PE", "pat"), others="kim")
    assert [p.key for p in rule("{kind: limit_busy_times, at_most: 1}").points(idle)] == [
        "amy",
        "pat",
    ]
    aide = "{kind: limit_busy_times, teachers: kim, %s: 1}"
    assert not list(rule(aide % "at_most").points(idle))
    assert list(rule(aide % "at_least").points(idle))


@pytest.mark.parametrize(
    "text",
    [
        "{kind: limit_busy_times, per: day}",
        "{kind: limit_busy_times, unit: periods}",
        "{kind: limit_busy_times, at_most: 1, per: day, pro_rata: true}",
    ],
)
def test_limits_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"write at_least or at_most|pro_rata goes with"):
        rule(text)


def test_limits_hold_in_each_week_and_duty_does_not_count() -> None:
    most = rule("{kind: limit_busy_times, teachers: pat, at_most: 60}")
    both = ("1A PE: Mon A S1", "1A Art: Mon A S2", "1A PE: Mon B S1", "hall, Mon A S1: pat")
    assert deviations(most, placed(FORTNIGHT, *both)) == {"pat|A": 60}
    sentences = [most.sentence(p) for p in most.points(FORTNIGHT)]
    assert sentences[1] == "Pat: at most 60 minutes of teaching in week B"


def test_without_a_limit_that_of_the_pack_holds() -> None:
    left = rule("{kind: limit_busy_times, teachers: pat}")
    figure = "face_to_face_minutes"
    assert left.unwritten() == {"at_most": figure, "pro_rata": figure}
    filled = left.filled({"at_most": 90, "pro_rata": True})
    assert filled.unwritten() == {}
    assert rule("{kind: limit_busy_times, at_least: 60}").unwritten() == {}
    hour = placed(PART_TIME, "1A PE: Mon S1 pat")
    assert deviations(filled, hour) == {"pat": 15}  # half of 90 minutes
    with pytest.raises(ValueError, match="neither the rule nor the pack"):
        deviations(left, hour)
