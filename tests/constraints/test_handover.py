"""handover."""

from dataclasses import replace

from timetabler.models.timeslot import Timeslot

from .world import World, course, deviations, duty, placed, rule, school

SHARE = school(
    course("1A PE", "pat"),
    course("1A Art", "mia", minutes=30),
    classes="1A=kim:Mon/lee:Tue 1B=bob",
    day="S1 . S2 | S3",
    duties=[duty("hall, Mon break3", "Mon break3", "lee")],
    away={"kim": "Tue"},
)
APART = school(
    course("1A PE", "pat"),
    classes="1A=kim:Mon/lee:Tue",
    away={"kim": "Tue", "lee": "Mon"},
)
FORTNIGHT = school(
    course("1A PE", "pat"),
    course("1A Art", "pat", weeks=(0,)),
    classes="1A=kim/lee",
    days="Mon",
    weeks="A B",
)
RULE = rule("{kind: handover}")
WORLDS = (
    World(
        SHARE,
        "{kind: handover, classes: 1A, weight: 5}",
        "{kind: handover, minutes: 90, times: [Mon S1-S3], breaks: true}",
        "{kind: handover, minutes: 30, times: S1}",
    ),
    World(APART, "{kind: handover, classes: all}", impossible=True),
    World(SHARE, "{kind: handover, minutes: 121, classes: 1A}", impossible=True),
    World(FORTNIGHT, "{kind: handover}"),
)


def test_both_on_site_and_free() -> None:
    assert deviations(RULE, placed(SHARE, "1A PE: Mon S1")) == {}
    assert deviations(RULE, placed(SHARE, "1A PE: Tue S1")) == {"1A": 1}  # Kim is away
    assert deviations(RULE, placed(SHARE, "1A Art: Mon 09:00-09:30")) == {"1A": 1}


def test_passing_time_may_be_between_and_a_break_only_if_breaks_count() -> None:
    text = "{kind: handover, minutes: 90"
    two = placed(SHARE, "1A PE: Mon S2", "1A Art: Mon 09:30-10:00")
    assert deviations(rule(text + "}"), two) == {}
    parted = placed(SHARE, "1A PE: Mon S2", "1A Art: Mon 11:35-12:05")
    assert deviations(rule(text + "}"), parted) == {"1A": 1}
    with_breaks = rule(text + ", breaks: true}")
    assert deviations(with_breaks, parted) == {}
    on_duty = placed(SHARE, "1A PE: Mon S2", "1A Art: Mon 11:35-12:05", "hall, Mon break3: lee")
    assert deviations(with_breaks, on_duty) == {"1A": 1}


def test_before_school_counts() -> None:
    early = Timeslot("before", 480, 540, "duty")
    week = replace(SHARE.week, timeslots=(early, *SHARE.week.timeslots))
    assert deviations(RULE, placed(replace(SHARE, week=week))) == {}


def test_in_each_week() -> None:
    lessons = ("1A PE: Mon A S1", "1A PE: Mon B S1")
    assert deviations(RULE, placed(FORTNIGHT, *lessons)) == {}
    assert deviations(RULE, placed(FORTNIGHT, lessons[0])) == {"1A|B": 1}
    assert [RULE.sentence(p) for p in RULE.points(FORTNIGHT)] == [
        "Kim and Lee are free together for 60 minutes in a row in week A",
        "Kim and Lee are free together for 60 minutes in a row in week B",
    ]


def test_shortage_if_they_are_never_on_site_together_for_so_long() -> None:
    (never,) = RULE.shortage(APART)
    assert never.message == (
        "Kim and Lee are free together for 60 minutes in a row once a week, but Kim is on site on "
        "Mon and Lee is on site on Tue: never together"
    )
    (short,) = rule("{kind: handover, minutes: 121}").shortage(SHARE)
    assert short.message.endswith("but they are on site together for at most 120 minutes in a row")
