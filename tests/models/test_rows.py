"""Moments in rows and what lasts long enough, of the school and of a timetable; by hand."""

from __future__ import annotations

from dataclasses import replace

from timetabler.models.resources import Course, Teacher
from timetabler.models.rows import Row, minutes, shortest, stretches
from timetabler.models.span import Span
from timetabler.models.timetable import Placement, Timetable

from .test_school import MON, SCHOOL, TUE, course, with_courses


def row(*lengths: int) -> Row:
    """Moments of these lengths, one after the other from 0:00."""
    starts = [sum(lengths[:i]) for i in range(len(lengths))]
    return tuple(Span(MON, a, a + n) for a, n in zip(starts, lengths, strict=True))


def clocks(rows: tuple[Row, ...], day: int) -> list[list[str]]:
    return [[m.clock for m in row] for row in rows if row[0].day == day]


def test_stretches_are_as_long_as_possible() -> None:
    moments = row(10, 20, 30, 40, 50)
    odd = [moments[0], moments[1], moments[3], moments[4]]
    assert list(stretches(moments, odd.__contains__)) == [moments[:2], moments[3:]]
    assert list(stretches(moments, lambda _: False)) == []
    assert minutes(moments) == 150


def test_the_shortest_parts_make_up_every_part_that_lasts_so_long() -> None:
    a, b, c = moments = row(30, 10, 10)
    assert shortest(moments, 30) == ((a,), (a, b), (a, b, c))  # b, c count only with a
    assert shortest(moments, 15) == ((a,), (a, b), (b, c))
    assert shortest(moments, 51) == ()
    a, b, c = moments = row(20, 10, 20)
    assert shortest(moments, 50) == ((a, b, c),)
    assert shortest(moments, 1) == ((a,), (b,), (c,))


def test_rows_end_with_the_day_and_at_breaks_but_not_at_passing_time() -> None:
    lee = SCHOOL.own_rows["lee"]
    assert clocks(lee, TUE) == [["09:00-10:00", "10:05-11:05"], ["11:30-11:40", "11:40-12:30"]]
    assert clocks(SCHOOL.own_rows["dea"], TUE) == []  # in a job share: Kim's day
    assert [len(r) for r in SCHOOL.own_rows["kim"]] == [2, 2]
    assert SCHOOL.own_rows["pat"] == ()


def test_rows_of_a_share_that_changes_at_noon() -> None:
    halves = (("dea", (Span(MON, 0, 600),)), ("kim", (Span(MON, 600, 1440),)))
    classes = tuple(replace(c, homes=halves) if c.id == "B" else c for c in SCHOOL.classes)
    school = replace(SCHOOL, classes=classes)
    assert clocks(school.own_rows["dea"], MON) == [["09:00-10:00"]]


def test_lesson_time_of_those_without_a_class_while_on_site() -> None:
    away = Teacher("pat", "pat", away=(Span(TUE, 0, 605),))
    school = with_courses(course("PE", "A", staff=(("pat",),)), teachers=(away,))
    assert clocks(school.lesson_rows["pat"], TUE) == [
        ["10:05-11:05"],
        ["11:30-11:40", "11:40-12:30"],
    ]


def test_moments_with_all_partners_on_site() -> None:
    away = tuple(
        replace(t, away=(Span(TUE, 600, 1440),)) if t.id == "dea" else t for t in SCHOOL.teachers
    )
    school = replace(SCHOOL, teachers=away)
    lessons = school.partners_rows("B", "lesson")
    assert clocks(lessons, MON) == clocks(SCHOOL.partners_rows("B", "lesson"), MON)
    assert clocks(lessons, TUE) == [["09:00-10:00"]]
    assert len(clocks(school.partners_rows("B", "lesson", "break"), MON)) == 1


def test_stretches_of_release_and_of_preparation() -> None:
    pe = course("PE", "A", staff=(("pat",),), lengths=(1, 1, 1))
    extra = course("Extra", "B", staff=(("lee",),))
    school = with_courses(pe, extra)
    at = [Span(MON, 540, 600), Span(MON, 605, 665), Span(MON, 690, 750)]
    timetable = Timetable(
        school,
        [
            *(Placement(pe, span, None, ("pat",)) for span in at),
            Placement(extra, at[0], None, ("lee",)),
        ],
    )
    # S1 with B, S2 released; S3 released after the break, cut where B's recess ends
    expected = [["10:05-11:05"], ["11:30-11:40", "11:40-12:30"]]
    assert clocks(timetable.releases("lee"), MON) == expected
    assert timetable.reliefs("lee") == timetable.releases("lee")
    s1, s2 = (school.within(span)[0] for span in at[:2])
    assert [timetable.relieved("lee", m) for m in (s1, s2)] == [False, True]
    assert [p.span for p in timetable.relieving("lee", s2)] == [at[1]]
    assert timetable.relieving("pat", s2) == ()
    free = clocks(timetable.preparation(school.teacher["pat"]), MON)
    assert free == [["12:30-12:40", "12:40-13:30"]]


def test_lessons_that_are_in_a_week() -> None:
    weekly = Course("1", "1", ("A",), lengths=(2, 1))
    first = replace(weekly, weeks=(0,))
    either = replace(weekly, weeks=(0, 1))
    for which, most, least in (
        (weekly, [(2, 1), (2, 1)], [(2, 1), (2, 1)]),
        (first, [(2, 1), ()], [(2, 1), ()]),
        (either, [(2, 1), (2, 1)], [(), ()]),
    ):
        assert [SCHOOL.most_lessons(which, week) for week in (0, 1)] == most
        assert [SCHOOL.least_lessons(which, week) for week in (0, 1)] == least
    assert SCHOOL.most_lessons(weekly, 0, 1) == SCHOOL.least_lessons(weekly, 0, 1) == (2, 1, 2, 1)
    assert SCHOOL.most_lessons(either, 0, 1) == SCHOOL.least_lessons(either, 0, 1) == (2, 1)
