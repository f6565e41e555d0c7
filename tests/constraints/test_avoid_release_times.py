"""avoid_release_times."""

from .world import World, course, deviations, duty, placed, rule, school

DAY = school(
    course("1A PE", "pat"),
    course("red Maths", "sue"),
    course("blue Maths", "amy"),
    course("1B Art", "amy"),
    classes="1A=amy 1B=bob",
    days="Mon",
    groups={"red/maths": "1A", "blue/maths": "1A"},
    duties=[duty("hall, Mon S1", "Mon S1", "amy")],
)
SHARE = school(
    course("1A PE", "pat"),
    classes="1A=kim:Mon/lee:Tue",
    day={"1A": "S1 | S2"},
)
WORLDS = (
    World(DAY, "{kind: avoid_release_times, teachers: amy, times: S1}"),
    World(SHARE, "{kind: avoid_release_times, times: [S1, Tue S2], weight: 1}"),
)
FIRST = rule("{kind: avoid_release_times, teachers: amy, times: S1}")


def test_release_in_the_first_period() -> None:
    assert deviations(FIRST, placed(DAY, "1A PE: Mon S1")) == {"amy": 60}
    assert deviations(FIRST, placed(DAY, "1A PE: Mon S2")) == {}
    assert deviations(FIRST, placed(DAY, "1A PE: Mon S1", "hall, Mon S1: amy")) == {"amy": 60}


def test_with_another_class_or_a_part_of_the_own_it_is_no_release() -> None:
    assert deviations(FIRST, placed(DAY, "1A PE: Mon S1", "1B Art: Mon S1")) == {}
    assert deviations(FIRST, placed(DAY, "red Maths: Mon S1", "blue Maths: Mon S1")) == {}


def test_each_partner_of_a_job_share_on_their_own_days() -> None:
    times = rule("{kind: avoid_release_times, times: [S1, Tue S2]}")
    assert deviations(times, placed(SHARE, "1A PE: Mon S2")) == {}
    assert deviations(times, placed(SHARE, "1A PE: Tue S2")) == {"lee": 60}
    only = rule("{kind: avoid_release_times, times: Tue}")
    assert [p.key for p in only.points(SHARE)] == ["lee"]
