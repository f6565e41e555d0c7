"""release_time."""

from dataclasses import replace

from .world import World, course, deviations, placed, rule, school

_SHARE = school(
    course("1A PE", "pat", 2),
    course("1A Library", minutes=30),
    course("1B PE", "pat"),
    course("1B Art", "amy"),
    classes="1A=kim:Mon/lee:Tue 1B=amy",
)
SHARE = replace(
    _SHARE,
    teachers=tuple(replace(t, fte=0.5 if t.id in ("kim", "lee") else 1.0) for t in _SHARE.teachers),
)
RULE = rule("{kind: release_time, minutes: 120}")
WORLDS = (
    World(
        SHARE,
        "{kind: release_time, minutes: 120, weight: 1, teachers: [kim, lee]}",
        "{kind: release_time, minutes: 60, at_most: 60, pro_rata: false}",
        "{kind: release_time, minutes: 60, at_most: 60}",
    ),
    World(SHARE, "{kind: release_time, minutes: 180, teachers: [kim, lee]}", impossible=True),
)


def test_release_follows_the_person_pro_rata() -> None:
    even = placed(SHARE, "1A PE: Mon S1", "1A PE: Tue S1", "1B PE: Mon S2", "1A Library: Mon S2")
    assert deviations(RULE, even) == {"amy": 60}
    uneven = placed(SHARE, "1A PE: Mon S1", "1A PE: Mon S2")
    assert deviations(RULE, uneven) == {"lee": 60, "amy": 120}


def test_a_lesson_with_ones_own_class_is_no_release() -> None:
    sixty = rule("{kind: release_time, teachers: amy, minutes: 60}")
    assert deviations(sixty, placed(SHARE, "1B Art: Mon S1")) == {"amy": 60}
    assert deviations(sixty, placed(SHARE, "1B PE: Mon S1")) == {}


def test_shortage_of_lessons_with_others() -> None:
    (shortage,) = rule("{kind: release_time, minutes: 180, teachers: [kim, lee]}").shortage(SHARE)
    assert "180 minutes of release a week are asked for" in shortage.message
    assert "1A can have only 120 minutes" in shortage.message
    assert not list(rule("{kind: release_time, minutes: 120}").shortage(SHARE))
