"""avoid_unavailable_times."""

from timetabler.models.span import Span

from .world import World, course, deviations, placed, rule, school

AWAY = school(
    course("1A PE", "pat|sue", rooms="hall"),
    course("1B Art", "amy", rooms="hall"),
    classes="1A=amy 1B=bob",
    away={"pat": "Tue", "amy": "Mon S2", "hall": "Mon 09:30-10:30"},
)
RULE = rule("{kind: avoid_unavailable_times}")
WORLDS = (
    World(AWAY, "{kind: avoid_unavailable_times}"),
    World(
        school(
            course("1A PE", "pat|sue"),
            course("1B PE", "pat|sue"),
            classes="1A=amy 1B=bob",
            away={"pat": "Tue"},
        ),
        "{kind: avoid_unavailable_times}",
        "{kind: avoid_unavailable_times, teachers: [pat, sue], times: Mon S2, weight: 2}",
    ),
    World(
        AWAY,
        "{kind: avoid_unavailable_times, rooms: hall, weight: 1}",
        "{kind: avoid_unavailable_times, rooms: hall, times: [Mon S2, Tue]}",
        "{kind: avoid_unavailable_times, times: Mon S1}",
    ),
)


def test_a_class_teacher_is_away_safely_only_while_the_class_is_with_others() -> None:
    alone = placed(AWAY, "1A PE: Tue S1 sue")
    covered = placed(AWAY, "1A PE: Mon S2 sue")
    assert deviations(RULE, alone) == {"teacher|amy": 60}
    assert deviations(RULE, covered) == {"room|hall": 30}


def test_minutes_are_counted_where_a_lesson_is_half_inside() -> None:
    timetable = placed(AWAY, "1A PE: Mon S2 sue", "1B Art: Mon S1")
    assert deviations(RULE, timetable) == {"room|hall": 60}  # 30 of each lesson


def test_a_wish_about_times_leaves_the_standing_rule_alone() -> None:
    wish = rule("{kind: avoid_unavailable_times, teachers: pat, times: Mon, weight: 2}")
    timetable = placed(AWAY, "1A PE: Tue S1 pat")
    assert deviations(wish, timetable) == {}


def test_a_time_is_forbidden_where_nobody_of_a_pool_is_left() -> None:
    monday, course = Span(0, 600, 660), AWAY.course["1A PE"]

    def forbids(scope: str) -> bool:
        avoid = rule(f"{{kind: avoid_unavailable_times, {scope}}}")
        return (course, monday) in avoid.forbidden(AWAY)

    assert forbids("teachers: [pat, sue], times: Mon S2")
    assert not forbids("teachers: pat, times: Mon S2")
    assert not forbids("teachers: [pat, sue], times: Mon S1")
    assert forbids("rooms: hall")  # closed until 10:30
    assert not forbids("teachers: [pat, sue]")


def test_only_lessons_while_too_few_of_the_pool_are_left_are_shown() -> None:
    three = school(
        *(course(f"1{c} PE", "pat|sue", 2) for c in "ABC"),
        classes="1A 1B 1C",
        away={"pat": "Mon S2, Tue"},
    )
    timetable = placed(three, "1A PE: Tue S1", "1B PE: Mon S2", "1C PE: Mon S2")
    (pool,) = (p for p in RULE.points(three) if p.shadow)
    assert RULE.deviation(pool, timetable) == 60
    assert [p.course.id for p in RULE.witnesses(pool, timetable)] == ["1B PE", "1C PE"]
