"""assign_teachers."""

from .world import World, course, deviations, placed, rule, school

POOL = school(course("1A PE", "pat|sue", 2), course("1A Art", "mia"))
CO_TEACHING = school(course("1A PE", "pat & sue|tom", 2), days="Mon")
RULE = rule("{kind: assign_teachers}")
WORLDS = (
    World(POOL, "{kind: assign_teachers}", faulty=True),
    World(CO_TEACHING, "{kind: assign_teachers}", faulty=True),
)


def test_the_same_teacher_gives_all_lessons_of_a_course() -> None:
    mixed = placed(POOL, "1A PE: Mon S1 pat", "1A PE: Tue S1 sue", "1A Art: Mon S2")
    same = placed(POOL, "1A PE: Mon S1 sue", "1A PE: Tue S1 sue", "1A Art: Mon S2")
    assert deviations(RULE, mixed) == {"1A PE": 1}
    assert deviations(RULE, same) == {}


def test_each_pool_counts_for_itself() -> None:
    mixed = placed(CO_TEACHING, "1A PE: Mon S1 pat sue", "1A PE: Mon S2 pat tom")
    assert deviations(RULE, mixed) == {"1A PE|2": 1}


def test_one_lesson_a_week_of_a_fortnight_is_two() -> None:
    def sentences(weeks: str, *in_weeks: int) -> list[str]:
        pool = course("1A PE", "pat|sue", weeks=in_weeks or None)
        return [RULE.sentence(p) for p in RULE.points(school(pool, weeks=weeks))]

    assert sentences("") == sentences("A B", 0) == ["1A PE is given by Pat or Sue"]
    assert sentences("A B") == ["1A PE is given by Pat or Sue, the same one in every lesson"]
