"""common_free."""

from .world import World, course, deviations, duty, need, placed, rule, school

TEAM = school(
    course("1A PE", "pat"),
    course("1B PE", "pat"),
    course("1A Art", "mia"),
    course("1B Art", "mia"),
    classes="1A=amy 1B=bob",
    days="Mon Tue",
    away={"mia": "Tue S2"},
)
FULL = school(course("1A PE", "pat"), days="Mon", away={"pat": "Mon S1"})
FORTNIGHT = school(
    course("1A PE", "pat"),
    course("1A Art", "pat", weeks=(0,)),
    days="Mon",
    weeks="A B",
    duties=[duty("hall, Mon B S1", "Mon B S1", "pat|ada")],
    needs=[need("N1", "1A", 60, "ada", times="Mon B S2")],
)
RULE = rule("{kind: common_free, teachers: specialists}")
WORLDS = (
    World(
        TEAM,
        "{kind: common_free, teachers: specialists}",
        "{kind: common_free, teachers: [pat, amy], periods: 1, times: [Mon, Tue S1]}",
        "{kind: common_free, teachers: [pat, mia], periods: 2, times: Mon-Tue}",
    ),
    World(FULL, "{kind: common_free, teachers: pat, periods: 2}", impossible=True),
    World(FORTNIGHT, "{kind: common_free, teachers: [pat, aides]}"),
    World(FORTNIGHT, "{kind: common_free, teachers: pat, times: Mon A S1}", impossible=True),
)


def test_all_have_to_be_on_site() -> None:
    busy = placed(TEAM, "1A PE: Mon S1", "1B PE: Mon S2", "1A Art: Tue S1", "1B Art: Mon S2")
    assert deviations(RULE, busy) == {"together": 1}  # Tue S2: free, but Mia is away


def test_a_class_teacher_is_not_free_in_home_time() -> None:
    meeting = rule("{kind: common_free, teachers: [pat, amy]}")
    assert deviations(meeting, placed(TEAM, "1A Art: Mon S1")) == {}
    assert deviations(meeting, placed(TEAM, "1A PE: Mon S1")) == {"together": 1}


def test_too_few_periods_on_site_are_a_shortage() -> None:
    two = rule("{kind: common_free, teachers: [pat], periods: 2}")
    (shortage,) = two.shortage(FULL)
    assert "all on site in 1 such period only" in shortage.message
    assert not list(rule("{kind: common_free, teachers: [pat]}").shortage(FULL))
    never = rule("{kind: common_free, teachers: [pat], times: [S1]}")
    assert "they are never all on site then" in next(never.shortage(FULL)).message


def test_in_each_week_and_with_people_of_any_kind() -> None:
    meeting = rule("{kind: common_free, teachers: [pat, aides]}")
    lessons = ("1A PE: Mon A S1", "1A PE: Mon B S1")
    assert deviations(meeting, placed(FORTNIGHT, *lessons)) == {}
    assert deviations(meeting, placed(FORTNIGHT, *lessons, "1A Art: Mon A S2")) == {"together|A": 1}
    helping = placed(FORTNIGHT, *lessons, "hall, Mon B S1: ada", "N1, Mon B S2: ada")
    assert deviations(meeting, helping) == {"together|B": 1}
    sentences = [meeting.sentence(p) for p in meeting.points(FORTNIGHT)]
    assert sentences[0] == "Pat and Ada: 1 free period in common in week A"
