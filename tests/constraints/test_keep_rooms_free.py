"""keep_rooms_free."""

from timetabler.models.span import Span

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A PE", "pat", rooms="hall oval"),
    course("1B Choir", "sue", (2,), rooms="hall"),
    course("1A Art", "mia", needs="hall"),
    classes="1A=amy 1B=bob",
    day="S1 S2",
    days="Mon",
)
FREE = rule("{kind: keep_rooms_free, rooms: hall, times: [Mon S1, 10:30-11:00], weight: 2}")
WORLDS = (
    World(
        TINY,
        "{kind: keep_rooms_free, rooms: [hall, oval], times: S2, weight: 2}",
        "{kind: keep_rooms_free, rooms: hall, times: Mon}",
    ),
)


def test_a_period_counts_once_however_many_lessons_are_there() -> None:
    both = placed(TINY, "1A PE: Mon S1 in hall", "1B Choir: Mon S1-S2", "1A Art: Mon S2")
    assert deviations(FREE, both) == {"hall": 2}
    assert deviations(FREE, placed(TINY, "1A PE: Mon S1 in oval")) == {}
    assert deviations(FREE, placed(TINY, "1A Art: Mon S1")) == {"hall": 1}
    (point,) = FREE.points(TINY)
    assert FREE.sentence(point) == "Hall has no lessons during Mon S1 or 10:30-11:00"
    assert FREE.title() == "No lessons in hall during Mon S1 or 10:30-11:00"


def test_where_no_other_room_will_do_the_time_is_forbidden() -> None:
    late = rule("{kind: keep_rooms_free, rooms: hall, times: S2}")
    assert {(course.id, span) for course, span in late.forbidden(TINY)} == {
        ("1B Choir", Span(0, 540, 660)),
        ("1A Art", Span(0, 600, 660)),
    }
